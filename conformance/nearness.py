"""What to tell of a name that is not known: those that are near it."""

import difflib
from collections.abc import Iterable

_FEW = 3


def near(name: str, known: Iterable[str], most: int = _FEW) -> list[str]:
    """The known names that are near an unknown one, whatever the case of either, the nearest first; so many at most."""
    by_folded_name = {each.casefold(): each for each in known}
    return [by_folded_name[each] for each in difflib.get_close_matches(name.casefold(), by_folded_name, most)]


def instead(name: str, known: Iterable[str], all_by: str) -> str:
    """What to take in place of an unknown name: those near it, and the command that shows all of them."""
    close = near(name, known)
    everything = f"`{all_by}` shows them all"
    return f"Near it: {', '.join(close)}; {everything}" if close else everything
