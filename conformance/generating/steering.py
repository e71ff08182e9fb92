"""Steering a walk over links: the way that leads to links which nobody has followed yet, drawn where several do."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from conformance.contract import Contract
from conformance.generating.following import Answer
from conformance.generating.links import Link

_PATIENCE = 2
"""Tries of one way to new links that come to none, after which it is as good as any other."""

_HOPE = 0.5
"""How often a way that was in vain is tried all the same, when nothing better is left: what stands may have grown."""

_TOO_LATE = 0.2
"""How often, then, a record may be asked for that was removed."""


@dataclass(frozen=True, eq=False)
class Way:
    """A link that an answer opens; `dead` says that the record was removed meanwhile."""

    link: Link
    answer: Answer
    dead: bool


class Steering:
    """Chooses among the links of a run's walk, and counts how often each was followed."""

    def __init__(self, links: Sequence[Link], contract: Contract, draws: random.Random) -> None:
        self.followed: Counter[Link] = Counter()
        self._links = links
        self._contract = contract
        self._draws = draws
        self._fruitless: Counter[str] = Counter()
        self._vain: Counter[Link] = Counter()
        self._led: set[Link] = set()
        self._reach = {each: _reach(each, links) for each in dict.fromkeys(link.source for link in links)}

    def beginning(self) -> str:
        """The operation whose answer to begin a sequence with; there is at least one link."""

        def worth(operation: str) -> tuple[float, float, float]:
            tries = 1 + self._fruitless[operation]
            known = sum(0.5 ** self.followed[each] for each in self._reach[operation])
            return (self._fresh(operation) / tries, known / tries, self._draws.random())

        return max(self._reach, key=worth)

    def ended(self, beginning: str, new: int) -> None:
        """Take note that a sequence which began there has ended, and how many links nobody had followed it followed."""
        self._fruitless[beginning] = 0 if new else self._fruitless[beginning] + 1
        self._led = set()

    def next(self, ways: Sequence[Way]) -> Way | None:
        """The way to go on by, or None where another beginning leads to more; `ways` by the age of their answers.

        A new link comes first, then one that leads to new ones, then a removal, one in a sequence: of each what the
        newest answer opens.
        """
        alive = [each for each in ways if not each.dead]
        new = [each for each in alive if not self.followed[each.link]]
        leading = [each for each in alive if self._leads(each.link)]
        harmless = [each for each in new if not self._removes(each.link)]
        removing = new if len(alive) == len(ways) else []
        if harmless or leading or removing:
            chosen = self._of_the_newest(harmless or leading or removing)
            self._note(chosen.link)
            return chosen
        if any(map(self._fresh, self._reach)) or not ways:
            return None
        hopeful = [
            each for each in alive if any(not self.followed[one] for one in self._reach.get(each.link.target, ()))
        ]
        if hopeful and self._draws.random() < _HOPE:
            return self._draws.choice(hopeful)
        among = ways if not alive or self._draws.random() < _TOO_LATE else alive
        least = min(self.followed[each.link] for each in among)
        return self._draws.choice([each for each in among if self.followed[each.link] == least])

    def _of_the_newest(self, ways: Sequence[Way]) -> Way:
        newest = max(each.answer.number for each in ways)
        return self._draws.choice([each for each in ways if each.answer.number == newest])

    def _note(self, link: Link) -> None:
        """A link that is new shows that what led to it was not in vain."""
        if not self.followed[link]:
            for each in [each for each in self._led if link in self._reach.get(each.target, ())]:
                self._led.remove(each)
                self._vain[each] = 0
        self._led.add(link)
        self._vain[link] += 1

    def _leads(self, link: Link) -> bool:
        """Whether a link may lead to new ones, and was not tried for that in vain, lately or time and again."""
        return bool(self._unfollowed(link.target)) and link not in self._led and self._vain[link] < _PATIENCE

    def _fresh(self, operation: str) -> int:
        return self._unfollowed(operation) if self._fruitless[operation] < _PATIENCE else 0

    def _unfollowed(self, operation: str) -> int:
        """How many new links may be opened after an operation, by ways that were not in vain."""
        tried = [each for each in self._links if not self.followed[each] or self._vain[each] < _PATIENCE]
        return sum(not self.followed[each] for each in _reach(operation, tried))

    def _removes(self, link: Link) -> bool:
        return self._contract[link.target].method == "DELETE"


def _reach(operation: str, links: Sequence[Link]) -> tuple[Link, ...]:
    """The links that may be opened, one after the other, after an operation."""
    found: dict[Link, None] = {}
    pending, seen = [operation], {operation}
    while pending:
        source = pending.pop()
        for each in links:
            if each.source == source:
                found[each] = None
                if each.target not in seen:
                    seen.add(each.target)
                    pending.append(each.target)
    return tuple(found)
