"""The figures of a self-test: shares that are never rounded up, and a curve that counts what went deep for nothing."""

import pytest

from conformance.proving.rows import Share, curve, share
from tests.proving.building import breach, defect, row


def test_a_share_is_cut_and_not_rounded() -> None:
    assert Share(killed=1999, of=2000).percent == 99.9


def test_a_share_of_nothing_is_nothing() -> None:
    assert Share(killed=0, of=0).percent == 0.0


def test_a_share_counts_what_was_killed() -> None:
    assert share([row(1), row(None)]) == Share(killed=1, of=2)


@pytest.mark.parametrize(("request_", "within"), [(90, [1, 1, 1, 1, 1]), (91, [0, 1, 1, 1, 1]), (None, [0] * 5)])
def test_the_curve_counts_a_kill_from_its_request_on(request_: int | None, within: list[int]) -> None:
    assert [point.full.killed for point in curve([row(request_)])] == within


def test_what_was_killed_at_deep_counts_without_a_bound_alone() -> None:
    assert [point.full.killed for point in curve([row(5, level="deep")])] == [0, 0, 0, 0, 1]


def test_advisory_defects_stand_in_a_column_of_their_own() -> None:
    last = curve([row(5, defect=defect(advisory=True))])[-1]
    assert (last.full.of, last.advisory.of) == (0, 1)


def test_collateral_is_what_else_was_found_broken() -> None:
    assert row(breaches=(breach(), breach(requirement="LG-CLI-002"))).collateral == ("LG-CLI-002",)
