"""Exchanges to judge: made by operationId, as the contract's own examples show them, then changed."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from conformance import checks, contract
from conformance.checks import Facts
from conformance.exchange import Exchange, Headers, Request, Response
from conformance.expectations import Judgement
from conformance.profile import ActorProfile

CONTRACT = contract.load()
CANARIES = {"a": "lgc-20260131t101500z-3fa9c1-a", "b": "lgc-20260131t101500z-3fa9c1-b"}
OWNER = "4428a4f8-9031-70c5-1e3a-6d2b8f1c7a90"
ACTORS = {
    "owner_a": ActorProfile(
        company="a",
        username="ann@a.example",
        password="correct-horse-9",
        user_id=OWNER,
        api_key="lgp_key_of_owner_a_0001",
    ),
    "owner_b": ActorProfile(company="b", username="bob@b.example", password="battery-staple-7", user_id="sub-of-b"),
    "platform_admin": ActorProfile(company="a", username="root@p.example", password="only-for-admins-3"),
    "newcomer_1": ActorProfile(username="new@n.example", password="nobody-yet-5"),
}
JSON_TYPE: Headers = (("Content-Type", "application/json"),)
RATE: Headers = (("X-RateLimit-Limit", "100"), ("X-RateLimit-Remaining", "99"), ("X-RateLimit-Reset", "1769854560"))
ERROR = {
    "success": False,
    "error": "There is no such lead.",
    "errorType": "not_found",
    "details": {"id": "x"},
    "recommendation": "List the leads that you can see.",
}


def facts() -> Facts:
    """What checks know of a run with two companies that has sent nothing yet."""
    return Facts(CONTRACT, CANARIES, ACTORS)


def success(operation: str, status: int = 200, which: str = "single", **changes: Any) -> dict[str, Any]:
    """The contract's example of a success, with properties of the body replaced; `...` removes one."""
    content = CONTRACT[operation].definition["responses"][str(status)]["content"]["application/json"]
    body: dict[str, Any] = copy.deepcopy(
        content["example"] if "example" in content else content["examples"][which]["value"]
    )
    return without(body | changes)


def error(**changes: Any) -> dict[str, Any]:
    """An envelope, with properties replaced; `...` removes one."""
    return without(ERROR | changes)


def without(body: dict[str, Any]) -> dict[str, Any]:
    """A body without the properties that are `...`."""
    return {name: value for name, value in body.items() if value is not ...}


@dataclass(frozen=True)
class Sent:
    """A request that a test made up; the defaults are those of a plain call of the operation."""

    method: str | None = None
    path: str | None = None
    query: str = ""
    body: Any = b""
    headers: Headers = ()
    actor: str | None = "owner_a"
    known: Mapping[str, str] = field(default_factory=dict)


def answered(
    operation: str,
    status: int,
    body: Any = b"",
    *,
    headers: Headers = JSON_TYPE,
    sent: Sent = Sent(),
    truncated: bool = False,
) -> Exchange:
    """An exchange: bytes go as they are, anything else as JSON."""
    known = CONTRACT[operation]
    path = sent.path if sent.path is not None else known.path.replace("{id}", "0f7d2c61-5a3e")
    query = f"?{sent.query}" if sent.query else ""
    request = Request(
        sent.method or known.method, f"http://127.0.0.1:8765/api{path}{query}", sent.headers, _bytes(sent.body)
    )
    return Exchange("main.1", request, Response(status, headers, _bytes(body), truncated), operation, sent.actor)


def verdicts(exchange: Exchange, about: Facts | None = None) -> dict[str, bool]:
    """Which requirements all checks together find kept, and which broken."""
    judged = about or facts()
    return {
        requirement: judgement.holds
        for check in checks.load().values()
        for requirement, judgement in check.judge(exchange, judged).items()
    }


def judged(requirement: str, exchange: Exchange, about: Facts | None = None) -> Judgement | None:
    """What the check of one requirement says of it, or None where the exchange decides nothing."""
    check = next(check for check in checks.load().values() if requirement in check.requirements)
    return check.judge(exchange, about or facts()).get(requirement)


def verdict(requirement: str, exchange: Exchange, about: Facts | None = None) -> bool | None:
    """Whether one requirement is kept or broken, or None where the exchange decides nothing."""
    found = judged(requirement, exchange, about)
    return None if found is None else found.holds


def bearer(token: str) -> Headers:
    """The header of a bearer token."""
    return (("Authorization", f"Bearer {token}"),)


def logged_in(about: Facts, actor: str, token: str) -> Facts:
    """The facts after an actor's login got a token."""
    profile = ACTORS[actor]
    body = {"username": profile.username, "password": profile.password}
    tokens = {"accessToken": token, "idToken": f"id.{token}", "refreshToken": f"refresh-{token}", "expiresIn": 3600}
    about.known.learn(answered("login", 200, {"success": True, "tokens": tokens}, sent=Sent(body=body, actor=actor)))
    return about


def _bytes(body: Any) -> bytes:
    return body if isinstance(body, bytes) else orjson.dumps(body)
