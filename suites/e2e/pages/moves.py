"""Walks during which something happens: what is told of a removal, of an addition, and of both together."""

from collections.abc import Callable, Collection, Sequence
from functools import partial

from conformance.exchange import Exchange
from conformance.expectations import Judgement
from conformance.fixtures.once import Once
from conformance.harness import Harness

REMOVED, ADDED = "LG-PAGE-014", "LG-PAGE-015"
"""The requirements, and what happens by each."""

Told = tuple[Sequence[Exchange], Judgement]


class Moves:
    """Walks with a removal, with an addition, and with both, each made once for an attempt at the two requirements."""

    def __init__(self, harness: Harness, moved: Callable[[Collection[str]], list[Told]]) -> None:
        self._both = Once(harness, lambda: moved((REMOVED, ADDED)))
        self._alone = {each: Once(harness, partial(moved, (each,))) for each in (REMOVED, ADDED)}

    def told(self, requirement: str) -> list[Told]:
        """What decides a requirement: the walk with both where it went well, else the one with what this is about.

        Where a walk goes well with each of them alone, it is their meeting that both laws forbid.
        """
        both = self._both.get()
        if all_hold(both):
            return both
        alone = self._alone[requirement].get()
        (other,) = {REMOVED, ADDED} - {requirement}
        return both if all_hold(alone) and all_hold(self._alone[other].get()) else alone


def all_hold(told: list[Told]) -> bool:
    """Whether every walk shows what it must."""
    return all(judgement.holds for _, judgement in told)
