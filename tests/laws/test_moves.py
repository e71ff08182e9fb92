"""Walks of a listing that moves: a removal and an addition are told apart where their common walk goes wrong."""

from collections.abc import Collection
from types import SimpleNamespace
from typing import Any

import pytest

from conformance.expectations import Judgement
from conformance.suites.e2e.pages.moves import ADDED, REMOVED, Moves, Told

BOTH = {REMOVED, ADDED}


class Walks:
    """Walks that go wrong with some of what happens meanwhile; every one that was walked is noted."""

    def __init__(self, *wrong: Collection[str]) -> None:
        self.walked: list[set[str]] = []
        self._wrong = [set(each) for each in wrong]

    def __call__(self, what: Collection[str]) -> list[Told]:
        self.walked.append(set(what))
        return [((), Judgement(set(what) not in self._wrong, " and ".join(sorted(what)), ""))]


def told(walks: Walks, *requirements: str, attempt: int = 1) -> list[tuple[str, bool]]:
    """What the walk that decides each requirement was about, and whether it went well."""
    harness: Any = SimpleNamespace(stage=SimpleNamespace(attempt=attempt))
    moves = Moves(harness, walks)
    return [(judgement.expected, judgement.holds) for each in requirements for _, judgement in moves.told(each)]


def test_one_walk_with_both_decides_both_where_it_goes_well() -> None:
    walks = Walks()
    assert {holds for _, holds in told(walks, REMOVED, ADDED)} == {True}
    assert walks.walked == [BOTH]


@pytest.mark.parametrize("guilty", [REMOVED, ADDED])
def test_where_it_goes_wrong_a_walk_with_one_of_them_tells_which_it_was(guilty: str) -> None:
    (innocent,) = BOTH - {guilty}
    walks = Walks(BOTH, {guilty})
    assert told(walks, guilty, innocent) == [(guilty, False), (innocent, True)]


def test_each_is_found_where_both_go_wrong_alone() -> None:
    assert told(Walks(BOTH, {REMOVED}, {ADDED}), REMOVED, ADDED) == [(REMOVED, False), (ADDED, False)]


def test_what_goes_wrong_only_together_is_held_against_both() -> None:
    together = " and ".join(sorted(BOTH))
    assert told(Walks(BOTH), REMOVED, ADDED) == [(together, False), (together, False)]
