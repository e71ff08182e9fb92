"""Deleting a client with its leads, and without: the leads that were meant go, and no others."""

import time
from dataclasses import dataclass

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import Judgement, equal_to, one_of
from conformance.fixtures.clients import TemporaryClient, make_client
from conformance.fixtures.leads import TemporaryLead, make_lead, make_leads
from conformance.fixtures.naming import Naming
from conformance.fixtures.once import Once
from conformance.fixtures.types import Control, Fill, Judge, Make, Verify
from conformance.harness import Harness
from conformance.laws.isolation import says_nothing
from conformance.laws.rows import kept
from conformance.polling import Patience
from conformance.suites.e2e.clients.life import clients_once
from conformance.transport import TransportFault
from conformance.walking import next_token

pytestmark = pytest.mark.operation("deleteClient")

COLLEAGUE = "admin_a"
"""Who of the company makes some of the leads that go with another's client."""

STRANGER = "owner_b"
"""Who of another company looks for a lead whose client is gone."""

THEIRS = 101
"""How many they make: with the others no multiple of what a server may write or remove at once."""

MANY = 1001
"""Leads that are too many for one purge on the real service (contract: Defects)."""


def lead(actor: Actor, id: object) -> Exchange:
    """A lead by its id."""
    return actor.call("getEnrichLead", path={"id": str(id)})


def leads_of(actor: Actor, client: TemporaryClient) -> Exchange:
    """The leads of a client, as the list shows them."""
    return actor.call("listLeads", query={"client_id": client.client_id, "limit": 1000})


@pytest.mark.requirement("LG-CLI-021", "LG-CLI-022", "LG-CLI-026")
@pytest.mark.operation("listLeads", "listClients", "getEnrichLead")
def test_a_purge_takes_the_leads_along_and_no_others(
    owner_a: Actor,
    make: Make,
    fill: Fill,
    naming: Naming,
    workspace: TemporaryClient,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    doomed, spared = make(owner_a), make_lead(owner_a, naming, workspace)
    fill(doomed, 3)
    before = patience.until(lambda: leads_of(owner_a, doomed), lambda page: len(page.rows("leads")) == 3)
    control(before, expected=3, actual=len(before.rows("leads")))
    answer = owner_a.call("deleteClient", query={"id": doomed.id, "purge": "true"})
    verify("LG-CLI-021", answer, expected=200, actual=answer.status)
    read = lead(owner_a, before.at("leads.0.id"))
    verify("LG-CLI-021", [answer, read], expected=one_of(403, 404), actual=read.status)
    after = patience.until(lambda: leads_of(owner_a, doomed), lambda page: not page.rows("leads"))
    verify("LG-CLI-021", [answer, after], expected=[], actual=after.rows("leads"))
    listing = clients_once(patience, owner_a, doomed.id, lambda row: row is None)
    verify("LG-CLI-021", [answer, *listing.pages], expected=equal_to(None), actual=listing.row(doomed.id))
    there = lead(owner_a, spared.id)
    judge("LG-CLI-022", [answer, there], kept(spared.row, there.record("lead"), where="the other's lead"))
    told = answer.json.get("deletedLeads") if isinstance(answer.json, dict) else None
    verify("LG-CLI-026", answer, expected=one_of(None, 3), actual=told)


@pytest.mark.requirement("LG-CLI-023", "LG-ISO-004")
@pytest.mark.operation("getEnrichLead", "deleteLeads")
@pytest.mark.parametrize(
    "query",
    [
        pytest.param({}, id="without purge", marks=pytest.mark.level("standard")),
        pytest.param({"purge": "false"}, id="purge=false", marks=pytest.mark.level("deep")),
    ],
)
def test_without_a_purge_the_leads_outlive_their_client(
    harness: Harness,
    owner_a: Actor,
    client_a: TemporaryClient,
    lead_a: TemporaryLead,
    control: Control,
    verify: Verify,
    judge: Judge,
    query: dict[str, str],
) -> None:
    answer = owner_a.call("deleteClient", query={"id": client_a.id, **query})
    verify("LG-CLI-023", answer, expected=one_of(200, 409), actual=answer.status)
    read = lead(owner_a, lead_a.id)
    verify("LG-CLI-023", [answer, read], expected=lead_a.id, actual=read.at("lead.id"))
    if STRANGER in harness.profile.actors:
        control(read, expected=one_of(200, 404), actual=read.status)
        foreign = harness.actor(STRANGER).call("getEnrichLead", path={"id": lead_a.id}, trespass=[lead_a.id])
        judge("LG-ISO-004", foreign, says_nothing([foreign], ("lead",), {lead_a.id, str(lead_a.sent["email"])}))
    removed = owner_a.call("deleteLeads", query={"id": lead_a.id})
    verify("LG-CLI-023", [answer, removed], expected=200, actual=removed.status)


@dataclass(frozen=True)
class Purged:
    """A client with more than a thousand leads of two people, and what became of it.

    `answer` is that of the purge, or `late` what kept it from coming in time; `after` is its list, `read` one of the
    colleague's leads by its id.
    """

    before: Exchange
    answer: Exchange | None
    late: str
    after: Exchange
    read: Exchange


def purged(harness: Harness, naming: Naming, patience: Patience) -> Purged:
    """The client made, filled and purged."""
    owner = harness.actor("owner_a")
    colleague = harness.actor(COLLEAGUE) if COLLEAGUE in harness.profile.actors else owner
    client = make_client(owner, naming)
    rows = [naming.lead(client.client_id) for _ in range(THEIRS)]
    theirs = colleague.call("createLeads", json={"leads": rows})
    # A target may let nobody write in a colleague's client.
    make_leads(owner, naming, client, MANY - THEIRS if theirs.succeeded else MANY)
    before = patience.until(lambda: leads_of(owner, client), lambda page: len(page.rows("leads")) == 1000)
    needed(before, expected=True, actual=bool(before.rows("leads")), what=f"a list of {MANY} leads")
    shown, emails = before.rows("leads"), {row["email"] for row in rows}
    of_theirs = [row for row in shown if str(row.get("email")).casefold() in emails]
    answer, late, begun = None, "", time.monotonic()
    try:
        answer = owner.call("deleteClient", query={"id": client.id, "purge": "true"})
    except TransportFault as fault:
        if not fault.processed or time.monotonic() - begun < harness.profile.bounds.answer:
            raise
        late = fault.reason
    after = patience.until(lambda: leads_of(owner, client), lambda page: not page.rows("leads"))
    return Purged(before, answer, late, after, lead(owner, (of_theirs or shown)[-1].get("id")))


@pytest.fixture(scope="session")
def purge_once(harness: Harness, naming: Naming, patience: Patience) -> Once[Purged]:
    """A large purge, once a process."""
    return Once(harness, lambda: purged(harness, naming, patience))


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-CLI-025")
@pytest.mark.operation("listLeads")
def test_a_purge_of_more_than_a_thousand_leads_is_answered_in_time_and_leaves_none(
    harness: Harness, purge_once: Once[Purged], control: Control, verify: Verify, judge: Judge
) -> None:
    purge, bound = purge_once.get(), harness.profile.bounds.answer
    control(purge.before, expected=200, actual=purge.before.status)
    if purge.answer is None:
        late = f"{purge.late}; {len(purge.after.rows('leads'))} leads on the first page afterwards"
        judge("LG-CLI-025", [purge.before, purge.after], Judgement(False, f"an answer of 200 within {bound:g} s", late))
        return
    verify("LG-CLI-025", purge.answer, expected=200, actual=purge.answer.status)
    verify("LG-CLI-025", [purge.answer, purge.after], expected=[], actual=purge.after.rows("leads"))
    verify("LG-CLI-025", [purge.answer, purge.read], expected=one_of(403, 404), actual=purge.read.status)


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-CLI-021", "LG-LEAD-028")
@pytest.mark.operation("createLeads", "listLeads", "getEnrichLead")
def test_a_large_purge_leaves_no_lead_whoever_made_it(
    purge_once: Once[Purged], control: Control, verify: Verify, judge: Judge
) -> None:
    purge = purge_once.get()
    judge("LG-LEAD-028", purge.before, none_lost(purge.before, MANY))
    control(purge.before, expected=200, actual=purge.before.status)
    needed(purge.before, expected=True, actual=purge.answer is not None, what="an answer to a large purge")
    verify("LG-CLI-021", [purge.before, purge.after], expected=[], actual=purge.after.rows("leads"))
    verify("LG-CLI-021", [purge.after, purge.read], expected=one_of(403, 404), actual=purge.read.status)


def none_lost(page: Exchange, created: int) -> Judgement:
    """Where a page leads on to no other it holds all rows that were told to be stored."""
    rows, whole = len(page.rows("leads")), next_token(page) is None
    return Judgement(not whole or rows == created, f"{created} leads, or a page that leads on", f"{rows} on the page")
