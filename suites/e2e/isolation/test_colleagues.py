"""Within a company: members see their colleagues' records everywhere or nowhere, and change none of them."""

from functools import partial

import pytest

from conformance.actors import Actor
from conformance.exchange import Exchange
from conformance.expectations import one_of
from conformance.fixtures.clients import make_client
from conformance.fixtures.leads import make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.harness import Harness
from conformance.laws.isolation import consistent, refused
from conformance.laws.rows import kept
from conformance.polling import Patience
from conformance.suites.e2e.clients.life import client_of, client_row, clients_once
from conformance.suites.e2e.isolation.acts import together, update_lead
from conformance.suites.e2e.isolation.wall import Wall
from conformance.suites.e2e.leads.views import by_id, found, lead_in

ADMIN = "admin_a"
"""Who may change what a colleague owns, where anybody may."""

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("isolation")]


@pytest.mark.requirement("LG-ISO-035")
@pytest.mark.operation("listClients", "listLeads", "getEnrichLead", "findLead")
def test_a_member_sees_a_colleagues_records_in_all_views_or_in_none(
    member_a: Actor, wall: Wall, patience: Patience, judge: Judge
) -> None:
    tenant = wall.tenant("a")
    client, lead = tenant.client, tenant.lead
    single = by_id(member_a, lead.id)
    seen = lead_in(single) is not None

    def shows(rows: list[dict[str, object]], id: str) -> bool:
        return any(row.get("id") == id for row in rows)

    def rows_of(page: Exchange, key: str) -> list[dict[str, object]]:
        return found(page) if page.operation == "findLead" else page.rows(key)

    def settled(operation: str, query: dict[str, object], key: str, id: str) -> Exchange:
        """The view as soon as it agrees with the read by id, which never lags."""
        return patience.until(
            lambda: member_a.call(operation, query=query), lambda page: shows(rows_of(page, key), id) is seen
        )

    listed = settled("listLeads", {"client_id": client.client_id}, "leads", lead.id)
    searched = settled("findLead", {"email": lead.sent["email"]}, "leads", lead.id)
    leads = {
        "list": shows(listed.rows("leads"), lead.id),
        "by id": seen,
        "find-lead": shows(found(searched), lead.id),
    }
    judge("LG-ISO-035", [single, listed, searched], consistent(leads))
    one = settled("listClients", {"clientId": client.id}, "clients", client.id)
    listing = clients_once(patience, member_a, client.id, lambda row: (row is not None) is seen)
    clients = {"list": listing.row(client.id) is not None, "by id": shows(one.rows("clients"), client.id)}
    judge("LG-ISO-035", [one, *listing.pages], consistent(clients | {"its leads": leads["list"]}))


@pytest.mark.requirement("LG-CLI-012", "LG-ISO-036", "LG-ISO-037")
@pytest.mark.operation("updateClient", "deleteClient", "updateLeads", "updateEnrichLead", "deleteLeads")
def test_a_member_changes_and_removes_nothing_that_a_colleague_owns(
    harness: Harness,
    owner_a: Actor,
    member_a: Actor,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    """The owner layer alone: the same company, and no owner or manager."""
    # Of their own: where members may remove them after all, nothing else stands on them.
    client_a = make_client(owner_a, naming)
    lead_a = make_lead(owner_a, naming, client_a)
    admin = harness.actor(ADMIN) if ADMIN in harness.profile.actors else owner_a
    change = {"id": client_a.id, "description": "a manager's"}
    managed = admin.call("updateClient", json=change, purpose="control")
    rights = [
        managed if managed.succeeded else owner_a.call("updateClient", json=change, purpose="control"),
        update_lead(owner_a, "updateLeads", lead_a.id, {"title": "the owner's"}, purpose="control"),
    ]
    for right in rights:
        control(right, expected=200, actual=right.status)
    client, lead = rights[0].record("client"), rights[1].record("lead")
    batches = {
        "updated": member_a.call("updateLeads", json={"leads": [{"id": lead_a.id, "title": "a colleague's"}]}),
        "deleted": member_a.call("deleteLeads", json={"ids": [lead_a.id]}),
    }
    attempts = [
        update_lead(member_a, "updateLeads", lead_a.id, {"title": "a colleague's"}),
        update_lead(member_a, "updateEnrichLead", lead_a.id, {"title": "a colleague's"}),
        member_a.call("deleteLeads", query={"id": lead_a.id}),
        member_a.call("updateClient", json={"id": client_a.id, "description": "a colleague's"}),
        member_a.call("deleteClient", query={"id": client_a.id}),
    ]
    for attempt in attempts:
        forbidden(verify, judge, attempt)
    for key, batch in batches.items():
        if batch.succeeded:
            verify("LG-ISO-036", batch, expected=0, actual=batch.at(key))
            verify("LG-ISO-037", batch, expected=[lead_a.id], actual=batch.at("skipped"))
        else:
            forbidden(verify, judge, batch)
    looks = [partial(client_of, owner_a, client_a.id), partial(by_id, owner_a, lead_a.id)]
    for seen, person in together(patience, looks, lambda page: page.at("clients.0.description") == "a manager's"):
        if not any(each.succeeded for each in attempts if each.operation in ("updateClient", "deleteClient")):
            law = kept(client_a.row, client_row(seen), but=("updatedAt", "description"), where="the managed client")
            judge("LG-CLI-012", [client_a.made_by, rights[0], seen], law)
        law = kept(client or {}, client_row(seen), where="the colleague's client")
        judge("LG-ISO-036", [rights[0], *attempts, seen], law)
        law = kept(lead or {}, lead_in(person), where="the colleague's lead")
        judge("LG-ISO-036", [rights[1], *attempts, *batches.values(), person], law)


def forbidden(verify: Verify, judge: Judge, attempt: Exchange) -> None:
    """The attempt of a Member got no success, and a 403 owner_mismatch or, tolerated, a 404."""
    judge("LG-ISO-036", attempt, refused([attempt]))
    told = (attempt.status, attempt.at("errorType"))
    verify("LG-ISO-037", attempt, expected=one_of((403, "owner_mismatch"), (404, "not_found")), actual=told)
