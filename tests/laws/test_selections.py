"""The laws of filters, each seen to hold and to fail."""

import pytest

from conformance.expectations import Judgement
from conformance.laws.selections import parted, selected, within

ONE, TWO, THREE = ({"id": str(number), "size": number} for number in (1, 2, 3))
WHOLE = [ONE, TWO, THREE]


def test_exactly_the_wanted_rows_in_any_order_are_selected() -> None:
    assert selected(WHOLE, [THREE, TWO], lambda row: row["size"] > 1, what="above 1").holds


@pytest.mark.parametrize(
    ("seen", "word"),
    [([TWO], "missing"), (WHOLE, "not wanted"), ([TWO, THREE, THREE], "more than once"), ([], "missing")],
)
def test_a_row_too_few_or_too_many_is_no_selection(seen: list[dict[str, object]], word: str) -> None:
    judgement = selected(WHOLE, seen, lambda row: row["size"] > 1, what="above 1")
    assert not judgement.holds
    assert word in judgement.actual


@pytest.mark.parametrize("parts", [([ONE], [TWO, THREE]), (WHOLE, [])])
def test_parts_that_exclude_each_other_and_are_complete_part_the_whole(parts: list[list[dict[str, object]]]) -> None:
    assert parted(WHOLE, parts, what="two").holds


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        (([ONE], [THREE]), "in no part"),
        (([ONE, TWO], [TWO, THREE]), "in two parts"),
        (([ONE], [TWO, THREE, {"id": "4"}]), "in a part alone"),
    ],
)
def test_a_gap_an_overlap_or_a_stranger_breaks_the_parting(parts: list[list[dict[str, object]]], word: str) -> None:
    judgement = parted(WHOLE, parts, what="two")
    assert not judgement.holds
    assert word in judgement.actual


def test_two_filters_together_leave_what_meets_both() -> None:
    assert within([ONE, TWO], ([ONE, TWO], [TWO, THREE]), [TWO]).holds


@pytest.mark.parametrize(("both", "word"), [([TWO, THREE], "not of the filter"), ([ONE], "missing"), ([], "missing")])
def test_a_dropped_filter_or_a_lost_row_shows(both: list[dict[str, object]], word: str) -> None:
    judgement = within([ONE, TWO], ([ONE, TWO], [TWO, THREE]), both)
    assert not judgement.holds
    assert word in judgement.actual


def test_a_selection_is_told_by_what_is_missing_not_wanted_and_doubled() -> None:
    assert selected(WHOLE, [TWO, THREE], lambda row: row["size"] > 1, what="above 1") == Judgement(
        True, "the 2 rows above 1", "these 2 rows"
    )
    assert selected(WHOLE, [ONE, TWO, TWO], lambda row: row["size"] > 1, what="above 1") == Judgement(
        False,
        "the 2 rows above 1",
        "missing: ['3']; not wanted: ['1']; more than once: ['2']",
    )


def test_a_parting_is_told_by_what_is_in_no_part_in_two_or_in_a_part_alone() -> None:
    assert parted(WHOLE, ([ONE], [TWO, THREE]), what="two") == Judgement(
        True, "3 rows, each in one of two", "each in one part"
    )
    assert parted(WHOLE, ([ONE, TWO], [TWO, {"id": "4"}]), what="two") == Judgement(
        False,
        "3 rows, each in one of two",
        "in no part: ['3']; in a part alone: ['4']; in two parts: ['2']",
    )


def test_filters_together_are_told_by_what_is_missing_or_not_of_the_filter() -> None:
    assert within([ONE, TWO], ([ONE, TWO], [TWO, THREE]), [TWO]) == Judgement(
        True,
        "rows of the filter alone, the 1 that meet all filters among them",
        "1 rows, all of the filter",
    )
    assert within([ONE, TWO], ([ONE, TWO], [TWO, THREE]), [THREE]) == Judgement(
        False,
        "rows of the filter alone, the 1 that meet all filters among them",
        "not of the filter: ['3']; missing: ['2']",
    )
