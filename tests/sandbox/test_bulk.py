from typing import Any

import pytest

from conformance.sandbox.lead_tables import LEADS, SOURCE_LEADS
from conformance.sandbox.records import Records
from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import bulk, by_id, new_client, new_lead, new_leads


def leads_of(sandbox: Sandbox, query: str, which: str = "enrich", by: str = "owner_a") -> list[dict[str, Any]]:
    answer = bulk(sandbox, by, query, which)
    assert answer.status == 200, answer.content
    leads: list[dict[str, Any]] = answer.body["leads"]
    return leads


def test_a_bulk_list_of_a_client_holds_its_leads_as_they_are(sandbox: Sandbox) -> None:
    client, other = new_client(sandbox), new_client(sandbox)
    leads = new_leads(sandbox, client, 3)
    new_lead(sandbox, other)
    assert (
        leads_of(sandbox, f"&clientId={client['client_id']}") == leads == [by_id(sandbox, lead["id"]) for lead in leads]
    )


@pytest.mark.parametrize("which", ["ALL", "DEFAULT", ""])
def test_all_default_and_nothing_mean_all_clients(sandbox: Sandbox, which: str) -> None:
    leads = [new_lead(sandbox, new_client(sandbox)) for _ in range(2)]
    ids = {lead["id"] for lead in leads_of(sandbox, f"&clientId={which}")}
    assert {lead["id"] for lead in leads} < ids
    assert {lead["id"] for lead in leads_of(sandbox, "")} == ids


def test_the_bulk_list_follows_changes_and_deletions(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    first, second = new_leads(sandbox, client, 2)
    sandbox.by("owner_a", "PUT", "/api/leads", {"id": first["id"], "city": "Lyon"})
    sandbox.by("owner_a", "DELETE", f"/api/leads?id={second['id']}")
    seen = leads_of(sandbox, f"&clientId={client['client_id']}")
    assert [(lead["id"], lead["city"]) for lead in seen] == [(first["id"], "Lyon")]


def test_source_leads_are_a_list_of_their_own(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    new_lead(sandbox, client)
    stored = Records(sandbox.application.store, SOURCE_LEADS).insert(
        company_id=client["company_id"],
        owner=client["owner"],
        fields={"firstName": "Scraped", "lastName": "Lead"},
        client_id=client["client_id"],
    )
    seen = leads_of(sandbox, f"&clientId={client['client_id']}", "source")
    assert [(lead["id"], lead["firstName"]) for lead in seen] == [(stored.id, "Scraped")]


def test_only_an_api_key_opens_a_bulk_list(sandbox: Sandbox) -> None:
    company = new_client(sandbox)["company_id"]
    path = f"/api/enrich-leads/list?companyId={company}"
    token = sandbox.bearer("owner_a")["authorization"].removeprefix("Bearer ")
    both = {**sandbox.bearer("owner_a"), "cookie": f"accessToken={token}"}
    statuses = [
        sandbox.send("GET", path, headers=headers).status for headers in (both, {**both, **sandbox.key("owner_a")})
    ]
    assert statuses == [401, 200]


def test_cookie_and_token_beside_the_key_count_for_nothing(sandbox: Sandbox) -> None:
    company = new_client(sandbox, "owner_b")["company_id"]
    headers = {**sandbox.bearer("owner_b"), **sandbox.key("owner_a")}
    assert sandbox.send("GET", f"/api/enrich-leads/list?companyId={company}", headers=headers).status == 403


def test_foreign_and_unknown_companies_are_refused_alike(sandbox: Sandbox) -> None:
    foreign = new_client(sandbox, "owner_b")["company_id"]
    answers = [bulk(sandbox, company=company) for company in (foreign, "unknown")]
    assert [(answer.status, answer.error_type) for answer in answers] == [(403, "insufficient_permissions")] * 2


def test_foreign_and_unknown_clients_are_empty_alike(sandbox: Sandbox) -> None:
    client = new_client(sandbox, "owner_b")
    new_lead(sandbox, client, "owner_b")
    pages = [bulk(sandbox, query=f"&clientId={id}").body for id in (client["client_id"], "unknown")]
    assert [(page["leads"], page["count"], page["nextToken"]) for page in pages] == [([], 0, None)] * 2


def test_a_company_id_is_required(sandbox: Sandbox) -> None:
    answer = sandbox.send("GET", "/api/source-leads/list", headers=sandbox.key("owner_a"))
    assert (answer.status, answer.error_type) == (400, "missing_required_field")


def test_the_fields_asked_for_are_those_of_the_whole_row(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    lead = new_lead(sandbox, client, email="ada@x.example", title="CEO")
    seen = leads_of(sandbox, f"&clientId={client['client_id']}&fields=email,%20owner,city,unknown")
    assert seen == [{name: lead[name] for name in ("id", "email", "owner")}]


def test_a_page_holds_1000_by_default_and_5000_at_most(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    leads = Records(sandbox.application.store, LEADS)
    for index in range(1001):
        leads.insert(
            company_id=client["company_id"],
            owner=client["owner"],
            fields={"firstName": "A", "lastName": str(index)},
            client_id=client["client_id"],
        )
    query = f"&clientId={client['client_id']}"
    first = bulk(sandbox, query=query).body
    rest = bulk(sandbox, query=f"{query}&nextToken={first['nextToken']}").body
    assert (first["count"], rest["count"], rest["nextToken"]) == (1000, 1, None)
    assert [bulk(sandbox, query=f"{query}&limit={limit}").status for limit in (5000, 5001, 0)] == [200, 400, 400]


def test_a_token_holds_for_its_listing_and_client_alone(sandbox: Sandbox) -> None:
    client, other = new_client(sandbox), new_client(sandbox)
    for each in (client, other):
        new_leads(sandbox, each, 2)
    token = bulk(sandbox, query=f"&clientId={client['client_id']}&limit=1").body["nextToken"]
    statuses = [
        bulk(sandbox, query=f"&clientId={id}&nextToken={token}", which=which).status
        for id, which in (
            (client["client_id"], "enrich"),
            (other["client_id"], "enrich"),
            (client["client_id"], "source"),
            ("ALL", "enrich"),
        )
    ]
    assert statuses == [200, 400, 400, 400]
