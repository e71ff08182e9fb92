"""Links lead from an answer to the next request: to an operation that there is, through fields that there are."""

import re
from typing import Any

import pytest

from tests.references.openapi_nodes import DOCUMENT, links, operations, parameters_of, resolve

EXPRESSION = re.compile(r"\$response\.body#(?P<body>/.+)|\$request\.query\.(?P<query>\w+)")

each_link = pytest.mark.parametrize(("pointer", "link"), [pytest.param(*each, id=each[0]) for each in links()])


def fields(schema: dict[str, Any]) -> dict[str, Any]:
    """All properties that a schema, or one of the schemas that it is made of, knows."""
    schema = resolve(schema)
    known = dict(schema.get("properties", {}))
    for part in (*schema.get("allOf", []), *schema.get("anyOf", []), *schema.get("oneOf", [])):
        known |= fields(part)
    return known


def source(pointer: str) -> dict[str, Any]:
    """The operation on whose answer a link of that pointer stands."""
    place, _, _ = pointer.partition("/responses/")
    path, _, method = place.removeprefix("#/paths/").rpartition("/")
    operation: dict[str, Any] = DOCUMENT["paths"][path][method]
    return operation


@each_link
def test_a_link_names_an_operation_and_inputs_that_it_takes(pointer: str, link: dict[str, Any]) -> None:
    target = operations()[link["operationId"]]
    assert set(link.get("parameters", {})) <= {each["name"] for each in parameters_of(target)}, pointer
    if "requestBody" in link:
        body = target["requestBody"]["content"]["application/json"]["schema"]
        assert set(link["requestBody"]) <= set(fields(body)), pointer
    assert link.get("parameters") or link.get("requestBody"), pointer


@each_link
def test_a_link_takes_its_values_from_fields_that_the_answer_or_request_has(pointer: str, link: dict[str, Any]) -> None:
    operation = source(pointer)
    status = pointer.split("/")[-3]
    answer = operation["responses"][status]["content"]["application/json"]["schema"]
    given = [*link.get("parameters", {}).values(), *link.get("requestBody", {}).values()]
    for value in (one for each in given for one in (each if isinstance(each, list) else [each])):
        match = EXPRESSION.fullmatch(value)
        assert match, (pointer, value)
        if match["query"]:
            assert match["query"] in {each["name"] for each in parameters_of(operation)}, (pointer, value)
            continue
        schema = answer
        for step in match["body"].strip("/").split("/"):
            schema = resolve(schema)
            schema = schema["items"] if step.isdigit() else fields(schema)[step]


def test_no_listing_links_to_a_write() -> None:
    reads = {item["get"]["operationId"] for item in DOCUMENT["paths"].values() if "get" in item}
    from_reads = [link for pointer, link in links() if source(pointer)["operationId"] in reads]
    assert from_reads
    assert {link["operationId"] for link in from_reads} <= reads


def test_every_listing_links_to_its_next_page() -> None:
    for name, operation in operations().items():
        if "x-page" in operation:
            link = operation["responses"]["200"]["links"]["nextPage"]
            assert link["operationId"] == name
            assert link["parameters"][operation["x-page"]["token"]] == "$response.body#/nextToken"
