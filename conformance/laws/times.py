"""Laws of a row's times: when it was made never moves, when it was changed moves on, and nobody may set either."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from conformance.expectations import Judgement, shown

Row = Mapping[str, Any]

_NAMES = ("createdAt", "updatedAt")

_GRAINS = (1_000_000, 1_000, 1)
"""Microseconds that times may be told in."""


def moment(value: object) -> datetime | None:
    """The moment that an ISO 8601 text names, or None where it names none; without a zone it is taken as UTC."""
    if not isinstance(value, str):
        return None
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return None
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)


def same_moment(one: datetime, other: datetime) -> bool:
    """Whether two moments are the same, as exact as both are told: in whole seconds, in milliseconds or finer."""
    return as_exact_as(other, one) == as_exact_as(one, other)


def as_exact_as(other: datetime, time: datetime) -> datetime:
    """A time as exact as another one is told: in whole seconds, in milliseconds or finer."""
    grain = next(each for each in _GRAINS if other.microsecond % each == 0)
    return time.replace(microsecond=time.microsecond // grain * grain)


def moved_on(before: Row, after: Row | None) -> Judgement:
    """After an update `createdAt` is as it was and `updatedAt` is later, where the row carries them."""
    expected = "createdAt as it was and updatedAt later, where the row has them"
    if after is None:
        return Judgement(False, expected, "no such row")
    first, now = before.get("createdAt"), after.get("createdAt")
    was, is_ = moment(first), moment(now)
    stays = first is None or first == now or (was is not None and is_ is not None and same_moment(was, is_))
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
