"""Preflight: is this the LeadGenius API at all, and does it take the credentials? (DESIGN, Words: Preflight)

What preflight sees proves nothing about any requirement.
"""

import time
from collections.abc import Callable

from conformance.budget import retry_after
from conformance.errors import CredentialsRefused, NotThisApi, Unreachable
from conformance.exchange import Exchange
from conformance.harness import Harness
from conformance.tokens import Tokens
from conformance.transport import TransportFault

_TRIES = 3
_LONGEST = 50.0
"""Seconds that all waiting of a preflight may take."""


def preflight(
    harness: Harness, sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic
) -> None:
    """Ask for clients without credentials, then log the first actor in.

    Unreachable or NotThisApi (exit 3) where no such API answers; CredentialsRefused (exit 2) for a well-formed 401.
    """
    origin = harness.profile.origin.text
    asked = _ask(harness, lambda: harness.anonymous.call("listClients", purpose="preflight", paced=False))
    stranger = NotThisApi(
        f"{origin} answers GET /api/clients with status {asked.status} and {_described(asked)}",
        "That is not the LeadGenius API; check --base-url or the profile's base_url",
    )
    name = next(iter(harness.profile.actors), None)
    if name is None or harness.profile.actors[name].username is None:
        if not _is_enveloped(asked):
            raise stranger
        return
    actor = harness.actor(name)
    begun = clock()
    for attempt in range(_TRIES):
        login = _ask(harness, lambda: actor.login("preflight"))
        if Tokens.of(login, time.time()) is not None:
            return
        if not _is_enveloped(asked) and not _is_enveloped(login):
            raise stranger
        if login.status == 401 and _is_enveloped(login):
            raise CredentialsRefused(
                f"{origin} refused the login of {actor.profile.username}",
                "Check the user name and the password",
            )
        if attempt < _TRIES - 1:
            asked_for = retry_after(login.response, time.time()) or 0.5
            most = min(harness.profile.limits.window + 2, _LONGEST - (clock() - begun))
            if asked_for > most:
                break
            sleep(asked_for)
    raise NotThisApi(
        f"{origin} answers the login with status {login.status} and {_described(login)}",
        "No tokens came; check that the target is up and is the LeadGenius API",
    )


def _ask(harness: Harness, send: Callable[[], Exchange]) -> Exchange:
    try:
        return send()
    except TransportFault as fault:
        raise Unreachable(
            f"{harness.profile.origin.text} does not answer: {fault.reason}",
            "Check that the target is up, and --base-url or the profile's base_url",
        ) from fault


def _is_enveloped(exchange: Exchange) -> bool:
    return isinstance(exchange.at("success"), bool)


def _described(exchange: Exchange) -> str:
    if not exchange.response.body:
        return "an empty body"
    location = exchange.response.header("location")
    if location is not None and 300 <= exchange.status < 400:
        return f"a redirect to {location[:200]!r}"
    kind = exchange.response.header("content-type") or "no content type"
    return f"no envelope ({kind[:80]})" if not _is_enveloped(exchange) else "no tokens"
