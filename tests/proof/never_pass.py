"""Servers that no run may find conformant, and servers that begin well and turn into one of them."""

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from http.server import BaseHTTPRequestHandler

from tests.cli.servers import REFUSAL, Answer, Server, answering, close, echo, hang, relaying, say

Behaviour = Callable[[BaseHTTPRequestHandler], None]
"""What a server does with every request."""

_KIBIBYTE = 1024
_MEBIBYTE = 1024 * _KIBIBYTE
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def always(status: int, body: bytes, content_type: str = "application/json", **headers: str) -> Behaviour:
    """The same answer to everything; an underscore in a header's name stands for a hyphen."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = Answer(status, body, content_type, named)
    return lambda handler: say(handler, answer)


NEVER: dict[str, Behaviour] = {
    "always 200 with {}": always(200, b"{}"),
    "always 404": always(404, b"not found", "text/plain"),
    "always 401": always(401, REFUSAL),
    "always 401 without an envelope": always(401, b"no"),
    "always 429": always(429, REFUSAL),
    "always 429 without an envelope": always(429, b"slow down", "text/plain", Retry_After="1"),
    "always 429 for an hour": always(429, REFUSAL, Retry_After="3600"),
    "always 500": always(500, b"oops", "text/plain"),
    "always 500 in the envelope": always(500, REFUSAL),
    "echo": echo,
    "hangs": hang,
    "closes": close,
    "HTML for everything": always(200, b"<!doctype html><title>Welcome</title>", "text/html"),
    "success for everything": always(200, b'{"success": true}'),
}
"""Servers that answer everything in one wrong way."""


_ROW = {
    "id": "6f1b1a52-0f57-4a3c-9d0e-2f8f0e6f6c01",
    "client_id": "a-client",
    "clientName": "A",
    "owner": "6f1b1a52-0f57-4a3c-9d0e-2f8f0e6f6c02",
    "email": "a@b.example",
    "name": "A",
    "status": "new",
    "createdAt": "2026-01-31T10:15:00Z",
    "updatedAt": "2026-01-31T10:15:00Z",
}
_TOKENS = {"accessToken": "not-a-jwt-at-all", "idToken": "x.y.z", "refreshToken": "opaque", "expiresIn": 3600}
_WHATEVER = {
    "success": True,
    "tokens": _TOKENS,
    "total": 1,
    "created": 1,
    **dict.fromkeys(("client", "lead", "company", "settings"), _ROW),
    **{key: [_ROW] for key in ("clients", "leads")},
}
SAME_ROW_FOR_EVERYTHING = always(200, json.dumps(_WHATEVER).encode())
"""A server that passes preflight: whatever is asked for is there, always the same, and always a success."""


def _pouring(head: bytes, piece: bytes, pause: float = 0) -> Behaviour:
    """Sends a head, and then the same piece over and over until nobody listens any more; `pause` in seconds."""

    def pour(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        never = threading.Event()
        with suppress(OSError):  # whoever asked has had enough
            handler.wfile.write(head)
            while not never.wait(pause):
                handler.wfile.write(piece)

    return pour


def _redirect_to_itself(handler: BaseHTTPRequestHandler) -> None:
    say(handler, Answer(302, b"", headers={"Location": handler.path}))


def _hundred_mebibytes(handler: BaseHTTPRequestHandler) -> None:
    """One well-formed JSON text that is longer than anybody wants to read."""
    handler.close_connection = True
    opening, closing, piece = b'{"success": true, "clients": "', b'"}', b"x" * _MEBIBYTE
    length = len(opening) + 100 * _MEBIBYTE + len(closing)
    with suppress(OSError):  # whoever asked has read enough
        handler.wfile.write(_HEAD + f"Content-Length: {length}\r\n\r\n".encode() + opening)
        for _ in range(100):
            handler.wfile.write(piece)
        handler.wfile.write(closing)


@cache
def _bomb(times: int) -> bytes:
    data = bytes(48 * _MEBIBYTE)
    for _ in range(times):
        data = gzip.compress(data, compresslevel=1)
    return data


def _bombing(times: int) -> Behaviour:
    """Sends a small body that is packed so many times and unpacks to a giant one."""
    coding = ", ".join(["gzip"] * times)
    return lambda handler: say(handler, Answer(200, _bomb(times), headers={"Content-Encoding": coding}))


HOSTILE: dict[str, Behaviour] = {
    "a byte a second": _pouring(_HEAD + b"\r\n", b"{", pause=1),
    "an endless body": _pouring(_HEAD + b"\r\n", b"x" * 64 * _KIBIBYTE),
    "endless headers": _pouring(_HEAD, b"X-More: " + b"y" * _KIBIBYTE + b"\r\n"),
    "endless 100 Continue": _pouring(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100, pause=0.01),
    "a redirect to itself": _redirect_to_itself,
    "a gzip bomb": _bombing(1),
    "a gzip bomb in a gzip bomb": _bombing(2),
    "invalid UTF-8": always(200, b'{"success": true, "clients": "\xff\xfe"}'),
    "a JSON of 100 MiB": _hundred_mebibytes,
    "a JSON of a million levels": always(200, b'{"success":' * 1_000_000 + b"1" + b"}" * 1_000_000),
    "a JSON of a thousand levels": always(200, b'{"success":' * 1_000 + b"true" + b"}" * 1_000),
    "a flood of headers": always(200, b"{}", **{f"X-{number}": "y" * 10 for number in range(4_000)}),
}
"""Servers that try to hold, to fill or to break whoever asks."""

HELD_UNTIL_THE_BOUND = {"hangs", "a byte a second", "endless 100 Continue"}
"""Those that let whoever asks wait for as long as an answer may take."""


@contextmanager
def turncoat(target: str, becomes: Behaviour, after: int) -> Iterator[tuple[Server, set[str]]]:
    """A server that passes its first requests, and all logins, on to a target, and then becomes another one.

    Gives, beside the server, the ids of the exchanges that the target itself answered.
    """
    honest: set[str] = set()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if server.requests > after and not handler.path.startswith("/api/auth"):
            becomes(handler)
            return
        honest.add(str(handler.headers.get("x-request-id")).rpartition("-")[2])
        relay(handler)

    with relaying(target) as relay, answering(answer) as server:
        yield server, honest
