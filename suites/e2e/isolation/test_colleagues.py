"""Within a company: members see their colleagues' records everywhere or nowhere, and change none of them."""

import pytest

from conformance import contract
from conformance.actors import Actor
from conformance.exchange import Exchange
from conformance.expectations import one_of
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.isolation import consistent
from conformance.laws.rows import unchanged
from conformance.polling import Patience
from conformance.suites.e2e.isolation.acts import NO_SUCCESS, client_of, client_row, update_lead
from conformance.suites.e2e.leads.views import by_id, found, lead_in
from conformance.walking import walk

pytestmark = pytest.mark.level("standard")


@pytest.mark.requirement("LG-ISO-035")
@pytest.mark.operation("listClients", "listLeads", "getEnrichLead", "findLead")
def test_a_member_sees_a_colleagues_records_in_all_views_or_in_none(
    member_a: Actor, tenant_a: Tenant, patience: Patience, judge: Judge
) -> None:
    client, lead = tenant_a.client, tenant_a.lead
    single = by_id(member_a, lead.id)
    seen = lead_in(single) is not None

    def shows(rows: list[dict[str, object]], id: str) -> bool:
        return any(row.get("id") == id for row in rows)

    def settled(operation: str, query: dict[str, object], key: str, id: str) -> Exchange:
        """The view as soon as it agrees with the read by id, which never lags."""
        return patience.until(
            lambda: member_a.call(operation, query=query), lambda page: shows(rows_of(page, key), id) is seen
        )

    def rows_of(page: Exchange, key: str) -> list[dict[str, object]]:
        return found(page) if page.operation == "findLead" else page.rows(key)

    listed = settled("listLeads", {"client_id": client.client_id}, "leads", lead.id)
    searched = settled("findLead", {"email": lead.sent["email"]}, "leads", lead.id)
    leads = {
        "list": shows(listed.rows("leads"), lead.id),
        "by id": seen,
        "find-lead": shows(found(searched), lead.id),
    }
    judge("LG-ISO-035", [single, listed, searched], consistent(leads))
    one = settled("listClients", {"clientId": client.id}, "clients", client.id)
    listing = walk(member_a, contract.load()["listClients"], limit=1000)
    clients = {"list": listing.row(client.id) is not None, "by id": shows(one.rows("clients"), client.id)}
    judge("LG-ISO-035", [one, *listing.pages], consistent(clients | {"its leads": leads["list"]}))


@pytest.mark.requirement("LG-ISO-036", "LG-ISO-037")
@pytest.mark.operation("updateClient", "deleteClient")
def test_a_member_does_not_change_a_colleagues_client(
    owner_a: Actor,
    member_a: Actor,
    client_a: TemporaryClient,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    right = owner_a.call("updateClient", json={"id": client_a.id, "description": "the owner's"}, purpose="control")
    control(right, expected=200, actual=right.status)
    before = patience.until(
        lambda: client_of(owner_a, client_a.id), lambda page: page.at("clients.0.description") == "the owner's"
    )
    attempts = [
        member_a.call("updateClient", json={"id": client_a.id, "description": "a colleague's"}),
        member_a.call("deleteClient", query={"id": client_a.id}),
    ]
    for attempt in attempts:
        refused(verify, attempt)
    for seen in patience.twice(lambda: client_of(owner_a, client_a.id)):
        kept = unchanged(client_row(before) or {}, client_row(seen), where="the colleague's client")
        judge("LG-ISO-036", [before, *attempts, seen], kept)


@pytest.mark.requirement("LG-ISO-036", "LG-ISO-037")
@pytest.mark.operation("updateLeads", "updateEnrichLead", "deleteLeads")
def test_a_member_does_not_change_a_colleagues_lead(
    owner_a: Actor, member_a: Actor, lead_a: TemporaryLead, control: Control, verify: Verify, judge: Judge
) -> None:
    right = update_lead(owner_a, "updateLeads", lead_a.id, {"title": "the owner's"}, purpose="control")
    control(right, expected=200, actual=right.status)
    before = by_id(owner_a, lead_a.id)
    attempts = [
        update_lead(member_a, "updateLeads", lead_a.id, {"title": "a colleague's"}),
        update_lead(member_a, "updateEnrichLead", lead_a.id, {"title": "a colleague's"}),
        member_a.call("deleteLeads", query={"id": lead_a.id}),
    ]
    for attempt in attempts:
        refused(verify, attempt)
    batches = [
        member_a.call("updateLeads", json={"leads": [{"id": lead_a.id, "title": "a colleague's"}]}),
        member_a.call("deleteLeads", json={"ids": [lead_a.id]}),
    ]
    for batch, key in zip(batches, ("updated", "deleted"), strict=True):
        if batch.succeeded:
            verify("LG-ISO-036", batch, expected=0, actual=batch.at(key))
            verify("LG-ISO-037", batch, expected=[lead_a.id], actual=batch.at("skipped"))
        else:
            refused(verify, batch)
    seen = by_id(owner_a, lead_a.id)
    kept = unchanged(lead_in(before) or {}, lead_in(seen), where="the colleague's lead")
    judge("LG-ISO-036", [before, *attempts, *batches, seen], kept)


def refused(verify: Verify, attempt: Exchange) -> None:
    """The attempt of a Member got no success, and a 403 owner_mismatch or, tolerated, a 404."""
    verify("LG-ISO-036", attempt, expected=NO_SUCCESS, actual=attempt.status)
    told = (attempt.status, attempt.at("errorType"))
    verify("LG-ISO-037", attempt, expected=one_of((403, "owner_mismatch"), (404, "not_found")), actual=told)
