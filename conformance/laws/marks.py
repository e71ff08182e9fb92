"""Strings that tell a record: which of them an answer shows and its request did not carry, however JSON writes them."""

import re
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import parse_qsl, unquote, unquote_plus, urlsplit

from conformance.exchange import ABSENT, Exchange, Json, Request, parsed
from conformance.json_parts import nodes
from conformance.laws.text import composed

_SHORTEST = 6
"""Characters; a shorter mark stands by chance in times, figures and words, and so counts only as a whole string."""

_COUNTED = 8
"""Digits; what a longer number tells, no table of another kind has counted to."""

_ESCAPES = re.compile(r'((?:\\u[0-9a-fA-F]{4})+)|\\(["\\/])')


def telling(marks: Collection[str]) -> list[str]:
    """The marks that tell one record from all others, in order: a short number does only where there is nothing else.

    Where a target counts its ids, a record of another kind may have the same.
    """
    return sorted({mark for mark in marks if not mark.isdigit() or len(mark) > _COUNTED} or marks)


def told(exchange: Exchange, marks: Collection[str]) -> list[str]:
    """The telling marks that the answer shows and that its request did not carry."""
    shown = _Texts(_said(exchange))
    found = [mark for mark in telling(marks) if shown.hold(mark)]
    if not found:
        return []
    carried = _Texts(_carried(exchange.request))
    return [mark for mark in found if not carried.hold(mark)]


def shows(exchange: Exchange, mark: str) -> bool:
    """Whether a mark stands in the answer."""
    return _Texts(_said(exchange)).hold(mark)


class _Texts:
    """Texts to look for marks in: by their characters, in any letter case, and as JSON inside of them means them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._each = {_plain(text) for text in texts}
        joined = "\n".join(self._each)
        self._joined = (joined, _plain(_unescaped(joined)))

    def hold(self, mark: str) -> bool:
        """Whether a mark stands in one of them; one of digits alone is no part of a longer word."""
        sought = _plain(mark)
        if len(sought) < _SHORTEST:
            return sought in self._each
        if sought.isdigit():
            return any(re.search(rf"(?<![^\W_]){sought}(?![^\W_])", text) for text in self._joined)
        return any(sought in text for text in self._joined)


def _said(exchange: Exchange) -> Iterator[str]:
    """What an answer says: the texts of its JSON, or what it is where it is none."""
    if exchange.json is ABSENT:
        return iter([exchange.response.body.decode("utf-8", errors="replace")])
    return _texts(exchange.json)


def _carried(request: Request) -> Iterator[str]:
    url = urlsplit(request.url)
    yield from (unquote_plus(request.url), unquote(request.url))
    yield from map(unquote, url.path.split("/"))
    yield from (value for _, value in parse_qsl(url.query))
    body = parsed(request.body)
    yield from [request.body.decode("utf-8", errors="replace")] if body is ABSENT else _texts(body)


def _texts(value: Json) -> Iterator[str]:
    """All keys and strings of a JSON value, and its integers that are long enough to be somebody's id."""
    for node in nodes(value, names=True):
        if isinstance(node, str):
            yield node
        elif isinstance(node, int) and len(str(node)) >= _SHORTEST:
            yield str(node)


def _plain(text: str) -> str:
    """A text without its letter case, composed."""
    return str(composed(text)).casefold()


def _unescaped(text: str) -> str:
    """What a text means where it is JSON, or a piece of it."""
    return _ESCAPES.sub(lambda found: found[2] or _decoded(found[1]), text)


def _decoded(escapes: str) -> str:
    return bytes.fromhex(escapes.replace("\\u", "")).decode("utf-16-be", errors="replace")
