"""Preflight: is this the LeadGenius API at all, and does it take the credentials? (ARCHITECTURE: Words, Preflight)

What preflight sees proves nothing about any requirement.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from conformance.budget import retry_after
from conformance.errors import CredentialsRefused, NotThisApi, Unreachable, Unsendable, UsageError
from conformance.exchange import Exchange
from conformance.harness import Harness
from conformance.tokens import Tokens
from conformance.transport import TransportFault

_TRIES = 3
_TOO_MUCH = "Its rate limit is spent: wait for a window, and see who else uses these credentials"
_LONGEST = 50.0
"""Seconds that all waiting of a preflight may take."""


def preflight(
    harness: Harness, sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic
) -> None:
    """Ask for clients without credentials, then see that the first actor's login, token or API key is taken.

    Unreachable or NotThisApi (exit 3) where no such API answers; CredentialsRefused (exit 2) for a well-formed 401.
    """
    origin = harness.profile.origin.text
    asked = _ask(harness, lambda: harness.anonymous.call("listClients", purpose="preflight", paced=False))
    stranger = NotThisApi(
        f"{origin} answers GET /api/clients with status {asked.status} and {_described(asked)}",
        "That is not the LeadGenius API; check --base-url or the profile's base_url",
    )
    introduction = _introduction(harness)
    if introduction is None:
        if not _is_enveloped(asked):
            raise stranger
        return
    begun = clock()
    for attempt in range(_TRIES):
        answer = _ask(harness, introduction.make)
        if introduction.is_taken(answer):
            return
        if not _is_enveloped(asked) and not _is_enveloped(answer):
            raise stranger
        if answer.status == 401 and _is_enveloped(answer):
            raise CredentialsRefused(f"{origin} refused the {introduction.of_whom}", introduction.remedy)
        if attempt < _TRIES - 1:
            asked_for = retry_after(answer.response, time.time()) or 0.5
            most = min(harness.profile.limits.window + 2, _LONGEST - (clock() - begun))
            if asked_for > most:
                break
            sleep(asked_for)
    raise NotThisApi(
        f"{origin} answers the {introduction.kind} with status {answer.status} and {_described(answer)}",
        _TOO_MUCH if answer.status == 429 else introduction.missed,
    )


@dataclass(frozen=True)
class _Introduction:
    """How the first actor shows who they are: by a login, or by what the profile gives them."""

    kind: str
    of_whom: str
    make: Callable[[], Exchange]
    is_taken: Callable[[Exchange], bool]
    remedy: str
    missed: str = "See that the target is up and is the LeadGenius API"


def _introduction(harness: Harness) -> _Introduction | None:
    """The first actor's; None where the profile has no actor, or one without credentials."""
    name = next(iter(harness.profile.actors), None)
    if name is None:
        return None
    actor = harness.actor(name)
    if actor.profile.username is not None:
        return _Introduction(
            "login",
            f"login of {actor.profile.username}",
            lambda: actor.login("preflight"),
            lambda answer: Tokens.of(answer, time.time()) is not None,
            "Check the user name and the password",
            "No tokens came; check that the target is up and is the LeadGenius API",
        )
    if actor.has_login:
        return _Introduction(
            "token",
            f"token of {name}",
            lambda: actor.call("listClients", query={"limit": 1}, purpose="preflight", paced=False),
            _is_known,
            "Give a token that has not expired",
        )
    if actor.has_key:
        query = {"client_id": "none", "limit": 1}
        return _Introduction(
            "API key",
            f"API key of {name}",
            lambda: actor.call("listLeads", query=query, by="key", purpose="preflight", paced=False),
            _is_known,
            "Check api_key and user_id",
        )
    return None


def _is_known(answer: Exchange) -> bool:
    """Whether the API itself answered, and knows who asked; whether they may is another question."""
    return _is_enveloped(answer) and answer.status < 500 and answer.status not in (401, 429)


def _ask(harness: Harness, send: Callable[[], Exchange]) -> Exchange:
    try:
        return send()
    except TransportFault as fault:
        raise Unreachable(
            f"{harness.profile.origin.text} does not answer: {fault.reason}",
            "Check that the target is up, and --base-url or the profile's base_url",
        ) from fault
    except Unsendable as error:
        raise UsageError(error.message, "Write it anew, without signs that cannot be seen") from error


def _is_enveloped(exchange: Exchange) -> bool:
    return isinstance(exchange.at("success"), bool)


def _described(exchange: Exchange) -> str:
    if not exchange.response.body:
        return "an empty body"
    location = exchange.response.header("location")
    if location is not None and 300 <= exchange.status < 400:
        return f"a redirect to {location[:200]!r}"
    kind = exchange.response.header("content-type") or "no content type"
    if not _is_enveloped(exchange):
        return f"no envelope ({kind[:80]})"
    return "no tokens" if exchange.operation == "login" else "nothing of use"
