"""Ranges of days in UTC, as query parameters ask for them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from conformance.sandbox.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another, both included; None is open."""

    start: date | None
    end: date | None

    def hold(self, moment: str) -> bool:
        """Whether an ISO moment (UTC) lies on one of these days."""
        day = moment[:10]
        return (self.start is None or self.start.isoformat() <= day) and (
            self.end is None or day <= self.end.isoformat()
        )


def day(query: dict[str, str], name: str) -> date | None:
    """The day that a parameter names as YYYY-MM-DD; None where it is absent. Raises InvalidValue for other texts."""
    text = query.get(name)
    if text is None:
        return None
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise InvalidValue(f"{name} must be a day as YYYY-MM-DD.", {"field": name})


def today(now: float) -> date:
    """The day of a moment in epoch seconds."""
    return datetime.fromtimestamp(now, UTC).date()


def in_order(days: Days) -> Days:
    """The same range. Raises InvalidValue where it ends before it starts."""
    if days.start and days.end and days.start > days.end:
        raise InvalidValue("startDate must not be after endDate.", {"field": "startDate"})
    return days
