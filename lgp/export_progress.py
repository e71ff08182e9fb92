"""How far an export is, on standard error: a line that renews itself on a terminal, now and then a line elsewhere."""

import sys
import time
from collections.abc import Callable

from rich.console import Console

from conformance.lgp.part_file import Position

_EVERY = 10.0
"""Seconds between two plain lines."""

_WORTH_TELLING = 1.0
"""Seconds of waiting."""


class ExportProgress:
    """Tells rows and pages, and what is waited for; open it by `with`. `note` tells a plain line."""

    def __init__(self, note: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._note = note
        self._clock = clock
        self._last = clock()
        self._words = "asking for the first page"
        console = Console(stderr=True, highlight=False, markup=False, emoji=False)
        self._live = console.status(self._words) if console.is_terminal else None

    def __enter__(self) -> "ExportProgress":
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live is not None:
            self._live.stop()
            sys.stderr.flush()

    def reached(self, position: Position) -> None:
        """Tell a position."""
        listings = f", {len(position.left)} clients to go" if len(position.left) > 1 else ""
        self._words = f"{position.rows} rows, {position.pages} pages{listings}"
        self._tell(self._words)

    def waits(self, seconds: float) -> None:
        """Tell that the window of the rate limit is spent."""
        if seconds >= _WORTH_TELLING:
            self._tell(f"{self._words}; waiting {seconds:.0f} s for the next window of the rate limit")

    def _tell(self, words: str) -> None:
        if self._live is not None:
            self._live.update(words)
        elif self._clock() - self._last >= _EVERY:
            self._last = self._clock()
            self._note(words)
