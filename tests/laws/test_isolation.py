"""The laws of isolation, seen to hold and to fail."""

from typing import Any

import orjson
import pytest

from conformance.exchange import Exchange, Request, Response
from conformance.laws.isolation import consistent, hidden, indistinguishable, one_person, same_rows

NOT_FOUND = {"success": False, "error": "There is no such lead.", "errorType": "not_found", "details": "x"}
PEOPLE: dict[str, tuple[object, object]] = {"Ada": ("u1", "c1"), "Ben": ("u2", "c2")}


def answered(status: int, body: Any, url: str = "https://api.example/api/leads", sent: bytes = b"") -> Exchange:
    return Exchange("t.1", Request("GET", url, (), sent), Response(status, (), orjson.dumps(body)), "listLeads", "a")


def test_a_record_is_hidden_where_no_answer_holds_its_marks() -> None:
    assert hidden([answered(404, NOT_FOUND), answered(200, {"leads": []})], {"lead-1", "ada@x.example"}).holds


@pytest.mark.parametrize("body", [{"leads": [{"id": "lead-1"}]}, {"error": "lead-1 belongs to another company"}])
def test_a_mark_anywhere_in_an_answer_tells_the_record(body: dict[str, Any]) -> None:
    assert not hidden([answered(200, {"leads": []}), answered(200, body)], {"lead-1"}).holds


def test_a_mark_is_told_in_any_letter_case() -> None:
    assert not hidden([answered(403, {"error": "ADA@x.example is taken"})], {"ada@x.example"}).holds


@pytest.mark.parametrize(
    ("url", "sent"),
    [("https://api.example/api/find-lead?email=ada%40x.example", b""), ("https://api.example/", b"ada@x.example")],
)
def test_what_the_request_carried_may_be_echoed(url: str, sent: bytes) -> None:
    assert hidden([answered(404, {"error": "no ada@x.example here"}, url, sent)], {"ada@x.example"}).holds


def test_refusals_with_other_texts_cannot_be_told_apart() -> None:
    assert indistinguishable(
        answered(404, NOT_FOUND), answered(404, NOT_FOUND | {"error": "No lead 7"}), statuses={403, 404}
    ).holds


@pytest.mark.parametrize(
    "foreign",
    [
        answered(403, NOT_FOUND),
        answered(404, NOT_FOUND | {"errorType": "owner_mismatch"}),
        answered(404, NOT_FOUND | {"company": "x"}),
        answered(404, NOT_FOUND | {"details": ["x"]}),
        answered(404, "not found"),
    ],
    ids=["status", "errorType", "another key", "another type", "no object"],
)
def test_answers_that_differ_tell_a_foreign_id_from_a_random_one(foreign: Exchange) -> None:
    assert not indistinguishable(foreign, answered(404, NOT_FOUND), statuses={403, 404}).holds


def test_the_same_status_must_be_one_of_those_expected() -> None:
    assert not indistinguishable(answered(500, NOT_FOUND), answered(500, NOT_FOUND), statuses={403, 404}).holds


def test_an_empty_list_with_a_total_tells_that_there_is_something() -> None:
    nothing = answered(200, {"leads": [], "total": 0})
    assert not indistinguishable(answered(200, {"leads": [], "total": 3}), nothing, statuses={200}).holds
    assert indistinguishable(answered(200, {"leads": [], "total": 0, "nextToken": None}), nothing, statuses={200}).holds


def test_a_record_of_one_person_is_whole() -> None:
    assert one_person({"owner": "u2", "company_id": "c2"}, PEOPLE).holds


@pytest.mark.parametrize(
    "row", [None, {}, {"owner": "u1", "company_id": "c2"}, {"owner": "u1"}, {"owner": "u3", "company_id": "c3"}]
)
def test_a_record_of_two_people_or_of_nobody_is_mixed(row: dict[str, Any] | None) -> None:
    assert not one_person(row, PEOPLE).holds


def test_answers_are_the_same_by_status_and_rows() -> None:
    alone = answered(200, {"leads": [{"id": "1"}], "requestId": "x"})
    assert same_rows(alone, answered(200, {"leads": [{"id": "1"}], "requestId": "y"}), "leads").holds
    assert not same_rows(alone, answered(200, {"leads": []}), "leads").holds
    assert not same_rows(alone, answered(403, {"leads": [{"id": "1"}]}), "leads").holds


@pytest.mark.parametrize(("views", "holds"), [((True, True), True), ((False, False), True), ((True, False), False)])
def test_views_agree_where_all_or_none_show_a_record(views: tuple[bool, bool], holds: bool) -> None:
    assert consistent(dict(zip(("list", "by id"), views, strict=True))).holds is holds
