"""Crowded bodies: every optional field at once, all right, all of another type, or all empty.

A field at a time would take a request each. What breaks one shows in the crowd, and shrinking finds it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from conformance.contract import Contract, Operation
from conformance.examples import example_of
from conformance.exchange import Json
from conformance.generating.draft import Draft

_RIGHT: Mapping[str, Json] = {"string": "text", "integer": 1, "number": 1, "boolean": True, "array": [], "object": {}}

ODD: tuple[Json, ...] = (1, True, [], {}, "a")
"""A value of each JSON type; those of a field's own type are left out of its crowd."""


def crowded(operation: Operation, contract: Contract, odd: Sequence[Json] = ODD) -> Iterator[Draft]:
    """A body with every optional field right, one with each of another type than documented, one with each text empty.

    Then one more of another type for each other value of `odd`, in their order. None where a body has no optional
    fields.
    """
    example = example_of(contract, operation)
    if not isinstance(example.json, dict):
        return
    required, fields = _fields(operation, contract)
    optional = {name: schema for name, schema in fields.items() if name not in required}
    if not optional:
        return
    base = {name: value for name, value in example.json.items() if name in required}
    right = {name: _right(schema) for name, schema in optional.items()}
    empty = {name: "" for name, schema in optional.items() if _may_be_empty(schema)}
    crowds = [(base | right, True, "every optional field")]
    crowds += [
        (base | wrong, False, f"every optional field {each!r}")
        for each in odd
        if (wrong := {name: each for name, schema in optional.items() if _is_wrong(schema, each)})
    ]
    if empty:
        crowds.insert(2, (base | empty, True, "every optional text empty"))
    for body, valid, about in crowds:
        yield Draft(
            operation.id,
            path=tuple(example.path.items()),
            query=tuple((name, str(value)) for name, value in example.query.items()),
            body=body,
            media="application/json",
            valid=valid,
            about=about,
        )


def _fields(operation: Operation, contract: Contract) -> tuple[frozenset[str], dict[str, Any]]:
    """What a body requires and all its fields, in the first of its alternatives."""
    pending = [contract.body_schema(operation)]
    required: set[str] = set()
    fields: dict[str, Any] = {}
    while pending:
        node = contract.resolve(pending.pop(0))
        required |= set(node.get("required", ()))
        fields |= {name: contract.resolve(schema) for name, schema in node.get("properties", {}).items()}
        pending += node.get("allOf", ())
        pending += (node.get("oneOf") or node.get("anyOf") or [])[:1]
    return frozenset(required), fields


def _types(schema: Any) -> list[str]:
    types = schema.get("type", ())
    return [each for each in ([types] if isinstance(types, str) else types) if each != "null"]


def _may_be_empty(schema: Any) -> bool:
    """An empty text for an optional field counts as not sent (reference: Addressing and form)."""
    return _types(schema) == ["string"] and not schema.keys() & {"minLength", "enum", "format", "contentMediaType"}


def _right(schema: Any) -> Json:
    known = [*schema.get("enum", ()), *([schema["example"]] if "example" in schema else ())]
    if known:
        return known[0]
    types = _types(schema)
    if schema.get("contentMediaType") == "application/json":
        return "{}"
    return _RIGHT[types[0]] if types else "text"


def _is_wrong(schema: Any, value: Json) -> bool:
    """Whether a value is of another type than a field, where that has one."""
    types = _types(schema)
    return len(types) == 1 and type(value) is not type(_RIGHT[types[0]])
