"""Laws of order: rows stand by a value, equal ones by id, and one direction is the other in reverse."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from conformance.expectations import Judgement, shown

Row = Mapping[str, Any]
Value = Callable[[Row], Any]
"""What a row is ordered by; None where it has no value."""


def ascending(rows: Sequence[Row], *values: Value, what: str, ties: bool = True) -> Judgement:
    """The rows ascend by one of these values, equal ones by id, those without a value all first or all last.

    Several values are several ways to read one order, such as with or without regard to the case of letters. Without
    `ties` the order of equal rows is not judged: where a value is shown less exactly than it is kept.
    """
    expected = f"rows in ascending order of {what}" + (", equal ones by id" if ties else "")
    holds = any(_ascends(rows, value, ties) for value in values)
    return Judgement(holds, expected, shown([(values[0](row), row.get("id")) for row in rows]))


def reverse(one: Sequence[Row], other: Sequence[Row], value: Value, *, what: str) -> Judgement:
    """Two listings are each other's reverse; rows without a value may stand at the same end in both."""
    expected = f"the rows by descending {what} in the reverse of the ascending order"
    forth, back = ([row.get("id") for row in rows] for rows in (one, other))
    first, second = (_parts(rows, value) for rows in (one, other))
    in_parts = first is not None and second is not None and all(map(_turned, first, second))
    holds = forth == back[::-1] or in_parts
    return Judgement(holds, expected, f"ascending: {shown(forth)}, descending: {shown(back)}")


def in_order_of(whole: Sequence[Row], part: Sequence[Row], *, what: str) -> Judgement:
    """The rows that a filter leaves stand in the order in which the whole listing has them."""
    left = {row.get("id") for row in part}
    due = [row.get("id") for row in whole if row.get("id") in left]
    seen = [row.get("id") for row in part]
    return Judgement(seen == due, f"in the order of the whole listing by {what}: {shown(due)}", shown(seen))


def _ascends(rows: Sequence[Row], value: Value, ties: bool) -> bool:
    parts = _parts(rows, value)
    if parts is None:
        return False
    values = [value(row) for row in rows]
    try:
        rises = all(one <= two for one, two in pairwise(each for each in values if each is not None))
    except TypeError:
        return False
    groups = groupby(rows, key=value)
    return rises and (not ties or all(_by_id([row.get("id") for row in group]) for _, group in groups))


def _turned(one: Sequence[object], other: Sequence[object]) -> bool:
    return list(one) == list(other)[::-1]


def _by_id(ids: Sequence[object]) -> bool:
    texts = [str(id) for id in ids]
    return texts == sorted(texts) or texts == sorted(texts, key=str.casefold)


def _parts(rows: Sequence[Row], value: Value) -> tuple[list[object], list[object]] | None:
    """The ids of rows with a value and of those without, or None where the latter are not together at one end."""
    without = [value(row) is None for row in rows]
    if without not in (sorted(without), sorted(without, reverse=True)):
        return None
    valued = [row.get("id") for row in rows if value(row) is not None]
    return valued, [row.get("id") for row in rows if value(row) is None]
