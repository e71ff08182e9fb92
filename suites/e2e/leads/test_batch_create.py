"""Creating many leads in one call: what is told is what is stored, row by row."""

from collections.abc import Sequence

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.expectations import Judgement, one_of, satisfying
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.batches import accounted, skipped_by_email, skipped_exactly, stored_as_told
from conformance.laws.listings import each_once
from conformance.laws.rows import unchanged
from conformance.polling import Patience
from conformance.suites.e2e.leads.views import MADE_OR_REFUSED, by_email, by_id, emails_folded, lead_in, leads_of

MOST = 500
"""Entries of a batch (contract: Leads)."""

REFUSED_WHOLE = Judgement(True, "an account of the rows, or a refusal of them all", "a refusal of them all")
"""What stands where a server refuses a batch for a bad row, which is tolerated."""

pytestmark = [pytest.mark.operation("createLeads"), pytest.mark.level("standard")]


@pytest.mark.level("smoke")
@pytest.mark.requirement("LG-LEAD-027", "LG-LEAD-028", "LG-LEAD-030")
@pytest.mark.operation("listLeads")
def test_a_batch_stores_as_many_rows_as_it_says(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, patience: Patience, verify: Verify, judge: Judge
) -> None:
    rows = [naming.lead(workspace.client_id) for _ in range(3)]
    made = owner_a.call("createLeads", json={"leads": rows})
    verify("LG-LEAD-027", made, expected=201, actual=made.status)
    whole = satisfying("an integer", lambda actual: isinstance(actual, int) and not isinstance(actual, bool))
    verify("LG-LEAD-027", made, expected=whole, actual=made.at("created"))
    is_list = satisfying("a list", lambda actual: isinstance(actual, list))
    verify("LG-LEAD-027", made, expected=is_list, actual=made.at("skipped"))
    judge("LG-LEAD-030", made, accounted(len(rows), made.at("created"), made.at("skipped")))
    emails = {str(row["email"]) for row in rows}
    listing = leads_of(patience, owner_a, workspace, lambda seen: emails <= by_email(seen).keys())
    judge("LG-LEAD-028", [made, *listing.pages], stored_as_told(rows, made.at("created"), listing.rows))


@pytest.mark.requirement("LG-LEAD-029")
@pytest.mark.operation("getEnrichLead", "listLeads")
def test_a_lead_of_a_batch_is_like_a_lead_made_alone(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, patience: Patience, verify: Verify, judge: Judge
) -> None:
    drawn = naming.lead(workspace.client_id, status="qualified", country="Peru", linkedinUrl="https://lgc.example/in/x")
    alone = make_lead(owner_a, naming, workspace, **_without_client(drawn))
    row = drawn | {"email": naming.email()}
    made = owner_a.call("createLeads", json={"leads": [row]})
    verify("LG-LEAD-029", made, expected=1, actual=made.at("created"))
    email = str(row["email"])
    listing = leads_of(patience, owner_a, workspace, lambda seen: email in by_email(seen))
    single, batched = by_id(owner_a, alone.id), by_id(owner_a, by_email(listing.rows).get(email, {}).get("id"))
    needed(single, expected=alone.id, actual=single.at("lead.id"), what="the lead that was made alone")
    own = ("id", "email", "createdAt", "updatedAt")
    law = unchanged(single.at("lead"), lead_in(batched), but=own, where="the lead of the batch")
    judge("LG-LEAD-029", [made, *listing.pages, single, batched], law)


@pytest.mark.requirement("LG-LEAD-028", "LG-LEAD-030", "LG-LEAD-031", "LG-LEAD-032", "LG-LEAD-033")
@pytest.mark.operation("listLeads")
def test_a_bad_row_is_skipped_and_named_and_the_others_are_kept(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, patience: Patience, verify: Verify, judge: Judge
) -> None:
    def lead() -> dict[str, object]:
        return naming.lead(workspace.client_id)

    good = [lead() for _ in range(4)]
    bad = [lead() | {"lastName": ""}, naming.lead(naming.random_id())]
    mixed = [good[0], bad[0], good[1], bad[1], good[2]]
    nameless = {"client_id": workspace.client_id, "firstName": "Nemo"}
    first = owner_a.call("createLeads", json={"leads": mixed})
    second = owner_a.call("createLeads", json={"leads": [good[3], nameless]})
    kept = [row for answer, rows in ((first, good[:3]), (second, good[3:])) if answer.succeeded for row in rows]
    emails = {str(row["email"]) for row in kept}
    listing = leads_of(patience, owner_a, workspace, lambda rows: emails <= by_email(rows).keys())
    for answer in (first, second):
        verify("LG-LEAD-033", answer, expected=MADE_OR_REFUSED, actual=answer.status)
    kept_once = each_once(emails, emails_folded(listing.rows), key="email", where="the client's list")
    judge("LG-LEAD-033", [first, second, *listing.pages], kept_once)
    created = first.at("created") if first.succeeded else 0
    judge("LG-LEAD-028", [first, *listing.pages], stored_as_told(mixed, created, listing.rows))
    skipped = first.at("skipped") if first.succeeded else []
    judge("LG-LEAD-031", [first, *listing.pages], skipped_by_email(mixed, skipped, listing.rows))
    for answer, sent in ((first, 5), (second, 2)):
        law = accounted(sent, answer.at("created"), answer.at("skipped"))
        judge("LG-LEAD-030", answer, law if answer.succeeded else REFUSED_WHOLE)
    law = skipped_exactly(["1"], second.at("skipped"))
    judge("LG-LEAD-032", second, law if second.succeeded else REFUSED_WHOLE)


@pytest.mark.requirement("LG-LEAD-034")
@pytest.mark.operation("updateLeads", "deleteLeads", "listLeads")
def test_batches_hold_one_to_five_hundred_entries(
    owner_a: Actor, client_a: TemporaryClient, naming: Naming, patience: Patience, control: Control, verify: Verify
) -> None:
    rows = [naming.lead(client_a.client_id) for _ in range(MOST + 1)]
    for size in (1, MOST):
        made = owner_a.call("createLeads", json={"leads": rows[:1] if size == 1 else rows[1:]}, purpose="control")
        control(made, expected=size, actual=made.at("created"))
    listing = leads_of(patience, owner_a, client_a, lambda seen: len(seen) == MOST + 1)
    ids = [str(row.get("id")) for row in listing.rows]
    needed(listing.pages[-1], expected=MOST + 1, actual=len(ids), what=f"{MOST + 1} leads")
    change = {"title": f"changed {naming.unique()}"}
    others = [naming.lead(client_a.client_id) for _ in range(MOST + 1)]
    _bounded(owner_a, "createLeads", "leads", others, verify)
    changes = [{"id": id} | change for id in ids]
    _bounded(owner_a, "updateLeads", "leads", changes, verify)
    for size in (1, MOST):
        updated = owner_a.call("updateLeads", json={"leads": changes[:size]})
        verify("LG-LEAD-034", updated, expected=size, actual=updated.at("updated"))
    _bounded(owner_a, "deleteLeads", "ids", ids, verify)
    for size in (1, MOST):
        deleted = owner_a.call("deleteLeads", json={"ids": ids[:1] if size == 1 else ids[1:]})
        verify("LG-LEAD-034", deleted, expected=size, actual=deleted.at("deleted"))


def _without_client(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name != "client_id"}


def _bounded(owner: Actor, operation: str, key: str, entries: Sequence[object], verify: Verify) -> None:
    """Neither no entries nor one more than the most are taken."""
    empty = owner.call(operation, json={key: []})
    verify("LG-LEAD-034", empty, expected=400, actual=empty.status)
    larger = owner.call(operation, json={key: entries})
    verify("LG-LEAD-034", larger, expected=one_of(400, 413), actual=larger.status)
