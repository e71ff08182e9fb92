"""The shape that all tables of records share, and what a table adds to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

COMMON = ("seq", "id", "company_id", "owner", "created_at", "updated_at", "fields")


@dataclass(frozen=True)
class Table:
    """A table of records: who owns a row, when it was made, and its `fields` as one JSON object.

    `columns`: further columns, given at insert and update. `mirrored`: column → the field whose value it repeats, for
    searching and sorting; kept in step on each write. `unique`, `indexes`: lists of columns. `lagging`: whether
    listings of it follow a write only after the sandbox's lag.
    """

    name: str
    columns: tuple[str, ...] = ()
    mirrored: Mapping[str, str] = field(default_factory=dict)
    unique: tuple[tuple[str, ...], ...] = ()
    indexes: tuple[tuple[str, ...], ...] = (("company_id",),)
    lagging: bool = True

    @property
    def own(self) -> tuple[str, ...]:
        """The columns beyond those that all tables share."""
        return (*self.columns, *self.mirrored)

    @property
    def column_names(self) -> tuple[str, ...]:
        """All columns, in their order."""
        return (*COMMON, *self.own)

    def statements(self, name: str) -> list[str]:
        """The SQL that creates a table of this shape under `name` with its indexes, unless they are there."""
        own = "".join(f", {column}" for column in self.own)
        uniques = "".join(f", UNIQUE ({', '.join(columns)})" for columns in self.unique)
        return [
            f"CREATE TABLE IF NOT EXISTS {name} (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, "
            f"company_id TEXT NOT NULL, owner TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, "
            f"fields TEXT NOT NULL{own}{uniques})",
            *(
                f"CREATE INDEX IF NOT EXISTS {name}_by_{'_'.join(columns)} ON {name} ({', '.join(columns)})"
                for columns in self.indexes
            ),
        ]
