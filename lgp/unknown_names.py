"""What to tell of a name that is not known: those that are near it, and a few to take instead."""

import difflib
from collections.abc import Collection, Mapping

FEW = 6
"""Names that one line offers."""


def near(folded: str, known: Mapping[str, str]) -> str:
    """What to put behind an unknown name: the names that are near, by their folded forms; empty where none is."""
    close = [known[each] for each in difflib.get_close_matches(folded, known)]
    return f" (near: {' or '.join(close)})" if close else ""


def few(name: str, known: Collection[str]) -> list[str]:
    """At most FEW of the known names, those that are near an unknown one first."""
    by_folded_name = {each.casefold(): each for each in known}
    close = [by_folded_name[each] for each in difflib.get_close_matches(name.casefold(), by_folded_name, FEW)]
    return list(dict.fromkeys([*close, *known]))[:FEW]
