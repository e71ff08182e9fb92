"""Secrets by value, with what each is: which of them a body shows, in any form that JSON may write it in."""

import json
from collections.abc import Collection

from conformance.needles import Needles

SHORTEST = 8
"""Characters; a shorter secret would be found by chance."""


class Secrets:
    """The secrets that were kept, each under the name that it was first kept by."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._values: dict[str, list[str]] = {}
        self._needles = Needles()

    def keep(self, name: str, value: str) -> None:
        """Keep a secret value by what it is; a short one is passed over."""
        if len(value) < SHORTEST or value in self._names:
            return
        self._names[value] = name
        for form in map(_one_to_one, forms(value)):
            known = self._values.get(form, [])
            self._values[form] = [*known, value]
            if not known:
                self._needles.add(form)

    def shown_in(self, body: bytes, handed_out: Collection[str]) -> str | None:
        """The name of the first kept secret that a body shows, or None; what is part of `handed_out` does not count."""
        found = {value for form in self._needles.within(_one_to_one(body)) for value in self._values[form]}
        shown = {value for value in found if not any(value in each for each in handed_out)}
        return next((name for value, name in tuple(self._names.items()) if value in shown), None)


def forms(value: str) -> set[bytes]:
    """The bytes of a text as they stand in JSON: as it is, and escaped in two ways."""
    raw = value.encode("utf-8", errors="replace")
    escaped = json.dumps(value)[1:-1]
    return {raw, escaped.encode(), escaped.replace("/", "\\/").encode()}


def _one_to_one(text: bytes) -> str:
    """Bytes as a text of as many characters."""
    return text.decode("latin-1")
