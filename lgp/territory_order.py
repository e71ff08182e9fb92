"""The order of a territory's companies over several clients: the API sorts those of one client alone."""

from collections.abc import Iterable
from typing import Any

from conformance.contract import Contract
from conformance.lgp import documented

Row = dict[str, Any]

_ROW = "TerritoryCompany"
"""The schema of a company."""


def ordered(contract: Contract, rows: Iterable[Row], by: str | None, direction: str | None) -> list[Row]:
    """The rows in the order that the API documents: ascending, rows without a value first, equal ones by `id`.

    `by` is a field that it sorts by, `companyName` where it is None; `desc` is the whole list in reverse.
    """
    field = by or "companyName"
    kind, none = (int | float, 0) if _is_number(contract, field) else (str, "")

    def rank(row: Row) -> tuple[bool, Any, str]:
        value: Any = row.get(field)
        known = isinstance(value, kind)
        return known, value if known else none, str(row.get("id"))

    return sorted(rows, key=rank, reverse=direction == "desc")


def _is_number(contract: Contract, field: str) -> bool:
    company = documented.properties(contract, contract.document["components"]["schemas"][_ROW])
    types = company[field]["type"]
    return not {"integer", "number"}.isdisjoint([types] if isinstance(types, str) else types)
