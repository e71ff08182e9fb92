"""The shapes of what travels and what is stored: JSON values, SQLite values, moments."""

from datetime import UTC, datetime, timedelta
from typing import TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Object: TypeAlias = dict[str, Json]
Sql: TypeAlias = str | int | float | None
Headers: TypeAlias = list[tuple[bytes, bytes]]


def iso(moment: float) -> str:
    """A moment in epoch seconds as ISO 8601 in UTC with milliseconds and `Z`; such texts sort as their moments do."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def later(moment: str, now: float) -> str:
    """Now as ISO text, but at least a millisecond after `moment`, so that every change moves `updatedAt`."""
    current = iso(now)
    if current > moment:
        return current
    return iso((datetime.fromisoformat(moment) + timedelta(milliseconds=1)).timestamp())
