"""Following a link: what an answer shows becomes a name of its place, and nobody else's record is named."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from conformance.exchange import ABSENT, Json
from conformance.generating.draft import Draft
from conformance.generating.following import Answer, Unanswered, followed, needed, opens, unlinked, value_of
from conformance.generating.links import Link, Supplied
from tests.engine.building import exchange

MADE = {"client": {"id": "c-1", "client_id": "w-1"}}


def answer(body: Any, *, operation: str = "createClient", status: int = 201, number: int = 1, **draft: Any) -> Answer:
    """An answer to a request of an operation."""
    return Answer(number, Draft(operation, **draft), exchange(status, body, operation=operation))


def link(*parameters: Supplied, body: Json = ABSENT, **facts: Any) -> Link:
    """A link from createClient, unless said otherwise."""
    values: dict[str, Any] = {"name": "a", "source": "createClient", "status": "201", "target": "listLeads"}
    return Link(**values | {"inferred": False} | facts, parameters=parameters, body=body)


def query(name: str, expression: str) -> Supplied:
    return Supplied("query", name, expression)


BY_WORKSPACE = link(query("client_id", "$response.body#/client/client_id"))
NEXT = link(
    query("nextToken", "$response.body#/nextToken"),
    query("client_id", "$request.query.client_id"),
    source="listLeads",
    status="200",
)
OF_ROWS = link(
    query("id", "$response.body#/clients/*/id"),
    source="listClients",
    status="200",
    target="deleteClient",
    inferred=True,
)


def follow(one: Link, of: Answer, drawn: Draft | None = None, *, foreign: str = "") -> Draft:
    """The request that a link makes, where one text is somebody else's."""
    return followed(one, of, drawn or Draft(one.target), random.Random(1), lambda text: text != foreign)


def test_an_answer_that_has_what_a_link_supplies_opens_it() -> None:
    assert opens(BY_WORKSPACE, answer(MADE))


@pytest.mark.parametrize(
    "other",
    [
        answer({"client": {}}),
        answer({"client": {"client_id": None}}),
        answer({"client": {"client_id": ""}}),
        answer(MADE, status=200),
        answer(MADE, operation="updateClient"),
    ],
    ids=["without the value", "null", "empty", "another status", "another operation"],
)
def test_another_answer_does_not_open_it(other: Answer) -> None:
    assert not opens(BY_WORKSPACE, other)


@pytest.mark.parametrize("id", ["c/é-1", "c-1", "1"])
@pytest.mark.parametrize("escape", [lambda text: text, lambda text: text.replace("/", "\\/").replace("é", "\\u00e9")])
def test_an_answer_shows_an_id_however_its_json_is_written(id: str, escape: Callable[[str], str]) -> None:
    page = exchange(200, {"client": {"id": id}}, operation="createClient")
    body = escape(page.response.body.decode()).encode()
    written = replace(page, response=replace(page.response, body=body))
    assert Answer(1, Draft("createClient"), written).shows(id)


@pytest.mark.parametrize("id", ["", "2", "c-2"])
def test_an_answer_does_not_show_a_piece_of_a_time_or_of_another_id(id: str) -> None:
    assert not answer({"client": {"id": "c-23", "createdAt": "2026-01-02"}}).shows(id)


def test_a_parameter_is_named_by_its_place_in_the_answer() -> None:
    assert follow(BY_WORKSPACE, answer(MADE, number=3)).query == (("client_id", "{{answered 3.client.client_id}}"),)


def test_a_body_keeps_what_was_drawn_beside_what_a_link_supplies() -> None:
    drawn = Draft("updateClient", body={"id": "drawn", "description": "x"}, media="application/json")
    one = link(body={"id": "$response.body#/client/id"}, target="updateClient")
    assert follow(one, answer(MADE), drawn).body == {"id": "{{answered 1.client.id}}", "description": "x"}


def test_a_list_in_a_body_is_supplied_whole() -> None:
    drawn = Draft("triggerEnrichment", body={"leadIds": ["x", "y"]}, media="application/json")
    one = link(body={"leadIds": ["$response.body#/client/id"]}, target="triggerEnrichment")
    assert follow(one, answer(MADE), drawn).body == {"leadIds": ["{{answered 1.client.id}}"]}


def test_the_next_page_is_asked_for_as_the_one_before_it() -> None:
    first = answer(
        {"nextToken": "t"},
        operation="listLeads",
        status=200,
        query=(("client_id", "{{own client-id}}"), ("limit", "1")),
    )
    assert follow(NEXT, first, Draft("listLeads", query=(("limit", "50"),))).query == (
        ("client_id", "{{own client-id}}"),
        ("limit", "1"),
        ("nextToken", "{{answered 1.nextToken}}"),
    )


def test_of_the_rows_of_a_list_one_is_chosen() -> None:
    rows = answer({"clients": [{"id": "c-1"}, {"id": "c-2"}]}, operation="listClients", status=200)
    [(_, value)] = follow(OF_ROWS, rows).query
    assert value in ("{{answered 1.clients.0.id}}", "{{answered 1.clients.1.id}}")


def test_somebody_elses_record_is_left_as_if_drawn() -> None:
    rows = answer({"clients": [{"id": "theirs"}]}, operation="listClients", status=200)
    assert opens(OF_ROWS, rows)
    assert follow(OF_ROWS, rows, foreign="theirs").query == (("id", "drawn"),)


def test_a_place_of_an_earlier_answer_gives_its_text() -> None:
    assert value_of("2.client.id", [exchange(201, {}), exchange(201, MADE)]) == "c-1"


@pytest.mark.parametrize("place", ["1.client.owner", "2.client.id", "0.client.id", "client.id"])
def test_a_place_that_no_answer_has_is_unanswered(place: str) -> None:
    with pytest.raises(Unanswered):
        value_of(place, [exchange(201, MADE)])


def test_what_a_request_stands_on_is_taken_from_a_sequence_and_numbered_anew() -> None:
    client = Draft("createClient", body={"clientName": "x"})
    listed = Draft("listClients")
    lead = Draft("createLeads", body={"client_id": "{{answered 1.client.client_id}}"})
    last = Draft("getEnrichLead", path=(("id", "{{answered 3.lead.id}}"),))
    assert needed([client, listed, lead], last) == (
        client,
        lead,
        Draft("getEnrichLead", path=(("id", "{{answered 2.lead.id}}"),)),
    )


def test_an_unlinked_request_names_no_answer() -> None:
    body = {"id": "{{answered 1.client.id}}", "email": "{{fresh email}}"}
    assert unlinked(Draft("updateClient", body=body)).body == {"id": "drawn", "email": "{{fresh email}}"}
