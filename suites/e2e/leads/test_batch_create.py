"""Creating many leads in one call: what is told is what is stored, row by row."""

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.expectations import Judgement, satisfying
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Judge, Verify
from conformance.laws.batches import accounted, skipped_by_email, skipped_exactly, stored_as_told
from conformance.laws.listings import each_once
from conformance.laws.rows import unchanged
from conformance.polling import Patience
from conformance.suites.e2e.leads.views import MADE_OR_REFUSED, by_email, by_id, emails_folded, lead_in, leads_of

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


def _without_client(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name != "client_id"}
