"""Every example is one that its own schema allows."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from tests.references.openapi_nodes import DOCUMENT, all_operations, objects, parameters_of, resolve, responses_of


def examples() -> Iterator[tuple[str, dict[str, Any], Any]]:
    for pointer, node in objects():
        if "schema" in node:
            if "example" in node:
                yield f"{pointer}/example", node["schema"], node["example"]
            for name, example in node.get("examples", {}).items():
                yield f"{pointer}/examples/{name}", node["schema"], example["value"]
        elif isinstance(node.get("examples"), list):
            for index, example in enumerate(node["examples"]):
                yield f"{pointer}/examples/{index}", node, example


@pytest.mark.parametrize(("pointer", "schema", "example"), [pytest.param(*each, id=each[0]) for each in examples()])
def test_an_example_is_valid(pointer: str, schema: dict[str, Any], example: Any) -> None:
    whole = schema | {"components": DOCUMENT["components"]}
    validator = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
    assert [f"{pointer}: {error.message}" for error in validator.iter_errors(example)] == []


def test_every_default_is_valid() -> None:
    with_default = [(pointer, node) for pointer, node in objects() if "default" in node and "type" in node]
    assert with_default
    assert [pointer for pointer, node in with_default if not jsonschema_rs.is_valid(node, node["default"])] == []


def test_every_request_body_has_named_examples() -> None:
    bodies = {name: each["requestBody"] for name, each in all_operations().items() if "requestBody" in each}
    assert [name for name, body in bodies.items() if not body["content"]["application/json"].get("examples")] == []


def test_every_success_answer_has_an_example() -> None:
    lacking = [
        f"{name} {status}"
        for name, operation in all_operations().items()
        for status, answer in responses_of(operation).items()
        if int(status) < 400 and not {"example", "examples"} & set(answer["content"]["application/json"])
    ]
    assert lacking == []


def test_every_parameter_but_an_opaque_page_token_has_an_example() -> None:
    lacking = {
        each["name"]
        for operation in all_operations().values()
        for each in parameters_of(operation)
        if not {"example", "examples"} & set(each)
    }
    assert lacking == {"nextToken", "cursor"}


@pytest.mark.parametrize("operation", ["createLeads", "updateLeads", "deleteLeads"])
def test_one_and_a_batch_are_both_shown(operation: str) -> None:
    definition = all_operations()[operation]
    shown = set(definition["requestBody"]["content"]["application/json"]["examples"])
    shown |= {name for each in parameters_of(definition) for name in each.get("examples", {})}
    assert shown >= {"single", "batch"}


@pytest.mark.parametrize("operation", ["createLeads", "updateLeads"])
def test_one_and_a_batch_exclude_each_other(operation: str) -> None:
    content = all_operations()[operation]["requestBody"]["content"]["application/json"]
    whole = content["schema"] | {"components": DOCUMENT["components"]}
    both = content["examples"]["single"]["value"] | content["examples"]["batch"]["value"]
    assert not jsonschema_rs.is_valid(whole, both)
    assert len(content["schema"]["oneOf"]) == 2
    assert all(resolve(each)["required"] for each in content["schema"]["oneOf"])
