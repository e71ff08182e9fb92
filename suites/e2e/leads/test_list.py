"""Listing a client's leads: what a page says of itself, and that it needs a client."""

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.expectations import client_error, one_of
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Fill, Judge, Verify
from conformance.laws.listings import counted, totalled
from conformance.laws.rows import agreeing
from conformance.polling import Patience
from conformance.suites.e2e.leads.views import Row, by_id, lead_in, leads_of, listed

pytestmark = [pytest.mark.operation("listLeads"), pytest.mark.level("standard")]


@pytest.mark.requirement("LG-LEAD-024", "LG-LEAD-025", "LG-LEAD-026")
@pytest.mark.operation("getEnrichLead")
def test_a_page_tells_the_number_of_all_and_shows_each_lead_as_it_is(
    owner_a: Actor, client_a: TemporaryClient, fill: Fill, patience: Patience, judge: Judge
) -> None:
    fill(client_a, 5)
    first = {"client_id": client_a.client_id, "limit": 2}
    patience.until(lambda: owner_a.call("listLeads", query=first), lambda page: page.at("total") == 5)
    walk = leads_of(patience, owner_a, client_a, lambda rows: len(rows) == 5, limit=2)
    needed(walk.pages[-1], expected="no token", actual=walk.end, what="a whole walk of the leads")
    needed(walk.pages[-1], expected=5, actual=len(walk.rows), what="five leads in a list")
    for page in walk.pages:
        judge("LG-LEAD-025", page, counted(page, "leads"))
    for row in walk.rows[-1:]:
        read = by_id(owner_a, row.get("id"))
        judge("LG-LEAD-026", [*walk.pages, read], agreeing(row, lead_in(read), where="the lead by its id"))
    judge("LG-LEAD-024", walk.pages, totalled(walk.pages, "leads"))


@pytest.mark.requirement("LG-LEAD-012", "LG-LEAD-022")
def test_a_list_needs_a_client_id(owner_a: Actor, workspace: TemporaryClient, control: Control, verify: Verify) -> None:
    right = listed(owner_a, workspace, purpose="control")
    control(right, expected=200, actual=right.status)
    refused = owner_a.call("listLeads")
    verify("LG-LEAD-022", refused, expected=client_error(), actual=refused.status)
    verify("LG-LEAD-012", refused, expected=400, actual=refused.status)
    verify("LG-LEAD-012", refused, expected="missing_required_field", actual=refused.at("errorType"))


@pytest.mark.requirement("LG-LEAD-023")
def test_an_unknown_client_id_lists_nothing(
    owner_a: Actor,
    workspace: TemporaryClient,
    lead: TemporaryLead,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
) -> None:
    right = patience.until(
        lambda: listed(owner_a, workspace, purpose="control"), lambda page: lead.id in _ids(page.rows("leads"))
    )
    control(right, expected=True, actual=lead.id in _ids(right.rows("leads")))
    unknown = owner_a.call("listLeads", query={"client_id": naming.random_id()})
    verify("LG-LEAD-023", unknown, expected=one_of(200, 404), actual=unknown.status)
    verify("LG-LEAD-023", unknown, expected=[], actual=unknown.at("leads") if unknown.succeeded else [])


def _ids(rows: list[Row]) -> set[object]:
    return {row.get("id") for row in rows}
