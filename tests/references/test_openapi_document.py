"""The document as a whole: valid OpenAPI that the tools take."""

import json
import warnings

import schemathesis
from openapi_spec_validator import validate
from schemathesis.core.result import Ok

from tests.references.openapi_nodes import DOCUMENT, FILE, METHODS, objects, resolve


def test_the_document_is_valid_openapi() -> None:
    validate(DOCUMENT)
    assert DOCUMENT["openapi"].startswith("3.1")


def test_the_file_is_written_as_people_maintain_it() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert text == json.dumps(DOCUMENT, indent=2, ensure_ascii=False) + "\n"


def test_schemathesis_collects_all_57_operations_and_all_links_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        schema = schemathesis.openapi.from_path(FILE)
        results = list(schema.get_all_operations())
        schema.as_state_machine()
    labels = [each.ok().label for each in results if isinstance(each, Ok)]
    assert len(results) == len(set(labels)) == 57


def test_the_server_defaults_to_this_machine_and_never_to_the_public_origin() -> None:
    (server,) = DOCUMENT["servers"]
    assert server["url"].format(origin=server["variables"]["origin"]["default"]) == "http://127.0.0.1:8765/api"


def test_every_reference_resolves() -> None:
    references = [node for _, node in objects() if "$ref" in node]
    assert references
    assert all(resolve(each) for each in references)


def test_every_component_is_used() -> None:
    used = {node["$ref"] for _, node in objects() if "$ref" in node}
    kinds = {kind: names for kind, names in DOCUMENT["components"].items() if kind != "securitySchemes"}
    assert {f"#/components/{kind}/{name}" for kind, names in kinds.items() for name in names} == used


def test_every_path_holds_methods_only() -> None:
    assert all(set(item) <= set(METHODS) for item in DOCUMENT["paths"].values())
