"""The exit codes of every verb, and which one applies when several do."""

from collections.abc import Iterable
from enum import IntEnum


class Exit(IntEnum):
    """What a verb tells the shell (ARCHITECTURE: Words, Exit codes)."""

    CONFORMANT = 0
    NOT_CONFORMANT = 1
    USAGE = 2
    INCOMPLETE = 3
    REFUSED = 4
    LEFTOVERS = 5
    BROKEN = 70


_FIRST_THAT_APPLIES = (
    Exit.BROKEN,
    Exit.USAGE,
    Exit.REFUSED,
    Exit.NOT_CONFORMANT,
    Exit.INCOMPLETE,
    Exit.LEFTOVERS,
    Exit.CONFORMANT,
)


def weightiest(codes: Iterable[Exit]) -> Exit:
    """The one code to exit with, of several that apply; CONFORMANT where none does."""
    present = set(codes)
    return next((code for code in _FIRST_THAT_APPLIES if code in present), Exit.CONFORMANT)
