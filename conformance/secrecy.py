"""Learns the secrets that requests carry and answers show, so that nothing writes them."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from conformance.exchange import ABSENT, Exchange, Request, parsed
from conformance.json_parts import strings
from conformance.redaction import BEGINNINGS, SECRET, Redactor

_SHORTEST_SHOWN = 12
"""Characters; what an answer shows under a secret's name and is shorter is a mask or a word, not a secret."""


_MOST = 50
"""Secrets that one answer teaches by their form; of any more, the form alone is hidden where text is written."""


class Secrecy:
    """What one process learns of secrets; `names` are the fields that carry one, however their letters are written."""

    def __init__(self, names: Collection[str], redactor: Redactor) -> None:
        self._names = frozenset(map(_plain, names))
        self._redactor = redactor

    def sent(self, request: Request) -> None:
        """Learn the credentials that a request carries: an altered one is but a guess away from the real one."""
        for name, value in request.headers:
            for each in _credentials(name.lower(), value):
                self._learn(f"sent.{name.lower()}", each)
        for name, value in _named(parsed(request.body), self._names):
            self._learn(f"sent.{name}", value)

    def shown(self, exchange: Exchange) -> None:
        """Learn what an answer carries under a secret's name or in a secret's form, and the cookies that it sets."""
        whose = exchange.actor or "anonymous"
        if exchange.json is not ABSENT:
            for name, value in _named(exchange.json, self._names):
                self._learn(f"{whose}.{name}", value)
        body = exchange.response.body
        if any(each.encode() in body for each in BEGINNINGS):
            texts = [body.decode(errors="replace")] if exchange.json is ABSENT else strings(exchange.json)
            for found in islice((each for text in texts for each in SECRET.finditer(text)), _MOST):
                self._learn(f"{whose}.shown", found.group())
        for name, value in exchange.response.headers:
            if name.lower() == "authorization" or _plain(name).removeprefix("x") in self._names:
                self._learn(f"{whose}.{name.lower()}", value.rpartition(" ")[2])
            if name.lower() == "set-cookie" and "=" in value:
                self._learn("cookie", value.split(";", 1)[0].split("=", 1)[1])

    def _learn(self, name: str, value: str) -> None:
        if len(value) >= _SHORTEST_SHOWN:
            self._redactor.learn(name, value)


def _credentials(header: str, value: str) -> list[str]:
    """The secret parts of a request header, by its name in lower case."""
    if header == "authorization":
        return [value.partition(" ")[2] or value]
    if header == "cookie":
        return [pair.partition("=")[2].strip() for pair in value.split(";")]
    return [value] if header == "x-api-key" else []


@lru_cache(maxsize=10_000)
def _plain(name: str) -> str:
    """A field's name as all spellings of it have it: `access_token` is `accessToken`."""
    return name.replace("_", "").replace("-", "").casefold()


def _named(value: Any, names: Collection[str]) -> Iterator[tuple[str, str]]:
    pending = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            yield from ((name, each) for name, each in node.items() if isinstance(each, str) and _plain(name) in names)
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
