"""What one request exercised of the inputs that the contract documents of its operation."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qs, urlsplit

from conformance.exchange import ABSENT, Json, Missing, is_no_json, parsed
from conformance.journal.records import ExchangeRecord, OperationFact, ParameterFact, RequestFact
from conformance.outcome.due import Where, can_break
from conformance.outcome.places import Mark, Place
from conformance.spelling import plain_values

JOURNAL_CAP = 64 * 1024
"""Characters of a body that a journal keeps: one that is as long may have been cut, and counts for nothing."""

_DOOR = frozenset({401, 413, 415, 429})
"""Statuses of a request that was refused before anybody looked at its inputs."""

_UNKNOWN: Final = Missing()
"""A body of which the journal does not tell what the target read."""
_NO_JSON: Final = Missing()
"""A body that is no JSON."""

_INTEGER = re.compile("-?[0-9]{1,300}")
_NUMBER = re.compile(r"-?[0-9]{1,300}(\.[0-9]{1,300})?([eE][+-]?[0-9]{1,2})?")
_BOOLEANS = {"true": True, "false": False}


class Inputs:
    """The documented inputs of an operation; what a request exercises is found once, however often it was sent."""

    def __init__(self, fact: OperationFact) -> None:
        self._fact = fact
        self._parameters = list(_places(fact))
        self._body = Place("body", fact.body, "body") if fact.body is not None else None
        together = {"exactly one": fact.exactly_one, "at least one": fact.at_least_one}
        self._together = {word: names for word, names in together.items() if names}
        self._names = re.findall(r"\{(\w+)\}", fact.path)
        self._seen: dict[tuple[str, str, str | None, bool], frozenset[Mark]] = {}

    def due(self) -> Iterator[tuple[str, str]]:
        """Every input (with an empty keyword), and each with the keywords of it that a request can break."""
        for parameter, place in self._parameters:
            if parameter.required and can_break("required", True, place.where):
                yield place.name, "required"
            yield from place.due()
        if self._body is not None:
            if self._fact.body_required:
                yield "body", "required"
            yield from self._body.due()
        for word, names in self._together.items():
            yield ", ".join(names), ""
            yield ", ".join(names), word

    def exercised(self, exchange: ExchangeRecord) -> frozenset[Mark]:
        """What an exchange of the operation, called as documented, exercised; nothing where it was refused at the door.

        For an operation that takes no credentials a 401 is an answer to its inputs.
        """
        answer, request = exchange.response, exchange.request
        if answer is None or answer.status in _DOOR - ({401} if self._fact.open else set()):
            return frozenset()
        parts = urlsplit(request.url)
        key = (parts.path, parts.query, request.body, _says_json(request))
        if key not in self._seen:
            marks = self._seen[key] = frozenset(self._marks(parts.path, parts.query, _body(request)))
            return marks
        return self._seen[key]

    def _marks(self, path: str, query: str, body: Json) -> set[Mark]:
        marks: set[Mark] = set()
        asked = parse_qs(query, keep_blank_values=True)
        in_path = dict(zip(self._names, plain_values(self._fact.path, path) or (), strict=False))
        for parameter, place in self._parameters:
            texts = asked.get(parameter.name, []) if parameter.place == "query" else [in_path[parameter.name]]
            if parameter.required:
                marks.add((place.name, "required", bool(texts)))
            value = _read(texts, parameter)
            if value is not ABSENT:
                place.judge(value, marks)
        if body is not _UNKNOWN:
            self._judge_body(body, marks)
            self._judge_together(asked, body, marks)
        return marks

    def _judge_body(self, body: Json, marks: set[Mark]) -> None:
        if self._body is None:
            return
        if self._fact.body_required:
            marks.add(("body", "required", body is not ABSENT))
        if body is _NO_JSON:
            marks.add(("body", "", False))
        elif body is not ABSENT:
            self._body.judge(body, marks)

    def _judge_together(self, asked: dict[str, list[str]], body: Json, marks: set[Mark]) -> None:
        fields = body if isinstance(body, dict) else {}
        sent = {f"query.{name}" for name in asked} | {f"body.{name}" for name in fields}
        for word, names in self._together.items():
            count = len(sent & set(names))
            kept = count == 1 if word == "exactly one" else count > 0
            marks |= {(", ".join(names), each, kept) for each in ("", word)}


def _places(fact: OperationFact) -> Iterator[tuple[ParameterFact, Place]]:
    for parameter in fact.parameters:
        if parameter.place in ("query", "path"):
            where: Where = "query" if parameter.place == "query" else "path"
            yield parameter, Place(f"{where}.{parameter.name}", parameter.rules, where)


def _read(texts: list[str], parameter: ParameterFact) -> Json:
    """A parameter's texts as the documented type, as far as they can be read so; ABSENT where it is not there once."""
    types = parameter.rules.get("type", ())
    types = (types,) if isinstance(types, str) else tuple(types)
    if texts and "array" in types:
        items = texts if parameter.explode else [item for text in texts for item in text.split(",") if text]
        inner = parameter.rules.get("items", {}).get("type", ())
        return [_as_type(item, (inner,) if isinstance(inner, str) else tuple(inner)) for item in items]
    return _as_type(texts[0], types) if len(texts) == 1 else ABSENT


def _as_type(text: str, types: tuple[str, ...]) -> Json:
    if "integer" in types and _INTEGER.fullmatch(text):
        return int(text)
    if "number" in types and _NUMBER.fullmatch(text):
        return float(text)
    if "boolean" in types and text in _BOOLEANS:
        return _BOOLEANS[text]
    return text


def _says_json(request: RequestFact) -> bool:
    return any(name.lower() == "content-type" and "json" in value.lower() for name, value in request.headers)


def _body(request: RequestFact) -> Json:
    """The body as JSON, ABSENT for none; _UNKNOWN where it may be cut, or is sent as something else than JSON."""
    text = request.body
    if text is None:
        return ABSENT
    if len(text) >= JOURNAL_CAP or "\ufffd" in text or not _says_json(request):
        return _UNKNOWN
    meant = parsed(text)
    if meant is not ABSENT:
        return meant
    return _NO_JSON if is_no_json(text) else _UNKNOWN
