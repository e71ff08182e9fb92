"""A record as the memory has it: the value of each field with what made it so, and who tried to change it since."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from conformance.exchange import Exchange
from conformance.remembering.kinds import Kind, Look

Cause = Literal[
    "made",
    "made together",
    "changed",
    "changed together",
    "cleared",
    "kept",
    "kept together",
    "run",
    "shown",
    "unset",
]
"""What gave a field its value: its create, an update that sent it or did not, alone or in a batch, a run that had to
leave it alone, or no more than a view. `unset` is what a create neither sent nor answered with."""


_MOST_TRIED = 20
"""Attempts on one record that are kept."""

_MOST_BEFORE = 10
"""Values of before that are kept of a field."""


@dataclass(frozen=True)
class Held:
    """A value that a field has, why, and the exchange that says so.

    `was` are the values before, back to the last that a view has shown; `seen` says that a true view has shown this
    one. Where a write left a value alone that no view had shown by then, `under` is what had given it.
    """

    value: object
    cause: Cause
    by: Exchange
    was: tuple[object, ...] = ()
    seen: bool = False
    under: "Held | None" = None

    def spared(self, cause: Cause, by: Exchange) -> "Held":
        """The same value after a write that had to leave it alone."""
        return Held(self.value, cause, by, self.was, under=None if self.seen else self.under or self)


@dataclass(frozen=True)
class Attempt:
    """A write that must not have changed the record: the requirement that says so, and the values that it sent."""

    law: str
    values: Mapping[str, Any]
    by: Exchange
    removes: bool = False


@dataclass(frozen=True)
class Removal:
    """A removal that was answered with success: the requirement that the record never shows again, by look."""

    law: str
    in_bulk: str
    by: Exchange


@dataclass
class Remembered:
    """A record of this process.

    `maker` is who made it, None where nobody can say, and `seen_by` who was shown it; `touched` is when the last write
    that names it had ended, in seconds since the epoch, `moved` when a true view had first shown what no write
    explains, as a background task leaves it, and `removal` the write that removed it. `stands` is False where nobody
    can say whether it is there; `confirmed` says that a true view has shown it since it was last changed, `proved` that
    it was stored at all, and `shown_at` when it was last known to stand. `loose` are fields that anything may become
    of, and of an `ignored` record nothing is said at all. `agreed` are the last rows, by look, that differed in
    nothing.
    """

    kind: Kind
    id: str
    maker: str | None
    made_by: Exchange
    touched: float
    moved: float = 0.0
    held: dict[str, Held] = field(default_factory=dict)
    attempts: list[Attempt] = field(default_factory=list)
    seen_by: set[str] = field(default_factory=set)
    names: frozenset[str] = frozenset()
    confirmed: bool = False
    shown_at: float = 0.0
    proved: bool = False
    stands: bool = True
    removal: Removal | None = None
    loose: frozenset[str] = frozenset()
    ignored: bool = False
    agreed: dict[Look, Mapping[str, Any]] = field(default_factory=dict)

    def forget(self) -> None:
        """Nobody knows what it is now: nothing is said of it until a true view tells."""
        self.held.clear()
        self.agreed.clear()
        self.attempts.clear()
        self.confirmed = False

    def tried(self, law: str | None, sent: Mapping[str, Any], by: Exchange, *, removes: bool = False) -> None:
        """Take note of a write that must not have changed it, where a requirement says so; of the latest ones."""
        if law is not None:
            self.attempts = [*self.attempts[1 - _MOST_TRIED :], Attempt(law, sent, by, removes)]

    def before(self, name: str) -> tuple[object, ...]:
        """The values of a field before a change that comes now, back to the last that a view has shown."""
        held = self.held.get(name)
        return () if held is None else (held.value,) if held.seen else (held.value, *held.was)[:_MOST_BEFORE]

    def value(self, name: str) -> object:
        """The value of a field, or None where it is unset or unknown."""
        held = self.held.get(name)
        return None if held is None else held.value
