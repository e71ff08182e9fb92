"""The laws of isolation, seen to hold and to fail."""

from typing import Any

import orjson
import pytest

from conformance.exchange import Exchange, Request, Response
from conformance.expectations import Judgement
from conformance.laws.isolation import (
    consistent,
    hidden,
    indistinguishable,
    lists_none_of,
    one_person,
    refused,
    same_rows,
    says_nothing,
    sought_at_home,
)

NOT_FOUND = {"success": False, "error": "There is no such lead.", "errorType": "not_found", "details": "x"}
PEOPLE: dict[str, tuple[object, object]] = {"Ada": ("u1", "c1"), "Ben": ("u2", "c2")}


def answered(status: int, body: Any, url: str = "https://api.example/api/leads", sent: bytes = b"") -> Exchange:
    return Exchange("t.1", Request("GET", url, (), sent), Response(status, (), orjson.dumps(body)), "listLeads", "a")


def test_a_record_is_hidden_where_no_answer_holds_its_marks() -> None:
    assert hidden([answered(404, NOT_FOUND), answered(200, {"leads": []})], {"lead-1", "ada@x.example"}).holds


@pytest.mark.parametrize("body", [{"leads": [{"id": "lead-1"}]}, {"error": "lead-1 belongs to another company"}])
def test_a_mark_anywhere_in_an_answer_tells_the_record(body: dict[str, Any]) -> None:
    assert not hidden([answered(200, {"leads": []}), answered(200, body)], {"lead-1"}).holds


def test_a_mark_is_told_among_bytes_that_are_no_text() -> None:
    told = Response(200, (), b"\xff lead-1")
    request, echo = Request("GET", "https://x/"), Request("POST", "https://x/", (), b"\xfe lead-1")
    assert not hidden([Exchange("t.1", request, told, "listLeads", "a")], {"lead-1"}).holds
    assert hidden([Exchange("t.1", echo, told, "listLeads", "a")], {"lead-1"}).holds


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


@pytest.mark.parametrize("name", ["total", "count", "created", "updated", "deleted", "deletedLeads"])
def test_a_figure_by_its_value_tells_that_there_is_something(name: str) -> None:
    one, none = answered(200, {"rows": [{name: 1}]}), answered(200, {"rows": [{name: 0}]})
    assert not indistinguishable(one, none, statuses={200}).holds


def test_another_number_is_told_by_its_type_alone() -> None:
    one, other = answered(404, {"took": 17}), answered(404, {"took": 3})
    assert indistinguishable(one, other, statuses={404}).holds
    assert not indistinguishable(one, answered(404, {"took": "3"}), statuses={404}).holds


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
    assert same_rows(alone, answered(200, {"leads": [{"id": "1", "seenAt": 3}]}), "leads").holds
    assert not same_rows(alone, answered(200, {"leads": [{"id": "1", "city": "Ulm"}]}), "leads").holds
    assert not same_rows(alone, answered(200, {"leads": []}), "leads").holds
    assert not same_rows(alone, answered(403, {"leads": [{"id": "1"}]}), "leads").holds


@pytest.mark.parametrize(("views", "holds"), [((True, True), True), ((False, False), True), ((True, False), False)])
def test_views_agree_where_all_or_none_show_a_record(views: tuple[bool, bool], holds: bool) -> None:
    assert consistent(dict(zip(("list", "by id"), views, strict=True))).holds is holds


def nothing(exchange: Exchange, *keys: str) -> bool:
    return says_nothing([exchange], keys or ("leads",), {"lead-1"}).holds


@pytest.mark.parametrize("status", [400, 403, 404])
def test_a_refusal_in_the_envelope_says_nothing(status: int) -> None:
    assert nothing(answered(status, NOT_FOUND))


@pytest.mark.parametrize("body", [{"leads": [], "total": 0}, {"leads": None}, {"lead": None}])
def test_a_success_with_nothing_under_its_key_says_nothing(body: dict[str, Any]) -> None:
    assert nothing(answered(200, {"success": True} | body), "leads", "lead")


@pytest.mark.parametrize(
    "answer",
    [
        answered(401, NOT_FOUND | {"errorType": "authentication_error"}),
        answered(500, NOT_FOUND),
        answered(404, "not found"),
        answered(404, {"message": "not found"}),
        answered(200, {"success": True}),
        answered(200, {"success": True, "items": []}),
        answered(200, {"success": True, "leads": [{"id": "lead-2"}]}),
        answered(200, {"success": True, "leads": [], "lead": {"id": "lead-2"}}),
        answered(200, {"success": True, "leads": [], "items": [{"id": "lead-1"}]}),
        answered(404, NOT_FOUND | {"details": "lead-1 is another's"}),
        answered(200, []),
    ],
    ids=[
        "a 401",
        "a crash",
        "a word",
        "another envelope",
        "no key",
        "another key",
        "a row",
        "a row under the other key",
        "its row under another key",
        "its id in a refusal",
        "no object",
    ],
)
def test_what_is_no_answer_or_shows_a_row_does_not_say_nothing(answer: Exchange) -> None:
    assert not nothing(answer, "leads", "lead")


@pytest.mark.parametrize("answer", [answered(503, "<html>"), answered(429, NOT_FOUND)])
def test_a_gateways_answer_is_left_undecided(answer: Exchange) -> None:
    assert nothing(answer)
    assert refused([answer]).holds


def test_a_list_of_other_rows_lists_none_of_them() -> None:
    assert lists_none_of([answered(200, {"leads": [{"id": "lead-2"}]})], "leads", {"lead-1"}).holds


@pytest.mark.parametrize(
    "page",
    [
        answered(200, {"leads": [{"id": "lead-1"}]}),
        answered(200, {"leads": [], "rows": [{"id": "lead-1"}]}),
        answered(200, {"rows": []}),
        answered(403, NOT_FOUND),
        answered(401, NOT_FOUND),
    ],
    ids=["listed", "listed elsewhere", "no list", "refused", "a 401"],
)
def test_a_list_that_is_none_or_holds_a_mark_does_not_list_none_of_them(page: Exchange) -> None:
    assert not lists_none_of([page], "leads", {"lead-1"}).holds


def test_a_refusal_is_told_by_status_and_envelope() -> None:
    assert refused([answered(404, NOT_FOUND), answered(409, NOT_FOUND)]).holds
    for other in (answered(200, {"success": True}), answered(401, NOT_FOUND), answered(404, {"error": "x"})):
        assert not refused([answered(404, NOT_FOUND), other]).holds


def test_a_mark_that_an_answer_holds_is_named_with_its_exchange() -> None:
    assert hidden([answered(200, {"leads": []}), answered(404, NOT_FOUND)], {"lead-1", "ada"}) == Judgement(
        True,
        "nothing of ['ada', 'lead-1']",
        "nothing of it, statuses [200, 404]",
    )
    assert hidden([answered(200, {"ids": ["lead-1", "lead-2"]})], {"lead-2", "lead-1"}) == Judgement(
        False,
        "nothing of ['lead-1', 'lead-2']",
        "(exchange, shown): [('t.1', 'lead-1'), ('t.1', 'lead-2')]",
    )


def test_an_answer_that_does_not_say_nothing_is_told_in_short() -> None:
    assert says_nothing([answered(200, {"leads": []})], ["leads"], {"lead-1"}) == Judgement(
        True,
        "nothing under leads, or a refusal with 400 or 403 or 404; nothing of ['lead-1']",
        "nothing of it, statuses [200]",
    )
    rows = {"success": True, "leads": [{"id": "lead-1"}], "lead": "x", "total": 1}
    assert says_nothing([answered(200, rows)], ["leads", "lead"], {"lead-1"}, statuses={404}) == Judgement(
        False,
        "nothing under lead or leads, or a refusal with 404; nothing of ['lead-1']",
        "(exchange, answer): [('t.1', (200, {'lead': 'x', 'leads': 1}, ['success', "
        "'total']))]; (exchange, shown): [('t.1', 'lead-1')]",
    )


def test_a_list_that_is_none_is_told_in_short() -> None:
    assert lists_none_of([answered(200, {"leads": []})], "leads", {"lead-1"}) == Judgement(
        True,
        "lists under leads with nothing of ['lead-1']",
        "nothing of it, statuses [200]",
    )
    assert lists_none_of([answered(200, {"leads": None, "total": 0})], "leads", {"lead-1"}) == Judgement(
        False,
        "lists under leads with nothing of ['lead-1']",
        "(exchange, answer): [('t.1', (200, {'leads': None}, ['total']))]",
    )
    assert lists_none_of([answered(200, [])], "leads", {"lead-1"}) == Judgement(
        False,
        "lists under leads with nothing of ['lead-1']",
        "(exchange, answer): [('t.1', (200, {}, []))]",
    )


def test_what_is_no_refusal_is_told_by_status_and_type() -> None:
    assert refused([answered(404, NOT_FOUND), answered(409, NOT_FOUND)]) == Judgement(
        True,
        "a refusal with 400 or 403 or 404 or 409 in the envelope",
        "[404, 409]",
    )
    assert refused([answered(404, NOT_FOUND), answered(401, {"errorType": "token_expired"})]) == Judgement(
        False,
        "a refusal with 400 or 403 or 404 or 409 in the envelope",
        "(exchange, status, errorType): [('t.1', 401, 'token_expired')]",
    )


def test_answers_that_differ_are_told_by_what_can_be_seen_of_them() -> None:
    assert indistinguishable(
        answered(404, {"error": "x"}), answered(404, {"error": "y"}), statuses={403, 404}
    ) == Judgement(
        True,
        "the same status (403 or 404), errorType and shape for both ids",
        "(404, None, {'error': 'str'})",
    )
    assert indistinguishable(answered(403, {"errorType": 7}), answered(404, ["x"]), statuses={404}) == Judgement(
        False,
        "the same status (404), errorType and shape for both ids",
        "foreign (403, None, {'errorType': 'int'}), random (404, None, ['str'])",
    )


def test_a_record_is_told_by_whose_it_is() -> None:
    assert one_person({"owner": "u2", "company_id": "c2"}, PEOPLE) == Judgement(
        True,
        "owner and company_id of one of {'Ada': ('u1', 'c1'), 'Ben': ('u2', 'c2')}",
        "those of Ben",
    )
    assert one_person({"owner": "u1", "company_id": "c2"}, PEOPLE) == Judgement(
        False,
        "owner and company_id of one of {'Ada': ('u1', 'c1'), 'Ben': ('u2', 'c2')}",
        "owner and company_id ('u1', 'c2')",
    )
    assert one_person(None, PEOPLE) == Judgement(
        False,
        "owner and company_id of one of {'Ada': ('u1', 'c1'), 'Ben': ('u2', 'c2')}",
        "no such row",
    )


def test_answers_that_are_not_the_same_are_told_by_status_and_rows() -> None:
    one, other = answered(200, {"leads": [{"id": "1"}]}), answered(403, {})
    assert same_rows(one, one, "leads") == Judgement(True, "status and rows (200, [{'id': '1'}])", "the same")
    assert same_rows(one, other, "leads") == Judgement(False, "status and rows (200, [{'id': '1'}])", "(403, [])")


def test_views_that_do_not_agree_are_named() -> None:
    assert consistent({"list": False, "by id": False}) == Judgement(
        True,
        "the record in all of by id, list, or in none",
        "seen in none",
    )
    assert consistent({"list": True, "by id": True, "count": False}) == Judgement(
        False,
        "the record in all of by id, count, list, or in none",
        "seen in by id, list",
    )


@pytest.mark.parametrize(
    ("naming", "plain", "holds"), [(404, 200, False), (200, 200, True), (400, 200, True), (404, 404, True)]
)
def test_what_is_missed_only_where_the_body_names_another_company_was_sought_there(
    naming: int, plain: int, holds: bool
) -> None:
    assert sought_at_home(answered(naming, {}), answered(plain, {})).holds is holds


def test_a_record_sought_elsewhere_is_told_by_both_statuses() -> None:
    assert sought_at_home(answered(404, {}), answered(201, {})) == Judgement(
        False, "no 404 for the identity in the body", "status 404, and 201 without the identity in the body"
    )
