"""Laws of a row's times: when it was made never moves, when it was changed moves on, and nobody may set either."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from conformance.expectations import Judgement, shown

Row = Mapping[str, Any]

_NAMES = ("createdAt", "updatedAt")


def moment(value: object) -> datetime | None:
    """The moment that an ISO 8601 text names, or None where it names none; without a zone it is taken as UTC."""
    if not isinstance(value, str):
        return None
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return None
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)


def moved_on(before: Row, after: Row | None) -> Judgement:
    """After an update `createdAt` is as it was and `updatedAt` is later, where the row carries them."""
    expected = "createdAt as it was and updatedAt later, where the row has them"
    if after is None:
        return Judgement(False, expected, "no such row")
    stays = before.get("createdAt") is None or moment(after.get("createdAt")) == moment(before["createdAt"])
    return Judgement(stays and updated_later(before, after), expected, f"{_shown(before)}, then {_shown(after)}")


def updated_later(before: Row, after: Row) -> bool:
    """Whether `updatedAt` has grown, where the row carried one that says when."""
    old, new = moment(before.get("updatedAt")), moment(after.get("updatedAt"))
    return old is None or (new is not None and new > old)


def not_taken(sent: Row, row: Row | None) -> Judgement:
    """A row carries none of the times that a body named."""
    named = [moment(sent.get(name)) for name in _NAMES]
    taken = [name for name in _NAMES if row is not None and moment(row.get(name)) in named and row.get(name)]
    return Judgement(not taken, f"neither of {_shown(sent)}", f"taken: {shown(taken)}" if taken else "times of its own")


def _shown(row: Row) -> str:
    return shown({name: row[name] for name in _NAMES if name in row})
