"""Every parameter, answer and property says where it comes from, so that a broken one can be judged."""

from typing import Any

from tests.references.openapi_nodes import DOCUMENT, all_operations, objects, parameters, properties, responses_of

ORIGINS = {"stated", "by meaning", "observed", "inferred"}


def without_provenance(nodes: list[tuple[str, dict[str, Any]]]) -> list[str]:
    return [pointer for pointer, node in nodes if node.get("x-provenance") not in ORIGINS]


def test_every_parameter_has_provenance() -> None:
    found = list(parameters())
    assert found
    assert without_provenance(found) == []


def test_every_property_has_provenance() -> None:
    found = list(properties())
    assert found
    assert without_provenance(found) == []


def test_every_status_of_every_operation_has_provenance() -> None:
    found = [
        (f"{name} {status}", answer)
        for name, operation in all_operations().items()
        for status, answer in responses_of(operation).items()
    ]
    assert without_provenance(found) == []


def test_every_header_and_security_scheme_has_provenance() -> None:
    components = DOCUMENT["components"]
    found = [*components["headers"].items(), *components["securitySchemes"].items()]
    assert without_provenance(found) == []


def test_provenance_is_one_of_the_four_words_wherever_it_stands() -> None:
    marked = [(pointer, node) for pointer, node in objects() if "x-provenance" in node]
    assert without_provenance(marked) == []


def test_no_inferred_operation_is_among_the_57() -> None:
    origins = {each["x-conformance"]["provenance"] for item in DOCUMENT["paths"].values() for each in item.values()}
    assert origins == {"stated", "observed"}
