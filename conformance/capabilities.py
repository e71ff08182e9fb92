"""What a target and its profile make possible: actors by scope, visibility in a company, credentials, effects."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import get_args

from conformance import provisions
from conformance.actors import Actor
from conformance.errors import HarnessError, TargetLost
from conformance.evidence import CannotTest
from conformance.harness import Harness
from conformance.levels import Levels, Scope
from conformance.profile import NEGATIVE_CREDENTIALS, Consent, NegativeCredential, Profile
from conformance.sightings import Sighting
from conformance.transport import TransportFault

_MAY_FOUND: Consent = "permanent"
"""The effect of founding a company."""


def is_newcomer(actor: str) -> bool:
    """Whether an actor's name says that they have no company, so that a run may let them found one."""
    return actor.startswith("newcomer_")


@dataclass
class Newcomers:
    """What was seen of them: who has no company, and who has founded one; nothing of who could not be looked at."""

    free: set[str] = field(default_factory=set)
    founders: set[str] = field(default_factory=set)


def of_profile(profile: Profile, levels: Levels, newcomers: Newcomers | None = None) -> Iterator[Sighting]:
    """What the profile lets a run prove, without a request; without `newcomers` all of them count as free."""
    for name in sorted(levels.closure(profile.scope)):
        missing = [each for each in levels.scopes[name].needs if each not in profile.actors]
        remedy = f"Add {', '.join(f'[actors.{each}]' for each in missing)}" if missing else ""
        keyless = _keyless(profile, levels.scopes[name])
        if keyless and not missing:
            missing, remedy = ["an API key"], f"Add api_key and user_id to [actors.{keyless}]"
        seen = f"lacks {', '.join(missing)}" if missing else levels.scopes[name].about
        yield Sighting(f"scope {name}", not missing, seen, remedy)
    if sighting := _newcomers(profile, levels, newcomers):
        yield sighting
    yield _credentials(profile, levels)
    yield _effects(profile)
    yield from _companies(profile)


def of_target(harness: Harness, levels: Levels) -> Iterator[Sighting]:
    """What only the target can tell, by reading alone; TargetLost where it answers no more."""
    try:
        yield from provisions.of_companies(harness, levels.closure(harness.profile.scope))
    except TargetLost:
        raise
    except (HarnessError, CannotTest, TransportFault) as error:
        yield Sighting("what tests need", True, f"not known: {error}")
    if {"owner_a", "member_a"} <= harness.profile.actors.keys():
        try:
            yield _visibility(harness.actor("owner_a"), harness.actor("member_a"))
        except TargetLost:
            raise
        except (HarnessError, CannotTest) as error:
            yield Sighting("visibility", True, f"not known: {error}")
        except TransportFault as fault:
            yield Sighting("visibility", False, f"not known: {fault}", "See that the target is up")


def _keyless(profile: Profile, scope: Scope) -> str:
    """Who is to be given an API key, where a scope needs keys and the first of its actors has none; empty if nobody."""
    first = next((each for each in scope.needs if each in profile.actors), "")
    has_key = bool(first) and bool(profile.actors[first].api_key or profile.actors[first].api_key_env)
    return first if "api_key" in scope.credentials and not has_key else ""


def _newcomers(profile: Profile, levels: Levels, newcomers: Newcomers | None) -> Sighting | None:
    """Whether there are enough people without a company; None where the scope takes none."""
    wanted = sum(levels.scopes[name].newcomers for name in levels.closure(profile.scope))
    if not wanted:
        return None
    there = [name for name in profile.actors if is_newcomer(name)]
    left = len(there) if newcomers is None else sum(name in newcomers.free for name in there)
    founders = [name for name in there if newcomers is not None and name in newcomers.founders]
    seen = f"{left} of {len(there)} still without a company; a run takes up to {wanted} for each worker"
    if _MAY_FOUND not in profile.allow and _runs_are_claimed(profile, levels):
        remedy = f"Add {_MAY_FOUND} to the profile's allow, else what needs a company of its own is not tested"
        return Sighting("newcomers", False, "none may found a company", remedy)
    if left >= wanted:
        return Sighting("newcomers", True, seen)
    if founders:
        remedy = f"Replace {', '.join(founders)} by people without a company"
        return Sighting("newcomers", False, seen, f"{remedy}, else what needs a new company is not tested")
    remedy = f"Add [actors.newcomer_1] to [actors.newcomer_{wanted}], else what needs a new company is not tested"
    return Sighting("newcomers", left > 0 or _MAY_FOUND not in profile.allow, seen, remedy)


def _runs_are_claimed(profile: Profile, levels: Levels) -> bool:
    """Whether a run claims what is tried in a company that it founds, though it may found none."""
    return "processing" in levels.closure(profile.scope) and {"singleton", "billable"} <= set(profile.allow)


def _companies(profile: Profile) -> Iterator[Sighting]:
    """What may be done to each company; those that are alike are told together."""
    alike: dict[tuple[bool, bool], list[str]] = {}
    for name, company in profile.companies.items():
        alike.setdefault((company.disposable, company.exclusive), []).append(name)
    for (disposable, exclusive), names in alike.items():
        words = (("not disposable", disposable), ("not exclusive", exclusive))
        shared = ", ".join(word for word, is_so in words if not is_so) or "disposable and exclusive"
        remedy = "" if disposable else "What fills it for good is not tested"
        if len(names) == 1:
            yield Sighting(f"company {names[0]}", True, shared, remedy)
        else:
            yield Sighting(f"{len(names)} companies", True, f"{', '.join(names)}: {shared}", remedy)


def _credentials(profile: Profile, levels: Levels) -> Sighting:
    """The tokens that nobody but the service can make."""
    missing = [each for each in get_args(NegativeCredential) if each not in profile.credentials]
    words = "; ".join(f"{each}, {NEGATIVE_CREDENTIALS[each]}" for each in missing)
    if not missing:
        return Sighting("negative credentials", True, "all are there")
    if missing == ["rotated"]:  # a run makes one itself, where the service rotates
        return Sighting("negative credentials", True, "all that a run cannot make", f"It may be given, too: {words}")
    remedy = f"Add under [credentials], else what refuses them is not tested: {words}"
    unproven = "expired" in missing and "core" in levels.closure(profile.scope)  # a MUST of that scope refuses it
    return Sighting("negative credentials", not unproven, f"lacks {', '.join(missing)}", remedy)


def _effects(profile: Profile) -> Sighting:
    """The effects that the profile allows."""
    wanted = [each for each in get_args(Consent) if each != "production"]
    missing = [each for each in wanted if each not in profile.allow]
    if not missing:
        return Sighting("effects", True, "permanent, singleton and billable ones are allowed")
    remedy = f"Add {', '.join(missing)} to the profile's allow, else what has them is not tested"
    return Sighting("effects", True, f"allowed: {', '.join(profile.allow) or 'none'}", remedy)


def _visibility(owner: Actor, member: Actor) -> Sighting:
    """Whether a Member sees the clients of the company's Owner; both are fine (reference: Isolation)."""
    theirs = _clients_of(owner, owner.user_id)
    seen = _clients_of(member, owner.user_id)
    if not theirs:
        return Sighting("visibility", True, "not known: the owner has no client yet")
    told = "members see their colleagues' clients" if theirs & seen else "members see their own clients alone"
    return Sighting("visibility", True, told)


def _clients_of(actor: Actor, owner: str) -> set[str]:
    """The ids of an owner's clients on the first page that an actor is shown."""
    page = actor.call("listClients", query={"limit": 1000}, purpose="preflight")
    return {str(row.get("id")) for row in page.rows("clients") if row.get("owner") == owner}
