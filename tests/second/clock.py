"""What time it is here, and how it is written."""

import time
from datetime import UTC, date, datetime

from tests.second.choices import Choices


class Clock:
    """The server's own clock, which may go wrong by a fixed number of seconds."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices

    def now(self) -> float:
        """Seconds since 1970 UTC, as this server believes."""
        return time.time() + self._choices.skew

    def text(self, moment: float) -> str:
        """A moment (seconds since 1970) as ISO 8601 with `Z`."""
        told = datetime.fromtimestamp(moment, UTC)
        if self._choices.times == "seconds":
            return told.strftime("%Y-%m-%dT%H:%M:%SZ")
        behind = f"{int(moment * 1e9) % 1000:03d}" if self._choices.times == "nanos" else ""
        return told.strftime("%Y-%m-%dT%H:%M:%S.%f") + behind + "Z"


def day(moment: float) -> date:
    """The day in UTC of a moment (seconds since 1970)."""
    return datetime.fromtimestamp(moment, UTC).date()
