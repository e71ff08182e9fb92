"""The laws of credentials, seen to hold and to fail."""

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

ADA = Person("ada", "company-1", frozenset({"lead-1"}))
BEN = Person("ben", "company-2", frozenset({"lead-2"}))
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


@pytest.mark.parametrize("body", [ADAS, {"leads": [{"company_id": "company-1"}]}, {"ids": ["lead-1"]}])
def test_a_success_that_shows_what_is_the_persons_is_theirs(body: Any) -> None:
    assert acts_as(answered(200, body), ADA, [BEN]).holds


@pytest.mark.parametrize("body", [BENS, MIXED, {"leads": []}, {"leads": [ADAS, BENS]}])
def test_a_success_that_shows_another_or_nobody_is_not_theirs(body: Any) -> None:
    assert not acts_as(answered(200, body), ADA, [BEN]).holds


def test_no_refusal_is_anybodys() -> None:
    assert not acts_as(answered(404, ADAS), ADA, [BEN]).holds


def test_what_a_colleague_shares_tells_nobody_apart() -> None:
    assert acts_as(answered(200, ADAS), ADA, [MATE]).holds
    assert not acts_as(answered(200, {"lead": {"owner": "cleo", "company_id": "company-1"}}), ADA, [MATE]).holds


def test_a_success_on_a_named_record_is_enough_unless_it_shows_another() -> None:
    assert acts_as(answered(200, {"runId": "r"}), ADA, [BEN], named=True).holds
    assert not acts_as(answered(200, BENS), ADA, [BEN], named=True).holds
    assert not acts_as(answered(404, {}), ADA, [BEN], named=True).holds


@pytest.mark.parametrize(("status", "acted", "holds"), [(401, False, True), (404, False, False), (200, True, True)])
def test_a_refusal_may_stand_for_the_right_act(status: int, acted: bool, holds: bool) -> None:
    assert unless_refused(answered(status), Judgement(acted, "as Ada", "something"), 400, 401).holds is holds


@pytest.mark.parametrize(("body", "holds"), [(ADAS, True), (BENS, False), ({"leads": []}, True)])
def test_nothing_is_owned_where_no_row_has_the_owner(body: Any, holds: bool) -> None:
    assert owns_nothing(answered(200, body), "ben").holds is holds


@pytest.mark.parametrize(("body", "holds"), [(ADAS, True), ({"leads": [ADAS, BENS]}, True), (MIXED, False)])
def test_a_row_has_owner_and_company_of_one_person(body: Any, holds: bool) -> None:
    assert one_owner(answered(200, body), [ADA, BEN]).holds is holds


def test_rows_of_strangers_and_rows_that_show_no_owner_are_not_judged() -> None:
    rows = [{"owner": "dora", "company_id": "company-1"}, {"id": "lead-9"}]
    assert one_owner(answered(200, {"leads": rows}), [ADA, BEN]).holds
