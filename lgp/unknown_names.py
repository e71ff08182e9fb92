"""What to tell of a name that is not known: those that are near it, and a few to take instead."""

import difflib
from collections.abc import Collection, Mapping

from conformance import nearness

FEW = 6
"""Names that one line offers."""


def near(folded: str, known: Mapping[str, str]) -> str:
    """What to put behind an unknown name: the names that are near, by their folded forms; empty where none is."""
    close = [known[each] for each in difflib.get_close_matches(folded, known)]
    return f" (near: {' or '.join(close)})" if close else ""


def few(name: str, known: Collection[str]) -> list[str]:
    """At most FEW of the known names, those that are near an unknown one first."""
    return list(dict.fromkeys([*nearness.near(name, known, FEW), *known]))[:FEW]
