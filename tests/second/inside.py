"""The second server in a thread of the caller's, whose state can be looked into."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx

from tests.second.choices import Choices
from tests.second.listening import listening
from tests.second.people import User
from tests.second.populating import Population, populated
from tests.second.world import World

PATIENCE = 10.0
"""Seconds within which it must have started, answered or ended."""


class Inside:
    """A server that runs, and those who send it requests; paths begin below `/api`."""

    def __init__(self, population: Population, connections: ExitStack) -> None:
        self.world = population.world
        self._users = {user.label: user for user in population.users}
        self._connections = connections

    def user(self, name: str) -> User:
        """Somebody by the name in the profile."""
        return self._users[name]

    def login(self, name: str) -> dict[str, str]:
        """What somebody sends to log in."""
        return {"username": self._users[name].username, "password": self._users[name].password}

    def stranger(self) -> httpx.Client:
        """Somebody who sends no credentials."""
        made = httpx.Client(base_url=f"{self.world.origin}/api", trust_env=False, timeout=PATIENCE)
        return self._connections.enter_context(made)

    def person(self, name: str) -> httpx.Client:
        """Somebody who is logged in."""
        client = self.stranger()
        client.headers["Authorization"] = f"Bearer {self.world.tokens.signed(self._users[name])}"
        return client


@contextmanager
def inside(choices: Choices) -> Iterator[Inside]:
    """A server of these choices, while the block lasts."""
    population = populated(World(choices))
    loop, over, ready = asyncio.new_event_loop(), asyncio.Event(), threading.Event()

    async def serve() -> None:
        async with listening(population.world):
            ready.set()
            await over.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    try:
        if not ready.wait(PATIENCE):
            raise TimeoutError("the server did not start")
        with ExitStack() as connections:
            yield Inside(population, connections)
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(PATIENCE)
        loop.close()
