"""What doctor sees: one thing looked at, and what to mend about it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sighting:
    """One thing looked at: whether it is as a run needs it, what was seen, and the remedy where it is not.

    A remedy beside `fine` says what more could be proven.
    """

    what: str
    fine: bool
    seen: str
    remedy: str = ""
