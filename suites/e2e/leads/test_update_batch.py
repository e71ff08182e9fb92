"""Updating many leads in one call: each gets its own row's values, and what cannot be done is named."""

import pytest

from conformance.actors import Actor
from conformance.expectations import one_of
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead, make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.batches import skipped_exactly
from conformance.laws.rows import stored, unchanged
from conformance.suites.e2e.leads.views import by_id, lead_in

pytestmark = [pytest.mark.operation("updateLeads"), pytest.mark.level("standard")]


@pytest.mark.requirement("LG-LEAD-043", "LG-LEAD-044", "LG-LEAD-045")
@pytest.mark.operation("getEnrichLead")
def test_each_lead_of_a_batch_gets_its_own_values(
    owner_a: Actor,
    workspace: TemporaryClient,
    lead: TemporaryLead,
    naming: Naming,
    verify: Verify,
    judge: Judge,
) -> None:
    leads = [lead, make_lead(owner_a, naming, workspace)]
    fields: list[dict[str, object]] = [
        {"title": f"Title {naming.unique()}"},
        {"firstName": "Zoë", "notes": f"Notes {naming.unique()}"},
    ]
    rows = [{"id": each.id} | changes for each, changes in zip(leads, fields, strict=True)]
    answer = owner_a.call("updateLeads", json={"leads": rows})
    verify("LG-LEAD-044", answer, expected=200, actual=answer.status)
    for each, changes in zip(leads, fields, strict=True):
        read = by_id(owner_a, each.id)
        judge("LG-LEAD-045", [answer, read], stored(changes, lead_in(read), where="the lead"))
        kept = unchanged(each.row, lead_in(read), but=("updatedAt", *changes), where="the lead")
        judge("LG-LEAD-045", [each.made_by, answer, read], kept)
    unknown, last = naming.random_id(), f"Title {naming.unique()}"
    mixed = [{"id": unknown, "title": last}, rows[1], {"title": last}, {"id": lead.id, "title": last}]
    answer = owner_a.call("updateLeads", json={"leads": mixed})
    verify("LG-LEAD-043", answer, expected=200, actual=answer.status)
    verify("LG-LEAD-043", answer, expected=2, actual=answer.at("updated"))
    judge("LG-LEAD-043", answer, skipped_exactly([unknown, "2"], answer.at("skipped")))
    if answer.succeeded:
        read = by_id(owner_a, lead.id)
        verify("LG-LEAD-043", [answer, read], expected=last, actual=read.at("lead.title"))


@pytest.mark.requirement("LG-LEAD-043")
@pytest.mark.operation("deleteLeads")
def test_a_batch_of_unknown_ids_does_nothing(
    owner_a: Actor, lead: TemporaryLead, naming: Naming, control: Control, verify: Verify
) -> None:
    unknown = naming.random_id()
    for operation, told, own, body in (
        ("updateLeads", "updated", {"leads": [{"id": lead.id}]}, {"leads": [{"id": unknown, "title": "Nobody's"}]}),
        ("deleteLeads", "deleted", {"ids": [lead.id]}, {"ids": [unknown]}),
    ):
        answer = owner_a.call(operation, json=body)
        right = owner_a.call(operation, json=own, purpose="control")
        control(right, expected=1, actual=right.at(told))
        verify("LG-LEAD-043", answer, expected=one_of(200, 404), actual=answer.status)
        verify("LG-LEAD-043", answer, expected=0, actual=answer.at(told) if answer.succeeded else 0)
