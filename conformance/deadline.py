"""Sockets with a total deadline: a server that drips bytes cannot hold a request for longer than its bound."""

import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore
from httpcore import NetworkBackend, NetworkStream

_local = threading.local()


def set_deadline(seconds: float) -> None:
    """Give the calling thread's requests so many seconds from now, whatever they are doing."""
    _local.until = time.monotonic() + seconds


def _left(timeout: float | None) -> float:
    until: float | None = getattr(_local, "until", None)
    left = 3600.0 if until is None else until - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the answer took longer than its bound")
    return left if timeout is None else min(timeout, left)


class _Stream(NetworkStream):
    def __init__(self, stream: NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class DeadlineBackend(NetworkBackend):
    """The network of httpcore's connection pool, bounded by `set_deadline`."""

    def __init__(self) -> None:
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """Open a connection within the deadline."""
        return _Stream(self._backend.connect_tcp(host, port, _left(timeout), local_address, socket_options))

    def sleep(self, seconds: float) -> None:
        """Pause between httpcore's own connection attempts."""
        self._backend.sleep(seconds)
