"""Deleting a client with its leads, and without: the leads that were meant go, and no others."""

import time
from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import partial

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
from conformance.suites.e2e.leads.views import listed
from conformance.transport import TransportFault
from conformance.walking import next_token

pytestmark = pytest.mark.operation("deleteClient")

COLLEAGUE = "admin_a"
"""Who of the company makes some of the leads that go with another's client."""

STRANGER = "owner_b"
"""Who of another company looks for a lead whose client is gone, where the profile has them."""

KEPT = {"without purge": {}, "purge=false": {"purge": "false"}}
"""The ways to delete a client that keep its leads."""

THEIRS = 101
"""How many they make: with the others no multiple of what a server may write or remove at once."""

MANY = 1001
"""Leads that are too many for one purge on the real service (reference: Delete and purge)."""


def lead(actor: Actor, id: object) -> Exchange:
    """A lead by its id."""
    return actor.call("getEnrichLead", path={"id": str(id)})


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
    before = patience.until(lambda: listed(owner_a, doomed), lambda page: len(page.rows("leads")) == 3)
    control(before, expected=3, actual=len(before.rows("leads")))
    answer = owner_a.call("deleteClient", query={"id": doomed.id, "purge": "true"})
    verify("LG-CLI-021", answer, expected=200, actual=answer.status)
    read = lead(owner_a, before.at("leads.0.id"))
    verify("LG-CLI-021", [answer, read], expected=one_of(403, 404), actual=read.status)
    after = patience.until(lambda: listed(owner_a, doomed), lambda page: not page.rows("leads"))
    verify("LG-CLI-021", [answer, after], expected=[], actual=after.rows("leads"))
    listing = clients_once(patience, owner_a, doomed.id, lambda row: row is None)
    verify("LG-CLI-021", [answer, *listing.pages], expected=equal_to(None), actual=listing.row(doomed.id))
    there = lead(owner_a, spared.id)
    judge("LG-CLI-022", [answer, there], kept(spared.row, there.record("lead"), where="the other's lead"))
    told = answer.json.get("deletedLeads") if isinstance(answer.json, dict) else None
    verify("LG-CLI-026", answer, expected=one_of(None, 3), actual=told)


@dataclass(frozen=True)
class Outlived:
    """A lead whose client was deleted without a purge: as its owner and a stranger, if any, see it, then removed."""

    lead: TemporaryLead
    answer: Exchange
    read: Exchange
    foreign: list[Exchange]
    removed: Exchange


def outlived(harness: Harness, naming: Naming, way: str) -> Outlived:
    """The client made with its lead and deleted in a way that keeps leads, and the lead looked for."""
    owner = harness.actor("owner_a")
    client = make_client(owner, naming)
    left = make_lead(owner, naming, client)
    answer = owner.call("deleteClient", query={"id": client.id, **KEPT[way]})
    read = lead(owner, left.id)
    strangers = [harness.actor(name) for name in (STRANGER,) if name in harness.profile.actors]
    foreign = [each.call("getEnrichLead", path={"id": left.id}, trespass=[left.id]) for each in strangers]
    return Outlived(left, answer, read, foreign, owner.call("deleteLeads", query={"id": left.id}))


@pytest.fixture(scope="session")
def left_behind(harness: Harness, naming: Naming) -> Callable[[str], Outlived]:
    """The lead that outlived its client, once a process for each way."""
    made = {way: Once(harness, partial(outlived, harness, naming, way)) for way in KEPT}
    return lambda way: made[way].get()


@pytest.mark.requirement("LG-CLI-023")
@pytest.mark.operation("getEnrichLead", "deleteLeads")
@pytest.mark.parametrize(
    "way",
    [
        pytest.param("without purge", marks=pytest.mark.level("standard")),
        pytest.param("purge=false", marks=pytest.mark.level("deep")),
    ],
)
def test_without_a_purge_the_leads_outlive_their_client(
    left_behind: Callable[[str], Outlived], verify: Verify, way: str
) -> None:
    left = left_behind(way)
    verify("LG-CLI-023", left.answer, expected=one_of(200, 409), actual=left.answer.status)
    verify("LG-CLI-023", [left.answer, left.read], expected=left.lead.id, actual=left.read.at("lead.id"))
    verify("LG-CLI-023", [left.answer, left.removed], expected=200, actual=left.removed.status)


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-ISO-004")
@pytest.mark.operation("getEnrichLead")
@pytest.mark.usefixtures("owner_b")
def test_a_lead_without_its_client_is_no_strangers(
    left_behind: Callable[[str], Outlived], control: Control, judge: Judge
) -> None:
    left = left_behind("without purge")
    control(left.read, expected=200, actual=left.read.status)
    marks = {left.lead.id, str(left.lead.sent["email"])}
    judge("LG-ISO-004", left.foreign, says_nothing(left.foreign, ("lead",), marks))


@dataclass(frozen=True)
class Purged:
    """A client with more than a thousand leads of two people, and what became of it.

    `due` are the e-mails of those that its owner's list must hold: their own, and where it shows a colleague's, the
    colleague's too. `answer` is that of the purge, or `late` what kept it from coming in time; `after` is its list,
    `read` one of the colleague's leads by its id.
    """

    due: Set[str]
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
    own = make_leads(owner, naming, client, MANY - THEIRS if theirs.succeeded else MANY)
    before = patience.until(lambda: listed(owner, client), lambda page: len(page.rows("leads")) == 1000)
    needed(before, expected=True, actual=bool(before.rows("leads")), what=f"a list of {MANY} leads")
    shown, emails = before.rows("leads"), {str(row["email"]) for row in rows}
    of_theirs = [row for row in shown if str(row.get("email")).casefold() in emails]
    # Members may see but their own: then the list lacks all of a colleague's leads.
    due = {*own, *(emails if of_theirs and theirs.at("created") == THEIRS else ())}
    answer, late, begun = None, "", time.monotonic()
    try:
        answer = owner.call("deleteClient", query={"id": client.id, "purge": "true"})
    except TransportFault as fault:
        if not fault.processed or time.monotonic() - begun < harness.profile.bounds.answer:
            raise
        late = fault.reason
    after = patience.until(lambda: listed(owner, client), lambda page: not page.rows("leads"))
    return Purged(due, before, answer, late, after, lead(owner, (of_theirs or shown)[-1].get("id")))


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
    judge("LG-LEAD-028", purge.before, none_lost(purge.before, purge.due))
    control(purge.before, expected=200, actual=purge.before.status)
    status = None if purge.answer is None else purge.answer.status
    needed(purge.answer or purge.before, expected=200, actual=status, what="a large purge")
    verify("LG-CLI-021", [purge.before, purge.after], expected=[], actual=purge.after.rows("leads"))
    verify("LG-CLI-021", [purge.after, purge.read], expected=one_of(403, 404), actual=purge.read.status)


def none_lost(page: Exchange, due: Set[str]) -> Judgement:
    """Where a page leads on to no other it holds all rows that were told to be stored, by their e-mails."""
    there, whole = len(due & {str(row.get("email")).casefold() for row in page.rows("leads")}), next_token(page) is None
    expected = f"all of {len(due)} leads, or a page that leads on"
    return Judgement(not whole or there == len(due), expected, f"{there} of them on the page")
