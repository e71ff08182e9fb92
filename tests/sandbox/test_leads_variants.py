from typing import Any

import pytest

from conformance.sandbox.variants.leads_duplicates import LeadsLowerCaseEmails, LeadsUpsert
from conformance.sandbox.variants.leads_orphans import LeadsKeepTheirClient
from conformance.sandbox.variants.leads_pages import LeadsEmptyLastPage, LeadsShortPages, LeadsTokenOnEveryPage
from conformance.sandbox.variants.leads_strict import (
    LeadsBatchAllOrNothing,
    LeadsNeedEmail,
    LeadsRefuseEmptyTexts,
    LeadsRefuseUnknownFields,
    LeadsUnknownIs404,
)
from tests.sandbox.conftest import Build
from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import by_id, listed, listing, new_client, new_lead, new_leads


def created(sandbox: Sandbox, client: dict[str, Any], **fields: Any) -> int:
    body = {"client_id": client["client_id"], "firstName": "Ada", "lastName": "Byron", **fields}
    return sandbox.by("owner_a", "POST", "/api/leads", body).status


def test_an_upsert_leaves_one_lead_of_an_e_mail(build: Build) -> None:
    sandbox = build(LeadsUpsert())
    client = new_client(sandbox)
    for city in ("Lyon", "Köln"):
        assert created(sandbox, client, email="a@x.example", city=city) == 201
    assert [lead["city"] for lead in listed(sandbox, client)] == ["Köln"]


def test_e_mails_are_folded_on_create_and_update(build: Build) -> None:
    sandbox = build(LeadsLowerCaseEmails())
    lead = new_lead(sandbox, new_client(sandbox), email="A@X.example")
    sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead["id"], "email": "B@X.example"})
    assert (lead["email"], (by_id(sandbox, lead["id"]) or {})["email"]) == ("a@x.example", "b@x.example")


@pytest.mark.parametrize(
    ("variant", "fields"),
    [(LeadsRefuseUnknownFields, {"phone": "1"}), (LeadsRefuseEmptyTexts, {"title": ""}), (LeadsNeedEmail, {})],
)
def test_a_strict_server_stores_nothing_of_what_it_refuses(build: Build, variant: Any, fields: dict[str, Any]) -> None:
    sandbox = build(variant())
    client = new_client(sandbox)
    assert (created(sandbox, client, **fields), listed(sandbox, client)) == (400, [])
    assert created(sandbox, client, email="a@x.example", title="CEO") == 201


def test_a_batch_with_a_bad_row_is_refused_whole(build: Build) -> None:
    sandbox = build(LeadsBatchAllOrNothing())
    client = new_client(sandbox)
    rows = [{"client_id": client["client_id"], "firstName": "A", "lastName": name} for name in ("B", "")]
    assert sandbox.by("owner_a", "POST", "/api/leads", {"leads": rows}).status == 400
    assert listed(sandbox, client) == []


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/leads?client_id=unknown", None),
        ("GET", "/api/find-lead?email=unknown", None),
        ("PUT", "/api/leads", {"leads": [{"id": "unknown"}]}),
        ("DELETE", "/api/leads", {"ids": ["unknown"]}),
    ],
)
def test_what_is_not_there_is_a_404_everywhere(build: Build, method: str, path: str, body: Any) -> None:
    sandbox = build(LeadsUnknownIs404())
    assert sandbox.by("owner_a", method, path, body).error_type == "not_found"
    assert listed(sandbox, new_client(sandbox)) == []


@pytest.mark.parametrize(
    ("variant", "sizes"),
    [(LeadsShortPages, [1, 1, 2]), (LeadsEmptyLastPage, [2, 2, 0]), (LeadsTokenOnEveryPage, [2, 2, 0])],
)
def test_pages_of_other_lengths_hold_all_rows(build: Build, variant: Any, sizes: list[int]) -> None:
    sandbox = build(variant())
    client = new_client(sandbox)
    leads = new_leads(sandbox, client, 4)
    pages, query = [], "&limit=2"
    while query:
        page = listing(sandbox, client, query=query)
        pages.append(page["leads"])
        query = f"&limit=2&nextToken={page['nextToken']}" if page["nextToken"] else ""
    assert [len(page) for page in pages] == sizes
    assert [lead for page in pages for lead in page] == leads


def test_the_only_page_has_a_token_where_every_page_has_one(build: Build) -> None:
    sandbox = build(LeadsTokenOnEveryPage())
    client = new_client(sandbox)
    new_lead(sandbox, client)
    assert listing(sandbox, client)["nextToken"]


def test_a_client_with_leads_stays_unless_they_go_too(build: Build) -> None:
    sandbox = build(LeadsKeepTheirClient())
    client = new_client(sandbox)
    new_lead(sandbox, client)
    statuses = [
        sandbox.by("owner_a", "DELETE", f"/api/clients?id={client['id']}{query}").status
        for query in ("", "&purge=true")
    ]
    assert statuses == [409, 200]
