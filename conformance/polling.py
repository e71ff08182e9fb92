"""Waiting on an eventually consistent target: presence is polled for, absence is looked at at once and once more."""

import time
from collections.abc import Callable
from collections.abc import Set as AbstractSet

from conformance.exchange import Exchange

_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 1.0


class Patience:
    """How long a view may lag behind a write: `bound` in seconds, from the profile (contract: Effects)."""

    def __init__(
        self,
        bound: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.bound = bound
        self._clock = clock
        self._sleep = sleep

    def until(
        self, look: Callable[[], Exchange], holds: Callable[[Exchange], bool], bound: float | None = None
    ) -> Exchange:
        """Look until it holds or the bound (the profile's, unless another is given) is over; gives the last look."""
        end = self._clock() + (self.bound if bound is None else bound)
        pause = _FIRST_PAUSE
        while True:
            seen = look()
            left = end - self._clock()
            if left <= 0 or holds(seen):
                return seen
            self._sleep(min(pause, left))
            pause = min(2 * pause, _LONGEST_PAUSE)

    def twice(self, look: Callable[[], Exchange]) -> list[Exchange]:
        """Look at once and, where views may lag, again after the bound: what is absent must be so both times."""
        looks = [look()]
        if self.bound > 0:
            self._sleep(self.bound)
            looks.append(look())
        return looks

    def remaining(self, look: Callable[[], AbstractSet[str]]) -> set[str]:
        """What is shown that should be gone: at once and, where views may lag, after the bound too."""
        shown = set(look())
        if shown and self.bound > 0:
            self._sleep(self.bound)
            shown &= look()
        return shown
