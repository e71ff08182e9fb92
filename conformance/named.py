"""Which records a request names and an answer shows: ids with their kind, as the contract marks their places (`x-id`).

An id is unique among the records of its kind, and tells nothing of another kind's: a server may count each of its
tables from 1 (reference: Addressing and form).
"""

import re
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import unquote

from conformance.contract import Contract, Operation
from conformance.exchange import ABSENT, Exchange, Json
from conformance.spelling import plain_values

_ID_NAME = re.compile(r"ids?(\[\w*\])?$", re.IGNORECASE)
"""How a name ends that a server may take for an id's, or for one in a list of ids."""

_WORD = re.compile(r"""[^\s"'{}\[\](),:;=&<>]+""")


class Id(NamedTuple):
    """The text of an id, and the kind of record that it is of: None where the contract does not know its place."""

    kind: str | None
    text: str


class Shape:
    """What the contract says of a place in a body: the kind of the id that stands there, and the places below it."""

    def __init__(self, contract: Contract, schemas: Collection[Any], kind: str | None = None) -> None:
        self._contract = contract
        self._parts = [part for each in schemas for part in contract.parts(each)]
        marks = (part["x-id"] for part in self._parts if "x-id" in part)
        self.kind: str | None = next(marks, kind)

    @property
    def is_known(self) -> bool:
        """Whether the contract has such a place."""
        return bool(self._parts)

    @cached_property
    def is_of_objects(self) -> bool:
        """Whether the contract has an object here, or a list of objects: a server may take a text for the id of one."""
        return any("properties" in part for part in self._parts) or (self.items.is_known and self.items.is_of_objects)

    @cached_property
    def fields(self) -> dict[str, "Shape"]:
        """The documented properties."""
        names = {name for part in self._parts for name in part.get("properties") or ()}
        return {name: Shape(self._contract, self._of(name)) for name in names}

    @cached_property
    def items(self) -> "Shape":
        """The items of an array, each of which is what the array is marked with."""
        return Shape(self._contract, [part["items"] for part in self._parts if "items" in part], self.kind)

    def below(self, name: str) -> "Shape":
        """The place of a property, documented or not."""
        return self.fields.get(name) or Shape(self._contract, ())

    def _of(self, name: str) -> list[Any]:
        return [part["properties"][name] for part in self._parts if name in (part.get("properties") or ())]


class Places:
    """The places of a contract where ids stand, each looked up once."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._nowhere = Shape(contract, ())
        self._bodies: dict[str, Shape] = {}
        self._answers: dict[tuple[str, int], Shape] = {}

    def named(
        self, operation: Operation | None, path: str, query: Collection[tuple[str, str]], body: Json, raw: bytes = b""
    ) -> set[Id]:
        """The ids by which a request names records, whatever its server may read.

        `path` is the path of the request's target, as it is spelled; `raw` are the bytes of a body that is no JSON.
        What a place holds that the contract has for something else names nothing.
        """
        marks = self.parameters(operation)
        found = {
            Id(marks.get(name), value)
            for name, value in query
            if marks.get(name) or (name not in marks and self._may_name(name))
        }
        found |= set(self._in_path(operation, path, marks))
        if body is not ABSENT:
            is_removal = operation is not None and operation.method == "DELETE"
            found |= set(self._in_body(body, self._body(operation), every=is_removal))
        elif raw:
            found |= {Id(None, word) for word in self._telling_words(raw)}
        return {each for each in found if each.text}

    def shown(self, exchange: Exchange) -> Iterator[tuple[dict[str, Any], set[Id]]]:
        """The objects of an answer, at any depth, that show ids, with these."""
        pending = [(exchange.json, self._answer(exchange))]
        while pending:
            node, shape = pending.pop()
            if isinstance(node, list):
                pending.extend((each, shape.items) for each in node)
            elif isinstance(node, dict):
                below = {name: shape.below(name) for name in node}
                pending.extend((value, below[name]) for name, value in node.items() if isinstance(value, dict | list))
                ids = {
                    Id(below[name].kind, value)
                    for name, value in node.items()
                    if name in self._contract.id_names and isinstance(value, str) and value
                }
                if ids:
                    yield node, ids

    def told(self, exchange: Exchange) -> set[Id]:
        """The ids that an answer tells in places that the contract knows, those in lists of ids included."""
        return {each for each in self._in_body(exchange.json, self._answer(exchange)) if each.kind}

    def _in_body(self, body: Json, shape: Shape, *, every: bool = False) -> Iterator[Id]:
        """The ids in a body, and what a server may take for one where the contract has no text.

        `every` text may be one in the body of a removal, which holds nothing else.
        """
        pending: list[tuple[Any, Shape, str]] = [(body, shape, "id")]
        while pending:
            node, place, name = pending.pop()
            if isinstance(node, str):
                is_open = place.is_of_objects or (not place.is_known and self._may_name(name))
                if place.kind or is_open or every:
                    yield Id(place.kind, node)
            elif isinstance(node, list):
                inner = place.items if place.items.is_known or place.kind else place
                pending.extend((each, inner, name) for each in node)
            elif isinstance(node, dict):
                names = dict.fromkeys(node, "id") if place.kind else {each: each for each in node}
                pending.extend((each, place.below(key), names[key]) for key, each in node.items())

    def _may_name(self, name: str) -> bool:
        """Whether a name that the contract does not have may be one of an id: its end, or the kind of a record."""
        return bool(_ID_NAME.search(name)) or name.casefold().removesuffix("s") in self._contract.id_kinds

    def parameters(self, operation: Operation | None) -> dict[str, str | None]:
        """The documented parameters of an operation, with the kind of the id that each carries."""
        listed = operation.definition.get("parameters", []) if operation else []
        return {each["name"]: each.get("x-id") for each in map(self._contract.resolve, listed)}

    def _in_path(self, operation: Operation | None, path: str, marks: dict[str, str | None]) -> Iterator[Id]:
        template = operation.path if operation else ""
        values = plain_values(template, path) if operation else None
        if values is not None:
            for name, value in zip(re.findall(r"\{(\w+)\}", template), values, strict=True):
                yield Id(marks.get(name), value)
            return
        literal = template.split("/")
        yield from (Id(None, unquote(each)) for each in path.split("/") if each not in literal)

    def _telling_words(self, raw: bytes) -> set[str]:
        """The words of a body that is no JSON, where a lenient server may find an id among them."""
        words = words_of(raw)
        is_telling = any(map(self._may_name, words)) or not words & self._contract.property_names
        return words if is_telling else set()

    def _body(self, operation: Operation | None) -> Shape:
        if operation is None:
            return self._nowhere
        if operation.id not in self._bodies:
            schema = self._contract.body_schema(operation)
            self._bodies[operation.id] = Shape(self._contract, [] if schema is None else [schema])
        return self._bodies[operation.id]

    def _answer(self, exchange: Exchange) -> Shape:
        operation = self._contract.get(exchange.operation) if exchange.operation else None
        if operation is None:
            return self._nowhere
        key = (operation.id, exchange.status)
        if key not in self._answers:
            answer = self._contract.resolve(operation.definition["responses"].get(str(exchange.status)))
            schema = (answer or {}).get("content", {}).get("application/json", {}).get("schema")
            self._answers[key] = Shape(self._contract, [] if schema is None else [schema])
        return self._answers[key]


def words_of(body: bytes) -> set[str]:
    """What could be an id in a body that is no JSON, and that a lenient server may read all the same."""
    return set(_WORD.findall(body.decode("utf-8", errors="replace")))
