"""The order of a territory's companies over several clients: the API sorts those of one client alone."""

from collections.abc import Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]

_NUMBERS = ("totalLeads", "qualifiedLeads", "averageLeadScore")


def ordered(rows: Iterable[Row], by: str | None, direction: str | None) -> list[Row]:
    """The rows in the order that the API documents: ascending, rows without a value first, equal ones by `id`.

    `by` is a field that it sorts by, `companyName` where it is None; `desc` is the whole list in reverse.
    """
    field = by or "companyName"
    kind, none = (int | float, 0) if field in _NUMBERS else (str, "")

    def rank(row: Row) -> tuple[bool, Any, str]:
        value: Any = row.get(field)
        known = isinstance(value, kind)
        return known, value if known else none, str(row.get("id"))

    return sorted(rows, key=rank, reverse=direction == "desc")
