"""What the contract documents of answers, and where in a body it stands."""

from dataclasses import replace
from typing import Any

import pytest

from conformance.checks._answers import Answers, Path, Place, readable, values_at
from conformance.exchange import Exchange, Request
from tests.checks.exchanges import CONTRACT, Sent, answered, success

ANSWERS = Answers(CONTRACT)
LIST, ONE = CONTRACT["listClients"], CONTRACT["getEnrichLead"]


def test_a_documented_call_is_one_of_its_operation() -> None:
    assert ANSWERS.operation(answered("listClients", 200)) == LIST


@pytest.mark.parametrize("operation", [None, "listNews"])
def test_a_call_of_no_operation_is_none(operation: str | None) -> None:
    exchange = answered("listClients", 200)
    assert ANSWERS.operation(Exchange("main.1", exchange.request, exchange.response, operation, None)) is None


def test_a_url_that_is_none_calls_no_operation() -> None:
    exchange = answered("listClients", 200)
    broken = Exchange("main.1", Request("GET", "http://[x/api/clients"), exchange.response, "listClients", None)
    assert ANSWERS.operation(broken) is None


@pytest.mark.parametrize("path", ["/clients", "/clients?limit=1", "/clients#top"])
def test_a_query_and_a_fragment_are_no_part_of_the_path(path: str) -> None:
    assert ANSWERS.operation(answered("listClients", 200, sent=Sent(path=path))) == LIST


@pytest.mark.parametrize("status", [204, 418])
def test_a_status_that_is_not_documented_has_no_schema_no_validator_and_no_places(status: int) -> None:
    assert ANSWERS.schema(LIST, status) is None
    assert ANSWERS.validator(LIST, status) is None
    assert ANSWERS.places(LIST, status) == ()


def test_the_schema_of_an_answer_that_the_contract_refers_to_is_found() -> None:
    schema = ANSWERS.schema(LIST, 401)
    assert schema is not None
    assert CONTRACT.resolve(schema)["required"] == ["success", "error", "errorType"]


def test_a_validator_knows_its_own_operation_and_status_alone() -> None:
    answers = Answers(CONTRACT)
    listed, lead = success("listClients"), success("getEnrichLead")
    for operation, body, other in ((LIST, listed, lead), (ONE, lead, listed)):
        validator = answers.validator(operation, 200)
        assert validator is not None
        assert validator.is_valid(body)
        assert not validator.is_valid(other)
    refused = answers.validator(LIST, 404)
    assert refused is not None
    assert not refused.is_valid(listed)


def test_a_validator_is_compiled_once() -> None:
    assert ANSWERS.validator(LIST, 200) is ANSWERS.validator(LIST, 200)


def test_the_places_of_one_operation_are_not_those_of_another_or_of_another_status() -> None:
    answers = Answers(CONTRACT)
    found = [
        {place.path for place in answers.places(operation, status)}
        for operation, status in ((LIST, 200), (ONE, 200), (LIST, 404))
    ]
    clients = ("clients", None, "clientName")
    assert [clients in each for each in found] == [True, False, False]
    assert [("errorType",) in each for each in found] == [False, False, True]


@pytest.mark.parametrize("word", ["allOf", "anyOf", "oneOf"])
def test_a_property_of_a_part_or_an_alternative_is_documented(word: str) -> None:
    schema: dict[str, Any] = {word: [{"properties": {"one": {}}}, {"properties": {"other": {}}}]}
    answer = {"content": {"application/json": {"schema": schema}}}
    operation = replace(LIST, definition={"responses": {"200": answer}})
    assert {place.path for place in Answers(CONTRACT).places(operation, 200)} == {(), ("one",), ("other",)}


def test_the_body_itself_stands_before_every_property() -> None:
    places = ANSWERS.places(LIST, 200)
    assert places[0].path == ()
    assert ("clients", None) in [place.path for place in places]
    assert len({place.path for place in places}) == len(places)


def test_properties_of_every_alternative_are_places() -> None:
    paths = {place.path for place in ANSWERS.places(CONTRACT["createLeads"], 201)}
    assert {("lead", "id"), ("created",), ("skipped",)} <= paths


def test_a_place_says_what_is_documented_of_it() -> None:
    places = {place.path: place for place in ANSWERS.places(CONTRACT["login"], 200)}
    token = places[("tokens", "accessToken")]
    assert (token.name, token.is_secret) == ("accessToken", True)
    assert "accessToken" in places[("tokens",)].properties
    assert not places[("tokens",)].is_secret


def test_a_place_has_the_formats_of_all_that_describe_it() -> None:
    place = Place(("owner",), ({"format": "uuid"}, {"type": "string"}, {"format": "uri"}))
    assert place.formats == {"uuid", "uri"}


@pytest.mark.parametrize(("path", "name"), [((), ""), (("rows", None), ""), (("rows", None, "id"), "id")])
def test_the_body_and_the_items_of_an_array_have_no_name(path: Path, name: str) -> None:
    assert Place(path, ()).name == name


def test_a_type_of_errors_is_known_with_every_status_that_lists_it() -> None:
    known = ANSWERS.statuses_of_error_types
    assert known["not_found"] == {404}
    assert known["token_expired"] == {401}
    assert "lead_is_gone" not in known


@pytest.mark.parametrize(
    ("body", "is_readable"),
    [
        (b"{}", True),
        (b"null", True),
        (b"<html>", True),
        (b"", True),
        (b'{"a": "\\ud800"}', False),
        (b"[" * 200_000 + b"]" * 200_000, False),
    ],
    ids=["an object", "null", "a page", "nothing", "JSON that has no text", "JSON that is too deep to tell"],
)
def test_a_body_is_readable_where_it_is_sure_whether_it_is_json(body: bytes, is_readable: bool) -> None:
    assert readable(answered("listClients", 200, body)) is is_readable
    assert not readable(answered("listClients", 200, body, truncated=True))


BODY = {"rows": [{"id": 1, "tags": ["x"]}, {"id": None}, 7, {}], "total": 4, "row": {"id": 2}}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ((), [("", BODY)]),
        (("total",), [("total", 4)]),
        (("row", "id"), [("row.id", 2)]),
        (("rows", None, "id"), [("rows.0.id", 1), ("rows.1.id", None)]),
        (("rows", None, "tags", None), [("rows.0.tags.0", "x")]),
        (("rows", "id"), []),
        (("row", None), []),
        (("total", None), []),
        (("nothing", "id"), []),
    ],
)
def test_whatever_stands_at_a_place_is_found_with_where(path: Path, found: list[tuple[str, Any]]) -> None:
    assert values_at(BODY, path) == found


def test_the_items_of_a_body_that_is_an_array_are_found() -> None:
    assert values_at([{"id": 1}, {"id": 2}], (None, "id")) == [("0.id", 1), ("1.id", 2)]
