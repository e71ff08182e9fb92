"""All state: one SQLite connection, its transactions, the settings kept in it, and the tables that listings read.

With a lag, listings do not read a table but its *index*, as the real store's secondary indexes do: triggers note each
write with the moment at which it becomes due, and `listed` brings the index up to that moment before it is read. Reads
by id go to the table and see every write at once.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from conformance.sandbox.tables import Table
from conformance.sandbox.values import Sql

VERSION = 1
Row: TypeAlias = tuple[Any, ...]
"""What SQLite gives: the types are the columns'."""


class UnusableDatabase(Exception):
    """The database file cannot be opened, is held by another process, or was made by another version."""


class Store:
    """The database of one sandbox. `path` None: a temporary one, which SQLite removes with the connection.

    `lag` is in seconds; `clock` gives epoch seconds.
    """

    def __init__(self, path: Path | None, *, lag: float, clock: Callable[[], float]) -> None:
        self.lag = lag
        self.clock = clock
        self._lagging: dict[str, Table] = {}
        self._connection = _connected(path)
        self._connection.create_function("due", 0, lambda: clock() + lag)
        self.execute("CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID")

    def close(self) -> None:
        """Write everything out and let go of the file."""
        self._connection.close()

    def execute(self, sql: str, values: Sequence[Sql | bytes] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        return self._connection.execute(sql, values)

    def one(self, sql: str, values: Sequence[Sql] = ()) -> Row | None:
        """The first row, or None."""
        row: Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def all(self, sql: str, values: Sequence[Sql] = ()) -> list[Row]:
        """All rows."""
        return self._connection.execute(sql, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block is kept, or, when it raises, nothing."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:  # whatever it is, it is raised again
            self.execute("ROLLBACK")
            raise
        self.execute("COMMIT")

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """The same inside a transaction: what a refused request wrote is undone, what was counted before it stays."""
        self.execute("SAVEPOINT request")
        try:
            yield
        except BaseException:  # whatever it is, it is raised again
            self.execute("ROLLBACK TO request")
            self.execute("RELEASE request")
            raise
        self.execute("RELEASE request")

    def kept(self, name: str, make: Callable[[], bytes]) -> bytes:
        """A setting of this database (a key, a salt): read, or made once and kept."""
        row = self.one("SELECT value FROM meta WHERE name = ?", (name,))
        if row is not None:
            return bytes(row[0])
        value = make()
        self.execute("INSERT INTO meta VALUES (?, ?)", (name, value))
        return value

    def ensure(self, table: Table) -> None:
        """Create the table, unless it is there, and its index where this store lags."""
        for statement in table.statements(table.name):
            self.execute(statement)
        if not table.lagging:
            return
        if not self.lag:
            self.execute(f"DROP TABLE IF EXISTS {table.name}_index")
            self.execute(f"DROP TABLE IF EXISTS {table.name}_pending")
        elif table.name not in self._lagging:
            self._lagging[table.name] = table
            self._follow(table)

    def listed(self, name: str) -> str:
        """What a listing, a count or a search of table `name` selects from, brought up to date."""
        if name not in self._lagging:
            return name
        self.settle(name, self.clock())
        return f"{name}_index"

    def settle_all(self) -> None:
        """Show every write at once: for rows that were there before the first request."""
        for name in self._lagging:
            self.settle(name, self.clock() + self.lag)

    def settle(self, name: str, until: float) -> None:
        """Bring the index of table `name` to the state that is due at `until` (epoch seconds)."""
        if self.one(f"SELECT 1 FROM {name}_pending WHERE due <= ? LIMIT 1", (until,)) is None:
            return
        columns = ", ".join(self._lagging[name].column_names)
        self.execute(f"DELETE FROM {name}_index WHERE id IN (SELECT id FROM {name}_pending WHERE due <= ?)", (until,))
        self.execute(
            f"INSERT INTO {name}_index ({columns}) SELECT {columns} FROM {name}_pending AS this "
            f"WHERE due <= ? AND NOT gone AND version = "
            f"(SELECT max(version) FROM {name}_pending AS other WHERE other.id = this.id AND other.due <= ?)",
            (until, until),
        )
        self.execute(f"DELETE FROM {name}_pending WHERE due <= ?", (until,))

    def _follow(self, table: Table) -> None:
        name, columns = table.name, ", ".join(table.column_names)
        known = self.one("SELECT 1 FROM sqlite_master WHERE name = ?", (f"{name}_index",))
        for statement in table.statements(f"{name}_index"):
            self.execute(statement)
        if known is None:
            self.execute(f"INSERT INTO {name}_index ({columns}) SELECT {columns} FROM {name}")
            self.execute(
                f"CREATE TABLE {name}_pending (version INTEGER PRIMARY KEY, due REAL NOT NULL, gone INTEGER NOT NULL, "
                f"{columns})"
            )
            self.execute(f"CREATE INDEX {name}_pending_id ON {name}_pending (id)")
        for event, row, gone in (("INSERT", "NEW", 0), ("UPDATE", "NEW", 0), ("DELETE", "OLD", 1)):
            taken = ", ".join(f"{row}.{column}" for column in table.column_names)
            self.execute(
                f"CREATE TEMP TRIGGER {name}_{event} AFTER {event} ON main.{name} BEGIN "
                f"INSERT INTO {name}_pending (due, gone, {columns}) VALUES (due(), {gone}, {taken}); END"
            )


def _connected(path: Path | None) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            "" if path is None else path,
            timeout=1,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,
        )
        # One process owns the file: a second one fails at once instead of sharing it.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute(f"PRAGMA journal_mode = {'MEMORY' if path is None else 'WAL'}")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA temp_store = MEMORY")
        row: Row = connection.execute("PRAGMA user_version").fetchone()
        if row[0] not in (0, VERSION):
            connection.close()
            raise UnusableDatabase(f"{path} was made by another version of the sandbox")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    except sqlite3.Error as error:
        raise UnusableDatabase(f"cannot use the database {path}: {error}") from error
    return connection
