"""Adding over the tenant's wall: nothing is written under another's client, and no figure of another's moves."""

from functools import partial

import pytest

from conformance.exchange import Exchange
from conformance.expectations import containing
from conformance.fixtures.leads import make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.isolation import indistinguishable, lists_none_of, says_nothing
from conformance.polling import Patience
from conformance.suites.e2e.isolation.acts import is_known, together
from conformance.suites.e2e.isolation.directions import OTHER_WAY
from conformance.suites.e2e.isolation.wall import Sides, Wall
from conformance.suites.e2e.isolation.ways import tried
from conformance.suites.e2e.leads.views import listed

pytestmark = pytest.mark.xdist_group("isolation")

tried("figure", {"listLeads": "total", "listTerritoryCompanies": "totalLeads", "getPipeline": "count"})


@pytest.mark.requirement("LG-ISO-012", "LG-ISO-028")
@pytest.mark.operation("createLeads")
@pytest.mark.parametrize("direction", OTHER_WAY)
def test_no_lead_is_written_under_another_companys_client(
    wall: Wall, sides: Sides, naming: Naming, patience: Patience, control: Control, judge: Judge
) -> None:
    looker, victim, lure = sides.looker.actor, sides.victim.actor, wall.lure(sides.victim)
    right = wall.lead_in_lure(sides.victim).made_by
    control(right, expected=lure.client_id, actual=right.at("lead.client_id"))

    def row(client_id: str) -> dict[str, object]:
        return naming.lead(client_id, linkedinUrl=f"https://linkedin.example/in/{naming.unique()}")

    single, batch, random = row(lure.client_id), [row(lure.client_id) for _ in range(2)], naming.random_id()
    foreign = [looker.call("createLeads", json=body, trespass=[lure.client_id]) for body in (single, {"leads": batch})]
    unknown = [looker.call("createLeads", json=body) for body in (row(random), {"leads": [row(random), row(random)]})]
    marks = {str(each["email"]) for each in (single, *batch)}
    looks = [partial(listed, victim, lure), partial(listed, looker, lure)]
    for theirs, mine in together(patience, looks, is_known):
        judge("LG-ISO-012", [*foreign, theirs], lists_none_of([theirs], "leads", marks))
        judge("LG-ISO-012", [*foreign, mine], says_nothing([mine], ("leads",), marks))
    for pair, refusals in zip(zip(foreign, unknown, strict=True), ((400, 403, 404), (201, 400, 403, 404)), strict=True):
        judge("LG-ISO-028", pair, indistinguishable(*pair, statuses=refusals))


@pytest.mark.requirement("LG-ISO-015", "LG-ISO-016")
@pytest.mark.operation("listLeads", "listTerritoryCompanies", "getPipeline")
@pytest.mark.parametrize("direction", OTHER_WAY)
def test_what_one_company_adds_moves_no_figure_of_another(
    wall: Wall, sides: Sides, naming: Naming, patience: Patience, control: Control, verify: Verify
) -> None:
    looker, victim, lure = sides.looker.actor, sides.victim.actor, wall.lure(sides.victim)
    # One company's name for both, and stages that only these two leads have: other writers move other stages.
    lead, theirs = wall.lead_in_lure(sides.victim), wall.word()
    company, mine = str(lead.sent["companyName"]), str(lead.sent["status"])
    other = make_lead(looker, naming, sides.looker.client, companyName=company, status=theirs).made_by

    def own(page: Exchange) -> list[object]:
        return [row.get("totalLeads") for row in page.rows("companies") if row.get("companyName") == company]

    def names_of(page: Exchange) -> list[object]:
        return [row.get("companyName") for row in page.rows("leads")]

    def is_told(page: Exchange) -> bool:
        return company in names_of(page) and page.at("total") == len(page.rows("leads"))

    leads = patience.twice(partial(listed, victim, lure), is_told)
    control(leads[0], expected=containing(company), actual=names_of(leads[0]))
    for page in leads:
        verify("LG-ISO-015", [other, page], expected=len(page.rows("leads")), actual=page.at("total"))
    territory = partial(victim.call, "listTerritoryCompanies", query={"client_id": lure.client_id})
    for page in patience.twice(territory, lambda page: bool(own(page))):
        verify("LG-ISO-015", [other, page], expected=[1], actual=own(page))
    for page in patience.twice(partial(victim.call, "getPipeline"), lambda page: count(mine, page) == 1):
        verify("LG-ISO-016", [other, page], expected=1, actual=count(mine, page))
        verify("LG-ISO-016", [other, page], expected=0, actual=count(theirs, page))


def count(stage: str, page: Exchange) -> object:
    """The figure of a stage in a pipeline; 0 where it is not shown."""
    figures = [row.get("count") for row in page.rows("stages") if str(row.get("stage")).casefold() == stage.casefold()]
    return figures[0] if figures else 0
