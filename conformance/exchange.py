"""One request and what came back: the raw material of every judgement."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import orjson

from conformance.json_keys import hashable

Json = Any
"""A parsed JSON value."""

Purpose = Literal["test", "control", "setup", "cleanup", "login", "preflight", "poll", "generated"]
"""Why a request was sent."""

Phase = Literal["", "examples", "valid", "invalid", "coverage", "fuzzing", "links", "model", "shrinking", "kept"]
"""What generated a request; empty for what was written by hand."""

JUDGED_PURPOSES: frozenset[str] = frozenset({"test", "control", "poll", "generated", "setup", "login"})
"""The purposes whose exchanges the passive checks judge; preflight proves nothing, clean-up runs after the verdict."""

GATEWAY_FAILURES = frozenset({502, 503, 504})
"""What a gateway answers in the place of the service."""

REFUSALS = frozenset({400, 401, 403, 404, 405, 409, 413, 415, 422, 429})
"""The statuses after which nothing was made or written; after any other answer than a success that is not known."""

_DEEPEST = 200
"""Levels of a JSON value that we look at."""

Headers = tuple[tuple[str, str], ...]
"""Header names, in the casing sent, with their values; a name may stand more than once."""


class Missing:
    """Stands for a value that an answer does not hold; unlike None it is never equal to anything sent."""

    def __repr__(self) -> str:
        return "(absent)"


ABSENT = Missing()


@dataclass(frozen=True)
class Request:
    """What was sent: method, absolute URL, headers and exact body bytes."""

    method: str
    url: str
    headers: Headers = ()
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """The first value of a header, by case-blind name."""
        return _header(self.headers, name)


@dataclass(frozen=True)
class Response:
    """What came back: status, headers and the body, cut at the wire's byte cap (`truncated`)."""

    status: int
    headers: Headers = ()
    body: bytes = b""
    truncated: bool = False

    def header(self, name: str) -> str | None:
        """The first value of a header, by case-blind name."""
        return _header(self.headers, name)

    @cached_property
    def json(self) -> Json:
        """The body as JSON, or ABSENT where it is none."""
        return parsed(self.body)


@dataclass(frozen=True)
class Exchange:
    """A request of one actor with its answer.

    `id` is unique in the run (`main.17`); `operation` the operationId, or None for undocumented paths; `sent` seconds
    since the epoch; `elapsed` seconds; `actor` the name of who asked, or None for nobody; `paced` is False in bursts;
    `phase` is what generated it, and `valid` whether its data keeps the contract, where that is said.
    """

    id: str
    request: Request
    response: Response
    operation: str | None
    actor: str | None
    purpose: Purpose = "test"
    sent: float = 0.0
    elapsed: float = 0.0
    paced: bool = True
    phase: Phase = ""
    valid: bool | None = None

    @property
    def status(self) -> int:
        """The answer's status."""
        return self.response.status

    @property
    def json(self) -> Json:
        """The answer's body as JSON, or ABSENT."""
        return self.response.json

    def at(self, path: str) -> Json:
        """The value at a dotted path of the answer (`client.id`, `leads.0.email`), or ABSENT."""
        return dig(self.json, path)

    def rows(self, key: str) -> list[dict[str, Any]]:
        """The rows under a key of the answer, or [] where there is no such list; what is no object is left out."""
        value = self.at(key)
        return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []

    def record(self, key: str) -> dict[str, Any] | None:
        """The object under a key of the answer, or None where there is none."""
        value = self.at(key)
        return value if isinstance(value, dict) else None

    @property
    def decides(self) -> bool:
        """Whether the service itself answered: no gateway in its place, and no limit that nobody meant to reach."""
        return self.status not in GATEWAY_FAILURES and not (self.status == 429 and self.paced)

    @property
    def denies(self) -> bool:
        """Whether a denial may rest on this answer: the API speaks, in its envelope, and no page of somebody else's.

        A gateway may refuse a size in words of its own, and undocumented paths are held to no envelope.
        """
        return self.operation is None or self.status in (413, 431) or isinstance(self.at("success"), bool)

    @property
    def speaks(self) -> bool:
        """Whether a pass may rest on this answer: where it tells of success, the API itself tells it, in its envelope.

        A page of somebody else's has a status 200, too. What has no body, or is undocumented, is held to no envelope.
        """
        held = self.succeeded and self.operation is not None and self.request.method not in ("HEAD", "OPTIONS")
        return not held or isinstance(self.at("success"), bool)

    @property
    def succeeded(self) -> bool:
        """Whether the answer is a 2xx."""
        return 200 <= self.status < 300


def parsed(text: bytes | str) -> Json:
    """What a text means as JSON, or ABSENT where it means nothing, or more than our parser takes.

    Nothing documented is nested deeply, and what is cannot be compared or shown. All that it holds may be a key.
    """
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return ABSENT
    raw = text.encode() if isinstance(text, str) else text
    nested = raw.count(b"{") + raw.count(b"[") > _DEEPEST and _is_deeper(value, _DEEPEST)
    return ABSENT if nested else hashable(value)


def _is_deeper(value: Json, levels: int) -> bool:
    layer = [value]
    for _ in range(levels):
        lists = (each.values() if isinstance(each, dict) else each for each in layer if isinstance(each, dict | list))
        layer = [below for each in lists for below in each]
        if not layer:
            return False
    return any(isinstance(each, dict | list) for each in layer)


def is_no_json(text: bytes | str) -> bool:
    """Whether a text that `parsed` does not take is no JSON for other parsers either.

    A lone surrogate, say, is grammatical JSON that cannot be turned into text.
    """
    try:
        json.loads(text, parse_constant=_refused)
    except ValueError:
        return True
    except RecursionError:
        return False
    return False


def _refused(word: str) -> Json:
    raise ValueError(f"{word} is no JSON")


def dig(value: Json, path: str) -> Json:
    """The value at a dotted path in a JSON value, or ABSENT; a number steps into a list."""
    for step in path.split("."):
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return ABSENT
    return value


def _header(headers: Headers, name: str) -> str | None:
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), None)
