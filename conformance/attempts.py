"""What became of one attempt of a test, judged by what it raised and by the evidence that it left."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import pytest

from conformance.custody import NotAllowed
from conformance.errors import HarnessBroken, HarnessError, Incomplete, Unsendable, UsageError
from conformance.evidence import CannotTest, ControlFailed, FoundByChecks, RequirementBroken, Unusable
from conformance.guard import AlreadyThere
from conformance.transport import TransportFault

Ending = Literal["passed", "failed", "inconclusive", "not tested", "broken"]


@dataclass(frozen=True)
class Ended:
    """How an attempt ended, why in one line, and what to do about it where it could not be tried.

    `wanted` is what was missing, where that is why it was not tried: an effect that nobody allowed, an actor, or the
    kind of a credential.
    """

    outcome: Ending
    reason: str = ""
    remedy: str = ""
    wanted: str = ""
    stops_the_run: HarnessError | None = None


_FAILURES = (RequirementBroken, FoundByChecks)
_TARGETS = (AlreadyThere, TransportFault, Unsendable, Incomplete)
_UNDECIDED = (ControlFailed, Unusable, *_TARGETS, UsageError, KeyboardInterrupt)


def ended(raised: Sequence[BaseException], unreached: Iterable[str], *, failed: bool = False) -> Ended:
    """The ending of an attempt that raised these errors in any of its phases and left these requirements open.

    A failed verify outweighs everything but a defect of ours; a test that ends well without evidence is one. `failed`
    says that an advisory verify failed before: an odd error after it is the target's doing, not a defect of ours.
    """
    errors = [leaf for error in raised for leaf in _leaves(error)]
    unknown = [error for error in errors if not isinstance(error, (*_KNOWN, *_FAILURES))]
    if unknown and failed:
        return Ended("inconclusive", f"after a failed check: {type(unknown[0]).__name__}: {unknown[0]}")
    if unknown:
        return Ended("broken", f"{type(unknown[0]).__name__}: {unknown[0]}")
    broken = [error for error in errors if isinstance(error, HarnessBroken)]
    if broken:
        return Ended("broken", str(broken[0]))
    stops = next((error for error in errors if isinstance(error, Incomplete)), None)
    if any(isinstance(error, _FAILURES) for error in errors):
        return Ended("failed", stops_the_run=stops)
    for error in errors:
        if isinstance(error, CannotTest):
            return Ended("not tested", error.reason, error.remedy, error.wanted)
        if isinstance(error, NotAllowed):
            return Ended("not tested", error.message, error.remedy, error.effect)
        if isinstance(error, pytest.skip.Exception):  # no suite skips; a plugin of whoever runs plain pytest may
            return Ended("not tested", str(error.msg))
    if errors:
        return Ended("inconclusive", str(errors[0]) or type(errors[0]).__name__, stops_the_run=stops)
    left = tuple(unreached)
    if left:
        return Ended("broken", f"the test ended well without evidence on {', '.join(left)}")
    return Ended("passed")


_KNOWN = (*_UNDECIDED, CannotTest, NotAllowed, HarnessBroken, pytest.skip.Exception)  # the last as in `ended`


def _leaves(error: BaseException) -> Iterator[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _leaves(each)
    else:
        yield error
