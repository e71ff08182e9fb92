from typing import Any

import pytest

from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import by_id, listed, new_client, new_lead, new_leads


def row(client: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"client_id": client["client_id"], "firstName": "Ada", "lastName": "Byron", **fields}


def test_a_batch_stores_what_it_counts(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    sent = [row(client, email=f"{index}@x.example", title="CEO") for index in range(3)]
    answer = sandbox.by("owner_a", "POST", "/api/leads", {"leads": sent})
    assert (answer.status, answer.body["created"], answer.body["skipped"]) == (201, 3, [])
    assert [(lead["email"], lead["title"]) for lead in listed(sandbox, client)] == [
        (f"{index}@x.example", "CEO") for index in range(3)
    ]


def test_bad_rows_are_skipped_named_and_explained_and_the_others_stored(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    sent = [
        row(client, email="good@x.example"),
        row(client, email="nameless@x.example", lastName=""),
        row(client, email="lost@x.example", client_id="unknown"),
        row(client, email="GOOD@x.example"),
        row(client, firstName=None),
        "no object",
        row(client),
    ]
    answer = sandbox.by("owner_a", "POST", "/api/leads", {"leads": sent}).body
    assert answer["created"] == len(listed(sandbox, client)) == 2
    assert answer["skipped"] == ["nameless@x.example", "lost@x.example", "GOOD@x.example", "4", "5"]
    assert [(error["index"], error["errorType"]) for error in answer["errors"]] == [
        (1, "missing_required_field"),
        (2, "not_found"),
        (3, "already_exists"),
        (4, "missing_required_field"),
        (5, "invalid_format"),
    ]


@pytest.mark.parametrize("number", [1, 500])
def test_a_batch_holds_1_to_500_rows(sandbox: Sandbox, number: int) -> None:
    client = new_client(sandbox)
    assert len(new_leads(sandbox, client, number)) == number


@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize(
    ("leads", "error_type"), [([], "invalid_value"), ([{}] * 501, "invalid_value"), ("x", "invalid_format")]
)
def test_a_batch_outside_its_bounds_is_refused_whole(
    sandbox: Sandbox, method: str, leads: Any, error_type: str
) -> None:
    answer = sandbox.by("owner_a", method, "/api/leads", {"leads": leads})
    assert (answer.status, answer.error_type) == (400, error_type)


def test_501_good_rows_store_nothing(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    assert sandbox.by("owner_a", "POST", "/api/leads", {"leads": [row(client)] * 501}).status == 400
    assert listed(sandbox, client) == []


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_batch_beside_a_single_lead_is_refused(sandbox: Sandbox, method: str) -> None:
    client = new_client(sandbox)
    answer = sandbox.by("owner_a", method, "/api/leads", {"leads": [row(client)], "firstName": "Ada"})
    assert (answer.status, listed(sandbox, client)) == (400, [])


def test_a_batch_changes_each_lead_by_its_own_row(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    first, second = new_leads(sandbox, client, 2)
    sent = [{"id": first["id"], "city": "Lyon"}, {"id": second["id"], "title": "CEO", "lastName": second["lastName"]}]
    assert sandbox.by("owner_a", "PUT", "/api/leads", {"leads": sent}).body["updated"] == 2
    seen = [{name: lead.get(name) for name in ("email", "city", "title")} for lead in listed(sandbox, client)]
    assert seen == [
        {"email": first["email"], "city": "Lyon", "title": None},
        {"email": second["email"], "city": None, "title": "CEO"},
    ]


def test_rows_of_a_batch_that_change_nothing_are_named(sandbox: Sandbox) -> None:
    lead = new_lead(sandbox, new_client(sandbox))
    foreign = new_lead(sandbox, new_client(sandbox, "owner_b"), "owner_b")
    sent = [{"city": "x"}, {"id": "unknown"}, {"id": foreign["id"], "city": "x"}, {"id": lead["id"]}, {"id": 7}]
    answer = sandbox.by("owner_a", "PUT", "/api/leads", {"leads": sent}).body
    assert (answer["updated"], answer["skipped"]) == (1, ["0", "unknown", foreign["id"], "4"])


def test_a_batch_deletes_its_leads_and_no_others(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    first, second, third = new_leads(sandbox, client, 3)
    ids = [first["id"], "unknown", third["id"], first["id"]]
    answer = sandbox.by("owner_a", "DELETE", "/api/leads", {"ids": ids})
    assert (answer.status, answer.body["deleted"], answer.body["skipped"]) == (200, 2, ["unknown", first["id"]])
    assert listed(sandbox, client) == [second]


def test_a_batch_never_reaches_another_company(sandbox: Sandbox) -> None:
    foreign = new_lead(sandbox, new_client(sandbox, "owner_b"), "owner_b")
    answer = sandbox.by("owner_a", "DELETE", "/api/leads", {"ids": [foreign["id"]]})
    assert (answer.body["deleted"], by_id(sandbox, foreign["id"], "owner_b")) == (0, foreign)


@pytest.mark.parametrize(
    ("query", "body"),
    [("", None), ("", {}), ("?id=", None), ("?id=x", {"ids": ["y"]}), ("", {"ids": []}), ("", {"ids": [7]})],
)
def test_a_deletion_says_what_it_means(sandbox: Sandbox, query: str, body: Any) -> None:
    assert sandbox.by("owner_a", "DELETE", f"/api/leads{query}", body).status == 400
