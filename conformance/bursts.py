"""Bursts: more requests of one person than a window holds, all inside one announced window.

They leave unpaced through the one wire, over a bounded number of connections. A burst begins right after a Reset; where
somebody else spends the same budget, or the window ends too soon, it is begun again after the next one.
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from conformance.evidence import Unusable
from conformance.exchange import Exchange
from conformance.laws.rates import arrived, headers_of, is_refused, spending, unexplained

Send = Callable[[], Exchange]
"""Sends one request, unpaced."""

CONNECTIONS = 8
TRIES = 5
TRIES_LATER = 2
MOST = 5000
"""Requests; a burst is never larger, whatever a profile says of its limits."""

ROUNDING = 1.0
"""Seconds by which an announced Reset may be rounded up: what comes later may belong to the next window."""

_SLACK = 0.1
"""Seconds past a Reset before the next window is counted on."""


@dataclass(frozen=True)
class Burst:
    """The exchanges of one window: those sent one by one, then those sent side by side.

    `ends` is when the window is over, in seconds since the epoch, by the answers or, without headers, by the profile;
    `number` how many requests it holds for the tier.
    """

    in_turn: tuple[Exchange, ...]
    crowd: tuple[Exchange, ...]
    ends: float
    number: int

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """All of them."""
        return self.in_turn + self.crowd

    @property
    def served(self) -> int:
        """How many were served."""
        return sum(not is_refused(each) for each in self.exchanges)

    @property
    def refused(self) -> tuple[Exchange, ...]:
        """Those that were refused."""
        return tuple(each for each in self.exchanges if is_refused(each))

    def seconds_left(self, now: float) -> float:
        """How long the window surely lasts from now on."""
        return self.ends - ROUNDING - now


class Bursts:
    """Makes bursts on a target whose windows last `window` seconds."""

    def __init__(
        self,
        window: float,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._window = window
        self._clock = clock
        self._sleep = sleep
        self._hopeful = True

    def burst(self, number: int, in_turn: Sequence[Send], read: Send, beyond: int = 3) -> Burst:
        """`number + beyond` requests inside one window: `in_turn` one by one, the others by `read`, side by side.

        Unusable where five tries found no window for them: too slow, or somebody else spends the budget. Bursts after
        such a one try twice, until one succeeds: whoever is there would make every test wait.
        """
        total = number + beyond
        if total > MOST:
            raise Unusable(f"a burst of {total} requests is more than the {MOST} that are ever sent")
        seen: tuple[int | None, ...] = ()
        why, waited = "", False
        tries = TRIES if self._hopeful else TRIES_LATER
        for _ in range(tries):
            opening = [in_turn[0]()]
            if self._is_fresh(opening[0], seen, waited):
                opening += [send() for send in in_turn[1:]]
            ends = self._end(opening[0])
            told = spending(opening)
            if len(opening) == len(in_turn) and (not told.odd or seen[: len(opening)] == told.pattern):
                burst = Burst(tuple(opening), tuple(beside([read] * (total - len(opening)))), ends, number)
                why = self._trouble(burst, counted=not told.odd)
                if not why:
                    self._hopeful = True
                    return burst
            else:
                why = "somebody else spends the same budget"
            seen, waited = told.pattern if waited else (), True
            self._until(ends)
        self._hopeful = False
        raise Unusable(f"no window held the burst in {tries} tries: {why}")

    def left(self, burst: Burst) -> float:
        """The seconds that a burst's window surely lasts from now on."""
        return burst.seconds_left(self._clock())

    def until_over(self, burst: Burst) -> None:
        """Wait until a burst's window is over."""
        self._until(burst.ends)

    def until(self, moment: float) -> None:
        """Wait until a moment, in seconds since the epoch, that lies no further off than two windows."""
        self._until(moment)

    def _is_fresh(self, first: Exchange, seen: tuple[int | None, ...], waited: bool) -> bool:
        """Whether the request opened a window, or is known to follow a Reset that was waited for.

        After a Reset less than a fresh Remaining is somebody else's doing, unless the server shows the same again.
        """
        told = headers_of(first)
        if told is None or is_refused(first):
            return waited
        if waited:
            return told.remaining >= told.limit - 1 or (told.remaining,) == seen[:1]
        return told.remaining == told.limit - 1

    def _trouble(self, burst: Burst, *, counted: bool) -> str:
        """Why a burst proves nothing, or an empty text."""
        begun, over = burst.in_turn[0].sent, max(arrived(each) for each in burst.exchanges)
        inside = sum(arrived(each) <= burst.ends - ROUNDING for each in burst.exchanges)
        if inside < len(burst.exchanges):
            return f"sent {inside} in {self._window:g} s, where {len(burst.exchanges)} took {over - begun:.1f} s"
        broken = sorted({each.status for each in burst.exchanges if each.status == 401 or each.status >= 500})
        if broken and broken != [503]:
            return f"answers with status {broken}"
        if counted and unexplained(burst.exchanges):
            return "somebody else spends the same budget"
        return ""

    def _end(self, first: Exchange) -> float:
        headers = headers_of(first)
        if headers is None or not 0 <= headers.reset - first.sent <= 2 * self._window + ROUNDING:
            return first.sent + self._window + ROUNDING
        return headers.reset

    def _until(self, moment: float) -> None:
        pause = moment + _SLACK - self._clock()
        if pause > 0:
            self._sleep(min(pause, 2 * self._window + ROUNDING))


def beside(sends: Sequence[Send]) -> list[Exchange]:
    """Send requests side by side, over at most eight connections; in the order in which they were given."""
    with ThreadPoolExecutor(max_workers=CONNECTIONS) as pool:
        return list(pool.map(lambda send: send(), sends))
