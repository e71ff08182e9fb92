"""The figures of a self-test: shares that are never rounded up, and a curve that counts what went deep for nothing."""

import pytest

from conformance.proving.rows import MOST_COLLATERAL, Row, Selftest, Share, at_standard, curve, share
from tests.proving.building import breach, clean_run, defect, row, told_of


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


def test_what_standard_kills_counts_must_and_advisory_apart() -> None:
    found = at_standard([row(5), row(5, level="deep"), row(5, defect=defect(advisory=True))])
    assert (found.full, found.advisory) == (Share(killed=1, of=2), Share(killed=1, of=1))


def breaking(others: int, because: str = "") -> Row:
    """A row whose defect breaks so many requirements besides its own."""
    breaches = [breach(requirement=f"LG-CLI-{number:03}") for number in range(1, others + 2)]
    return row(5, breaches=tuple(breaches), defect=defect(because=because))


@pytest.mark.parametrize(
    ("found", "sound"),
    [
        (told_of([row(5)]), True),
        (told_of([row(5), row(None)]), False),
        (told_of([row(5)], cleans=(clean_run(alarms=("x",)),), false_alarms=("x",)), False),
        (told_of([breaking(MOST_COLLATERAL)], rows_are_whole=True), True),
        (told_of([breaking(MOST_COLLATERAL + 1)], rows_are_whole=True), False),
        (told_of([breaking(MOST_COLLATERAL + 1, because="One list.")], rows_are_whole=True), True),
        (told_of([breaking(MOST_COLLATERAL + 1)], rows_are_whole=False), True),
    ],
    ids=["killed", "survived", "alarm", "five", "six", "six with a reason", "six where rows are not full"],
)
def test_a_self_test_is_sound_where_nothing_survives_alarms_or_spreads_without_a_reason(
    found: Selftest, sound: bool
) -> None:
    assert found.sound is sound
