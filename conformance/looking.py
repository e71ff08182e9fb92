"""Looks a target over before a run: who can log in, with which keys, roles, companies and limits."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from conformance import capabilities, levels
from conformance.actors import Actor
from conformance.capabilities import Newcomers, is_newcomer
from conformance.errors import CredentialsRefused, HarnessError, NotThisApi, TargetLost, Unreachable
from conformance.exchange import Exchange
from conformance.harmless import one_line
from conformance.harness import Harness
from conformance.preflight import preflight
from conformance.sightings import Sighting
from conformance.transport import TransportFault

_REFUSALS_THAT_END_IT = 5
"""Logins refused in a row; more would tell nothing new, and may lock somebody out."""


_LONGEST = 300
"""Characters of what a sighting tells."""


def look(harness: Harness) -> Iterator[Sighting]:
    """Everything a run will stand on, in the order of need; ends where the target cannot be used at all.

    What the target sent is told without secrets, and cannot forge a line.
    """
    for each in _seen(harness):
        seen, remedy = (one_line(harness.redactor.text(text), _LONGEST) for text in (each.seen, each.remedy))
        yield replace(each, seen=seen, remedy=remedy)


def _seen(harness: Harness) -> Iterator[Sighting]:
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
        newcomers = Newcomers()
        yield from _actors(harness, newcomers)
        known = levels.load()
        yield from capabilities.of_profile(harness.profile, known, newcomers)
        yield from capabilities.of_target(harness, known)
    except (TargetLost, CredentialsRefused) as error:
        yield Sighting("target", False, error.message, error.remedy)


def _actors(harness: Harness, newcomers: Newcomers) -> Iterator[Sighting]:
    """What every actor can do, in one line where all is fine, and in one for newcomers who are alike.

    What is seen of the newcomers' companies is kept. CredentialsRefused where it looks as if nobody could log in.
    """
    refused = 0
    alike: dict[str, list[str]] = {}
    try:
        for name in harness.profile.actors:
            seen: list[Sighting] = []
            try:
                for each in _actor(harness, name, newcomers):
                    seen.append(each)  # noqa: PERF402  # what was seen before the target is lost is told
                refused = 0
            except CredentialsRefused as error:
                seen.append(Sighting(name, False, error.message, error.remedy))
                refused += 1
            except TargetLost:
                yield from seen
                raise
            if not all(each.fine for each in seen):
                yield from seen
            elif words := "; ".join(each.seen for each in seen):
                if is_newcomer(name):
                    alike.setdefault(words, []).append(name)
                else:
                    yield Sighting(name, True, words)
            if refused == _REFUSALS_THAT_END_IT:
                raise CredentialsRefused(
                    f"it refused {refused} logins in a row", "Check that the profile's actors are this target's"
                )
    except (CredentialsRefused, TargetLost):
        yield from _alike(alike)
        raise
    yield from _alike(alike)


def _alike(newcomers: dict[str, list[str]]) -> Iterator[Sighting]:
    for words, names in newcomers.items():
        yield Sighting(names[0], True, words) if len(names) == 1 else _of_several(names, words)


def _of_several(names: Sequence[str], words: str) -> Sighting:
    return Sighting(f"{len(names)} newcomers", True, f"each {words}")


def _actor(harness: Harness, name: str, newcomers: Newcomers) -> Iterator[Sighting]:
    actor = harness.actor(name)
    try:
        if actor.has_login:
            actor.tokens()
            yield Sighting(name, True, "logs in")
            yield _company(actor, newcomers)
            yield _limit(harness, actor)
        if actor.has_key:
            yield _key(actor, newcomers)
    except (CredentialsRefused, TargetLost):
        raise
    except (HarnessError, TransportFault) as error:
        remedy = error.remedy if isinstance(error, HarnessError) else "See that the target is up"
        yield Sighting(name, False, getattr(error, "message", str(error)), remedy)


def _company(actor: Actor, newcomers: Newcomers) -> Sighting:
    answer = actor.call("getCompany", purpose="preflight")
    role = answer.at("company.role")
    there = answer.succeeded and answer.at("success") is True
    if actor.company is None:
        return _no_company(actor, answer, newcomers, has_one=there and isinstance(answer.at("company"), dict))
    wanted = actor.profile.role
    differs = wanted is not None and isinstance(role, str) and role != wanted
    seen = f"GET /company answers {answer.status}" + (f", role {role}" if isinstance(role, str) else "")
    remedy = f"The profile says {wanted}" if differs else "" if there else "Check the actor's company"
    return Sighting(f"{actor.name} company", there and not differs, seen, remedy)


def _no_company(actor: Actor, answer: Exchange, newcomers: Newcomers, *, has_one: bool) -> Sighting:
    """A newcomer has no company, or has founded one in an earlier run."""
    what = f"{actor.name} company"
    if has_one:
        newcomers.founders.add(str(actor.name))
        return Sighting(what, True, "has a company by now")
    if answer.status == 404:
        newcomers.free.add(str(actor.name))
        return Sighting(what, True, "GET /company answers 404, as it should without a company")
    return Sighting(what, False, f"GET /company answers {answer.status}", "It must answer 404 to who has no company")


def _limit(harness: Harness, actor: Actor) -> Sighting:
    answer = actor.call("listClients", query={"limit": 1}, purpose="preflight")
    # A newcomer, who has no company, may list nothing.
    if not isinstance(answer.at("clients"), list) and (answer.status != 403 or actor.company is not None):
        return Sighting(f"{actor.name} limit", False, f"GET /clients answers {answer.status}", "It must list clients")
    told = answer.response.header("x-ratelimit-limit")
    wanted = harness.profile.limits.of(actor.profile.tier)
    if told is None:
        return Sighting(f"{actor.name} limit", True, f"no X-RateLimit-Limit; the profile's {wanted} is kept")
    fine = told.strip() == str(wanted)
    return Sighting(
        f"{actor.name} limit",
        fine,
        f"X-RateLimit-Limit is {told[:40]}",
        "" if fine else f"The profile says {wanted} for tier {actor.profile.tier}",
    )


def _key(actor: Actor, newcomers: Newcomers) -> Sighting:
    answer: Exchange = actor.call("listLeads", query={"client_id": "none", "limit": 1}, by="key", purpose="preflight")
    # A newcomer, who has no company, may list nothing: a 403 shows that the key is known
    # (reference: Users without a company).
    refused = answer.status == 401 or (answer.status == 403 and actor.company is not None)
    fine = not refused and answer.status < 500 and isinstance(answer.at("success"), bool)
    seen = f"GET /leads by API key answers {answer.status}"
    if fine and answer.status == 403 and actor.name not in newcomers.founders:
        seen += ", as it should without a company"
    return Sighting(f"{actor.name} API key", fine, seen, "" if fine else "Check api_key and user_id")
