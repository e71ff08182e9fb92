"""Tells how far long work has come, and what it waits for: a line on standard error now and then."""

import time
from collections.abc import Callable

_EVERY = 2.0

_WORTH_TELLING = 1.0
"""Seconds of waiting."""


def waiting(seconds: float) -> str:
    """What to tell of a wait for the rate limit; empty where it is too short for that."""
    return f"waiting {seconds:.0f} s for the next window of the rate limit" if seconds >= _WORTH_TELLING else ""


class Progress:
    """Tells through `note`, the first time when the work has taken `every` seconds."""

    def __init__(
        self, note: Callable[[str], None], every: float = _EVERY, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._note = note
        self._every = every
        self._clock = clock
        self._last = clock()

    def at(self, text: str) -> None:
        """Tell where the work is, unless something has just been told."""
        if self._clock() - self._last >= self._every:
            self._last = self._clock()
            self._note(text)
