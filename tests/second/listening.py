"""Where the server listens: on 127.0.0.1 and nowhere else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from tests.second.service import application
from tests.second.world import World

_LONGEST_LINE = 65536
"""Bytes of a request line: page marks and ids of any form go into it. A header has 8 KB, as on common servers."""

_GOODBYE = 1.0
"""Seconds that open requests get at the end."""


@asynccontextmanager
async def listening(world: World, port: int = 0) -> AsyncIterator[None]:
    """Serve a state at its origin, which is told to it, until the block is left.

    Args:
        world: The state.
        port: The port; 0 takes a free one.
    """
    runner = web.AppRunner(
        application(world),
        access_log=None,
        shutdown_timeout=_GOODBYE,
        max_line_size=_LONGEST_LINE,
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        world.origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield
    finally:
        await runner.cleanup()
