"""Deleting and purging clients: exactly what was named goes, and goes from every view."""

import pytest

from conformance import contract
from conformance.actors import Actor
from conformance.exchange import Exchange
from conformance.expectations import equal_to, one_of, satisfying
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead, make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Fill, Judge, Make, Verify
from conformance.laws.rows import unchanged
from conformance.polling import Patience
from conformance.walking import Walk, walk

pytestmark = pytest.mark.operation("deleteClient")


def clients(actor: Actor) -> Walk:
    """All clients that an actor sees."""
    return walk(actor, contract.load()["listClients"], limit=1000)


def lead(actor: Actor, id: str) -> Exchange:
    """A lead by its id."""
    return actor.call("getEnrichLead", path={"id": id})


def leads_of(actor: Actor, client: TemporaryClient) -> Exchange:
    """The leads of a client, as the list shows them."""
    return actor.call("listLeads", query={"client_id": client.client_id})


@pytest.mark.requirement("LG-CLI-019", "LG-CLI-020")
def test_a_deleted_client_is_gone_and_no_other(
    owner_a: Actor, make: Make, patience: Patience, control: Control, verify: Verify
) -> None:
    doomed, other = make(owner_a), make(owner_a)
    before = owner_a.call("listClients", query={"clientId": doomed.id}, purpose="control")
    control(before, expected=doomed.id, actual=before.at("clients.0.id"))
    answer = owner_a.call("deleteClient", query={"id": doomed.id})
    verify("LG-CLI-019", answer, expected=200, actual=answer.status)
    read = patience.until(
        lambda: owner_a.call("listClients", query={"clientId": doomed.id}), lambda seen: not seen.rows("clients")
    )
    verify("LG-CLI-020", [answer, read], expected=[], actual=read.rows("clients"))
    listing = clients(owner_a)
    verify("LG-CLI-020", [answer, *listing.pages], expected=equal_to(None), actual=listing.row(doomed.id))
    present = satisfying("the other client", lambda row: row is not None)
    verify("LG-CLI-020", [answer, *listing.pages], expected=present, actual=listing.row(other.id))


@pytest.mark.requirement("LG-CLI-021", "LG-CLI-022", "LG-CLI-026")
def test_a_purge_takes_the_leads_along_and_no_others(
    owner_a: Actor,
    make: Make,
    fill: Fill,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    doomed, other = make(owner_a), make(owner_a)
    single = make_lead(owner_a, naming, doomed)
    fill(doomed, 3)
    spared = make_lead(owner_a, naming, other)
    before = patience.until(lambda: leads_of(owner_a, doomed), lambda page: len(page.rows("leads")) == 4)
    control(before, expected=4, actual=len(before.rows("leads")))
    answer = owner_a.call("deleteClient", query={"id": doomed.id, "purge": "true"})
    verify("LG-CLI-021", answer, expected=200, actual=answer.status)
    read = lead(owner_a, single.id)
    verify("LG-CLI-021", [answer, read], expected=one_of(403, 404), actual=read.status)
    after = patience.until(lambda: leads_of(owner_a, doomed), lambda page: not page.rows("leads"))
    verify("LG-CLI-021", [answer, after], expected=[], actual=after.rows("leads"))
    for each in before.rows("leads")[:2]:
        one = lead(owner_a, str(each.get("id")))
        verify("LG-CLI-021", [answer, one], expected=one_of(403, 404), actual=one.status)
    listing = clients(owner_a)
    verify("LG-CLI-021", [answer, *listing.pages], expected=equal_to(None), actual=listing.row(doomed.id))
    kept = lead(owner_a, spared.id)
    judge("LG-CLI-022", [answer, kept], unchanged(spared.row, kept.record("lead"), where="the other's lead"))
    told = answer.json.get("deletedLeads") if isinstance(answer.json, dict) else None
    verify("LG-CLI-026", answer, expected=one_of(None, 4), actual=told)


@pytest.mark.requirement("LG-CLI-023")
@pytest.mark.parametrize("query", [{}, {"purge": "false"}], ids=["without purge", "purge=false"])
def test_without_a_purge_the_leads_outlive_their_client(
    owner_a: Actor, client_a: TemporaryClient, lead_a: TemporaryLead, verify: Verify, query: dict[str, str]
) -> None:
    answer = owner_a.call("deleteClient", query={"id": client_a.id, **query})
    verify("LG-CLI-023", answer, expected=one_of(200, 409), actual=answer.status)
    read = lead(owner_a, lead_a.id)
    verify("LG-CLI-023", [answer, read], expected=lead_a.id, actual=read.at("lead.id"))
    removed = owner_a.call("deleteLeads", query={"id": lead_a.id})
    verify("LG-CLI-023", [answer, removed], expected=200, actual=removed.status)


@pytest.mark.requirement("LG-CLI-024")
@pytest.mark.parametrize("purge", ["yes", "1", "TRUE!"])
def test_an_unclear_purge_deletes_nothing(
    owner_a: Actor,
    client_a: TemporaryClient,
    lead_a: TemporaryLead,
    control: Control,
    verify: Verify,
    purge: str,
) -> None:
    before = lead(owner_a, lead_a.id)
    control(before, expected=200, actual=before.status)
    refused = owner_a.call("deleteClient", query={"id": client_a.id, "purge": purge})
    verify("LG-CLI-024", refused, expected=400, actual=refused.status)
    read = lead(owner_a, lead_a.id)
    verify("LG-CLI-024", [refused, read], expected=200, actual=read.status)
    still = owner_a.call("listClients", query={"clientId": client_a.id})
    verify("LG-CLI-024", [refused, still], expected=client_a.id, actual=still.at("clients.0.id"))


@pytest.mark.requirement("LG-CLI-016", "LG-CLI-017")
def test_a_delete_needs_the_id_of_a_client(
    owner_a: Actor, make: Make, naming: Naming, control: Control, verify: Verify
) -> None:
    client, doomed = make(owner_a), make(owner_a)
    right = owner_a.call("deleteClient", query={"id": doomed.id}, purpose="control")
    control(right, expected=200, actual=right.status)
    nameless = owner_a.call("deleteClient")
    verify("LG-CLI-016", nameless, expected=400, actual=nameless.status)
    for wrong in (naming.random_id(), client.client_id, doomed.id):
        unknown = owner_a.call("deleteClient", query={"id": wrong})
        verify("LG-CLI-017", unknown, expected=one_of(403, 404), actual=unknown.status)
        told = one_of("not_found", "insufficient_permissions", "owner_mismatch")
        verify("LG-CLI-017", unknown, expected=told, actual=unknown.at("errorType"))
