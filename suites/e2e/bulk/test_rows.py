"""The rows of the bulk list of leads: those that are stored, as they are stored, in pages of the size agreed."""

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.expectations import at_most, equal_to, nonempty_string, one_of, satisfying
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.crowds import Crowd
from conformance.fixtures.leads import TemporaryLead, make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Fill, Judge, Verify
from conformance.laws.listings import each_once, projected
from conformance.laws.pages import within_limit
from conformance.laws.rows import agreeing
from conformance.polling import Patience
from conformance.suites.e2e.bulk.bulk_lists import MOST, Row, bulk_page, bulk_walk, company_of, ids_of
from conformance.suites.e2e.leads.views import by_id, emails_folded, lead_in
from conformance.walking import next_token

pytestmark = [
    pytest.mark.operation("bulkEnrichLeads"),
    pytest.mark.level("standard"),
    pytest.mark.xdist_group("pages"),
]

DEFAULT = 1000
"""Rows of a page without limit (skill reference: Bulk Data Extraction)."""

FEW = 3
"""Rows that are looked at field by field."""

CHOSEN = ("email", "companyName", "title")


@pytest.mark.requirement("LG-BULK-002", "LG-BULK-009", "LG-BULK-010")
@pytest.mark.operation("createLeads", "getEnrichLead")
def test_the_bulk_list_shows_a_thousand_stored_leads_a_page_whole_or_in_chosen_fields(
    keyed_owner_a: Actor, crowd: Crowd, patience: Patience, verify: Verify, judge: Judge
) -> None:
    query = {"companyId": company_of(crowd.client), "clientId": crowd.client.client_id}
    number = len(crowd.emails)
    whole = bulk_walk(patience, keyed_owner_a, "bulkEnrichLeads", query, lambda rows: len(rows) >= number, limit=None)
    crowd.saw(whole.pages)
    law = each_once(crowd.emails, emails_folded(whole.rows), key="email", where="the bulk list")
    judge("LG-BULK-002", whole.pages, law)
    verify("LG-BULK-002", whole.pages, expected=number, actual=len(whole.rows))
    page = whole.pages[0]
    verify("LG-BULK-010", page, expected=200, actual=page.status)
    verify("LG-BULK-010", page, expected=at_most(DEFAULT), actual=len(page.rows("leads")))
    verify("LG-BULK-010", page, expected=nonempty_string(), actual=next_token(page))
    row = whole.rows[number // 2]
    read = by_id(keyed_owner_a, row.get("id"))
    judge("LG-BULK-002", [*whole.pages, read], agreeing(row, lead_in(read), where="the lead by its id"))
    few = query | {"fields": ",".join(CHOSEN), "limit": FEW}
    chosen = patience.until(
        lambda: bulk_page(keyed_owner_a, "bulkEnrichLeads", few), lambda page: bool(page.rows("leads"))
    )
    verify("LG-BULK-009", chosen, expected=satisfying("some rows", bool), actual=chosen.rows("leads"))
    full = {str(each.get("email")): each for each in whole.rows}
    for each in chosen.rows("leads"):
        known = full.get(str(each.get("email")), {"email": "of one of the full rows"})
        judge("LG-BULK-009", [*whole.pages, chosen], projected(known, CHOSEN, each, where="each row"))


@pytest.mark.requirement("LG-BULK-003")
@pytest.mark.operation("deleteLeads")
def test_a_deleted_lead_leaves_the_bulk_list(
    keyed_owner_a: Actor,
    workspace: TemporaryClient,
    lead: TemporaryLead,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    spared = make_lead(keyed_owner_a, naming, workspace)
    query = {"companyId": company_of(workspace), "clientId": workspace.client_id}
    both = {lead.id, spared.id}
    before = bulk_walk(
        patience, keyed_owner_a, "bulkEnrichLeads", query, lambda rows: both <= ids_of(rows), settled=True
    )
    control(before.pages[0], expected=True, actual=both <= ids_of(before.rows))
    answer = keyed_owner_a.call("deleteLeads", query={"id": lead.id})
    needed(answer, expected=200, actual=answer.status, what="the deletion of a lead")
    rest = [id for id in before.ids() if id != lead.id]

    def is_gone(rows: list[Row]) -> bool:
        return lead.id not in ids_of(rows) and {*rest} <= ids_of(rows)

    after = bulk_walk(patience, keyed_owner_a, "bulkEnrichLeads", query, is_gone)
    verify("LG-BULK-003", [answer, *after.pages], expected=equal_to(None), actual=after.row(lead.id))
    judge("LG-BULK-003", [answer, *after.pages], each_once(rest, after.rows, where="the bulk list"))


@pytest.mark.level("deep")
@pytest.mark.requirement("LG-BULK-011", "LG-PAGE-004")
def test_a_walk_in_the_largest_pages_holds_every_row(
    keyed_owner_a: Actor, client_a: TemporaryClient, fill: Fill, patience: Patience, verify: Verify, judge: Judge
) -> None:
    emails = fill(client_a, MOST + 1)
    query = {"companyId": company_of(client_a), "clientId": client_a.client_id}
    whole = bulk_walk(patience, keyed_owner_a, "bulkEnrichLeads", query, lambda rows: len(rows) > MOST)
    verify("LG-BULK-011", whole.pages[0], expected=200, actual=whole.pages[0].status)
    for page in whole.pages:
        verify("LG-BULK-011", page, expected=at_most(MOST), actual=len(page.rows("leads")))
    law = each_once(emails, emails_folded(whole.rows), key="email", where="the bulk list")
    judge("LG-BULK-011", whole.pages, law)
    for limit in (MOST + 1, 10**12):
        page = bulk_page(keyed_owner_a, "bulkEnrichLeads", query | {"limit": limit})
        verify("LG-PAGE-004", page, expected=one_of(200, 400), actual=page.status)
        judge("LG-PAGE-004", page, within_limit([page], "leads", MOST))
