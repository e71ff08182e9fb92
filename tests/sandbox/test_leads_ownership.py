from typing import Any

import pytest

from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import by_id, found, listed, listing, new_client, new_lead


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/enrich-leads/{id}", None),
        ("PUT", "/api/enrich-leads/{id}", {"city": "Evil"}),
        ("PUT", "/api/leads", {"id": "{id}", "city": "Evil"}),
        ("DELETE", "/api/leads?id={id}", None),
    ],
)
def test_a_foreign_lead_is_as_unknown_as_a_made_up_one(sandbox: Sandbox, method: str, path: str, body: Any) -> None:
    lead = new_lead(sandbox, new_client(sandbox, "owner_b"), "owner_b")

    def answered(id: str) -> tuple[int, str | None]:
        sent = body and {name: value.replace("{id}", id) for name, value in body.items()}
        answer = sandbox.by("owner_a", method, path.replace("{id}", id), sent)
        return answer.status, answer.error_type

    assert answered(lead["id"]) == answered("made-up") == (404, "not_found")
    assert by_id(sandbox, lead["id"], "owner_b") == lead


def test_a_foreign_client_holds_no_leads_for_others(sandbox: Sandbox) -> None:
    client = new_client(sandbox, "owner_b")
    new_lead(sandbox, client, "owner_b", email="bob@x.example")
    page = listing(sandbox, client, "owner_a")
    assert (page["leads"], page["total"], found(sandbox, "email=bob@x.example")) == ([], 0, [])


def test_nothing_is_written_into_a_foreign_client(sandbox: Sandbox) -> None:
    client = new_client(sandbox, "owner_b")
    body = {"client_id": client["client_id"], "firstName": "Ada", "lastName": "Byron"}
    statuses = [sandbox.by("owner_a", "POST", "/api/leads", body).status for body in (body, {**body, "client_id": "x"})]
    assert (statuses, listed(sandbox, client, "owner_b")) == ([404, 404], [])


def test_a_member_reads_a_colleagues_lead_and_may_not_change_it(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    lead = new_lead(sandbox, client)
    answers = [
        sandbox.by("member_a", "PUT", "/api/leads", {"id": lead["id"], "city": "x"}),
        sandbox.by("member_a", "PUT", f"/api/enrich-leads/{lead['id']}", {"city": "x"}),
        sandbox.by("member_a", "DELETE", f"/api/leads?id={lead['id']}"),
    ]
    assert [(answer.status, answer.error_type) for answer in answers] == [(403, "owner_mismatch")] * 3
    assert listed(sandbox, client, "member_a") == [lead]


def test_a_members_batch_skips_a_colleagues_lead(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    theirs, own = new_lead(sandbox, client), new_lead(sandbox, client, "member_a")
    answer = sandbox.by("member_a", "DELETE", "/api/leads", {"ids": [theirs["id"], own["id"]]})
    assert (answer.body["deleted"], answer.body["skipped"]) == (1, [theirs["id"]])


@pytest.mark.parametrize("manager", ["owner_a", "admin_a"])
def test_owners_and_admins_change_the_leads_of_members(sandbox: Sandbox, manager: str) -> None:
    lead = new_lead(sandbox, new_client(sandbox), "member_a")
    changed = sandbox.by(manager, "PUT", "/api/leads", {"id": lead["id"], "city": "Lyon"}).body["lead"]
    assert (changed["city"], changed["owner"]) == ("Lyon", lead["owner"])


def test_leads_are_taken_by_cookie_token_and_key_alike(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    token = sandbox.bearer("owner_a")["authorization"].removeprefix("Bearer ")
    body = {"client_id": client["client_id"], "firstName": "Ada", "lastName": "Byron"}
    for headers in ({"cookie": f"accessToken={token}"}, sandbox.bearer("owner_a"), sandbox.key("owner_a")):
        assert sandbox.send("POST", "/api/leads", body, headers).status == 201
    assert {lead["owner"] for lead in listed(sandbox, client)} == {sandbox.actor("owner_a").user_id}
