"""Which operations take part in a walk: those that may be called, by somebody who is there to call them."""

from collections.abc import Callable, Mapping

from conformance import credentials
from conformance.contract import Operation
from conformance.harness import Harness

ACTOR = "owner_a"
"""Who walks; the lists of platform admins alone are asked for by one of those."""


def reason(operation: Operation, harness: Harness) -> str | None:
    """Why an operation takes no part, or None where it does."""
    return next((words for words, rule in LEFT_OUT.items() if rule(operation, harness)), None)


def _is_not_allowed(operation: Operation, harness: Harness) -> bool:
    return harness.consent.refusal(operation, harness.actor(ACTOR).company) is not None


def _has_nobody(operation: Operation, harness: Harness) -> bool:
    if operation.is_for_platform_admins:
        return "platform_admin" not in harness.profile.actors
    actor = harness.actor(ACTOR)
    if operation.is_open:
        return actor.profile.username is None
    taken = {scheme for combination in operation.security for scheme in combination}
    return credentials.SCHEMES[actor.fitting(operation)] not in taken


def _is_of_the_company(operation: Operation, _harness: Harness) -> bool:
    return operation.is_about_the_company


LEFT_OUT: Mapping[str, Callable[[Operation, Harness], bool]] = {
    "its effects are not allowed": _is_not_allowed,
    "the profile has nobody who could call it": _has_nobody,
    "a company has but one of what it changes, and a walk stays in one company": _is_of_the_company,
}
"""Every reason, and what it takes out."""
