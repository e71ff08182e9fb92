"""Pacing: keeps the target's rate limit by its own headers, for all workers and runs of this machine together.

A window may be spent in a burst, so the fastest honest schedule is to send while something remains and to wait for the
reset otherwise (LG-RATE-001, LG-RATE-012). What remains of each identity's window stands in one small SQLite file,
which every process that speaks to the same origin shares.
"""

import math
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from conformance.exchange import Response
from conformance.http_date import seconds_of

_SLACK = 0.05
"""Seconds past a reset before the next window is used, so that rounding never makes us early."""

_SKEW_WORTH_CORRECTING = 2.0
"""Seconds; the Date header has whole seconds, so less than this is noise."""

_UNDER_WAY = 5
"""Requests that other processes may have sent, and that an answer's count does not know of yet."""

_LARGEST = 1e18
"""What a rate-limit header may say; more is no number of requests and no time."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS window (
    identity TEXT PRIMARY KEY, remaining INTEGER NOT NULL, reset REAL, opened REAL NOT NULL
)
"""


@dataclass(frozen=True)
class RateHeaders:
    """The three rate-limit headers of an answer; `reset` in seconds since the epoch by our own clock."""

    limit: int
    remaining: int
    reset: float

    @classmethod
    def of(cls, response: Response, now: float) -> "RateHeaders | None":
        """The headers of an answer received at `now`; None where one is missing, no number or beyond any sense."""
        try:
            limit, remaining, reset = (
                float(response.header(f"x-ratelimit-{name}") or "") for name in ("limit", "remaining", "reset")
            )
        except ValueError:
            return None
        if not all(abs(each) <= _LARGEST for each in (limit, remaining, reset)):  # NaN is not either
            return None
        return cls(int(limit), int(remaining), reset - _skew(response, now))


def _skew(response: Response, now: float) -> float:
    """How many seconds the server's clock is ahead of ours, by its Date header; 0 where that is noise."""
    date = seconds_of(response.header("date"))
    return date - now if date is not None and abs(date - now) >= _SKEW_WORTH_CORRECTING else 0.0


def retry_after(response: Response, now: float) -> float | None:
    """The seconds that a Retry-After header asks to wait, given as a number or as a date; None where there is none."""
    value = response.header("retry-after")
    if value is None:
        return None
    try:
        seconds = float(value)
        return max(0.0, seconds) if math.isfinite(seconds) else None
    except ValueError:
        pass
    date = seconds_of(value)
    return max(0.0, date - now - _skew(response, now)) if date is not None else None


class Budget:
    """What remains of every identity's window.

    `file` is the shared SQLite file; `window` the profile's window in seconds, used until the target's headers
    say better.
    """

    def __init__(
        self,
        file: Path,
        window: float,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(file, isolation_level=None, timeout=30, check_same_thread=False)
        self._database.execute("PRAGMA synchronous = OFF")
        with suppress(sqlite3.OperationalError):  # another process is at it, or the file system takes none
            self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute(_SCHEMA)
        self._lock = threading.Lock()
        self._window = window
        self._clock = clock
        self._sleep = sleep

    def take(self, identity: str, limit: int) -> float:
        """Spend one request of an identity whose window holds `limit`; waits for the next window where none remains.

        Returns the seconds waited.
        """
        waited = 0.0
        while True:
            pause = self._try(identity, limit)
            if pause <= 0:
                return waited
            self._sleep(pause)
            waited += pause

    def learn(self, identity: str, response: Response) -> None:
        """Correct what remains by the headers of an answer; an answer without them teaches nothing."""
        now = self._clock()
        headers = RateHeaders.of(response, now)
        if headers is None or not now - self._window < headers.reset <= now + 10 * max(self._window, 60):
            return  # no time of a window's end: seconds to go, milliseconds, or an answer from long ago
        with self._transaction() as database:
            row = database.execute("SELECT remaining, reset FROM window WHERE identity = ?", (identity,)).fetchone()
            if row is None or (row[1] is not None and headers.reset > row[1] + _SLACK + 1):
                remaining = headers.remaining
            elif row[1] is not None and headers.reset < row[1] - 1:
                return
            else:
                remaining = min(row[0], headers.remaining)
            if row == (remaining, headers.reset):
                return
            database.execute(
                "INSERT INTO window VALUES (?, ?, ?, ?) ON CONFLICT (identity) DO UPDATE SET remaining = ?, reset = ?",
                (identity, remaining, headers.reset, now, remaining, headers.reset),
            )

    def widen(self, identity: str, headers: RateHeaders) -> None:
        """Let an identity spend what is left of a window that holds more than was assumed when it was opened.

        What other processes may have under way is left to them.
        """
        left = headers.remaining - _UNDER_WAY
        with self._transaction() as database:
            database.execute(
                "UPDATE window SET remaining = max(remaining, ?) WHERE identity = ? AND abs(reset - ?) <= 1",
                (left, identity, headers.reset),
            )

    def exhaust(self, identity: str, seconds: float) -> None:
        """Note that the target refused an identity for so many seconds more (a 429 that was not planned)."""
        reset = self._clock() + seconds
        with self._transaction() as database:
            database.execute(
                "INSERT INTO window VALUES (?, 0, ?, ?) ON CONFLICT (identity) DO UPDATE SET remaining = 0, reset = ?",
                (identity, reset, self._clock(), reset),
            )

    def close(self) -> None:
        """Close the file; what it knows stays for the other processes."""
        self._database.close()

    def _try(self, identity: str, limit: int) -> float:
        """Spend one where one remains and return 0, else the seconds until the next window."""
        with self._transaction() as database:
            now = self._clock()
            row = database.execute(
                "SELECT remaining, reset, opened FROM window WHERE identity = ?", (identity,)
            ).fetchone()
            reset = None if row is None else (row[1] if row[1] is not None else row[2] + self._window)
            if reset is None or now >= reset + _SLACK:
                database.execute(
                    "INSERT INTO window VALUES (?, ?, NULL, ?) "
                    "ON CONFLICT (identity) DO UPDATE SET remaining = ?, reset = NULL, opened = ?",
                    (identity, limit - 1, now, limit - 1, now),
                )
                return 0.0
            if row[0] > 0:
                database.execute("UPDATE window SET remaining = remaining - 1 WHERE identity = ?", (identity,))
                return 0.0
            return float(reset + _SLACK - now)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
            except BaseException:  # whatever it is, it is raised again
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")
