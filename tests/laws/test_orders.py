"""The laws of order, each seen to hold and to fail."""

from typing import Any

import pytest

from conformance.expectations import Judgement
from conformance.laws.orders import ascending, in_order_of, reverse

Row = dict[str, Any]


def rows(*pairs: tuple[str, object]) -> list[Row]:
    """Rows of these ids and values."""
    return [{"id": id, "value": value} for id, value in pairs]


def value(row: Any) -> Any:
    """A row's value."""
    return row.get("value")


def folded(row: Any) -> Any:
    """A row's value in small letters."""
    return str(row["value"]).casefold()


@pytest.mark.parametrize(
    "ordered",
    [
        rows(("a", 1), ("b", 1), ("a", 2)),
        rows(("b", 1), ("a", 2), ("c", None), ("d", None)),
        rows(("c", None), ("d", None), ("b", 1), ("a", 2)),
        rows(("a", 1), ("B", 1)),
        rows(("B", 1), ("a", 1)),
        [],
    ],
)
def test_rising_values_with_equal_ones_by_id_ascend(ordered: list[Row]) -> None:
    assert ascending(ordered, value, what="value").holds


@pytest.mark.parametrize(
    "disordered",
    [
        rows(("a", 2), ("b", 1)),
        rows(("b", 1), ("a", 1)),
        rows(("a", 1), ("b", None), ("c", 2)),
        rows(("b", None), ("a", None), ("c", 2)),
        rows(("a", 1), ("b", "2")),
    ],
)
def test_a_fall_a_tie_out_of_order_or_a_hole_does_not(disordered: list[Row]) -> None:
    assert not ascending(disordered, value, what="value").holds


def test_ties_are_not_judged_where_that_is_said() -> None:
    assert ascending(rows(("b", 1), ("a", 1)), value, what="value", ties=False).holds


@pytest.mark.parametrize("words", ["aBc", "Bac"])
def test_any_one_way_to_read_the_order_is_enough(words: str) -> None:
    assert ascending(rows(*((str(at), word) for at, word in enumerate(words))), value, folded, what="name").holds


def test_an_order_in_no_reading_fails() -> None:
    assert not ascending(rows(("1", "b"), ("2", "A"), ("3", "C")), value, folded, what="name").holds


FORTH = rows(("a", 1), ("b", 1), ("c", 2), ("d", None), ("e", None))


@pytest.mark.parametrize("ids", ["edcba", "cbaed"])
def test_the_reverse_may_keep_rows_without_a_value_at_their_end(ids: str) -> None:
    by_id = {row["id"]: row for row in FORTH}
    assert reverse(FORTH, [by_id[id] for id in ids], value, what="value").holds


@pytest.mark.parametrize("ids", ["abcde", "edcab", "decba", "cbade", "cba", "cbeda"])
def test_an_unturned_order_or_unturned_ties_are_no_reverse(ids: str) -> None:
    by_id = {row["id"]: row for row in FORTH}
    assert not reverse(FORTH, [by_id[id] for id in ids], value, what="value").holds


def test_what_has_a_row_without_a_value_in_its_midst_is_the_reverse_only_row_by_row() -> None:
    torn = [FORTH[0], FORTH[3], FORTH[2]]
    assert reverse(torn, torn[::-1], value, what="value").holds
    assert not reverse(torn, [FORTH[2], FORTH[0], FORTH[3]], value, what="value").holds
    assert not reverse([FORTH[2], FORTH[0], FORTH[3]], torn, value, what="value").holds


def test_a_part_keeps_the_order_of_the_whole() -> None:
    assert in_order_of(FORTH, [FORTH[0], FORTH[2]], what="value").holds
    assert not in_order_of(FORTH, [FORTH[2], FORTH[0]], what="value").holds
    assert not in_order_of(FORTH, rows(("x", 1)), what="value").holds


def test_an_order_is_told_by_its_values_and_ids() -> None:
    assert ascending(rows(("a", 1), ("b", 2)), value, what="value") == Judgement(
        True,
        "rows in ascending order of value, equal ones by id",
        "[(1, 'a'), (2, 'b')]",
    )
    assert ascending(rows(("b", "B"), ("a", "b")), folded, value, what="value", ties=False) == Judgement(
        True,
        "rows in ascending order of value",
        "[('b', 'b'), ('b', 'a')]",
    )


def test_two_directions_are_told_by_their_ids() -> None:
    assert reverse(FORTH[:2], FORTH[:2], value, what="value") == Judgement(
        False,
        "the rows by descending value in the reverse of the ascending order",
        "ascending: ['a', 'b'], descending: ['a', 'b']",
    )


def test_the_order_of_a_part_is_told_beside_that_of_the_whole() -> None:
    assert in_order_of(FORTH[:3], [FORTH[2], FORTH[0]], what="value") == Judgement(
        False,
        "in the order of the whole listing by value: ['a', 'c']",
        "['c', 'a']",
    )
