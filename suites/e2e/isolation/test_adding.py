"""Adding over the tenant's wall: nothing is written under another's client, and no figure of another's moves."""

from functools import partial

import pytest

from conformance.actors import Actor
from conformance.exchange import Exchange
from conformance.expectations import at_least
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead, make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.isolation import indistinguishable
from conformance.polling import Patience
from conformance.suites.e2e.leads.views import found

pytestmark = pytest.mark.level("standard")


@pytest.mark.requirement("LG-ISO-012", "LG-ISO-028")
@pytest.mark.operation("createLeads")
@pytest.mark.parametrize("form", ["single", "batch"])
def test_no_lead_is_written_under_another_companys_client(
    owner_a: Actor,
    owner_b: Actor,
    client_b: TemporaryClient,
    lead_b: TemporaryLead,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
    form: str,
) -> None:
    control(lead_b.made_by, expected=client_b.client_id, actual=lead_b.made_by.at("lead.client_id"))

    def sent(client_id: str) -> tuple[dict[str, object], Exchange]:
        row = naming.lead(client_id)
        body = row if form == "single" else {"leads": [row, naming.lead(client_id)]}
        return row, owner_a.call("createLeads", json=body, trespass=[client_id])

    row, foreign = sent(client_b.client_id)
    _, unknown = sent(naming.random_id())
    query = {"client_id": client_b.client_id}
    patience.until(
        lambda: owner_b.call("listLeads", query=query, purpose="poll"), lambda page: bool(page.rows("leads"))
    )
    for actor, own in ((owner_b, [lead_b.id]), (owner_a, [])):
        for page in patience.twice(partial(actor.call, "listLeads", query=query)):
            shown = [each.get("id") for each in page.rows("leads")]
            verify("LG-ISO-012", [foreign, page], expected=own, actual=shown)
    for seen in patience.twice(lambda: owner_a.call("findLead", query={"email": row["email"]})):
        there = [each for each in found(seen) if each.get("client_id") == client_b.client_id]
        verify("LG-ISO-012", [foreign, seen], expected=[], actual=there)
    refusals = (400, 403, 404) if form == "single" else (201, 400, 403, 404)
    judge("LG-ISO-028", [foreign, unknown], indistinguishable(foreign, unknown, statuses=refusals))


@pytest.mark.requirement("LG-ISO-015")
@pytest.mark.usefixtures("tidy")
@pytest.mark.operation("listLeads", "listTerritoryCompanies")
def test_what_one_company_adds_moves_no_total_of_another(
    owner_a: Actor,
    owner_b: Actor,
    client_a: TemporaryClient,
    client_b: TemporaryClient,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
) -> None:
    query, company = {"client_id": client_b.client_id}, naming.tagged("b")
    for _ in range(2):
        make_lead(owner_b, naming, client_b, companyName=company)
    look = partial(owner_b.call, "listLeads", query=query)
    territory = partial(owner_b.call, "listTerritoryCompanies", query=query)
    listing = patience.until(look, lambda page: len(page.rows("leads")) == 2)
    control(listing, expected=2, actual=len(listing.rows("leads")))
    control(listing, expected=at_least(0), actual=listing.at("total"))
    figures = patience.until(territory, lambda page: page.at("companies.0.totalLeads") == 2)
    control(figures, expected=2, actual=figures.at("companies.0.totalLeads"))
    other = owner_a.call("createLeads", json=naming.lead(client_a.client_id, companyName=company))
    for page in patience.twice(look):
        verify("LG-ISO-015", [other, page], expected=listing.at("total"), actual=page.at("total"))
    for page in patience.twice(territory):
        shown = [(row.get("companyName"), row.get("totalLeads")) for row in page.rows("companies")]
        verify("LG-ISO-015", [other, page], expected=[(company, 2)], actual=shown)


@pytest.mark.requirement("LG-ISO-016")
@pytest.mark.operation("getPipeline")
def test_what_one_company_adds_moves_no_stage_of_another(
    owner_a: Actor,
    owner_b: Actor,
    client_a: TemporaryClient,
    client_b: TemporaryClient,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
) -> None:
    # Statuses that only these two leads have: other writers of either company move other stages.
    mine, theirs = naming.tagged("b"), naming.tagged("a")
    make_lead(owner_b, naming, client_b, status=mine)
    other = make_lead(owner_a, naming, client_a, status=theirs)

    for actor, stage in ((owner_b, mine), (owner_a, theirs)):
        own = patience.until(partial(actor.call, "getPipeline"), partial(counts_one, stage))
        control(own, expected=1, actual=count(stage, own))
    for page in patience.twice(lambda: owner_b.call("getPipeline")):
        verify("LG-ISO-016", [other.made_by, page], expected=0, actual=count(theirs, page))
        verify("LG-ISO-016", [other.made_by, page], expected=1, actual=count(mine, page))


def count(stage: str, page: Exchange) -> object:
    """The figure of a stage in a pipeline; 0 where it is not shown."""
    figures = [row.get("count") for row in page.rows("stages") if str(row.get("stage")).casefold() == stage.casefold()]
    return figures[0] if figures else 0


def counts_one(stage: str, page: Exchange) -> bool:
    """Whether a pipeline shows one lead at a stage."""
    return count(stage, page) == 1
