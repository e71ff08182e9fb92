"""A sandbox in this process, with a clock that the test moves."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from conformance.sandbox.actors import Actor
from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Deviation
from conformance.sandbox.options import Options

START = 1_800_000_000.0


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.content)

    @property
    def error_type(self) -> str | None:
        found: str | None = self.body.get("errorType")
        return found


class Sandbox:
    """Drives one application over ASGI, without a socket."""

    def __init__(self, options: Options, *deviations: Deviation) -> None:
        self.now = START
        self.application = Application(options, list(deviations), clock=lambda: self.now)
        self._tokens: dict[str, str] = {}

    def close(self) -> None:
        self.application.close()

    def actor(self, name: str) -> Actor:
        return self.application.seeding.actors[name]

    def login(self, name: str) -> dict[str, Any]:
        actor = self.actor(name)
        answer = self.send("POST", "/api/auth", {"username": actor.username, "password": actor.password})
        assert answer.status == 200, answer.content
        tokens: dict[str, Any] = answer.body["tokens"]
        return tokens

    def bearer(self, name: str) -> dict[str, str]:
        if name not in self._tokens:
            self._tokens[name] = self.login(name)["accessToken"]
        return {"authorization": f"Bearer {self._tokens[name]}"}

    def key(self, name: str) -> dict[str, str]:
        actor = self.actor(name)
        return {"x-api-key": actor.api_key, "x-user-id": actor.user_id}

    def by(self, name: str, method: str, path: str, body: Any = None) -> Answer:
        """A request of that actor, by bearer token."""
        return self.send(method, path, body, self.bearer(name))

    def send(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
        raw = b"" if body is None else json.dumps(body).encode()
        pairs = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in (headers or {}).items()]
        return self.raw(method, path, raw, [(b"content-type", b"application/json"), *pairs])

    def raw(self, method: str, path: str, body: bytes, headers: list[tuple[bytes, bytes]]) -> Answer:
        """A request with exactly these bytes."""
        route, _, query = path.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": route,
            "raw_path": route.encode("utf-8"),
            "query_string": query.encode("latin-1"),
            "root_path": "",
            "headers": headers,
            "client": None,
            "server": ("127.0.0.1", 80),
        }
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run(self.application(scope, receive, send))
        answered = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], answered, b"".join(message.get("body", b"") for message in sent[1:]))
