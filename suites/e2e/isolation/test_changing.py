"""Changing over the tenant's wall: what another company sends leaves the record as it was, for whoever looks."""

from functools import partial

import pytest

from conformance.actors import Actor
from conformance.expectations import client_error, without
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead
from conformance.fixtures.naming import Naming
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.batches import skipped_exactly
from conformance.laws.isolation import indistinguishable
from conformance.laws.rows import unchanged
from conformance.polling import Patience
from conformance.suites.e2e.isolation.acts import NO_SUCCESS, client_of, client_row, one_at_most, update_lead
from conformance.suites.e2e.leads.views import by_id, lead_in

pytestmark = pytest.mark.level("standard")

UPDATES = ("updateLeads", "updateEnrichLead")
"""The two ways to change a lead."""


@pytest.mark.requirement("LG-ISO-006", "LG-ISO-027")
@pytest.mark.operation("updateClient")
def test_another_companys_client_is_not_updated(
    owner_a: Actor,
    owner_b: Actor,
    client_b: TemporaryClient,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    right = owner_b.call("updateClient", json={"id": client_b.id, "description": "the owner's"}, purpose="control")
    control(right, expected=200, actual=right.status)
    before = patience.until(
        lambda: client_of(owner_b, client_b.id), lambda page: page.at("clients.0.description") == "the owner's"
    )
    body = {"id": client_b.id, "description": "a stranger's", "clientName": naming.client_name(owner_a)}
    foreign = owner_a.call("updateClient", json=body, trespass=[client_b.id])
    unknown = owner_a.call("updateClient", json=body | {"id": naming.random_id()})
    verify("LG-ISO-006", foreign, expected=NO_SUCCESS, actual=foreign.status)
    for seen in patience.twice(lambda: client_of(owner_b, client_b.id)):
        kept = unchanged(client_row(before) or {}, client_row(seen), where="the owner's client")
        judge("LG-ISO-006", [before, foreign, seen], kept)
    judge("LG-ISO-027", [foreign, unknown], indistinguishable(foreign, unknown, statuses=(403, 404)))


@pytest.mark.requirement("LG-ISO-008", "LG-ISO-027")
@pytest.mark.operation(*UPDATES)
def test_another_companys_lead_is_not_updated(
    owner_a: Actor,
    owner_b: Actor,
    lead_b: TemporaryLead,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    for operation in UPDATES:
        right = update_lead(owner_b, operation, lead_b.id, {"title": operation}, purpose="control")
        control(right, expected=200, actual=right.status)
    before = by_id(owner_b, lead_b.id)
    changes = {"title": "a stranger's", "firstName": "Stranger"}
    foreign = [update_lead(owner_a, each, lead_b.id, changes, trespass=[lead_b.id]) for each in UPDATES]
    unknown = [update_lead(owner_a, each, naming.random_id(), changes) for each in UPDATES]
    for answer in foreign:
        verify("LG-ISO-008", answer, expected=NO_SUCCESS, actual=answer.status)
    for seen in patience.twice(lambda: by_id(owner_b, lead_b.id)):
        kept = unchanged(lead_in(before) or {}, lead_in(seen), where="the owner's lead")
        judge("LG-ISO-008", [before, *foreign, seen], kept)
    for pair in zip(foreign, unknown, strict=True):
        judge("LG-ISO-027", pair, indistinguishable(*pair, statuses=(403, 404)))


@pytest.mark.requirement("LG-ISO-010", "LG-ISO-011")
@pytest.mark.operation("updateLeads")
def test_a_batch_of_updates_changes_ones_own_leads_alone(
    owner_a: Actor,
    owner_b: Actor,
    lead_a: TemporaryLead,
    lead_b: TemporaryLead,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    right = owner_b.call("updateLeads", json={"leads": [{"id": lead_b.id, "title": "theirs"}]}, purpose="control")
    control(right, expected=1, actual=right.at("updated"))
    before = lead_in(by_id(owner_b, lead_b.id)) or lead_b.row
    unknown = naming.random_id()
    rows = [{"id": each, "title": "a stranger's"} for each in (lead_b.id, lead_a.id, unknown)]
    batch = owner_a.call("updateLeads", json={"leads": rows}, trespass=[lead_b.id])
    for seen in patience.twice(lambda: by_id(owner_b, lead_b.id)):
        judge("LG-ISO-010", [batch, seen], unchanged(before, lead_in(seen), where="the other company's lead"))
    verify("LG-ISO-010", batch, expected=one_at_most(), actual=batch.at("updated"))
    own = by_id(owner_a, lead_a.id)
    if batch.succeeded:
        verify("LG-ISO-011", [batch, own], expected="a stranger's", actual=own.at("lead.title"))
        verify("LG-ISO-011", batch, expected=1, actual=batch.at("updated"))
        judge("LG-ISO-011", batch, skipped_exactly([lead_b.id, unknown], batch.at("skipped")))
    else:
        verify("LG-ISO-011", batch, expected=client_error(), actual=batch.status)
        judge("LG-ISO-011", [batch, own], unchanged(lead_a.row, lead_in(own), where="one's own lead"))


@pytest.mark.requirement("LG-ISO-013")
@pytest.mark.operation(*UPDATES)
def test_a_lead_is_not_moved_to_another_companys_client(
    owner_a: Actor,
    lead_a: TemporaryLead,
    tenant_b: Tenant,
    patience: Patience,
    control: Control,
    verify: Verify,
) -> None:
    right = update_lead(owner_a, "updateLeads", lead_a.id, {"title": "mine"}, purpose="control")
    control(right, expected=200, actual=right.status)
    foreign = tenant_b.client.client_id
    for operation in UPDATES:
        changes = {"client_id": foreign, "title": "moved"}
        moved = update_lead(owner_a, operation, lead_a.id, changes, trespass=[foreign])
        own = by_id(owner_a, lead_a.id)
        verify("LG-ISO-013", [moved, own], expected=lead_a.sent["client_id"], actual=own.at("lead.client_id"))
    for actor in (tenant_b.actor, owner_a):
        for page in patience.twice(partial(actor.call, "listLeads", query=tenant_b.query)):
            shown = [row.get("id") for row in page.rows("leads")]
            verify("LG-ISO-013", [moved, page], expected=without([lead_a.id]), actual=shown)
