"""Searches, webhooks, campaigns, territory rows and reports: each company's own, and linked to nobody else's client."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

from conformance.actors import Actor
from conformance.expectations import containing, success, without
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.rows import unchanged
from conformance.polling import Patience
from conformance.suites.e2e.isolation.records import BUG, ENHANCEMENT, LINKED, LISTED, SEARCH, WEBHOOK, Kind, Pages

pytestmark = pytest.mark.level("standard")


def each(kinds: Iterable[Kind]) -> list[ParameterSet]:
    """The kinds as parameters, marked with their operations."""
    return [pytest.param(kind, id=kind.post, marks=pytest.mark.operation(kind.post, kind.listing)) for kind in kinds]


def row_of(kind: Kind, pages: Pages, value: str, field: str | None = None) -> dict[str, Any] | None:
    """The row of a name (or of another field's value) in a list, or None."""
    rows = (row for page in pages for row in page.rows(kind.rows))
    return next((row for row in rows if row.get(field or kind.name) == value), None)


@pytest.mark.requirement("LG-ISO-014")
@pytest.mark.parametrize("kind", each(LINKED))
def test_nothing_is_linked_to_another_companys_client(
    tenant_a: Tenant,
    tenant_b: Tenant,
    client_b: TemporaryClient,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    kind: Kind,
) -> None:
    # A client of its own: some servers take the link as a mere text, and what it says would stay with the shared one.
    tenant_b = replace(tenant_b, client=client_b)
    mine, theirs = naming.tagged("b"), naming.tagged("a")
    kind.posted(tenant_b, mine)
    shown = kind.settled(patience, tenant_b.actor, tenant_b, mine)
    control(shown[-1], expected=containing(mine), actual=kind.names(shown))
    body = kind.body(theirs, tenant_b)
    foreign = tenant_a.actor.call(kind.post, json=body, trespass=[tenant_b.client.client_id])
    for pages in kind.twice(patience, tenant_b.actor, tenant_b):
        verify("LG-ISO-014", [foreign, *pages], expected=without([theirs]), actual=kind.names(pages))


@pytest.mark.requirement("LG-ISO-019")
@pytest.mark.parametrize("kind", each(LISTED))
def test_another_companys_records_are_not_listed(
    tenant_a: Tenant, tenant_b: Tenant, naming: Naming, patience: Patience, control: Control, verify: Verify, kind: Kind
) -> None:
    name = naming.tagged("b")
    made = kind.posted(tenant_b, name)
    shown = kind.settled(patience, tenant_b.actor, tenant_b, name)
    control(shown[-1], expected=containing(name), actual=kind.names(shown))
    for pages in kind.twice(patience, tenant_a.actor, tenant_a):
        verify("LG-ISO-019", [made, *pages], expected=without([name]), actual=kind.names(pages))


@pytest.mark.requirement("LG-ISO-018")
@pytest.mark.operation("createSearchHistory", "listSearchHistory")
def test_another_companys_search_is_not_listed_under_any_filter(
    tenant_a: Tenant, tenant_b: Tenant, naming: Naming, patience: Patience, control: Control, verify: Verify
) -> None:
    name = naming.tagged("b")
    filters = {"icpId": naming.unique(), "category": naming.unique(), **tenant_b.query}
    made = tenant_b.actor.call("createSearchHistory", json={"searchName": name, **filters}, purpose="control")
    control(made, expected=success(), actual=made.status)
    shown = SEARCH.settled(patience, tenant_b.actor, tenant_b, name)
    control(shown[-1], expected=containing(name), actual=SEARCH.names(shown))
    status = {"status": made.at("searchHistory.status")} if isinstance(made.at("searchHistory.status"), str) else {}
    for filter in ({}, status, *({field: value} for field, value in filters.items())):
        pages = SEARCH.listed(tenant_a.actor, tenant_a, **filter)
        verify("LG-ISO-018", [made, *pages], expected=without([name]), actual=SEARCH.names(pages))


@pytest.mark.requirement("LG-ISO-018")
@pytest.mark.operation("updateSearchHistory")
def test_another_companys_search_is_not_updated(
    tenant_a: Tenant,
    tenant_b: Tenant,
    naming: Naming,
    patience: Patience,
    control: Control,
    judge: Judge,
) -> None:
    made = SEARCH.posted(tenant_b, naming.tagged("b"))
    id = str(made.at("searchHistory.id"))
    right = tenant_b.actor.call("updateSearchHistory", json={"id": id, "status": "running"}, purpose="control")
    control(right, expected=200, actual=right.status)
    before = patience.until(
        lambda: SEARCH.listed(tenant_b.actor, tenant_b)[-1],
        lambda page: (row_of(SEARCH, (page,), id, "id") or {}).get("status") == "running",
    )
    own = row_of(SEARCH, (before,), id, "id")
    changes = {"status": "failed", "totalLeadsFound": 7}
    foreign = tenant_a.actor.call("updateSearchHistory", json={"id": id, **changes}, trespass=[id])
    for pages in SEARCH.twice(patience, tenant_b.actor, tenant_b):
        kept = unchanged(own or {}, row_of(SEARCH, pages, id, "id"), where="the owner's search")
        judge("LG-ISO-018", [before, foreign, *pages], kept)


@pytest.mark.requirement("LG-ISO-038")
@pytest.mark.parametrize("kind", each((SEARCH, WEBHOOK)))
def test_searches_and_webhooks_are_listed_to_their_owner(
    tenant_a: Tenant,
    member_a: Actor,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    kind: Kind,
) -> None:
    # Not linked to a client: a server may show a Member no colleague's client.
    name = naming.tagged("a")
    made = member_a.call(kind.post, json={kind.name: name, **kind.more}, purpose="control")
    control(made, expected=success(), actual=made.status)
    shown = kind.settled(patience, member_a, tenant_a, name)
    verify("LG-ISO-038", [made, *shown], expected=containing(name), actual=kind.names(shown))
    for pages in kind.twice(patience, tenant_a.actor, tenant_a):
        verify("LG-ISO-038", [made, *pages], expected=without([name]), actual=kind.names(pages))


@pytest.mark.requirement("LG-ISO-039")
@pytest.mark.parametrize("kind", each((BUG, ENHANCEMENT)))
def test_reports_are_listed_to_the_whole_company(
    tenant_a: Tenant, member_a: Actor, naming: Naming, patience: Patience, verify: Verify, kind: Kind
) -> None:
    name = naming.tagged("a")
    made = kind.posted(tenant_a, name, member_a)
    pages = kind.settled(patience, tenant_a.actor, tenant_a, name)
    verify("LG-ISO-039", [made, *pages], expected=containing(name), actual=kind.names(pages))


@pytest.mark.requirement("LG-ISO-032")
@pytest.mark.parametrize("kind", each((*LINKED, BUG, ENHANCEMENT)))
def test_a_new_record_is_its_makers_whatever_the_body_says(
    tenant_a: Tenant, naming: Naming, patience: Patience, verify: Verify, kind: Kind
) -> None:
    name = naming.tagged("a")
    asked = {field: naming.random_id() for field in ("owner", "company_id", "id")}
    made = tenant_a.actor.call(kind.post, json=kind.body(name, tenant_a) | asked)
    if not made.succeeded:
        verify("LG-ISO-032", made, expected=400, actual=made.status)
        return
    shown = kind.settled(patience, tenant_a.actor, tenant_a, name)
    row = row_of(kind, shown, name)
    verify("LG-ISO-032", [made, *shown], expected=containing(name), actual=kind.names(shown))
    taken = [field for field, value in asked.items() if (row or {}).get(field) == value]
    verify("LG-ISO-032", [made, *shown], expected=[], actual=taken)
