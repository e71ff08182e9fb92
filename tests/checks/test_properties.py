"""Properties of success bodies, by provenance; owners and times by checks of their own."""

from typing import Any

import pytest

from conformance.checks.success_properties import CHECK
from conformance.expectations import Judgement
from tests.checks.exchanges import OWNER, answered, facts, judged, success, verdict, verdicts


def client(**changes: Any) -> dict[str, Any]:
    row = success("listClients")["clients"][0] | changes
    return success("listClients", clients=[{name: value for name, value in row.items() if value is not ...}])


def search(**changes: Any) -> dict[str, Any]:
    row = success("createSearchHistory", 201)["searchHistory"] | changes
    return success("createSearchHistory", 201, searchHistory=row)


STATED, INFERRED = {"LG-ENV-006"}, {"LG-ENV-007"}
TABLE: dict[str, tuple[str, int, Any, set[str]]] = {
    "a stated property missing": ("listClients", 200, client(client_id=...), STATED),
    "a stated property empty": ("listClients", 200, client(id=""), STATED),
    "a stated property of another type": ("listClients", 200, client(clientName=7), STATED),
    "a stated property null": ("listClients", 200, client(owner=None), STATED),
    "an optional stated property of another type": ("listClients", 200, client(description=7), STATED),
    "an observed key missing": ("listClients", 200, success("listClients", clients=...), STATED),
    "an observed key under another name": ("listClients", 200, {"success": True, "data": []}, STATED),
    "a row that is no object": ("listClients", 200, success("listClients", clients=["x"]), STATED),
    "an inferred property missing": ("listLeads", 200, success("listLeads", total=...), INFERRED),
    "an inferred property of another type": ("listLeads", 200, success("listLeads", total="1"), INFERRED),
    "an inferred property that is negative": ("listLeads", 200, success("listLeads", total=-1), INFERRED),
    "a stated value that is not listed": ("createSearchHistory", 201, search(status="done"), STATED),
    "an inferred key that is no object": (
        "createSearchHistory",
        201,
        success("createSearchHistory", 201, searchHistory=1),
        INFERRED,
    ),
    "both": ("listLeads", 200, success("listLeads", total=..., leads=...), STATED | INFERRED),
    "neither alternative": ("createLeads", 201, {"success": True}, STATED),
    "a batch whose count is a word": ("createLeads", 201, success("createLeads", 201, "batch", created="2"), STATED),
    "a batch without its skipped": ("createLeads", 201, success("createLeads", 201, "batch", skipped=...), STATED),
    "a find that finds under no key": ("findLead", 200, {"success": True}, STATED),
    "settings that are no object": ("getUrlSettings", 200, success("getUrlSettings", settings=7), INFERRED),
    "a token that is no JWT": (
        "login",
        200,
        success("login", tokens={**success("login")["tokens"], "idToken": "x"}),
        STATED,
    ),
    "an API key of another form": ("createApiKey", 200, success("createApiKey", apiKey="key-1"), STATED),
}


@pytest.mark.parametrize(("operation", "status", "body", "broken"), TABLE.values(), ids=TABLE)
def test_a_failure_counts_by_where_its_property_comes_from(
    operation: str, status: int, body: Any, broken: set[str]
) -> None:
    found = CHECK.judge(answered(operation, status, body), facts())
    assert {requirement for requirement, judgement in found.items() if not judgement.holds} == broken


UNDECIDED = {
    "an error": answered("listClients", 404, success("listClients")),
    "a status without a schema": answered("createClient", 200, success("createClient", 201)),
    "an array": answered("listClients", 200, []),
    "no JSON": answered("listClients", 200, b"<html>"),
}


@pytest.mark.parametrize("exchange", UNDECIDED.values(), ids=UNDECIDED)
def test_what_is_no_documented_success_decides_nothing_of_properties(exchange: Any) -> None:
    assert CHECK.judge(exchange, facts()) == {}


def test_success_itself_is_judged_elsewhere() -> None:
    found = verdicts(answered("listClients", 200, success("listClients", success=...)))
    assert {requirement for requirement, holds in found.items() if not holds} == {"LG-ENV-003"}


def test_an_answer_without_inferred_properties_says_nothing_of_them() -> None:
    found = CHECK.judge(answered("deleteClient", 200, {"success": True}), facts())
    assert set(found) == {"LG-ENV-007"}


def test_a_finding_names_a_few_violations_and_counts_the_others() -> None:
    rows = [{"id": "x" * 10_000} for _ in range(500)]
    found = CHECK.judge(answered("listClients", 200, {"success": True, "clients": rows}), facts())["LG-ENV-006"]
    assert found.actual.startswith("`clients.0.client_id` is missing; ")
    assert found.actual.endswith(" more")
    assert len(found.actual) < 500


OWNERS: dict[str, tuple[Any, bool | None]] = {
    "a UUID": (OWNER, True),
    "a UUID in capitals": (OWNER.upper(), True),
    "a name": ("ann", False),
    "a UUID without dashes": (OWNER.replace("-", ""), False),
    "a UUID and more": (f"{OWNER}\n", False),
    "a number": (7, False),
    "null": (None, None),
    "absent": (..., None),
}


@pytest.mark.parametrize(("owner", "expected"), OWNERS.values(), ids=OWNERS)
def test_an_owner_is_a_uuid(owner: Any, expected: bool | None) -> None:
    assert verdict("LG-ENV-010", answered("listClients", 200, client(owner=owner))) is expected


def test_an_owner_in_what_a_user_stored_is_not_judged() -> None:
    body = search(searchCriteria={"owner": "Ann", "createdAt": "yesterday"})
    assert verdict("LG-ENV-010", answered("createSearchHistory", 201, body)) is True
    assert verdict("LG-ENV-011", answered("createSearchHistory", 201, body)) is True


def test_a_wrong_owner_is_found_by_one_check_alone() -> None:
    found = verdicts(answered("listClients", 200, client(owner=7)))
    assert {requirement for requirement, holds in found.items() if not holds} == {"LG-ENV-010"}


TIMES: dict[str, tuple[Any, bool | None]] = {
    "seconds": ("2026-01-31T10:15:00Z", True),
    "milliseconds": ("2026-01-31T10:15:00.123Z", True),
    "nanoseconds": ("2026-01-31T10:15:00.123456789Z", True),
    "minutes": ("2026-01-31T10:15Z", True),
    "a leap second": ("2026-12-31T23:59:60Z", True),
    "an offset": ("2026-01-31T10:15:00+00:00", False),
    "no zone": ("2026-01-31T10:15:00", False),
    "a blank in place of T": ("2026-01-31 10:15:00Z", False),
    "a date": ("2026-01-31", False),
    "no such day": ("2026-02-30T10:15:00Z", False),
    "no such hour": ("2026-01-31T25:15:00Z", False),
    "other digits": ("２０２６-01-31T10:15:00Z", False),
    "epoch seconds": (1769854560, False),
    "null": (None, None),
    "empty": ("", None),
    "absent": (..., None),
}


@pytest.mark.parametrize(("time", "expected"), TIMES.values(), ids=TIMES)
def test_a_time_is_iso_8601_in_utc(time: Any, expected: bool | None) -> None:
    body = client(createdAt=time, updatedAt=None)
    assert verdict("LG-ENV-011", answered("listClients", 200, body)) is expected


def test_a_wrong_time_is_found_by_one_check_alone() -> None:
    found = verdicts(answered("listClients", 200, client(createdAt=1769854560)))
    assert {requirement for requirement, holds in found.items() if not holds} == {"LG-ENV-011"}


def test_an_owner_is_told_with_where_it_stands() -> None:
    assert judged("LG-ENV-010", answered("listClients", 200, client())) == Judgement(
        True, "a UUID in every `owner`", "1 UUIDs"
    )
    assert judged("LG-ENV-010", answered("listClients", 200, client(owner="ann"))) == Judgement(
        False, "a UUID in every `owner`", "`clients.0.owner` is 'ann'"
    )


def test_a_time_is_told_with_where_it_stands() -> None:
    assert judged("LG-ENV-011", answered("listClients", 200, client())) == Judgement(
        True, "an ISO 8601 time that ends in `Z`", "2 such times"
    )
    assert judged("LG-ENV-011", answered("listClients", 200, client(createdAt="today"))) == Judgement(
        False,
        "an ISO 8601 time that ends in `Z`",
        "`clients.0.createdAt` is 'today'",
    )


def test_properties_are_told_by_where_they_stand_and_what_they_are() -> None:
    whole = answered("listLeads", 200, success("listLeads", leads=[], total=0))
    assert judged("LG-ENV-006", whole) == Judgement(
        True,
        "the stated and observed properties of the operation, with their types",
        "all of them",
    )
    assert judged("LG-ENV-007", whole) == Judgement(
        True,
        "the inferred properties of the operation, with their types and values",
        "all of them",
    )
    row = {"id": 7, "lastName": [1, 2], "title": {"a": 1}, "email": None}
    broken = answered("listLeads", 200, {"success": True, "leads": [row], "total": -1})
    assert judged("LG-ENV-006", broken) == Judgement(
        False,
        "the stated and observed properties of the operation, with their types",
        "`leads.0.client_id` is missing; `leads.0.firstName` is missing; `leads.0.owner` is "
        "missing; `leads.0.id` is 7, against type ['string'] and 2 more",
    )
    assert judged("LG-ENV-007", broken) == Judgement(
        False,
        "the inferred properties of the operation, with their types and values",
        "`leads.0.company_id` is missing; `total` is -1, against minimum 0",
    )


def test_values_are_told_in_short() -> None:
    row = success("listLeads")["leads"][0] | {"lastName": [1, 2], "title": {"a": 1}, "email": 7}
    assert judged("LG-ENV-006", answered("listLeads", 200, success("listLeads", leads=[row]))) == Judgement(
        False,
        "the stated and observed properties of the operation, with their types",
        "`leads.0.lastName` is an array of 2, against type ['string']; `leads.0.email` is 7, "
        "against type ['null', 'string']; `leads.0.title` is an object, against type "
        "['null', 'string']",
    )
    long = judged("LG-ENV-006", answered("createSearchHistory", 201, search(status="x" * 300)))
    assert long is not None
    assert long.actual.startswith(f"`searchHistory.status` is '{'x' * 200}', against enum ")
