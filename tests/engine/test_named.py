"""Which records a request names and an answer shows, by the places where the contract has ids."""

from typing import Any

import pytest

from conformance import contract
from conformance.exchange import ABSENT
from conformance.named import Id, Places
from tests.engine.building import exchange

CONTRACT = contract.load()
PLACES = Places(CONTRACT)


def named(operation: str | None, path: str, query: tuple[tuple[str, str], ...] = (), body: Any = ABSENT) -> set[Id]:
    return PLACES.named(None if operation is None else CONTRACT[operation], path, query, body)


@pytest.mark.parametrize(
    ("operation", "path", "query", "body", "id"),
    [
        ("updateEnrichLead", "/api/enrich-leads/a%20b", (), {}, Id("lead", "a b")),
        ("updateEnrichLead", "/api/enrich-leads/a%2Fb", (), {}, Id(None, "a/b")),
        ("deleteClient", "/api/clients", (("id", "x y"),), ABSENT, Id("client", "x y")),
        ("deleteLeads", "/api/leads", (("id", "1"),), ABSENT, Id("lead", "1")),
        ("deleteLeads", "/api/leads", (), {"ids": ["1", "2"]}, Id("lead", "2")),
        ("updateLeads", "/api/leads", (), {"leads": [{"id": "1"}]}, Id("lead", "1")),
        ("createLeads", "/api/leads", (), {"client_id": "1"}, Id("client-id", "1")),
        ("createLeads", "/api/leads", (), {"leads": [{"client_id": "1"}]}, Id("client-id", "1")),
        ("submitTask", "/api/trigger", (), {"payload": {"leadId": "l"}}, Id("lead", "l")),
        ("triggerEnrichment", "/api/enrichment/trigger", (), {"leadIds": ["l"]}, Id("lead", "l")),
    ],
)
def test_an_id_is_of_the_kind_that_the_contract_marks_its_place_with(
    operation: str, path: str, query: tuple[tuple[str, str], ...], body: Any, id: Id
) -> None:
    assert id in named(operation, path, query, body)


@pytest.mark.parametrize(
    ("operation", "path", "query", "body"),
    [
        ("createLeads", "/api/leads", (), {"id": "1"}),
        ("createLeads", "/api/leads", (), {"leads": [{"a": {"id": "1"}}]}),
        ("createLeads", "/api/leads", (), ["1"]),
        ("createLeads", "/api/leads", (("lead_ID", "1"),), {}),
        ("deleteClient", "/api/clients/1", (), ABSENT),
        (None, "/api/webhook/1", (), ABSENT),
        (None, "/api/webhook", (("id", "1"),), ABSENT),
        (None, "/api/webhook", (), {"ids": ["1"]}),
        (None, "/api/webhook", (), {"Leads": ["1"]}),
        ("updateLeads", "/api/leads", (), {"leads": ["1"]}),
        ("updateLeads", "/api/leads", (), {"leads": "1"}),
        ("updateLeads", "/api/leads", (), {"leads": [["1"]]}),
        ("updateLeads", "/api/leads", (), {"id": {"is": "1"}}),
        ("updateEnrichLead", "/api/enrich-leads/2", (), "1"),
        ("submitTask", "/api/trigger", (), {"payload": "1"}),
        ("submitTask", "/api/trigger", (), {"payload": ["1"]}),
        ("submitTask", "/api/trigger", (), {"payload": {"lead": "1"}}),
        ("deleteLeads", "/api/leads", (), {"leads": ["1"]}),
        ("deleteLeads", "/api/leads", (), {"where": {"email": "1"}}),
        ("deleteLeads", "/api/leads", (("ids[]", "1"),), ABSENT),
        ("deleteLeads", "/api/leads", (("id[0]", "1"),), ABSENT),
        ("deleteLeads", "/api/leads", (("lead", "1"),), ABSENT),
    ],
)
def test_an_id_in_a_place_that_the_contract_does_not_have_may_be_of_any_kind(
    operation: str | None, path: str, query: tuple[tuple[str, str], ...], body: Any
) -> None:
    assert Id(None, "1") in named(operation, path, query, body)


@pytest.mark.parametrize(
    ("operation", "path", "query", "body"),
    [
        ("deleteClient", "/api/clients", (("purge", "1"),), ABSENT),
        ("deleteClient", "/api/clients", (("colour", "1"),), ABSENT),
        ("createClient", "/api/clients", (), {"clientName": "1", "description": "1"}),
        ("createClient", "/api/clients", (), {"clientName": ["1"]}),
        ("createClient", "/api/clients", (), {"colour": "1"}),
        ("createClient", "/api/clients", (), {"clientName": {"colour": "1"}}),
        ("createSearchHistory", "/api/search-history", (), {"icpId": "1", "tags": ["1"]}),
        ("deleteLeads", "/api/leads", (("id", ""),), {"ids": [""]}),
    ],
)
def test_what_the_contract_has_for_something_else_names_nothing(
    operation: str, path: str, query: tuple[tuple[str, str], ...], body: Any
) -> None:
    assert named(operation, path, query, body) == set()


@pytest.mark.parametrize(
    "raw", [b'{"ids": ["7"', b"ids=7", b"<id>7<id>", b"['7']", b"{id: 7}", b"clientId=7&clientName=x"]
)
def test_a_body_that_is_no_json_is_looked_at_word_by_word(raw: bytes) -> None:
    assert Id(None, "7") in PLACES.named(CONTRACT["deleteLeads"], "/api/leads", (), ABSENT, raw)


def test_a_body_that_is_no_json_and_says_nothing_of_ids_names_nothing() -> None:
    raw = b'{"clientName": "7"'
    assert PLACES.named(CONTRACT["createClient"], "/api/clients", (), ABSENT, raw) == set()


def shown(operation: str | None, body: Any, status: int = 200) -> set[Id]:
    answer = exchange(status, body, operation=operation)
    return {each for _, ids in PLACES.shown(answer) for each in ids}


@pytest.mark.parametrize(
    ("operation", "body", "ids"),
    [
        ("listClients", {"clients": [{"id": "1", "client_id": "2"}]}, {Id("client", "1"), Id("client-id", "2")}),
        ("listLeads", {"leads": [{"id": "1", "client_id": "2"}]}, {Id("lead", "1"), Id("client-id", "2")}),
        ("getTaskStatus", {"runId": "1", "leadId": "2"}, {Id("run", "1"), Id("lead", "2")}),
        ("listClients", {"leads": [{"id": "1"}]}, {Id(None, "1")}),
        ("listClients", {"clients": [{"id": "", "client_id": 7, "clientName": "8"}]}, set()),
        (None, {"a": [{"b": {"id": "1"}}]}, {Id(None, "1")}),
    ],
)
def test_an_answer_shows_ids_of_the_kind_of_their_place(operation: str | None, body: Any, ids: set[Id]) -> None:
    assert shown(operation, body) == ids


def test_an_answer_with_a_status_that_is_not_documented_shows_ids_of_any_kind() -> None:
    assert shown("listClients", {"clients": [{"id": "1"}]}, 299) == {Id(None, "1")}


@pytest.mark.parametrize(
    ("operation", "body", "ids"),
    [
        ("getTaskStatus", {"runId": "1", "leadId": "2", "otherId": "3"}, {Id("run", "1"), Id("lead", "2")}),
        ("processCopyright", {"runIds": ["1", "2"], "leadId": "3"}, {Id("run", "1"), Id("run", "2"), Id("lead", "3")}),
        ("listClients", {"clients": [{"id": "1", "clientName": "2"}]}, {Id("client", "1")}),
        ("listClients", {"leads": [{"id": "1"}]}, set()),
    ],
)
def test_an_answer_tells_the_ids_of_the_places_that_the_contract_knows(operation: str, body: Any, ids: set[Id]) -> None:
    assert PLACES.told(exchange(200, body, operation=operation)) == ids
