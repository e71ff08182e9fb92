"""The URL that a target gives a webhook: which of its parts may be the secret, and the URL with one of them spoiled.

The parts are the last segment of the path and the values of the query (reference: Webhooks). They are
taken as they are written: nothing is decoded and encoded anew.
"""

import re
import string
from collections.abc import Callable, Mapping
from urllib.parse import SplitResult, urlsplit

SEGMENT = "last path segment"
"""The name of the part that is no query value; those are named `query <name>`."""

_HEX = "0123456789abcdef"
_BASE64 = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
_PADDING = re.compile("(?:=|%3D)*$", re.IGNORECASE)
_ESCAPE_AT_END = re.compile("%[0-9A-F]{2}$", re.IGNORECASE)


def parts(url: str) -> Mapping[str, str]:
    """The parts by name, without empty ones."""
    split = urlsplit(url)
    found = {SEGMENT: _segment(split)} | {f"query {name}": value for name, _, value in _pairs(split)}
    return {name: value for name, value in found.items() if value}


def candidates(url: str, id: str, other: str) -> list[str]:
    """The names of the parts that may be the secret of a webhook of this `id`, given another webhook's URL.

    Neither the id nor what both URLs share is a secret, unless nothing else is there.
    """
    mine, theirs = parts(url), parts(other)
    but_the_id = [name for name, value in mine.items() if value != id]
    own = [name for name in but_the_id if mine[name] != theirs.get(name)]
    return own or but_the_id or list(mine)


def altered(url: str, part: str) -> str:
    """The URL with the last character of a part altered."""
    return _changed(url, part, _another)


def removed(url: str, part: str) -> str:
    """The URL without a part: without its segment, or without its name and value."""
    return _changed(url, part, lambda _: None)


def exchanged(url: str, part: str, other: str) -> str:
    """The URL with the part of that name of another webhook's URL; altered where that one has none, or becomes it."""
    theirs = parts(other).get(part)
    mixed = other if theirs is None else _changed(url, part, lambda _: theirs)
    return altered(url, part) if mixed == other else mixed


def _changed(url: str, part: str, change: Callable[[str], str | None]) -> str:
    split = urlsplit(url)
    if part == SEGMENT:
        home, segment = split.path.rstrip("/").rpartition("/")[0], change(_segment(split))
        return split._replace(path=home if segment is None else f"{home}/{segment}").geturl()
    kept = []
    for name, sign, value in _pairs(split):
        new = change(value) if f"query {name}" == part else value
        if new is not None:
            kept.append(f"{name}{sign}{new}")
    return split._replace(query="&".join(kept)).geturl()


def _segment(split: SplitResult) -> str:
    return split.path.rstrip("/").rpartition("/")[2]


def _pairs(split: SplitResult) -> list[tuple[str, str, str]]:
    return [pair.partition("=") for pair in split.query.split("&") if pair]


def _another(text: str) -> str:
    """A text with another last character, that means something else in hex and in base64 too, whose padding stays."""
    padding = _PADDING.search(text)
    end = padding.start() if padding else len(text)
    body, rest = text[:end], text[end:]
    if not body:
        return f"x{text}"
    last = body[-1]
    if _ESCAPE_AT_END.search(body) or all(each in _HEX for each in body.lower()):
        new = _HEX[_HEX.index(last.lower()) ^ 8]
    elif last in _BASE64:
        # The highest of its six bits: the lowest may count for nothing at the end of a base64 text.
        new = _BASE64[_BASE64.index(last) ^ 32]
    else:
        new = "x"
    return f"{body[:-1]}{new}{rest}"
