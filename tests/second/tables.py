"""Records by id, and the view of them that lists are made of: it may lag."""

import secrets
from collections import deque
from collections.abc import Collection
from typing import Any, TypeAlias

from tests.second.choices import Choices
from tests.second.clock import Clock

Row: TypeAlias = dict[str, Any]
"""A record: at least `id`, `owner`, `company_id`, `createdAt` and `updatedAt` (seconds since 1970)."""


class Table:
    """Records of one kind.

    Args:
        choices: Whether and how the view lags.
        clock: The server's clock.
    """

    def __init__(self, choices: Choices, clock: Clock) -> None:
        self.rows: dict[str, Row] = {}
        self._choices = choices
        self._clock = clock
        self._view: dict[str, Row] = {}
        self._to_come: deque[tuple[float, str, Row | None]] = deque()

    def put(self, row: Row) -> None:
        """Store a record, new or changed."""
        self.rows[row["id"]] = row
        self._later(row["id"], dict(row))

    def drop(self, identifier: str) -> None:
        """Remove a record, if it is there."""
        self.rows.pop(identifier, None)
        self._later(identifier, None)

    def touch(self, row: Row) -> None:
        """Store a changed record under a new `updatedAt`, later than the last."""
        row["updatedAt"] = max(self._clock.now(), row["updatedAt"] + 1e-6)
        self.put(row)

    def update(self, row: Row, new: Row) -> None:
        """Take values over into a record; where they are the old ones it stays untouched."""
        if any(row.get(name) != value for name, value in new.items()):
            row.update(new)
            self.touch(row)

    def seen(self) -> Collection[Row]:
        """The records as a list shows them now."""
        if self._choices.flapping and secrets.randbelow(2):
            return self.rows.values()
        while self._to_come and self._to_come[0][0] <= self._clock.now():
            _, identifier, row = self._to_come.popleft()
            self._show(identifier, row)
        return self._view.values()

    def show_at_once(self, row: Row) -> None:
        """Let lists know a record without the lag; what they were still to be told of it is out of date."""
        self._to_come = deque(each for each in self._to_come if each[1] != row["id"])
        self._show(row["id"], dict(row))

    def _later(self, identifier: str, row: Row | None) -> None:
        if self._choices.lag:
            self._to_come.append((self._clock.now() + self._choices.lag, identifier, row))
        else:
            self._show(identifier, row)

    def _show(self, identifier: str, row: Row | None) -> None:
        if row is None:
            self._view.pop(identifier, None)
        else:
            self._view[identifier] = row
