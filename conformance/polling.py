"""Waiting on an eventually consistent target: presence is polled for, absence is looked at at once and once more.

Within the lag a view may go forth and back, as where replicas answer in turn: only after it is a missing row gone.
"""

import time
from collections.abc import Callable
from collections.abc import Set as AbstractSet

from conformance.exchange import Exchange

_PAUSES = (0.1, 1.0)
_PAUSES_OF_A_TASK = (1.5, 3.0)
"""The first and the longest pause, in seconds: a task takes its time, and every look at it counts."""


def _unheard(_exchange: Exchange, _seconds: float, _held: bool) -> None:
    """Where nobody asks for the lag seen."""


def _always(_exchange: Exchange) -> bool:
    """Where a first look says what it says, whatever it shows."""
    return True


class Patience:
    """How long a view may lag behind a write: `bound` in seconds, from the profile (reference: Addressing and form).

    `note` hears of every wait for a view that the first look did not end: last look, seconds, and whether it held.
    """

    def __init__(
        self,
        bound: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        note: Callable[[Exchange, float, bool], None] = _unheard,
    ) -> None:
        self.bound = bound
        self._note = note
        self._clock = clock
        self._sleep = sleep

    def until(
        self, look: Callable[[], Exchange], holds: Callable[[Exchange], bool], bound: float | None = None
    ) -> Exchange:
        """Look until it holds or the bound (the profile's, unless another is given) is over; gives the last look.

        That begins when the bound is over: a long walk that began before it may have met a view that still lagged.
        """
        begun = looked = self._clock()
        end = begun + (self.bound if bound is None else bound)
        pause, longest = _PAUSES if bound is None else _PAUSES_OF_A_TASK
        seen, held = self._looked(look, holds)
        if held:
            return seen
        while not held and looked < end:
            self._sleep(max(0.0, min(pause, end - self._clock())))
            pause = min(2 * pause, longest)
            looked = self._clock()
            seen, held = self._looked(look, holds)
        if bound is None:
            self._note(seen, self._clock() - begun, held)
        return seen

    @staticmethod
    def _looked(look: Callable[[], Exchange], holds: Callable[[Exchange], bool]) -> tuple[Exchange, bool]:
        seen = look()
        return seen, holds(seen)

    def twice(self, look: Callable[[], Exchange], holds: Callable[[Exchange], bool] = _always) -> list[Exchange]:
        """Look at once and, where views may lag, again after the bound: what is absent must be so both times.

        `holds` says of a look that all is there that must be: the first is repeated until it holds, or the bound is
        over.
        """
        looks = [self.until(look, holds)]
        if self.bound > 0:
            self._sleep(self.bound)
            looks.append(look())
        return looks

    def settled(self, look: Callable[[], Exchange], holds: Callable[[Exchange], bool]) -> Exchange:
        """The look that what follows rests on: once it holds and, where views may lag, again when none goes back."""
        return self.twice(look, holds)[-1]

    def remaining(self, look: Callable[[], AbstractSet[str]]) -> set[str]:
        """What is shown that should be gone: at once and, where views may lag, after the bound too."""
        shown = set(look())
        if shown and self.bound > 0:
            self._sleep(self.bound)
            shown &= look()
        return shown
