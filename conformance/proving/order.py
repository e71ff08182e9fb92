"""The order of a matrix: tests that judge most for what they send come first; no defect has a part in it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import lcm

from conformance.proving.worth import Worth

_AT_LEAST = Fraction(3, 10)
"""Requests that a test is taken to cost where all that it needs has been sent."""


def by_worth(tests: Mapping[str, Worth]) -> list[str]:
    """The ids of the tests, each the one that adds most for a request to those before it.

    A requirement is worth one: half of it when it is first judged, and the rest dealt over the operations on which it
    can be. Equals stand by id: all is counted in whole parts, for sums of floats depend on the order of adding.
    """
    places = Counter(requirement for requirement, _ in {pair for worth in tests.values() for pair in worth.judges})
    half = lcm(*places.values())
    left = dict(sorted(tests.items()))
    sent: set[str] = set()
    known: set[tuple[str, str]] = set()
    order = []

    def gain(name: str) -> Fraction:
        fresh = left[name].judges - known
        first = _named(fresh) - requirements
        added = len(first) * half + sum(half // places[requirement] for requirement, _ in fresh)
        return added / (len(left[name].needs - sent) + _AT_LEAST)

    while left:
        requirements = _named(known)
        best = max(left, key=gain)
        order.append(best)
        worth = left.pop(best)
        sent |= worth.needs
        known |= worth.judges
    return order


def _named(judges: Iterable[tuple[str, str]]) -> set[str]:
    return {requirement for requirement, _ in judges}
