"""Updating one lead, by PUT /leads and by PUT /enrich-leads/{id}: what was sent shows, what was not sent stays."""

from collections.abc import Callable

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import one_of
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead, make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.listings import each_once
from conformance.laws.rows import stored, unchanged
from conformance.polling import Patience
from conformance.suites.e2e.leads.views import Row, by_id, lead_in, leads_of

pytestmark = pytest.mark.level("standard")

Put = Callable[[Actor, str, dict[str, object]], Exchange]


def put_leads(actor: Actor, id: str, changes: dict[str, object]) -> Exchange:
    """PUT /leads, the lead named in the body."""
    return actor.call("updateLeads", json={"id": id} | changes)


def put_by_id(actor: Actor, id: str, changes: dict[str, object]) -> Exchange:
    """PUT /enrich-leads/{id}, the lead named in the path and again in the body, as clients send whole rows back."""
    return actor.call("updateEnrichLead", path={"id": id}, json={"id": id} | changes)


PUTS: dict[str, Put] = {"updateLeads": put_leads, "updateEnrichLead": put_by_id}

BOTH_WAYS = pytest.mark.parametrize(
    "put", [pytest.param(put, id=name, marks=pytest.mark.operation(name)) for name, put in PUTS.items()]
)


@pytest.mark.parametrize(
    ("put", "answers"),
    [
        pytest.param(
            put_leads,
            "LG-LEAD-035",
            id="updateLeads",
            marks=[
                pytest.mark.operation("updateLeads"),
                pytest.mark.requirement("LG-LEAD-035"),
                pytest.mark.level("smoke"),
            ],
        ),
        pytest.param(
            put_by_id,
            "LG-LEAD-036",
            id="updateEnrichLead",
            marks=[pytest.mark.operation("updateEnrichLead"), pytest.mark.requirement("LG-LEAD-036")],
        ),
    ],
)
@pytest.mark.requirement("LG-LEAD-037", "LG-LEAD-038")
@pytest.mark.operation("getEnrichLead", "listLeads")
def test_an_update_shows_in_every_view_and_keeps_the_rest(
    owner_a: Actor,
    workspace: TemporaryClient,
    lead: TemporaryLead,
    naming: Naming,
    patience: Patience,
    verify: Verify,
    judge: Judge,
    put: Put,
    answers: str,
) -> None:
    changes: dict[str, object] = {"firstName": "Zoë", "title": f"Title {naming.unique()}"}
    answer = put(owner_a, lead.id, changes)
    verify(answers, answer, expected=200, actual=answer.status)
    verify(answers, answer, expected=lead.id, actual=answer.at("lead.id"))
    verify(answers, answer, expected=changes["title"], actual=answer.at("lead.title"))
    read = by_id(owner_a, lead.id)
    if answers == "LG-LEAD-036":
        verify(answers, read, expected=200, actual=read.status)
        verify(answers, read, expected=lead.id, actual=read.at("lead.id"))
    judge("LG-LEAD-037", [answer, read], stored(changes, lead_in(read), where="the lead by its id"))
    kept = unchanged(lead.row, lead_in(read), but=("updatedAt", *changes), where="the lead by its id")
    judge("LG-LEAD-038", [lead.made_by, answer, read], kept)
    listing = leads_of(patience, owner_a, workspace, lambda rows: _row(rows, lead.id).get("title") == changes["title"])
    judge("LG-LEAD-037", [answer, *listing.pages], stored(changes, listing.row(lead.id), where="the listed lead"))


@pytest.mark.requirement("LG-LEAD-039")
@pytest.mark.operation("getEnrichLead")
@BOTH_WAYS
def test_null_and_the_empty_string_clear_an_optional_field(
    owner_a: Actor, lead: TemporaryLead, verify: Verify, judge: Judge, put: Put
) -> None:
    nulls: dict[str, object] = {"companyName": None, "title": None}
    answer = put(owner_a, lead.id, nulls)
    verify("LG-LEAD-039", answer, expected=200, actual=answer.status)
    read = by_id(owner_a, lead.id)
    judge("LG-LEAD-039", [answer, read], stored(nulls, lead_in(read), where="the lead, with the nulls unset"))
    empty: dict[str, object] = {"notes": ""}
    answer = put(owner_a, lead.id, empty)
    verify("LG-LEAD-039", answer, expected=one_of(200, 400), actual=answer.status)
    if answer.succeeded:
        read = by_id(owner_a, lead.id)
        judge("LG-LEAD-039", [answer, read], stored(empty, lead_in(read), where="the lead, with the empty one unset"))


@pytest.mark.requirement("LG-LEAD-040")
@pytest.mark.operation("getEnrichLead")
@BOTH_WAYS
def test_an_update_without_a_change_changes_nothing(
    owner_a: Actor, lead: TemporaryLead, naming: Naming, verify: Verify, judge: Judge, put: Put
) -> None:
    own: dict[str, object] = {name: lead.row[name] for name in lead.sent if name in lead.row and name != "client_id"}
    nothing: dict[str, object] = {}
    for changes in (nothing, own):
        answer = put(owner_a, lead.id, changes)
        verify("LG-LEAD-040", answer, expected=200, actual=answer.status)
    read = by_id(owner_a, lead.id)
    judge("LG-LEAD-040", [answer, read], unchanged(lead.row, lead_in(read), where="the lead"))
    change: dict[str, object] = {"title": f"Title {naming.unique()}", "notes": None}
    first = put(owner_a, lead.id, change)
    second = put(owner_a, lead.id, change)
    verify("LG-LEAD-040", [first, second], expected=200, actual=second.status)
    twice = by_id(owner_a, lead.id)
    same = unchanged(lead_in(first) or {}, lead_in(twice), where="the lead after the same update again")
    judge("LG-LEAD-040", [first, second, twice], same)


@pytest.mark.requirement("LG-LEAD-046")
@pytest.mark.operation("updateLeads", "updateEnrichLead", "listLeads")
def test_a_lead_cannot_be_moved_to_a_client_that_does_not_exist(
    owner_a: Actor,
    workspace: TemporaryClient,
    lead: TemporaryLead,
    naming: Naming,
    patience: Patience,
    verify: Verify,
    judge: Judge,
) -> None:
    answers = [put(owner_a, lead.id, {"client_id": naming.random_id()}) for put in PUTS.values()]
    read = by_id(owner_a, lead.id)
    verify("LG-LEAD-046", [*answers, read], expected=workspace.client_id, actual=read.at("lead.client_id"))
    listing = leads_of(patience, owner_a, workspace, lambda rows: bool(_row(rows, lead.id)))
    law = each_once([lead.id], listing.rows, where="its client's list")
    judge("LG-LEAD-046", [*answers, *listing.pages], law)


@pytest.mark.requirement("LG-LEAD-054")
@pytest.mark.operation("updateEnrichLead", "getEnrichLead")
def test_the_path_says_which_lead_is_meant(
    owner_a: Actor,
    workspace: TemporaryClient,
    lead: TemporaryLead,
    naming: Naming,
    verify: Verify,
    judge: Judge,
) -> None:
    other = make_lead(owner_a, naming, workspace)
    changes = {"title": f"Title {naming.unique()}"}
    answer = owner_a.call("updateEnrichLead", path={"id": lead.id}, json={"id": other.id} | changes)
    verify("LG-LEAD-054", answer, expected=one_of(200, 400), actual=answer.status)
    spared = by_id(owner_a, other.id)
    judge("LG-LEAD-054", [answer, spared], unchanged(other.row, lead_in(spared), where="the lead of the body"))
    read = by_id(owner_a, lead.id)
    wanted = changes if answer.succeeded else {"title": lead.row.get("title")}
    judge("LG-LEAD-054", [answer, read], stored(wanted, lead_in(read), where="the lead of the path"))


@pytest.mark.requirement("LG-LEAD-052")
@pytest.mark.operation("getEnrichLead", "updateEnrichLead", "updateLeads", "deleteLeads")
def test_an_id_that_no_lead_has_is_not_found(
    owner_a: Actor, lead: TemporaryLead, naming: Naming, control: Control, verify: Verify
) -> None:
    def asked(id: str) -> list[Exchange]:
        change: dict[str, object] = {"title": "Nobody's"}
        acts = [by_id(owner_a, id), *(put(owner_a, id, change) for put in PUTS.values())]
        return [*acts, owner_a.call("deleteLeads", query={"id": id})]

    right, deleted = by_id(owner_a, lead.id, purpose="control"), owner_a.call("deleteLeads", query={"id": lead.id})
    control(right, expected=200, actual=right.status)
    needed(deleted, expected=200, actual=deleted.status, what="the deletion of a lead")
    for id in (naming.random_id(), lead.id):
        for answer in asked(id):
            verify("LG-LEAD-052", answer, expected=one_of(404, 403), actual=answer.status)
            if answer.status == 404:
                verify("LG-LEAD-052", answer, expected="not_found", actual=answer.at("errorType"))


def _row(rows: list[Row], id: str) -> Row:
    return next((row for row in rows if row.get("id") == id), {})
