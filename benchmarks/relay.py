"""A relay before a server that counts what passes, by the same measure for every tool."""

import asyncio
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_REQUEST = re.compile(rb"([A-Z]+) (/[^\s?]*)")
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")


@dataclass
class Traffic:
    """What passed: requests, method and path, without query, of those answered with a 2xx, and answers by status."""

    requests: int = 0
    succeeded: set[tuple[str, str]] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)

    def clear(self) -> None:
        """Count anew."""
        self.requests = 0
        self.statuses.clear()
        self.succeeded.clear()


class Turns:
    """One connection, on which requests and answers take turns: a request is counted when its first bytes pass."""

    def __init__(self, traffic: Traffic) -> None:
        self.traffic = traffic
        self._open: tuple[str, str] | None = None

    def asked(self, data: bytes) -> None:
        """Bytes on their way to the server: the start of a request, or more of its body."""
        line = _REQUEST.match(data)
        if self._open is None and line is not None:
            self._open = (line[1].decode("latin-1"), line[2].decode("latin-1"))
            self.traffic.requests += 1

    def answered(self, data: bytes) -> None:
        """Bytes on their way back: the start of an answer, or more of its body."""
        status = _STATUS.match(data)
        if self._open is not None and status is not None:
            self.traffic.statuses[int(status[1])] += 1
            if status[1].startswith(b"2"):
                self.traffic.succeeded.add(self._open)
            self._open = None

    async def pass_on(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, server: tuple[str, int]
    ) -> None:
        """Carry everything between a client and the server until either closes."""
        there, back = await asyncio.open_connection(*server)

        async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, asking: bool) -> None:
            try:
                while data := await source.read(1 << 16):
                    (self.asked if asking else self.answered)(data)
                    sink.write(data)
                    await sink.drain()
            except ConnectionError:
                pass
            finally:
                sink.close()

        await asyncio.gather(pump(reader, back, asking=True), pump(there, writer, asking=False))


@contextmanager
def counting(origin: str) -> Iterator[tuple[str, Traffic]]:
    """A relay to `origin` on a free port of 127.0.0.1, for as long as the block: its own origin, and what passed."""
    address, traffic = urlsplit(origin), Traffic()
    assert address.hostname is not None
    assert address.port is not None
    server = (address.hostname, address.port)
    loop = asyncio.new_event_loop()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.CancelledError):  # the streams would log a connection that the end of the block cut
            await Turns(traffic).pass_on(reader, writer, server)

    listener = loop.run_until_complete(asyncio.start_server(connected, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}", traffic
    finally:
        asyncio.run_coroutine_threadsafe(_closed(listener), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _closed(listener: asyncio.Server) -> None:
    """Close the listener, and end what is still being carried."""
    listener.close()
    carrying = asyncio.all_tasks() - {task for task in [asyncio.current_task()] if task is not None}
    for task in carrying:
        task.cancel()
    await asyncio.gather(*carrying, return_exceptions=True)
