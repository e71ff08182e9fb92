"""Needles: finds which of many texts stand in another, in one pass over it however many there are.

A long needle is known by the eight windows just before its end. Wherever it stands, one of them begins at a multiple of
eight, so that it is enough to look at every eighth window of the haystack.
"""

_WINDOW = 8
_STRIDE = 8
_LONG = _WINDOW + _STRIDE - 1
"""Characters; shorter needles are looked for one by one."""


class Needles:
    """The texts to look for; threads may share it as long as one at a time adds."""

    def __init__(self) -> None:
        self._short: list[str] = []
        self._by_window: dict[str, list[str]] = {}

    def add(self, needle: str) -> None:
        """Look for a text, which is not empty, from now on; one that is added twice is still found once."""
        if len(needle) < _LONG:
            self._short.append(needle)
            return
        end = needle[-_LONG:]
        for window in {end[at : at + _WINDOW] for at in range(_STRIDE)}:
            self._by_window.setdefault(window, []).append(needle)

    def within(self, haystack: str) -> list[str]:
        """The needles that stand in a text, the longest first."""
        found = {needle for needle in tuple(self._short) if needle in haystack}
        known = self._by_window
        for at in range(0, len(haystack) - _WINDOW + 1, _STRIDE):
            window = haystack[at : at + _WINDOW]
            if window in known:
                found.update(needle for needle in tuple(known[window]) if needle in haystack)
        return sorted(found, key=lambda needle: (-len(needle), needle))
