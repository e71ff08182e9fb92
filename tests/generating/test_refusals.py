"""Wrong data that a server takes breaks a requirement; a refusal keeps it; right data says nothing."""

import json
from typing import Any

import pytest

from conformance import contract
from conformance.exchange import Exchange, Json, Request, Response
from conformance.generating.refusals import judged

CONTRACT = contract.load()
NOTHING: dict[str, bool] = {}
PROCESSING = ("processEnrich", "processCopyright", "processSdr")


def exchange(
    operation: str, body: Json, status: int = 200, media: str = "application/json", raw: bytes | None = None
) -> Exchange:
    known = CONTRACT[operation]
    content = json.dumps(body).encode() if raw is None else raw
    request = Request(known.method, f"http://127.0.0.1:1/api{known.path}", (("Content-Type", media),), content)
    return Exchange("main.1", request, Response(status, (), b'{"success": true}'), operation, "owner_a")


def verdicts(operation: str, body: Json, status: int = 200, **facts: Any) -> dict[str, bool]:
    return {each: judgement.holds for each, judgement in judged(exchange(operation, body, status, **facts), CONTRACT)}


WRONG: list[tuple[str, str, Json]] = [
    ("LG-ENV-016", "updateClient", []),
    ("LG-ENV-016", "updateClient", None),
    ("LG-ENV-016", "createClient", "text"),
    ("LG-ENV-016", "createClient", {"clientName": 1}),
    ("LG-ENV-016", "createClient", {"clientName": "x", "description": {}}),
    ("LG-ENV-016", "createClient", {"clientName": "x", "description": False}),
    ("LG-ENV-016", "updateSearchHistory", {"totalLeadsFound": "1"}),
    ("LG-ENV-016", "updateSearchHistory", {"totalLeadsFound": True}),
    ("LG-ENV-016", "createSearchHistory", {"searchName": "x", "tags": "y"}),
    ("LG-ENV-016", "createSearchHistory", {"searchName": "x", "searchCriteria": []}),
    ("LG-LEAD-011", "createLeads", {"firstName": "x", "lastName": "y"}),
    ("LG-LEAD-011", "createLeads", {"client_id": "c", "lastName": "y"}),
    ("LG-LEAD-011", "createLeads", {"client_id": "c", "firstName": "", "lastName": "y"}),
    ("LG-LEAD-011", "createLeads", {"client_id": "c", "firstName": "x", "lastName": ""}),
    ("LG-LEAD-011", "createLeads", {"client_id": "c", "firstName": "x", "lastName": None}),
    ("LG-CLI-015", "createClient", {}),
    ("LG-CLI-015", "createClient", {"clientName": ""}),
    ("LG-CLI-015", "createClient", {"clientName": None}),
    ("LG-CLI-015", "updateClient", {"id": "c", "clientName": ""}),
    ("LG-CLI-015", "updateClient", {"id": "c", "clientName": None}),
    ("LG-SRCH-010", "updateSearchHistory", {"id": "s", "status": "odd"}),
    *(("LG-PROC-006", each, {}) for each in PROCESSING),
    *(("LG-PROC-006", each, {"leadId": None}) for each in PROCESSING),
]

RIGHT: list[tuple[str, Json]] = [
    ("createClient", {"clientName": "x", "description": None}),
    ("createClient", {"clientName": "x", "unknown": 1}),
    ("updateClient", {"id": "c"}),
    ("updateClient", {"id": "c", "clientName": "x"}),
    ("createLeads", {"client_id": "c", "firstName": "x", "lastName": "y"}),
    ("createLeads", {"leads": [{}]}),
    ("createLeads", {"leads": [{"client_id": "c", "firstName": "", "lastName": 1}]}),
    ("updateSearchHistory", {"id": "s"}),
    ("updateSearchHistory", {"id": "s", "status": None}),
    ("updateSearchHistory", {"id": "s", "status": ""}),
    ("updateSearchHistory", {"id": "s", "totalLeadsFound": 1.0}),
    *(("updateSearchHistory", {"id": "s", "status": each}) for each in ("initiated", "running", "completed", "failed")),
    *((each, {"leadId": "l"}) for each in PROCESSING),
]


@pytest.mark.parametrize(("requirement", "operation", "body"), WRONG)
def test_wrong_data_that_is_taken_breaks_its_requirement(requirement: str, operation: str, body: Json) -> None:
    assert verdicts(operation, body)[requirement] is False


@pytest.mark.parametrize(("requirement", "operation", "body"), WRONG)
@pytest.mark.parametrize("status", [400, 404, 409, 422])
def test_wrong_data_that_is_refused_keeps_it(requirement: str, operation: str, body: Json, status: int) -> None:
    assert verdicts(operation, body, status)[requirement] is True


@pytest.mark.parametrize(("operation", "body"), RIGHT)
@pytest.mark.parametrize("status", [200, 400])
def test_right_data_says_nothing(operation: str, body: Json, status: int) -> None:
    assert verdicts(operation, body, status) == NOTHING


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_an_answer_that_decides_nothing_says_nothing(status: int) -> None:
    assert verdicts("createClient", {}, status) == NOTHING


def test_another_content_type_says_nothing() -> None:
    assert verdicts("createClient", {}, media="text/plain") == NOTHING


def test_a_content_type_may_have_parameters() -> None:
    assert verdicts("createClient", {}, media="Application/JSON; charset=utf-8") == {"LG-CLI-015": False}


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff"])
def test_a_body_that_is_no_json_says_nothing(raw: bytes) -> None:
    assert verdicts("createClient", None, raw=raw) == NOTHING


def test_a_body_of_a_delete_that_is_no_object_says_nothing() -> None:
    assert verdicts("deleteLeads", []) == NOTHING


def test_a_path_that_no_operation_documents_says_nothing() -> None:
    unknown = Exchange("main.1", Request("POST", "http://127.0.0.1:1/x"), Response(200), None, "owner_a")
    assert list(judged(unknown, CONTRACT)) == []


def test_a_finding_says_what_was_wrong_and_what_came() -> None:
    (_, judgement), *_rest = judged(exchange("createClient", {"clientName": 1}), CONTRACT)
    assert judgement.expected == "a refusal of `clientName` that is number, not string"
    assert judgement.actual == "status 200"
