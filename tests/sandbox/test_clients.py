from typing import Any

import pytest

from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.records import Records
from tests.sandbox.driver import Sandbox


def made(sandbox: Sandbox, by: str = "owner_a", **fields: Any) -> dict[str, Any]:
    answer = sandbox.by(by, "POST", "/api/clients", {"clientName": "Acme", **fields})
    assert answer.status == 201, answer.content
    client: dict[str, Any] = answer.body["client"]
    return client


def listed(sandbox: Sandbox, by: str = "owner_a", query: str = "") -> list[dict[str, Any]]:
    answer = sandbox.by(by, "GET", f"/api/clients{query}")
    assert answer.status == 200, answer.content
    clients: list[dict[str, Any]] = answer.body["clients"]
    return clients


def give_leads(sandbox: Sandbox, client: dict[str, Any], number: int) -> Records:
    leads = Records(sandbox.application.store, LEADS)
    for index in range(number):
        fields: dict[str, Any] = {"firstName": "A", "lastName": str(index)}
        leads.insert(
            company_id=client["company_id"], owner=client["owner"], fields=fields, client_id=client["client_id"]
        )
    return leads


def test_a_new_client_is_listed_as_it_was_answered(sandbox: Sandbox) -> None:
    client = made(sandbox, companyURL=" https://acme.example ", description="d")
    assert listed(sandbox, query=f"?clientId={client['id']}") == [client]


def test_a_client_is_found_by_either_id(sandbox: Sandbox) -> None:
    client = made(sandbox)
    assert listed(sandbox, query=f"?clientId={client['client_id']}") == [client]


@pytest.mark.parametrize("sent", ["owner", "company_id", "id", "client_id", "createdAt", "colour"])
def test_what_the_server_owns_or_does_not_know_is_not_taken(sandbox: Sandbox, sent: str) -> None:
    assert "evil" not in made(sandbox, **{sent: "evil"}).values()


@pytest.mark.parametrize(
    ("body", "error_type"),
    [
        ({}, "missing_required_field"),
        ({"clientName": None}, "missing_required_field"),
        ({"clientName": "  "}, "missing_required_field"),
        ({"clientName": 7}, "invalid_format"),
        ({"clientName": "x", "description": ["y"]}, "invalid_format"),
    ],
)
def test_a_client_needs_a_name_and_texts(sandbox: Sandbox, body: dict[str, Any], error_type: str) -> None:
    answer = sandbox.by("owner_a", "POST", "/api/clients", body)
    assert (answer.status, answer.error_type) == (400, error_type)


def test_an_update_keeps_what_was_not_sent(sandbox: Sandbox) -> None:
    client = made(sandbox, description="kept")
    sandbox.by("owner_a", "PUT", "/api/clients", {"id": client["id"], "clientName": "New"})
    (after,) = listed(sandbox, query=f"?clientId={client['id']}")
    assert (after["clientName"], after["description"]) == ("New", "kept")


def test_an_update_moves_the_time_of_the_last_change(sandbox: Sandbox) -> None:
    client = made(sandbox)
    after = sandbox.by("owner_a", "PUT", "/api/clients", {"id": client["id"], "description": "x"}).body["client"]
    assert after["updatedAt"] > client["updatedAt"]


@pytest.mark.parametrize("cleared", [None, ""])
def test_an_optional_field_is_cleared_by_nothing(sandbox: Sandbox, cleared: str | None) -> None:
    client = made(sandbox, description="x")
    sandbox.by("owner_a", "PUT", "/api/clients", {"id": client["id"], "description": cleared})
    assert "description" not in listed(sandbox, query=f"?clientId={client['id']}")[0]


def test_an_update_with_the_id_alone_changes_nothing(sandbox: Sandbox) -> None:
    client = made(sandbox)
    answer = sandbox.by("owner_a", "PUT", "/api/clients", {"id": client["id"]})
    assert (answer.status, answer.body["client"]) == (200, client)


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_the_client_id_does_not_stand_for_the_id(sandbox: Sandbox, method: str) -> None:
    client = made(sandbox)
    body = {"id": client["client_id"]} if method == "PUT" else None
    assert sandbox.by("owner_a", method, f"/api/clients?id={client['client_id']}", body).status == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_foreign_id_looks_like_an_unknown_one(sandbox: Sandbox, method: str) -> None:
    seen = []
    for id in (made(sandbox, by="owner_b")["id"], "unknown"):
        body = {"id": id} if method == "PUT" else None
        answer = sandbox.by("owner_a", method, f"/api/clients?id={id}", body)
        seen.append((answer.status, answer.body))
    assert seen[0] == seen[1]


def test_no_company_sees_the_clients_of_another(sandbox: Sandbox) -> None:
    companies = {client["company_id"] for client in listed(sandbox, by="owner_b")}
    assert companies == {sandbox.application.seeding.companies["b"]}


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_member_may_not_change_what_another_owns(sandbox: Sandbox, method: str) -> None:
    client = made(sandbox)
    body = {"id": client["id"]} if method == "PUT" else None
    answer = sandbox.by("member_a", method, f"/api/clients?id={client['id']}", body)
    assert (answer.status, answer.error_type) == (403, "owner_mismatch")


def test_an_admin_may_change_what_a_member_owns(sandbox: Sandbox) -> None:
    client = made(sandbox, by="member_a")
    assert sandbox.by("admin_a", "DELETE", f"/api/clients?id={client['id']}").status == 200


def test_a_deleted_client_is_gone(sandbox: Sandbox) -> None:
    client = made(sandbox)
    sandbox.by("owner_a", "DELETE", f"/api/clients?id={client['id']}")
    assert client["id"] not in [other["id"] for other in listed(sandbox)]


def test_a_purged_client_takes_its_leads_along(sandbox: Sandbox) -> None:
    client = made(sandbox)
    leads = give_leads(sandbox, client, 3)
    answer = sandbox.by("owner_a", "DELETE", f"/api/clients?id={client['id']}&purge=true")
    left = leads.count(Filter().equals("client_id", client["client_id"]))
    assert (answer.body["deletedLeads"], left) == (3, 0)


@pytest.mark.parametrize("query", ["", "&purge=false"])
def test_a_plain_delete_leaves_the_leads(sandbox: Sandbox, query: str) -> None:
    client = made(sandbox)
    leads = give_leads(sandbox, client, 3)
    sandbox.by("owner_a", "DELETE", f"/api/clients?id={client['id']}{query}")
    assert leads.count(Filter().equals("client_id", client["client_id"])) == 3


@pytest.mark.parametrize("purge", ["", "True", "1", "yes"])
def test_an_unclear_purge_deletes_nothing(sandbox: Sandbox, purge: str) -> None:
    client = made(sandbox)
    answer = sandbox.by("owner_a", "DELETE", f"/api/clients?id={client['id']}&purge={purge}")
    assert (answer.status, listed(sandbox, query=f"?clientId={client['id']}")) == (400, [client])
