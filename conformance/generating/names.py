"""Names in a draft, such as `{{own lead}}`, for what only the target knows; they get their values at sending."""

import re
from collections.abc import Callable

from conformance.exchange import Json

OWN = "own"
"""A record that the run has made for generated data, and may lose."""

FOREIGN = "foreign"
"""A record of the run's other tenant."""

NOBODY = "nobody's"
"""An id that no record has."""

FRESH = "fresh"
"""A value that nothing on the target has yet."""

SECRET = "secret"
"""A credential of the actor who asks."""

ANSWERED = "answered"
"""What an earlier request of the same sequence was answered: by its number from 1, and the place in its answer."""

Supply = Callable[[str, str], str]
"""Gives the value of a name: which (`own`, `fresh`, …), and of what (`lead`, `email`, `2.client.id`, …)."""

_NAME = re.compile(r"\{\{(own|foreign|nobody's|fresh|secret|answered) ([a-z-]+|(?<=answered )\d+\.[A-Za-z0-9_.-]+)\}\}")


def name(which: str, what: str) -> str:
    """The name as it stands in a draft."""
    return f"{{{{{which} {what}}}}}"


def named(value: str) -> tuple[str, str] | None:
    """Which and of what, where a text is a name and nothing else."""
    found = _NAME.fullmatch(value)
    return (found[1], found[2]) if found else None


def filled(value: Json, supply: Supply) -> Json:
    """A JSON value with every name in its texts replaced by what it stands for; the same name by the same value."""
    known: dict[tuple[str, str], str] = {}

    def given(found: "re.Match[str]") -> str:
        which, what = found[1], found[2]
        if which == FRESH:
            return supply(which, what)
        if (which, what) not in known:
            known[which, what] = supply(which, what)
        return known[which, what]

    return mapped(value, lambda text: _NAME.sub(given, text))


def mapped(value: Json, change: Callable[[str], str]) -> Json:
    """A JSON value, tuples included, with every text in it changed; the keys of objects stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: mapped(each, change) for key, each in value.items()}
    if isinstance(value, list):
        return [mapped(each, change) for each in value]
    if isinstance(value, tuple):
        return tuple(mapped(each, change) for each in value)
    return value
