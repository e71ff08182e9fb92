"""What records are called."""

import re
import secrets
from collections import Counter

from tests.second.choices import Choices
from tests.second.clock import Clock

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FIRST_LONG_NUMBER = 100_000


class Ids:
    """Hands out ids in the form that is chosen, each once within what the form promises."""

    def __init__(self, choices: Choices, clock: Clock) -> None:
        self._form = choices.ids
        self._clock = clock
        self._counted: Counter[str] = Counter()
        self._serial = 10_000

    def serial(self) -> int:
        """A number above all that were given before: the order of creation."""
        self._serial += secrets.randbelow(7) + 1
        return self._serial

    def ulid(self) -> str:
        """26 characters whose order is about that of creation."""
        number = (int(self._clock.now() * 1000) << 80) | secrets.randbits(80)
        return "".join(_CROCKFORD[(number >> (5 * place)) & 31] for place in range(25, -1, -1))

    def new(self, kind: str, usual: str) -> str:
        """The id of a new record.

        Args:
            kind: Which table it goes to; ids per kind are counted in it alone.
            usual: The id of the long form.
        """
        if self._form == "long":
            return usual
        counter = kind if self._form in ("per-kind", "short-per-kind", "odd") else ""
        self._counted[counter] += 1
        number = self._counted[counter]
        if self._form == "odd":
            return f"{kind}/é {number}?x=1&y='\"#%25+{secrets.token_hex(2)}/.."
        return str(number + _FIRST_LONG_NUMBER if self._form == "per-kind" else number)

    def slug(self, name: str) -> str:
        """The `client_id` of a client of this name, unique whatever the form of the ids."""
        if self._form == "odd":
            return self.new("slug", "")
        return (re.sub(r"[^a-z0-9]+", ".", name.lower()).strip(".")[:30] or "client") + ":" + secrets.token_hex(4)
