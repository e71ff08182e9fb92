"""Sends one request and takes one answer, bounded in time and size, and tells how it failed where it did."""

import ssl
import time
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import httpcore
import httpx

from conformance.deadline import DeadlineBackend, set_deadline
from conformance.decoding import NotUnpacked, unpacked
from conformance.errors import Unsendable, UsageError
from conformance.exchange import Request, Response

_KEEP_ALIVE = 2.0
"""Seconds; shorter than any server's own, so that a write never meets a connection that the server is just closing."""

LARGEST_ANSWER = 32 * 1024 * 1024
"""Bytes; 5,000 full rows are about a tenth of it."""


class TransportFault(Exception):
    """No answer came: `processed` tells whether the server may have acted on the request all the same."""

    def __init__(self, reason: str, *, processed: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.processed = processed


class Transport(Protocol):
    """What the wire sends through."""

    def send(self, request: Request, *, within: float, target: bytes | None) -> Response:
        """The answer to a request, or TransportFault; `within` seconds in all."""

    def close(self) -> None:
        """Close all connections."""


class HttpTransport:
    """The one HTTP client of a process.

    No cookie jar (a login's Set-Cookie would become the credential of highest priority), no redirects, no proxies or
    netrc of the environment. `ca_file` and `client_certificate` are PEM files; `largest` is the cap of a body in bytes.
    """

    def __init__(
        self, ca_file: Path | None = None, client_certificate: Path | None = None, largest: int = LARGEST_ANSWER
    ) -> None:
        self._largest = largest
        # Without httpx's client around it, which reads cookies and where a redirect leads, and may choke on either.
        self._transport = _BoundedTransport(ca_file, client_certificate)

    def send(self, request: Request, *, within: float, target: bytes | None = None) -> Response:
        """The answer to a request within `within` seconds; `target` replaces the request line's path, byte for byte.

        TransportFault where none came; Unsendable where HTTP has no way to send the request.
        """
        set_deadline(within)
        built = _built(request, within, target)
        until = time.monotonic() + within
        try:
            answer = self._transport.handle_request(built)
            try:
                body, truncated = _read(answer, until, self._largest)
            finally:
                answer.close()
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise TransportFault(f"the connection failed: {error}", processed=False) from error
        except httpx.TimeoutException as error:
            raise TransportFault(f"no whole answer within {within:g} s", processed=True) from error
        except httpx.LocalProtocolError as error:
            raise Unsendable(f"a request cannot be sent: {_unsendable(request)}") from error
        except (httpx.HTTPError, httpx.StreamError, NotUnpacked) as error:
            raise TransportFault(f"{type(error).__name__}: {error}".rstrip("."), processed=True) from error
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers.raw)
        return Response(answer.status_code, headers, body, truncated)

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()


class _BoundedTransport(httpx.HTTPTransport):
    """httpx's transport over a pool whose sockets keep the deadline."""

    def __init__(self, ca_file: Path | None, client_certificate: Path | None) -> None:
        context = _tls(ca_file, client_certificate)
        super().__init__(verify=context)
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=32,
            max_keepalive_connections=16,
            keepalive_expiry=_KEEP_ALIVE,
            http1=True,
            http2=False,
            network_backend=DeadlineBackend(),
        )


def _tls(ca_file: Path | None, client_certificate: Path | None) -> ssl.SSLContext:
    named = ca_file
    try:
        context = ssl.create_default_context(cafile=None if ca_file is None else str(ca_file))
        named = client_certificate
        if client_certificate is not None:
            context.load_cert_chain(str(client_certificate))
    except (OSError, ssl.SSLError) as error:
        raise UsageError(f"the certificate file {named} cannot be used: {error}", "Give a readable PEM file") from error
    return context


def _built(request: Request, within: float, target: bytes | None) -> httpx.Request:
    parts = urlsplit(request.url)
    try:
        return httpx.Request(
            request.method,
            request.url if target is None else f"{parts.scheme}://{parts.netloc}/",
            headers=[(name.encode(), value.encode()) for name, value in request.headers],
            content=request.body or None,
            extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), within)}
            | ({"target": target} if target is not None else {}),
        )
    except (httpx.InvalidURL, UnicodeError) as error:
        raise Unsendable(f"a request cannot be sent: {_unsendable(request)}") from error


def _unsendable(request: Request) -> str:
    """What HTTP has no way to send, by name: a value may be a secret."""
    named = [name for name, value in request.headers if not value.isprintable() or value != value.strip()]
    return f"HTTP has no such value for {', '.join(named)}" if named else "HTTP has no such request"


def _read(answer: httpx.Response, until: float, largest: int) -> tuple[bytes, bool]:
    chunks: list[bytes] = []
    size = 0
    for chunk in unpacked(answer.iter_raw(), answer.headers.get("content-encoding", "")):
        chunks.append(chunk)
        size += len(chunk)
        if size > largest:
            return b"".join(chunks)[:largest], True
        if time.monotonic() > until:
            raise httpx.ReadTimeout("the answer took longer than its bound")
    return b"".join(chunks), False
