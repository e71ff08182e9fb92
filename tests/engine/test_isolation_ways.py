"""The matrix of isolation is found from the contract, and a hole in it is a defect of ours."""

import copy
from typing import Any

import pytest

from conformance import contract
from conformance.contract import Contract
from conformance.errors import HarnessBroken
from conformance.suites.e2e.isolation import matrix
from conformance.suites.e2e.isolation.reads import FILTERS
from conformance.suites.e2e.isolation.ways import Way, operations, tried

WAYS: dict[Way, int] = {"read": 4, "filter": 6, "update": 4, "delete": 2, "process": 5, "company": 2, "thread": 1}


def with_operation(method: str, changes: dict[str, Any]) -> Contract:
    """The contract with one more operation, made of one that asks for nothing and shows nothing."""
    document = copy.deepcopy(contract.load().document)
    definition = copy.deepcopy(document["paths"]["/company"]["get"])
    document["paths"]["/further"] = {method: definition | {"operationId": "further"} | changes}
    return Contract(document)


def asking(kind: str, name: str = "client_id") -> dict[str, Any]:
    return {"parameters": [{"name": name, "in": "query", "x-id": kind, "schema": {"type": "string"}}]}


def sending(kind: str) -> dict[str, Any]:
    schema = {
        "type": "object",
        "properties": {"inner": {"properties": {"reference": {"type": "string", "x-id": kind}}}},
    }
    return {"requestBody": {"content": {"application/json": {"schema": schema}}}}


@pytest.mark.parametrize(("way", "number"), WAYS.items())
def test_the_ways_are_those_of_the_contract(way: Way, number: int) -> None:
    assert len(operations(way)) == number


@pytest.mark.parametrize(
    ("way", "method", "changes"),
    [
        ("filter", "get", asking("client-id")),
        ("read", "get", asking("lead", "id")),
        ("read", "get", asking("something new", "id")),
        ("reference", "post", sending("client-id")),
        ("process", "post", sending("lead")),
        ("update", "put", sending("search")),
        ("delete", "delete", {}),
    ],
)
def test_an_operation_that_carries_an_id_has_a_way(way: Way, method: str, changes: dict[str, Any]) -> None:
    assert "further" in operations(way, with_operation(method, changes))


def test_an_operation_that_nobody_tries_stops_the_collection() -> None:
    rows = {row.operation: row for row in FILTERS.values()}
    assert tried("filter", rows) is rows
    with pytest.raises(HarnessBroken, match=r"no row for \['further'\]"):
        tried("filter", rows, with_operation("get", asking("client-id")))


def test_a_list_that_nobody_looks_at_stops_the_collection() -> None:
    lists = copy.deepcopy(contract.load().document["paths"]["/webhook-workbench"]["get"]["responses"])
    with pytest.raises(HarnessBroken, match=r"no row for \['further'\]"):
        tried("list", matrix.LISTS, with_operation("get", {"responses": lists}))


def test_a_row_for_no_such_operation_stops_the_collection() -> None:
    with pytest.raises(HarnessBroken, match="no such way for"):
        tried("delete", {"deleteClient": 1, "deleteLeads": 2, "deleteEverything": 3})


def test_an_id_that_no_way_takes_stops_the_collection() -> None:
    with pytest.raises(HarnessBroken, match=r"of \['further'\] that no way takes"):
        tried("delete", {"deleteClient": 1, "deleteLeads": 2}, with_operation("post", sending("search")))
