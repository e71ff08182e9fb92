"""What is to happen later: background work as rows with the moment at which they are due.

Nothing runs in between: before each request whatever has become due happens, in order, so nobody can tell the
difference from a worker; and a sandbox that was stopped goes on where it was.
"""

from collections.abc import Callable
from typing import TypeAlias

import orjson

from conformance.sandbox.store import Store
from conformance.sandbox.values import Object

Effect: TypeAlias = Callable[[Object, float], None]


class Agenda:
    """The open entries, and who carries out each kind of them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._effects: dict[str, Effect] = {}
        self._next: float | None = None
        store.execute(
            "CREATE TABLE IF NOT EXISTS agenda (seq INTEGER PRIMARY KEY AUTOINCREMENT, due REAL NOT NULL, "
            "kind TEXT NOT NULL, details TEXT NOT NULL)"
        )
        store.execute("CREATE INDEX IF NOT EXISTS agenda_due ON agenda (due, seq)")

    def on(self, kind: str, effect: Effect) -> None:
        """Let `effect(details, due)` carry out the entries of this kind; a resource does this when it is made."""
        self._effects[kind] = effect

    def enter(self, kind: str, due: float, details: Object) -> None:
        """Put down what is to happen at `due` (epoch seconds). `details` must tell the effect all that it needs."""
        self.store.execute(
            "INSERT INTO agenda (due, kind, details) VALUES (?, ?, ?)", (due, kind, orjson.dumps(details).decode())
        )
        self._next = None

    def carry_out(self, now: float) -> None:
        """Let everything happen that is due; an effect may enter more."""
        if self._next is not None and self._next > now:
            return
        while True:
            row = self.store.one("SELECT seq, due, kind, details FROM agenda ORDER BY due, seq LIMIT 1")
            if row is None or row[1] > now:
                self._next = float("inf") if row is None else row[1]
                return
            seq, due, kind, details = row
            with self.store.transaction():
                self.store.execute("DELETE FROM agenda WHERE seq = ?", (seq,))
                self._effects[kind](orjson.loads(details), due)
