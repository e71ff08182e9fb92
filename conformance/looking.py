"""Looks a target over before a run: who can log in, with which keys, roles, companies and limits."""

from collections.abc import Iterator

from conformance import capabilities, levels
from conformance.actors import Actor
from conformance.errors import CredentialsRefused, HarnessError, NotThisApi, TargetLost, Unreachable
from conformance.exchange import Exchange
from conformance.harness import Harness
from conformance.preflight import preflight
from conformance.sightings import Sighting
from conformance.transport import TransportFault

_REFUSALS_THAT_END_IT = 5
"""Logins refused in a row; more would tell nothing new, and may lock somebody out."""


def look(harness: Harness) -> Iterator[Sighting]:
    """Everything a run will stand on, in the order of need; ends where the target cannot be used at all."""
    origin = harness.profile.origin
    try:
        preflight(harness)
    except (Unreachable, NotThisApi) as error:
        yield Sighting("target", False, error.message, error.remedy)
        return
    except HarnessError as error:
        yield Sighting("first login", False, error.message, error.remedy)
    yield Sighting("target", True, f"{origin.text} speaks the LeadGenius API")
    try:
        yield from _actors(harness)
        yield from capabilities.of_profile(harness.profile, levels.load())
        yield from capabilities.of_target(harness)
    except (TargetLost, CredentialsRefused) as error:
        yield Sighting("target", False, error.message, error.remedy)


def _actors(harness: Harness) -> Iterator[Sighting]:
    """What every actor can do; CredentialsRefused where it looks as if nobody could log in."""
    refused = 0
    for name in harness.profile.actors:
        try:
            yield from _actor(harness, name)
            refused = 0
        except CredentialsRefused as error:
            yield Sighting(name, False, error.message, error.remedy)
            refused += 1
        if refused == _REFUSALS_THAT_END_IT:
            raise CredentialsRefused(
                f"it refused {refused} logins in a row", "Check that the profile's actors are this target's"
            )


def _actor(harness: Harness, name: str) -> Iterator[Sighting]:
    actor = harness.actor(name)
    try:
        if actor.has_login:
            actor.tokens()
            yield Sighting(name, True, "logs in")
            yield _company(actor)
            yield _limit(harness, actor)
        if actor.has_key:
            yield _key(actor)
    except (CredentialsRefused, TargetLost):
        raise
    except (HarnessError, TransportFault) as error:
        remedy = error.remedy if isinstance(error, HarnessError) else "See that the target is up"
        yield Sighting(name, False, getattr(error, "message", str(error)), remedy)


def _company(actor: Actor) -> Sighting:
    answer = actor.call("getCompany", purpose="preflight")
    role = answer.at("company.role")
    if actor.company is None:
        return Sighting(
            f"{actor.name} company",
            answer.status == 404,
            f"GET /company answers {answer.status}",
            "" if answer.status == 404 else "A newcomer must have no company",
        )
    wanted = actor.profile.role
    differs = wanted is not None and isinstance(role, str) and role != wanted
    seen = f"GET /company answers {answer.status}" + (f", role {role}" if isinstance(role, str) else "")
    there = answer.succeeded and answer.at("success") is True
    remedy = f"The profile says {wanted}" if differs else "" if there else "Check the actor's company"
    return Sighting(f"{actor.name} company", there and not differs, seen, remedy)


def _limit(harness: Harness, actor: Actor) -> Sighting:
    answer = actor.call("listClients", query={"limit": 1}, purpose="preflight")
    # A newcomer, who has no company, may list nothing.
    if not isinstance(answer.at("clients"), list) and (answer.status != 403 or actor.company is not None):
        return Sighting(f"{actor.name} limit", False, f"GET /clients answers {answer.status}", "It must list clients")
    told = answer.response.header("x-ratelimit-limit")
    limits = {"standard": harness.profile.limits.standard, "premium": harness.profile.limits.premium}
    wanted = limits[actor.profile.tier]
    if told is None:
        return Sighting(f"{actor.name} limit", True, f"no X-RateLimit-Limit; the profile's {wanted} is kept")
    fine = told.strip() == str(wanted)
    return Sighting(
        f"{actor.name} limit",
        fine,
        f"X-RateLimit-Limit is {told[:40]}",
        "" if fine else f"The profile says {wanted} for tier {actor.profile.tier}",
    )


def _key(actor: Actor) -> Sighting:
    answer: Exchange = actor.call("listLeads", query={"client_id": "none", "limit": 1}, by="key", purpose="preflight")
    # A newcomer, who has no company, may list nothing: a 403 shows that the key is known (contract: company roles).
    refused = answer.status == 401 or (answer.status == 403 and actor.company is not None)
    fine = not refused and answer.status < 500 and isinstance(answer.at("success"), bool)
    return Sighting(
        f"{actor.name} API key", fine, f"status {answer.status}", "" if fine else "Check api_key and user_id"
    )
