"""How the many things said of one requirement become its one outcome.

Everything that is not evidenced as passed is something else: there is no default that passes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Said = Literal["failed", "flaky", "inconclusive", "not tested", "passed", "not claimed"]

_FIRST_OF: tuple[Said, ...] = ("failed", "flaky", "inconclusive", "not tested", "passed", "not claimed")


@dataclass(frozen=True)
class Saying:
    """One outcome of a requirement with its reason; `reason` is empty for what passed."""

    outcome: Said
    reason: str = ""


def first_of(sayings: Iterable[Saying]) -> Saying | None:
    """The outcome that a requirement takes of several (ARCHITECTURE: Words, Verdict); None of none."""
    gathered = list(sayings)
    return next((each for outcome in _FIRST_OF for each in gathered if each.outcome == outcome), None)


def over_attempts(first: Saying | None, second: Saying | None) -> Saying | None:
    """The outcome of a test's two attempts at one requirement.

    A failure that did not come again, on fresh data, is flaky; one that the second attempt did not reach stays. What
    the first attempt evidenced as passed is not unsaid by a second one that did not come as far. An attempt that a
    fault stopped is no failure, so its repeat counts for itself.
    """
    if first is None or second is None:
        return first or second
    if first.outcome == "failed":
        return Saying("flaky", first.reason) if second.outcome == "passed" else first
    if second.outcome == "failed":
        return second
    return first if first.outcome in ("flaky", "passed") else second
