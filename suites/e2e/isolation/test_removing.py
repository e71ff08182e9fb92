"""Removing over the tenant's wall: what another company deletes stays, and its owner can still delete it."""

import pytest

from conformance.actors import Actor
from conformance.expectations import client_error
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.batches import skipped_exactly
from conformance.laws.isolation import indistinguishable
from conformance.laws.rows import unchanged
from conformance.polling import Patience
from conformance.suites.e2e.isolation.acts import NO_SUCCESS, client_of, client_row, one_at_most
from conformance.suites.e2e.leads.views import by_id, lead_in

pytestmark = pytest.mark.level("standard")

REMOVALS = (200, 403, 404)
"""The statuses of a removal of what is not there: an idempotent 200 is as good where random ids get it too."""


@pytest.mark.requirement("LG-ISO-007", "LG-ISO-027")
@pytest.mark.operation("deleteClient")
def test_another_companys_client_is_not_deleted(
    owner_a: Actor,
    owner_b: Actor,
    client_b: TemporaryClient,
    lead_b: TemporaryLead,
    naming: Naming,
    patience: Patience,
    control: Control,
    judge: Judge,
) -> None:
    before = patience.until(
        lambda: client_of(owner_b, client_b.id, "control"), lambda page: client_row(page) is not None
    )
    control(before, expected=client_b.id, actual=before.at("clients.0.id"))
    modes = (None, "true")
    foreign = [
        owner_a.call("deleteClient", query={"id": client_b.id, "purge": purge}, trespass=[client_b.id])
        for purge in modes
    ]
    unknown = [owner_a.call("deleteClient", query={"id": naming.random_id(), "purge": purge}) for purge in modes]
    for seen in patience.twice(lambda: client_of(owner_b, client_b.id)):
        judge(
            "LG-ISO-007",
            [before, *foreign, seen],
            unchanged(client_row(before) or {}, client_row(seen), where="the owner's client"),
        )
    lead = by_id(owner_b, lead_b.id)
    judge("LG-ISO-007", [*foreign, lead], unchanged(lead_b.row, lead_in(lead), where="the owner's lead"))
    for pair in zip(foreign, unknown, strict=True):
        judge("LG-ISO-027", pair, indistinguishable(*pair, statuses=REMOVALS))
    right = owner_b.call("deleteClient", query={"id": client_b.id, "purge": "true"}, purpose="control")
    control(right, expected=200, actual=right.status)


@pytest.mark.requirement("LG-ISO-009", "LG-ISO-027")
@pytest.mark.operation("deleteLeads")
def test_another_companys_lead_is_not_deleted(
    owner_a: Actor,
    owner_b: Actor,
    lead_b: TemporaryLead,
    naming: Naming,
    patience: Patience,
    control: Control,
    judge: Judge,
) -> None:
    before = by_id(owner_b, lead_b.id, "control")
    control(before, expected=lead_b.id, actual=before.at("lead.id"))
    foreign = owner_a.call("deleteLeads", query={"id": lead_b.id}, trespass=[lead_b.id])
    unknown = owner_a.call("deleteLeads", query={"id": naming.random_id()})
    for seen in patience.twice(lambda: by_id(owner_b, lead_b.id)):
        judge("LG-ISO-009", [foreign, seen], unchanged(lead_in(before) or {}, lead_in(seen), where="the owner's lead"))
    judge("LG-ISO-027", [foreign, unknown], indistinguishable(foreign, unknown, statuses=REMOVALS))
    right = owner_b.call("deleteLeads", query={"id": lead_b.id}, purpose="control")
    control(right, expected=200, actual=right.status)


@pytest.mark.requirement("LG-ISO-010", "LG-ISO-011")
@pytest.mark.operation("deleteLeads")
def test_a_batch_of_deletions_removes_ones_own_leads_alone(
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
    before = by_id(owner_b, lead_b.id, "control")
    control(before, expected=lead_b.id, actual=before.at("lead.id"))
    unknown = naming.random_id()
    batch = owner_a.call("deleteLeads", json={"ids": [lead_b.id, lead_a.id, unknown]}, trespass=[lead_b.id])
    for seen in patience.twice(lambda: by_id(owner_b, lead_b.id)):
        judge(
            "LG-ISO-010",
            [batch, seen],
            unchanged(lead_in(before) or {}, lead_in(seen), where="the other company's lead"),
        )
    verify("LG-ISO-010", batch, expected=one_at_most(), actual=batch.at("deleted"))
    own = by_id(owner_a, lead_a.id)
    if batch.succeeded:
        verify("LG-ISO-011", [batch, own], expected=NO_SUCCESS, actual=own.status)
        verify("LG-ISO-011", batch, expected=1, actual=batch.at("deleted"))
        judge("LG-ISO-011", batch, skipped_exactly([lead_b.id, unknown], batch.at("skipped")))
    else:
        verify("LG-ISO-011", batch, expected=client_error(), actual=batch.status)
        judge("LG-ISO-011", [batch, own], unchanged(lead_a.row, lead_in(own), where="one's own lead"))
    right = owner_b.call("deleteLeads", json={"ids": [lead_b.id]}, purpose="control")
    control(right, expected=1, actual=right.at("deleted"))
