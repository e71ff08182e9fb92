"""A lead is answered, stored, listed and found; deleted, it is gone from every view, and no other lead is."""

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import ABSENT, Exchange
from conformance.expectations import client_error, containing, equal_to, nonempty_string, one_of, satisfying, without
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.batches import accounted, stored_as_told
from conformance.laws.listings import counted, each_once, totalled
from conformance.laws.rows import agreeing, alike, kept, stored
from conformance.laws.state import added, like_alone, moved_by, removed, undone
from conformance.polling import Patience
from conformance.suites.e2e.leads.life import Life
from conformance.suites.e2e.leads.views import by_id, found, lead_in, leads_walked
from conformance.walking import Walk, walk_until

pytestmark = pytest.mark.xdist_group("leads")

OWN = ("id", "email", "linkedinUrl", "createdAt", "updatedAt")
"""What tells leads apart that were made alike."""

IS_LIST = satisfying("a list", lambda actual: isinstance(actual, list))


@pytest.mark.requirement("LG-LEAD-027", "LG-LEAD-028", "LG-LEAD-030")
@pytest.mark.operation("createLeads", "listLeads")
def test_a_batch_stores_as_many_rows_as_it_says(life: Life, verify: Verify, judge: Judge) -> None:
    made = life.batched
    verify("LG-LEAD-027", made, expected=201, actual=made.status)
    whole = satisfying("an integer", lambda actual: isinstance(actual, int) and not isinstance(actual, bool))
    verify("LG-LEAD-027", made, expected=whole, actual=made.at("created"))
    verify("LG-LEAD-027", made, expected=IS_LIST, actual=made.at("skipped"))
    judge("LG-LEAD-030", made, accounted(len(life.batch), made.at("created"), made.at("skipped")))
    law = stored_as_told(life.batch, made.at("created"), life.before.rows)
    judge("LG-LEAD-028", [made, *life.before.pages], law)


@pytest.mark.requirement("LG-LEAD-001", "LG-LEAD-003")
@pytest.mark.operation("createLeads")
def test_a_create_answers_with_the_lead(life: Life, owner_a: Actor, verify: Verify, judge: Judge) -> None:
    made = life.made
    verify("LG-LEAD-001", made, expected=201, actual=made.status)
    judge("LG-LEAD-001", made, stored(life.sent, made.record("lead"), where="the answer"))
    verify("LG-LEAD-003", made, expected=nonempty_string(), actual=made.at("lead.id"))
    verify("LG-LEAD-003", made, expected=life.home.client_id, actual=made.at("lead.client_id"))
    verify("LG-LEAD-003", made, expected=owner_a.tokens().subject, actual=made.at("lead.owner"))
    verify("LG-LEAD-003", made, expected=life.home.row.get("company_id"), actual=made.at("lead.company_id"))


@pytest.mark.requirement("LG-LEAD-002", "LG-LEAD-004", "LG-LEAD-005")
@pytest.mark.operation("createLeads", "getEnrichLead", "listLeads")
def test_a_create_adds_exactly_the_lead_that_it_answers(life: Life, verify: Verify, judge: Judge) -> None:
    made, read, listing = life.made, life.read, life.listing
    verify("LG-LEAD-004", listing.pages[0], expected=200, actual=listing.pages[0].status)
    verify("LG-LEAD-004", listing.pages[0], expected=IS_LIST, actual=listing.pages[0].at("leads"))
    named = {name: life.sent[name] for name in ("client_id", "firstName", "lastName", "email")}
    judge("LG-LEAD-002", [made, read], stored(named, lead_in(read), where="the lead by its id"))
    judge("LG-LEAD-002", [made, read], kept(made.record("lead") or {}, lead_in(read), where="the lead by its id"))
    pages = [*life.before.pages, made, *listing.pages]
    judge("LG-LEAD-005", pages, each_once([life.id], listing.rows, where="the list of leads"))
    judge("LG-LEAD-005", pages, added(life.before.rows, listing.rows, made.at("lead"), where="the list of leads"))


@pytest.mark.requirement("LG-LEAD-047", "LG-LEAD-048")
@pytest.mark.operation("deleteLeads", "getEnrichLead", "listLeads", "findLead")
def test_a_deletion_takes_exactly_the_lead_from_every_view(
    life: Life, control: Control, verify: Verify, judge: Judge
) -> None:
    control(life.read, expected=200, actual=life.read.status)
    control(life.known, expected=containing(life.id), actual=_ids(life.known))
    deleted = life.deleted
    verify("LG-LEAD-047", deleted, expected=200, actual=deleted.status)
    verify("LG-LEAD-048", [deleted, life.sought], expected=client_error(), actual=life.sought.status)
    verify("LG-LEAD-048", [deleted, life.sought], expected=equal_to(None), actual=lead_in(life.sought))
    old, new, none = life.listing, life.after, life.before
    exchanges = [*old.pages, deleted, *new.pages]
    next_one = life.neighbour["id"]
    judge("LG-LEAD-048", exchanges, each_once([next_one], new.rows, where="the list of leads"))
    without_next = [row for row in new.rows if row.get("id") != next_one]
    judge("LG-LEAD-048", exchanges, removed(old.rows, without_next, [life.id], where="the list of leads"))
    judge("LG-LEAD-048", [*none.pages, *exchanges], undone(none.rows, without_next, where="the list of leads"))
    totals = [each.pages[0].at("total") for each in (old, new)]
    judge("LG-LEAD-048", exchanges, moved_by(0, *totals, what="after one lead more and one less, total"))
    verify("LG-LEAD-048", [deleted, life.unknown], expected=[], actual=found(life.unknown))


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-LEAD-029")
@pytest.mark.operation("createLeads", "getEnrichLead")
def test_a_lead_of_a_batch_is_like_a_lead_made_alone(life: Life, judge: Judge) -> None:
    alone, batched = life.read, by_id(life.actor, life.rows()[1].get("id"))
    needed(alone, expected=life.id, actual=alone.at("lead.id"), what="the lead that was made alone")
    law = like_alone(lead_in(alone), lead_in(batched), own=OWN, where="the lead of the batch")
    judge("LG-LEAD-029", [life.made, life.batched, alone, batched], law)


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-LEAD-024", "LG-LEAD-025", "LG-LEAD-026")
@pytest.mark.operation("listLeads", "getEnrichLead")
def test_a_page_tells_the_number_of_all_and_shows_each_lead_as_it_is(
    life: Life, patience: Patience, judge: Judge
) -> None:
    there = {life.neighbour["id"], *(row.get("id") for row in life.rows())}
    number = len(there)

    def is_whole(seen: Walk) -> bool:
        # By id: a view of a moment ago may have as many, the lead that is gone in place of the one that came last.
        return all(page.at("total") == number for page in seen.pages) and set(seen.ids()) == there

    whole = walk_until(patience, lambda: leads_walked(life.actor, life.home, limit=2), is_whole)
    needed(whole.pages[-1], expected="no token", actual=whole.end, what="a whole walk of the leads")
    needed(whole.pages[-1], expected=there, actual=set(whole.ids()), what=f"{number} leads in a list")
    for page in whole.pages:
        judge("LG-LEAD-025", page, counted(page, "leads"))
    row = whole.rows[-1]
    read = by_id(life.actor, row.get("id"))
    judge("LG-LEAD-026", [*whole.pages, read], agreeing(row, lead_in(read), where="the lead by its id"))
    judge("LG-LEAD-024", whole.pages, totalled(whole.pages, "leads"))


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-LEAD-012", "LG-LEAD-022", "LG-LEAD-023")
@pytest.mark.operation("listLeads")
def test_a_list_needs_a_client_that_there_is(life: Life, naming: Naming, control: Control, verify: Verify) -> None:
    right = life.listing.pages[0]
    control(right, expected=True, actual=life.listing.row(life.id) is not None)
    refused = life.actor.call("listLeads")
    verify("LG-LEAD-022", refused, expected=client_error(), actual=refused.status)
    verify("LG-LEAD-012", refused, expected=400, actual=refused.status)
    verify("LG-LEAD-012", refused, expected="missing_required_field", actual=refused.at("errorType"))
    unknown = life.actor.call("listLeads", query={"client_id": naming.random_id()})
    verify("LG-LEAD-023", unknown, expected=one_of(200, 404), actual=unknown.status)
    verify("LG-LEAD-023", unknown, expected=[], actual=unknown.at("leads") if unknown.succeeded else [])


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-LEAD-012", "LG-LEAD-056", "LG-LEAD-058")
@pytest.mark.operation("findLead")
def test_a_lead_is_found_by_what_is_its_own(
    life: Life, naming: Naming, control: Control, verify: Verify, patience: Patience
) -> None:
    control(life.known, expected=containing(life.id), actual=_ids(life.known))
    _found_by("email", life.sent, life.id, life.known, verify)
    row = life.rows()[1]
    query = {"linkedinUrl": row.get("linkedinUrl")}
    search = patience.until(lambda: life.actor.call("findLead", query=query), lambda page: row.get("id") in _ids(page))
    _found_by("linkedinUrl", row, row.get("id"), search, verify)
    nobody = life.actor.call("findLead", query={"email": f"o'neill.{naming.email()}"})
    verify("LG-LEAD-058", nobody, expected=one_of(200, 404), actual=nobody.status)
    verify("LG-LEAD-058", nobody, expected=[], actual=_results(nobody) if nobody.succeeded else [])
    nothing = life.actor.call("findLead")
    verify("LG-LEAD-012", nothing, expected=400, actual=nothing.status)


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-LEAD-057")
@pytest.mark.operation("findLead")
def test_a_client_id_narrows_the_search(
    life: Life, workspace: TemporaryClient, patience: Patience, control: Control, verify: Verify
) -> None:
    row = life.rows()[2]

    def search(client: TemporaryClient) -> Exchange:
        return life.actor.call("findLead", query={"email": row.get("email"), "client_id": client.client_id})

    own = patience.until(lambda: search(life.home), lambda page: row.get("id") in _ids(page))
    control(own, expected=200, actual=own.status)
    verify("LG-LEAD-057", own, expected=containing(row.get("id")), actual=_ids(own))
    other = search(workspace)
    verify("LG-LEAD-057", other, expected=one_of(200, 404), actual=other.status)
    verify("LG-LEAD-057", other, expected=without([row.get("id")]), actual=_ids(other))


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-LEAD-052")
@pytest.mark.operation("getEnrichLead", "updateEnrichLead", "updateLeads", "deleteLeads")
def test_an_id_that_no_lead_has_is_not_found(life: Life, naming: Naming, control: Control, verify: Verify) -> None:
    for right in (life.read, life.deleted):
        control(right, expected=200, actual=right.status)
    call, change = life.actor.call, {"title": "Nobody's"}
    for id in (naming.random_id(), life.id):
        for answer in (
            life.sought if id == life.id else by_id(life.actor, id),
            call("updateLeads", json={"id": id, **change}),
            call("updateEnrichLead", path={"id": id}, json=change),
            call("deleteLeads", query={"id": id}),
        ):
            verify("LG-LEAD-052", answer, expected=one_of(404, 403), actual=answer.status)
            if answer.status == 404:
                verify("LG-LEAD-052", answer, expected="not_found", actual=answer.at("errorType"))


def _found_by(field: str, row: dict[str, object], id: object, search: Exchange, verify: Verify) -> None:
    verify("LG-LEAD-056", search, expected=200, actual=search.status)
    verify("LG-LEAD-056", search, expected=containing(id), actual=_ids(search))
    others = [each.get(field) for each in found(search) if not alike(field, row.get(field), each.get(field))]
    verify("LG-LEAD-056", search, expected=[], actual=others)


def _ids(exchange: Exchange) -> list[object]:
    return [row.get("id") for row in found(exchange)]


def _results(exchange: Exchange) -> object:
    """What stands under `leads`, or as a list what stands under `lead` in its place (tolerated)."""
    return exchange.at("leads") if exchange.at("lead") is ABSENT else found(exchange)
