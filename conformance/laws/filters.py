"""Laws of filters on a listing that others share: of the rows that we know each shows its own, on every page."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from conformance.expectations import Judgement, shown
from conformance.walking import Walk

Row = Mapping[str, Any]


def selected(walk: Walk, field: str, value: object, known: Iterable[Row]) -> Judgement:
    """A walk under a filter shows each known row whose field has the value once, and no other row on any page.

    `known` are rows of the whole listing, told by `id`.
    """
    times = Counter(row.get("id") for row in walk.rows)
    due = [row.get("id") for row in known if row.get(field) == value]
    wrong = {str(id): times[id] for id in due if times[id] != 1}
    strays = [
        (number, row.get("id"))
        for number, page in enumerate(walk.pages, 1)
        for row in page.rows(walk.rows_key)
        if row.get(field) != value
    ]
    told = [f"times shown: {shown(wrong)}"] * bool(wrong)
    told += [f"(page, id) of others: {shown(strays)}"] * bool(strays)
    told += [f"it ended with: {walk.end}"] * (walk.end != "no token")
    expected = f"each of {len(due)} known rows with {field} {shown(value)} once, and none without"
    return Judgement(not told, expected, "; ".join(told) or f"{len(walk.rows)} rows, all of the filter")


def intersected(both: Walk, one: Walk, other: Walk, known: Collection[object]) -> Judgement:
    """Of the known ids, a walk under two filters shows those that both walks under one of them show."""
    shared = {id for id in known if id in one.ids() and id in other.ids()}
    seen = {id for id in known if id in both.ids()}
    told = [
        f"{word}: {shown(sorted(map(str, ids)))}"
        for word, ids in (("missing", shared - seen), ("too many", seen - shared))
        if ids
    ]
    expected = f"the {len(shared)} of {len(known)} known rows that each of the two filters shows"
    return Judgement(not told, expected, "; ".join(told) or "these alone")
