"""What the contract documents of answers: which exchanges it covers, and where in a body which property stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import jsonschema_rs

from conformance.contract import Contract, Operation
from conformance.exchange import ABSENT, GATEWAY_FAILURES, Exchange, Json, is_no_json
from conformance.spelling import plain_values

GATEWAY = GATEWAY_FAILURES | {413, 431}
"""Statuses that a gateway before the service may answer, in its own form (reference: Addressing and form)."""

OUTSIDE_THE_ENVELOPE = GATEWAY | {405}
"""Statuses whose answers need not stand in the envelope (reference: Addressing and form)."""


def is_outside_the_envelope(exchange: Exchange) -> bool:
    """Whether an answer may have a form of its own: a gateway's, a 405, or a 429 of a limiter before the service."""
    is_limiters = exchange.status == 429 and exchange.paced and not isinstance(exchange.at("success"), bool)
    return exchange.status in OUTSIDE_THE_ENVELOPE or is_limiters


Path = tuple[str | None, ...]
"""Where something stands in an answer: names of properties, and None for each item of an array."""

Schema = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """A documented property, or (with the empty path) the body itself; `schemas` are all that describe it."""

    path: Path
    schemas: tuple[Schema, ...]

    @cached_property
    def name(self) -> str:
        """The property's name; empty for the body and for the items of an array."""
        return (self.path[-1] or "") if self.path else ""

    @cached_property
    def formats(self) -> frozenset[str]:
        """The formats that the property is documented with."""
        return frozenset(each["format"] for each in self.schemas if "format" in each)

    @cached_property
    def is_secret(self) -> bool:
        """Whether the property is marked as a secret."""
        return any(each.get("x-secret") for each in self.schemas)

    @cached_property
    def properties(self) -> frozenset[str]:
        """The names of the properties documented below this place; empty where any are free to stand there."""
        return frozenset(name for each in self.schemas for name in each.get("properties", ()))


class Answers:
    """The documented answers of a contract, each looked up once."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self._places: dict[tuple[str, int], tuple[Place, ...]] = {}
        self._validators: dict[tuple[str, int], jsonschema_rs.Draft202012Validator] = {}

    def operation(self, exchange: Exchange) -> Operation | None:
        """The operation that an exchange called as documented, or None: another method, an odd spelling, no operation.

        A path parameter that a router might take apart or refuse (`..`, an encoded slash, control characters) is odd.
        """
        operation = None if exchange.operation is None else self.contract.get(exchange.operation)
        if operation is None or exchange.request.method != operation.method:
            return None
        try:
            path = urlsplit(exchange.request.url).path
        except ValueError:
            return None
        values = plain_values(operation.path, path)
        if values is None:
            return None
        return None if values and path in self._literal else operation

    def schema(self, operation: Operation, status: int) -> Schema | None:
        """The schema of the body that an operation answers with a status, or None where none is documented."""
        answer = self.contract.resolve(operation.definition["responses"].get(str(status)))
        schema: Schema | None = (answer or {}).get("content", {}).get("application/json", {}).get("schema")
        return schema

    def validator(self, operation: Operation, status: int) -> jsonschema_rs.Draft202012Validator | None:
        """The compiled schema of such a body, or None."""
        schema = self.schema(operation, status)
        if schema is None:
            return None
        key = (operation.id, status)
        if key not in self._validators:
            root = {**schema, "components": self.contract.document["components"]}
            self._validators[key] = jsonschema_rs.Draft202012Validator(root)
        return self._validators[key]

    def places(self, operation: Operation, status: int) -> tuple[Place, ...]:
        """Every documented property of such a body, the body itself first; none where nothing is documented."""
        key = (operation.id, status)
        if key not in self._places:
            schema = self.schema(operation, status)
            self._places[key] = () if schema is None else tuple(self._below((), (schema,)))
        return self._places[key]

    @cached_property
    def statuses_of_error_types(self) -> Mapping[str, frozenset[int]]:
        """The known errorTypes, each with the statuses that it is listed under."""
        found: dict[str, set[int]] = {}
        for operation in self.contract.values():
            for status, answer in operation.definition["responses"].items():
                for known in self.contract.resolve(answer).get("x-error-types", ()):
                    found.setdefault(known, set()).add(int(status))
        return {known: frozenset(statuses) for known, statuses in found.items()}

    @cached_property
    def _literal(self) -> frozenset[str]:
        return frozenset(f"/api{each.path}" for each in self.contract.values() if "{" not in each.path)

    def _below(self, path: Path, schemas: tuple[Schema, ...]) -> Iterator[Place]:
        merged = tuple(each for schema in schemas for each in self._merged(schema))
        yield Place(path, merged)
        names = dict.fromkeys(name for each in merged for name in each.get("properties", ()))
        for name in names:
            yield from self._below(
                (*path, name), tuple(each["properties"][name] for each in merged if name in each.get("properties", ()))
            )
        if items := tuple(each["items"] for each in merged if isinstance(each.get("items"), dict)):
            yield from self._below((*path, None), items)

    def _merged(self, schema: Schema) -> Iterator[Schema]:
        """A schema, what it refers to, and every part or alternative of it."""
        pending = [schema]
        while pending:
            node = pending.pop()
            yield node
            if "$ref" in node:
                pending.append(self.contract.resolve({"$ref": node["$ref"]}))
            for word in ("allOf", "anyOf", "oneOf"):
                pending.extend(node.get(word, ()))


def readable(exchange: Exchange) -> bool:
    """Whether the body is here as a whole, and our own parser agrees with others on whether it is JSON."""
    if exchange.response.truncated:
        return False
    return exchange.json is not ABSENT or is_no_json(exchange.response.body)


def values_at(body: Json, path: Path) -> list[tuple[str, Json]]:
    """Whatever stands at a place of a body, each with where exactly (`clients.0.owner`)."""
    found = [("", body)]
    for step in path:
        below: list[tuple[str, Json]] = []
        for where, value in found:
            if step is None and isinstance(value, list):
                below += ((f"{where}.{index}", item) for index, item in enumerate(value))
            elif step is not None and isinstance(value, dict) and step in value:
                below.append((f"{where}.{step}", value[step]))
        found = below
    return [(where.removeprefix("."), value) for where, value in found]
