"""The law of filters: a listing under filters shows the rows that carry all their values, and no other."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from conformance.expectations import Judgement, shown
from conformance.walking import Walk

Row = Mapping[str, Any]


def selected(walk: Walk, filters: Mapping[str, object], known: Iterable[Row]) -> Judgement:
    """A walk under filters shows each known row that has all their values once, and on no page a row that lacks one.

    `filters` are the values by the rows' fields; `known` are rows of the whole listing, told by `id`.
    """
    times = Counter(row.get("id") for row in walk.rows)
    due = [row.get("id") for row in known if _has(row, filters)]
    wrong = {str(id): times[id] for id in due if times[id] != 1}
    strays = [
        (number, row.get("id"))
        for number, page in enumerate(walk.pages, 1)
        for row in page.rows(walk.rows_key)
        if not _has(row, filters)
    ]
    told = [f"times shown: {shown(wrong)}"] * bool(wrong)
    told += [f"(page, id) of others: {shown(strays)}"] * bool(strays)
    told += [f"it ended with: {walk.end}"] * (walk.end != "no token")
    expected = f"each of {len(due)} known rows with {shown(dict(filters))} once, and none without"
    return Judgement(not told, expected, "; ".join(told) or f"{len(walk.rows)} rows, all of the filter")


def _has(row: Row, filters: Mapping[str, object]) -> bool:
    return all(row.get(field) == value for field, value in filters.items())
