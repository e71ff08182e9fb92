"""What a journal keeps of the contract's requests."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from conformance import contract, inputs
from conformance.contract import Contract

MOST_BYTES = 150_000
_ANNOTATIONS = {"description", "title", "default", "example", "examples", "deprecated", "contentMediaType", "$ref"}
_STRUCTURE = {"properties", "items", "additionalProperties", "allOf", "anyOf", "oneOf"}


def fact(body: dict[str, Any], **schemas: dict[str, Any]) -> dict[str, Any] | None:
    """The body's rules of an operation that takes such a body."""
    definition = {
        "operationId": "createThing",
        "security": [],
        "x-conformance": {"effects": [], "requirements": []},
        "requestBody": {"content": {"application/json": {"schema": body}}},
        "responses": {"201": {}, "default": {}},
    }
    document = {"paths": {"/things": {"post": definition}}, "components": {"schemas": schemas}}
    return inputs.facts(Contract(document))[0].body


def words(schema: Any) -> Iterator[str]:
    """The keywords of a schema, wherever in it; what properties are named is none."""
    if isinstance(schema, list):
        for each in schema:
            yield from words(each)
    elif isinstance(schema, dict):
        yield from schema
        for word, value in schema.items():
            if word == "properties":
                yield from words(list(value.values()))
            elif word in _STRUCTURE:
                yield from words(value)


def test_the_facts_of_the_whole_contract_are_compact() -> None:
    facts = [each.model_dump(mode="json") for each in inputs.facts(contract.load())]
    assert len(json.dumps(facts)) < MOST_BYTES


def test_no_keyword_of_a_request_is_lost() -> None:
    loaded = contract.load()
    pending: list[Any] = []
    for operation in loaded.values():
        body = loaded.resolve(operation.definition.get("requestBody")) or {"content": {"application/json": {}}}
        pending.append(body["content"]["application/json"].get("schema", {}))
        pending += [loaded.resolve(each)["schema"] for each in operation.definition.get("parameters", ())]
    found = set(words([*pending, *loaded.document["components"]["schemas"].values()]))
    unknown = {word for word in found if not word.startswith("x-")} - inputs.ASSERTIONS - _ANNOTATIONS - _STRUCTURE
    assert unknown == set()


def test_a_reference_is_resolved_and_words_for_people_are_left_out() -> None:
    text = {"type": "string", "minLength": 1, "description": "a name", "x-provenance": "stated"}
    body = {"type": "object", "properties": {"description": {"$ref": "#/components/schemas/Text"}}}
    assert fact(body, Text=text) == {
        "type": "object",
        "properties": {"description": {"type": "string", "minLength": 1}},
    }


def test_what_a_schema_demands_by_its_parts_stands_in_it() -> None:
    part = {"type": "object", "required": ["b"], "properties": {"b": {"type": "string"}}}
    body = {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}, "allOf": [part]}
    assert fact(body) == {
        "type": "object",
        "required": ["a", "b"],
        "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
    }


@pytest.mark.parametrize(
    "part",
    [
        pytest.param({"properties": {"a": {"minLength": 1}}}, id="the same property"),
        pytest.param({"type": ["object", "null"]}, id="another type"),
    ],
)
def test_a_part_that_speaks_of_the_same_stays_apart(part: dict[str, Any]) -> None:
    body = {"type": "object", "properties": {"a": {"type": "string"}}}
    assert fact(body | {"allOf": [part]}) == body | {"allOf": [part]}
