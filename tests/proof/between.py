"""Somebody between a run and its target, who slows, loses or changes what passes, as networks and gateways do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpx

from conformance import profile
from tests.cli.servers import Answer, answering, close, say

_PASSED_ON = ("authorization", "cookie", "content-type", "x-api-key", "x-user-id", "accept", "user-agent")
_NOT_PASSED_BACK = ("content-length", "transfer-encoding", "connection", "date", "server", "content-type")


@dataclass(frozen=True)
class Passing:
    """What passes: the request's method and path, and the target's answer."""

    method: str
    path: str
    status: int
    body: bytes


Change = Callable[[Passing], bytes | Answer | None]
"""The body, or the whole answer, to pass back in place of the target's; None to lose the answer."""


@contextmanager
def between(file: Path, folder: Path, change: Change) -> Iterator[Path]:
    """A profile, in a folder, of the target of another profile, with what passes changed."""
    target = profile.read(file).origin.text
    with httpx.Client(base_url=target, trust_env=False, timeout=30) as client:

        def relay(handler: BaseHTTPRequestHandler) -> None:
            headers = {name: value for name, value in handler.headers.items() if name.lower() in _PASSED_ON}
            content = getattr(handler, "body", b"")
            found = client.request(handler.command, handler.path, headers=headers, content=content)
            body = change(Passing(handler.command, handler.path, found.status_code, found.content))
            if body is None:
                close(handler)
                return
            if isinstance(body, Answer):
                say(handler, body)
                return
            kept = {name: value for name, value in found.headers.items() if name.lower() not in _NOT_PASSED_BACK}
            say(handler, Answer(found.status_code, body, found.headers.get("content-type", ""), kept))

        with answering(relay) as server:
            changed = folder / "between.toml"
            changed.write_text(file.read_text(encoding="utf-8").replace(target, server.origin), encoding="utf-8")
            yield changed
