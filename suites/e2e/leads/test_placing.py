"""Where a lead belongs: to a client that there is, once by its e-mail, and never to two places at once."""

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.expectations import client_error, equal_to, one_of, satisfying, without
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead, make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.batches import stored_as_told
from conformance.laws.listings import each_once
from conformance.laws.rows import kept, stored
from conformance.polling import Patience
from conformance.suites.e2e.leads.life import Life
from conformance.suites.e2e.leads.views import (
    MADE_OR_REFUSED,
    by_email,
    by_id,
    emails_folded,
    lead_in,
    leads_of,
    listed,
)

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("leads")]


@pytest.mark.requirement("LG-LEAD-014", "LG-LEAD-018", "LG-LEAD-021", "LG-LEAD-033")
@pytest.mark.operation("createLeads", "getEnrichLead", "listLeads")
def test_a_client_swallows_no_lead_and_holds_an_email_once(
    owner_a: Actor,
    workspace: TemporaryClient,
    lead: TemporaryLead,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    control(lead.made_by, expected=one_of(200, 201), actual=lead.made_by.status)
    by_record_id = owner_a.call("createLeads", json=naming.lead(workspace.id))
    verify("LG-LEAD-014", by_record_id, expected=MADE_OR_REFUSED, actual=by_record_id.status)
    email, fresh, nowhere = str(lead.sent["email"]), naming.lead(workspace.client_id), naming.unique()
    nameless = owner_a.call(
        "createLeads", json=naming.lead(workspace.client_id, email=email, lastName="", city=nowhere)
    )
    needed(nameless, expected=client_error(), actual=nameless.status, what="a refusal of a lead without a name")
    again = naming.lead(workspace.client_id, email=email, title="Another title")
    single = owner_a.call("createLeads", json=again)
    verify("LG-LEAD-018", single, expected=one_of(200, 201, 409), actual=single.status)
    if not single.succeeded:
        verify("LG-LEAD-018", single, expected="already_exists", actual=single.at("errorType"))
    copies = [naming.lead(workspace.client_id, email=each) for each in (email, fresh["email"])]
    batch = owner_a.call("createLeads", json={"leads": [fresh, *copies]})
    verify("LG-LEAD-033", batch, expected=MADE_OR_REFUSED, actual=batch.status)
    wanted = [email, str(fresh["email"])] if batch.succeeded else [email]
    odd = {by_record_id.at("lead.id")} if by_record_id.succeeded else set()
    listing = leads_of(
        patience,
        owner_a,
        workspace,
        lambda rows: {*wanted} <= by_email(rows).keys() and odd <= {row.get("id") for row in rows},
    )
    exchanges = [single, batch, *listing.pages]
    read = by_id(owner_a, lead.id)
    refused = [each for each in (nameless, single, batch) if not each.succeeded]
    # A target may take what it does not refuse as an update.
    taken = [sent for each, sent in ((single, again), (batch, copies[0])) if each.succeeded]
    fields = {name for sent in taken for name, value in sent.items() if value != lead.sent.get(name)}
    same = kept(lead.row, lead_in(read), but=("updatedAt", *fields), where="the lead that has the e-mail")
    judge("LG-LEAD-021", [lead.made_by, *refused, read], same)
    verify("LG-LEAD-021", [*refused, read], expected=without([nowhere]), actual=[read.at("lead.city")])
    if not batch.succeeded:
        judge("LG-LEAD-021", [batch, *listing.pages], stored_as_told([fresh], 0, listing.rows))
    judge("LG-LEAD-014", [by_record_id, *listing.pages], each_once(odd, listing.rows, where="the client's list"))
    once = each_once(wanted, emails_folded(listing.rows), key="email", where="the client's list")
    judge("LG-LEAD-018", exchanges, once)
    judge("LG-LEAD-033", exchanges, once)


@pytest.mark.requirement("LG-LEAD-019")
@pytest.mark.operation("createLeads", "getEnrichLead")
def test_an_email_of_another_client_is_free(
    life: Life, workspace: TemporaryClient, naming: Naming, verify: Verify, judge: Judge
) -> None:
    first = life.rows()[0]
    body = naming.lead(workspace.client_id, email=first.get("email"))
    made = life.actor.call("createLeads", json=body)
    verify("LG-LEAD-019", made, expected=201, actual=made.status)
    another = satisfying("another lead than the first", lambda id: isinstance(id, str) and id != first.get("id"))
    verify("LG-LEAD-019", [life.batched, made], expected=another, actual=made.at("lead.id"))
    read = by_id(life.actor, made.at("lead.id"))
    judge("LG-LEAD-019", [made, read], stored(body, lead_in(read), where="the second lead"))


@pytest.mark.requirement("LG-LEAD-020")
@pytest.mark.operation("createLeads", "getEnrichLead", "listLeads")
def test_an_email_of_another_company_is_free(
    owner_a: Actor,
    owner_b: Actor,
    workspace: TemporaryClient,
    tenant_b: Tenant,
    naming: Naming,
    patience: Patience,
    verify: Verify,
    judge: Judge,
) -> None:
    theirs = [naming.lead(workspace.client_id) for _ in range(2)]
    there = owner_a.call("createLeads", json={"leads": theirs}, purpose="setup")
    needed(there, expected=equal_to(2), actual=there.at("created"), what="two leads of company A")
    single, batched = (naming.lead(tenant_b.client.client_id, email=row["email"]) for row in theirs)
    made = owner_b.call("createLeads", json=single)
    verify("LG-LEAD-020", made, expected=201, actual=made.status)
    read = by_id(owner_b, made.at("lead.id"))
    judge("LG-LEAD-020", [made, read], stored(single, lead_in(read), where="the lead of company B"))
    batch = owner_b.call("createLeads", json={"leads": [batched]})
    verify("LG-LEAD-020", batch, expected=1, actual=batch.at("created"))
    seen = patience.until(
        lambda: listed(owner_b, tenant_b.client), lambda page: batched["email"] in by_email(page.rows("leads"))
    )
    once = each_once([batched["email"]], emails_folded(seen.rows("leads")), key="email", where="company B's list")
    judge("LG-LEAD-020", [batch, seen], once)


@pytest.mark.requirement("LG-LEAD-046", "LG-LEAD-054")
@pytest.mark.operation("updateLeads", "updateEnrichLead", "getEnrichLead", "listLeads")
def test_an_update_moves_no_lead_and_changes_none_but_the_one_of_the_path(
    owner_a: Actor,
    workspace: TemporaryClient,
    lead: TemporaryLead,
    naming: Naming,
    patience: Patience,
    verify: Verify,
    judge: Judge,
) -> None:
    other, nowhere = make_lead(owner_a, naming, workspace), {"client_id": naming.random_id()}
    moves = [
        owner_a.call("updateLeads", json={"id": lead.id, **nowhere}),
        owner_a.call("updateEnrichLead", path={"id": lead.id}, json=nowhere),
    ]
    changes = {"title": f"Title {naming.unique()}"}
    answer = owner_a.call("updateEnrichLead", path={"id": lead.id}, json={"id": other.id, **changes})
    verify("LG-LEAD-054", answer, expected=one_of(200, 400), actual=answer.status)
    read, spared = by_id(owner_a, lead.id), by_id(owner_a, other.id)
    law = kept(other.row, lead_in(spared), where="the lead of the body")
    judge("LG-LEAD-054", [other.made_by, answer, spared], law)
    wanted = changes if answer.succeeded else {"title": lead.row.get("title")}
    judge("LG-LEAD-054", [answer, read], stored(wanted, lead_in(read), where="the lead of the path"))
    verify("LG-LEAD-046", [*moves, read], expected=workspace.client_id, actual=read.at("lead.client_id"))
    listing = leads_of(patience, owner_a, workspace, lambda rows: lead.id in {row.get("id") for row in rows})
    judge("LG-LEAD-046", [*moves, *listing.pages], each_once([lead.id], listing.rows, where="its client's list"))
