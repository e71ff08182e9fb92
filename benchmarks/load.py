"""Load on an HTTP/1.1 server: connections that each send the same request again as soon as it is answered."""

import asyncio
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """Where requests go, and what they are: the whole request as bytes."""

    host: str
    port: int
    request: bytes


class UnexpectedAnswerError(Exception):
    """The server answered something else than 200, without a length, or closed the connection."""


class _Connection(asyncio.Protocol):
    """Counts answers and never has more than one request open."""

    def __init__(self, request: bytes, failed: asyncio.Future[None]) -> None:
        self.request = request
        self.failed = failed
        self.answered = 0
        self._received = bytearray()
        self._expected = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        """Send the next one when an answer is complete."""
        self._received += data
        if not self._expected:
            self._expected = self._announced()
        if self._expected and len(self._received) >= self._expected:
            self.answered += 1
            self._received.clear()
            self._expected = 0
            self.transport.write(self.request)

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail the measurement, unless it is over."""
        self._fail(f"the connection was lost: {exc}")

    def _announced(self) -> int:
        """The length of the whole answer in bytes, 0 as long as its head is incomplete."""
        head, end, _ = bytes(self._received).partition(b"\r\n\r\n")
        if not end:
            return 0
        lines = head.lower().split(b"\r\n")
        length = next((line for line in lines if line.startswith(b"content-length:")), None)
        if b" 200 " not in lines[0] or length is None:
            self._fail(f"the answer was {lines[0].decode('latin-1')}")
            return 0
        return len(head) + 4 + int(length.partition(b":")[2])

    def _fail(self, why: str) -> None:
        if not self.failed.done():
            self.failed.set_exception(UnexpectedAnswerError(why))


def requests_per_second(target: Target, *, connections: int, seconds: float) -> float:
    """How many requests a second are answered with 200 for that long. Raises UnexpectedAnswerError."""
    return asyncio.run(_measured(target, connections, seconds))


async def _measured(target: Target, number: int, seconds: float) -> float:
    loop = asyncio.get_running_loop()
    failed: asyncio.Future[None] = loop.create_future()
    opened = [
        await loop.create_connection(lambda: _Connection(target.request, failed), target.host, target.port)
        for _ in range(number)
    ]
    began, before = time.perf_counter(), sum(connection.answered for _, connection in opened)
    await asyncio.wait([failed], timeout=seconds)
    took, after = time.perf_counter() - began, sum(connection.answered for _, connection in opened)
    if failed.done():
        failed.result()
    failed.cancel()
    for transport, _ in opened:
        transport.abort()
    return (after - before) / took
