"""Servers on the loopback that answer as told, byte for byte, and keep what they were sent."""

import socket
import threading
from collections.abc import Callable, Iterable
from types import TracebackType

Answer = Callable[[socket.socket, bytes, threading.Event], None]
"""Answers one request, as it came, on an open connection; the event tells that the server is to end."""


class Loopback:
    """A server whose every connection is handled by `answer`, request after request; it ends with the block."""

    def __init__(self, answer: Answer) -> None:
        self.requests: list[bytes] = []
        self.connections = 0
        self._stopped = threading.Event()
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.05)
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> "Loopback":
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        for connection in self._open:
            connection.close()
        for thread in self._threads:
            thread.join(10)
        self._listener.close()

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            self.connections += 1
            connection.settimeout(0.05)
            self._open.append(connection)
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                while (request := self._request(connection)) is not None:
                    self.requests.append(request)
                    self._answer(connection, request, self._stopped)
            except OSError:
                return

    def _request(self, connection: socket.socket) -> bytes | None:
        """The next request of a connection, or None at its end."""
        data = b""
        while b"\r\n\r\n" not in data or len(data.partition(b"\r\n\r\n")[2]) < _length(data):
            if self._stopped.is_set():
                return None
            try:
                more = connection.recv(65536)
            except TimeoutError:
                continue
            if not more:
                return None
            data += more
        return data


def _length(request: bytes) -> int:
    for line in request.partition(b"\r\n\r\n")[0].split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def http(
    status: int = 200, body: bytes = b"{}", headers: Iterable[tuple[str, str]] = (), length: int | None = None
) -> bytes:
    """An answer's bytes; `length` lies about the body's where it is given."""
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body) if length is None else length}"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def always(answer: bytes) -> Answer:
    """The same bytes to every request."""
    return lambda connection, _request, _stopped: connection.sendall(answer)
