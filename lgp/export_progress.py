"""How far an export is, on standard error: a line that renews itself on a terminal, now and then a line elsewhere."""

from collections.abc import Callable

from rich.console import Console

from conformance.lgp.part_file import Position
from conformance.lgp.progress import Progress, waiting

_EVERY = 10.0
"""Seconds between two plain lines."""


class ExportProgress:
    """Tells rows and pages, and what is waited for; open it by `with`. `note` tells a plain line."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note
        self._now_and_then = Progress(note, _EVERY)
        self._words = "asking for the first page"
        console = Console(stderr=True, highlight=False, markup=False, emoji=False)
        renews = console.is_terminal and not console.is_dumb_terminal
        self._live = console.status(self._words) if renews else None

    def __enter__(self) -> "ExportProgress":
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live is not None:
            self._live.stop()

    def reached(self, position: Position) -> None:
        """Tell a position."""
        listings = f", {len(position.left)} clients to go" if len(position.left) > 1 else ""
        self._words = f"{position.rows} rows, {position.pages} pages{listings}"
        if self._live is not None:
            self._live.update(self._words)
        else:
            self._now_and_then.at(self._words)

    def waits(self, seconds: float) -> None:
        """Tell that the window of the rate limit is spent."""
        wait = waiting(seconds)
        if not wait:
            return
        words = f"{self._words}; {wait}"
        if self._live is not None:
            self._live.update(words)
        else:
            self._note(words)
