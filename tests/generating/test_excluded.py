"""What is not sent: each exclusion takes out what it says, and nothing else."""

import re

import pytest

from conformance import contract
from conformance.exchange import ABSENT, Json
from conformance.generating.draft import Draft
from conformance.generating.excluded import EXCLUDED, reason

CONTRACT = contract.load()


def why(operation: str, body: Json = ABSENT, *, query: bool = False, valid: bool | None = False) -> str:
    pairs = (("id", "x"),) if query else ()
    path = tuple((each, "x") for each in re.findall(r"\{(\w+)\}", CONTRACT[operation].path))
    return reason(Draft(operation, path, pairs, body, media="application/json", valid=valid), CONTRACT) or ""


@pytest.mark.parametrize("name", [None, 1, True, [], {}, ""])
@pytest.mark.parametrize("description", [1, True, [], {}])
def test_a_client_that_could_not_carry_the_tag_is_not_sent(name: Json, description: Json) -> None:
    assert "tag" in why("createClient", {"clientName": name, "description": description})


def test_a_client_without_a_name_and_with_a_description_that_is_none_is_not_sent() -> None:
    assert "tag" in why("createClient", {"description": 1})


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"clientName": ""},
        {"clientName": 1},
        {"clientName": None, "description": None},
        {"clientName": "x", "description": 1},
        {"clientName": 1, "description": ""},
        {"clientName": "", "description": "x"},
        [],
        "x",
        None,
        ABSENT,
    ],
)
def test_a_client_that_can_carry_it_or_could_not_be_made_is_sent(body: Json) -> None:
    assert why("createClient", body) == ""


def test_an_update_of_a_client_needs_no_tag() -> None:
    assert why("updateClient", {"clientName": 1, "description": 1}) == ""


@pytest.mark.parametrize("operation", [each.id for each in CONTRACT.values() if each.creates != "client"])
def test_the_tag_is_asked_of_clients_alone(operation: str) -> None:
    assert why(operation, {"clientName": 1, "description": 1}) == ""


def test_valid_data_that_deletes_one_lead_and_many_is_not_sent() -> None:
    assert "OpenAPI" in why("deleteLeads", {"ids": ["x"]}, query=True, valid=True)


@pytest.mark.parametrize("valid", [False, None])
def test_other_data_that_does_so_is_sent(valid: bool | None) -> None:
    assert why("deleteLeads", {"ids": ["x"]}, query=True, valid=valid) == ""


@pytest.mark.parametrize(("body", "query"), [({"ids": ["x"]}, False), (ABSENT, True), (ABSENT, False)])
def test_valid_data_that_deletes_by_one_way_is_sent(body: Json, query: bool) -> None:
    assert why("deleteLeads", body, query=query, valid=True) == ""


def test_an_id_beside_a_body_is_fine_elsewhere() -> None:
    assert why("updateClient", {"id": "x"}, query=True, valid=True) == ""


def test_every_exclusion_says_why() -> None:
    assert all(len(words.split()) >= 5 for words in EXCLUDED)


@pytest.mark.parametrize("path", [(), (("number", "1"),), (("id", "1"), ("number", "1"))], ids=str)
def test_a_request_whose_path_is_not_the_operations_is_not_sent(path: tuple[tuple[str, str], ...]) -> None:
    assert "path" in (reason(Draft("getEnrichLead", path=path), CONTRACT) or "")


def test_a_request_whose_path_is_the_operations_is_sent() -> None:
    assert reason(Draft("getEnrichLead", path=(("id", "1"),)), CONTRACT) is None
