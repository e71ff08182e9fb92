"""The laws of credentials, seen to hold and to fail."""

from collections.abc import Collection
from typing import Any

import orjson
import pytest

from conformance.exchange import Exchange, Request, Response
from conformance.expectations import Judgement
from conformance.laws.credentials import (
    AUTHENTICATION_TYPES,
    Person,
    acts_as,
    one_owner,
    opens_nothing,
    owns_nothing,
    refused_as_unknown,
    unless_refused,
)
from conformance.named import Id

ADA = Person("ada", "company-1", frozenset({Id("lead", "lead-1")}), frozenset({"ada@x.example"}))
BEN = Person("ben", "company-2", frozenset({Id("lead", "lead-2")}), frozenset({"ben@x.example"}))
MATE = Person("cleo", "company-1")

ADAS = {"lead": {"id": "lead-1", "owner": "ada", "company_id": "company-1"}}
BENS = {"lead": {"id": "lead-2", "owner": "ben", "company_id": "company-2"}}
MIXED = {"lead": {"id": "lead-3", "owner": "ben", "company_id": "company-1"}}


def answered(status: int, body: Any = None) -> Exchange:
    return Exchange("t.1", Request("GET", "https://api.example"), Response(status, (), orjson.dumps(body)), "x", "a")


@pytest.mark.parametrize(("status", "holds"), [(200, False), (204, False), (401, True), (404, True), (500, True)])
def test_nothing_is_opened_where_there_is_no_success(status: int, holds: bool) -> None:
    assert opens_nothing(answered(status)).holds is holds


@pytest.mark.parametrize("kind", AUTHENTICATION_TYPES)
def test_a_refusal_is_a_401_of_the_group(kind: str) -> None:
    assert refused_as_unknown(answered(401, {"errorType": kind})).holds


@pytest.mark.parametrize(("status", "kind"), [(403, "authentication_error"), (401, "not_found"), (401, None)])
def test_another_status_or_type_is_no_such_refusal(status: int, kind: str | None) -> None:
    assert not refused_as_unknown(answered(status, {"errorType": kind})).holds


def acted(exchange: Exchange, *others: Person, ids: Collection[Id] = (), named: bool = False) -> Judgement:
    """Whether an answer, which tells these ids, acts as Ada and as none of the others."""
    return acts_as(exchange, ADA, others, ids, named=named)


@pytest.mark.parametrize("body", [ADAS, {"leads": [{"company_id": "company-1"}]}, {"emails": ["ada@x.example"]}])
def test_a_success_that_shows_what_is_the_persons_is_theirs(body: Any) -> None:
    assert acted(answered(200, body), BEN).holds


def test_an_id_is_the_persons_or_anothers_as_one_of_its_kind() -> None:
    page = answered(200, {"id": "lead-1", "runId": "lead-2"})
    assert acted(page, BEN, ids=[Id("lead", "lead-1"), Id("run", "lead-2")]).holds
    assert not acted(page, BEN, ids=[Id("lead", "lead-1"), Id("lead", "lead-2")]).holds
    assert not acted(page, BEN, ids=[Id("client", "lead-1")]).holds
    assert not acted(page, BEN).holds


def test_a_company_is_told_under_its_name_alone() -> None:
    ada, ben = Person("ada", "1"), Person("ben", "2")
    page = answered(200, {"bug": {"id": "2", "owner": "ada", "description": "2"}})
    assert acts_as(page, ada, [ben], []).holds
    assert not acts_as(page, ada, [ben], [Id("company", "2")]).holds
    assert not acts_as(answered(200, {"owner": "ada", "company_id": "2"}), ada, [ben], []).holds
    assert not acts_as(answered(200, {"total": "1"}), ada, [ben], []).holds


@pytest.mark.parametrize("body", [BENS, MIXED, {"leads": []}, {"leads": [ADAS, BENS]}])
def test_a_success_that_shows_another_or_nobody_is_not_theirs(body: Any) -> None:
    assert not acted(answered(200, body), BEN).holds


@pytest.mark.parametrize("named", [False, True])
def test_a_success_without_json_is_theirs_only_where_the_record_is_named(named: bool) -> None:
    page = Exchange("t.1", Request("GET", "https://api.example"), Response(200, (), b"<html>"), "x", "a")
    assert acted(page, BEN, named=named).holds is named


def test_no_refusal_is_anybodys() -> None:
    assert not acted(answered(404, ADAS), BEN).holds


def test_what_a_colleague_shares_tells_nobody_apart() -> None:
    assert acted(answered(200, ADAS), MATE).holds
    assert not acted(answered(200, {"lead": {"owner": "cleo", "company_id": "company-1"}}), MATE).holds


def test_a_success_on_a_named_record_is_enough_unless_it_shows_another() -> None:
    assert acted(answered(200, {"runId": "r"}), BEN, named=True).holds
    assert not acted(answered(200, BENS), BEN, named=True).holds
    assert not acted(answered(404, {}), BEN, named=True).holds


@pytest.mark.parametrize(("status", "acted", "holds"), [(401, False, True), (404, False, False), (200, True, True)])
def test_a_refusal_may_stand_for_the_right_act(status: int, acted: bool, holds: bool) -> None:
    assert unless_refused(answered(status), Judgement(acted, "as Ada", "something"), 400, 401).holds is holds


@pytest.mark.parametrize(
    ("body", "holds"), [(ADAS, True), (BENS, False), ({"leads": [ADAS, BENS]}, False), ({"leads": []}, True)]
)
def test_nothing_is_owned_where_no_row_has_the_owner(body: Any, holds: bool) -> None:
    assert owns_nothing(answered(200, body), "ben").holds is holds


@pytest.mark.parametrize(
    ("body", "holds"),
    [
        (ADAS, True),
        ({"leads": [ADAS, BENS]}, True),
        (MIXED, False),
        ({"search": {"id": "search-1", "owner": "ben"}}, True),
        ({"search": {"id": "search-1", "owner": "ben", "company_id": "company-9"}}, False),
    ],
)
def test_a_row_has_owner_and_company_of_one_person(body: Any, holds: bool) -> None:
    assert one_owner(answered(200, body), [ADA, BEN], []).holds is holds


@pytest.mark.parametrize(
    ("kind", "owner", "holds"), [("company", "ada", True), ("company", "ben", False), ("webhook", "ben", True)]
)
def test_a_company_has_the_owner_of_its_person_and_a_record_of_that_id_any(kind: str, owner: str, holds: bool) -> None:
    body = {"found": {"id": "company-1", "owner": owner}}
    assert one_owner(answered(200, body), [ADA, BEN], [Id(kind, "company-1")]).holds is holds


def test_rows_of_strangers_and_rows_that_show_no_owner_are_not_judged() -> None:
    rows = [{"owner": "dora", "company_id": "company-1"}, {"id": "lead-9"}]
    assert one_owner(answered(200, {"leads": rows}), [ADA, BEN], []).holds


def test_what_opens_nothing_is_told_by_its_status() -> None:
    assert opens_nothing(answered(401)) == Judgement(True, "no 2xx status", "401")


def test_a_refusal_is_told_by_its_status_and_type() -> None:
    assert refused_as_unknown(answered(401, {"errorType": "not_found"})) == Judgement(
        False,
        "401 with an errorType of the authentication group",
        "401 'not_found'",
    )


def test_whose_an_answer_is_is_told_by_what_it_shows() -> None:
    assert acted(answered(200, ADAS), BEN) == Judgement(
        True,
        "a 2xx that shows 'ada' or what is theirs, and nothing of another",
        "['ada', 'company-1'] of theirs",
    )
    assert acted(answered(200, {"leads": [ADAS, BENS]}), BEN) == Judgement(
        False,
        "a 2xx that shows 'ada' or what is theirs, and nothing of another",
        "another's ['ben', 'company-2']",
    )
    assert acted(answered(200, {"leads": []}), BEN) == Judgement(
        False,
        "a 2xx that shows 'ada' or what is theirs, and nothing of another",
        "nothing of theirs",
    )
    assert acted(answered(404, ADAS), BEN) == Judgement(
        False,
        "a 2xx that shows 'ada' or what is theirs, and nothing of another",
        "status 404",
    )


def test_a_refusal_in_place_of_an_act_is_told_by_its_status_and_an_act_as_it_was() -> None:
    act = Judgement(False, "as Ada", "as Ben")
    assert unless_refused(answered(401), act, 400, 401) == Judgement(True, "status 400 or 401, or as Ada", "status 401")
    assert unless_refused(answered(200), act, 400, 401) == Judgement(False, "status 400 or 401, or as Ada", "as Ben")


def test_rows_of_an_owner_are_counted() -> None:
    assert owns_nothing(answered(200, BENS), "ben") == Judgement(
        False, "no row of the owner 'ben'", "1 such rows, status 200"
    )


def test_rows_of_two_people_are_shown_with_their_owner_and_company_alone() -> None:
    assert one_owner(answered(200, ADAS), [ADA, BEN], []) == Judgement(
        True,
        "in every row the owner and the company of one person",
        "so in 1 rows",
    )
    assert one_owner(answered(200, {"leads": [ADAS, MIXED]}), [ADA, BEN], []) == Judgement(
        False,
        "in every row the owner and the company of one person",
        "mixed: [{'owner': 'ben', 'company_id': 'company-1'}]",
    )
