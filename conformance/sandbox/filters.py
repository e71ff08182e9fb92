"""Which rows of a table are meant: SQL terms with their values, joined by AND."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.sandbox.values import Sql


@dataclass(frozen=True, slots=True)
class Filter:
    """An immutable condition; each method gives a narrower one. The empty filter means all rows."""

    terms: tuple[str, ...] = ()
    values: tuple[Sql, ...] = ()

    def equals(self, column: str, value: Sql) -> Filter:
        """Also `column = value`."""
        return Filter((*self.terms, f"{column} = ?"), (*self.values, value))

    def where(self, sql: str, *values: Sql) -> Filter:
        """Also any SQL term, its values as `?`."""
        return Filter((*self.terms, f"({sql})"), (*self.values, *values))

    def among(self, column: str, values: list[str]) -> Filter:
        """Also `column` being one of the values."""
        if not values:
            return self.where("0")
        marks = ",".join("?" * len(values))
        return self.where(f"{column} IN ({marks})", *values)

    def __and__(self, other: Filter) -> Filter:
        return Filter((*self.terms, *other.terms), (*self.values, *other.values))

    @property
    def sql(self) -> str:
        """The condition as it stands after WHERE."""
        return " AND ".join(self.terms) or "1"
