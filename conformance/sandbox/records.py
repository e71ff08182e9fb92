"""Reading and writing the rows of one table."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

import orjson

from conformance.sandbox.filters import Filter
from conformance.sandbox.store import Row, Store
from conformance.sandbox.tables import COMMON, Table
from conformance.sandbox.values import Object, Sql, iso, later


@dataclass(slots=True)
class Record:
    """One row. `fields` holds what the API's users write; `columns` the table's further columns."""

    seq: int
    id: str
    company_id: str
    owner: str
    created_at: str
    updated_at: str
    fields: Object
    columns: dict[str, Sql]


class Records:
    """One table's rows. Listings (`select`, `count`) may lag behind; `get` and `find` see every write at once."""

    def __init__(self, store: Store, table: Table) -> None:
        self.store = store
        self.table = table
        self._selected = ", ".join((*COMMON, *table.columns))
        store.ensure(table)

    def insert(
        self,
        *,
        company_id: str,
        owner: str,
        fields: Object,
        id: str | None = None,
        at: str | None = None,
        **columns: Sql,
    ) -> Record:
        """Store a new row (`id`: a fresh UUID unless given; `at`: ISO time of creation, now unless given)."""
        moment = at or iso(self.store.clock())
        record = Record(0, id or str(uuid.uuid4()), company_id, owner, moment, moment, fields, columns)
        names = self.table.column_names[1:]
        marks = ", ".join("?" * len(names))
        cursor = self.store.execute(
            f"INSERT INTO {self.table.name} ({', '.join(names)}) VALUES ({marks})",
            (record.id, company_id, owner, moment, moment, *self._own(record)),
        )
        record.seq = cursor.lastrowid or 0
        return record

    def update(self, record: Record, changes: Object, **columns: Sql) -> Record:
        """Store changed fields (None removes one; those not named stay) and columns; `updatedAt` moves."""
        fields: Object = {name: value for name, value in {**record.fields, **changes}.items() if value is not None}
        moment = later(record.updated_at, self.store.clock())
        changed = Record(
            record.seq,
            record.id,
            record.company_id,
            record.owner,
            record.created_at,
            moment,
            fields,
            {**record.columns, **columns},
        )
        assignments = ", ".join(f"{name} = ?" for name in ("updated_at", "fields", *self.table.own))
        self.store.execute(
            f"UPDATE {self.table.name} SET {assignments} WHERE seq = ?", (moment, *self._own(changed), record.seq)
        )
        return changed

    def delete(self, record: Record) -> None:
        """Remove the row."""
        self.store.execute(f"DELETE FROM {self.table.name} WHERE seq = ?", (record.seq,))

    def delete_where(self, filter: Filter) -> int:
        """Remove all rows that the filter means, and say how many."""
        return self.store.execute(f"DELETE FROM {self.table.name} WHERE {filter.sql}", filter.values).rowcount

    def get(self, id: str) -> Record | None:
        """The row of that id, whoever owns it."""
        return self.find(Filter().equals("id", id))

    def find(self, filter: Filter) -> Record | None:
        """The first row that the filter means."""
        rows = self.select(filter, limit=1, at_once=True)
        return rows[0] if rows else None

    def select(
        self,
        filter: Filter,
        *,
        after: int | None = None,
        limit: int | None = None,
        newest_first: bool = False,
        at_once: bool = False,
    ) -> list[Record]:
        """Rows in the order of their creation, from behind the row whose `seq` is `after`.

        `at_once` reads the table itself and not what listings may see.
        """
        source = self.table.name if at_once else self.store.listed(self.table.name)
        if after is not None:
            filter = filter.where("seq < ?" if newest_first else "seq > ?", after)
        sql = f"SELECT {self._selected} FROM {source} WHERE {filter.sql} ORDER BY seq{' DESC' if newest_first else ''}"
        if limit is not None:
            sql += f" LIMIT {int(limit)}"
        return self._records(self.store.all(sql, filter.values))

    def count(self, filter: Filter) -> int:
        """How many rows the filter means."""
        row = self.store.one(
            f"SELECT count(*) FROM {self.store.listed(self.table.name)} WHERE {filter.sql}", filter.values
        )
        return int(row[0]) if row else 0

    def _records(self, rows: Iterable[Row]) -> list[Record]:
        names = self.table.columns
        return [
            Record(seq, id, company_id, owner, made, moved, orjson.loads(fields), dict(zip(names, own, strict=True)))
            for seq, id, company_id, owner, made, moved, fields, *own in rows
        ]

    def _own(self, record: Record) -> tuple[Sql, ...]:
        mirrored = (record.fields.get(field) for field in self.table.mirrored.values())
        return (
            orjson.dumps(record.fields).decode(),
            *(record.columns.get(column) for column in self.table.columns),
            *(value if isinstance(value, str) else None for value in mirrored),
        )
