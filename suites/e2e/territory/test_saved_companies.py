"""Companies that are saved in a territory: kept, found again, joined with their leads; nothing deletes them."""

from functools import partial
from typing import Any

import pytest

from conformance.actors import Actor
from conformance.exchange import Exchange
from conformance.expectations import nonempty_string, one_of
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws import territories
from conformance.laws.listings import each_once
from conformance.laws.rows import stored
from conformance.polling import Patience
from conformance.suites.e2e.territory.ground import companies, territory

pytestmark = [
    pytest.mark.xdist_group("territory"),
    pytest.mark.level("standard"),
    pytest.mark.operation("saveTerritoryCompany", "listTerritoryCompanies"),
]

Row = dict[str, Any]

SAVED = one_of(200, 201)

CLAIMS = {
    "totalLeads": 99,
    "qualifiedLeads": 99,
    "averageLeadScore": 99,
    "lastActivityDate": "2099-01-01T00:00:00.000Z",
}
"""Figures that no row of ours can have."""


def save(actor: Actor, **body: object) -> Exchange:
    """POST /territory-workbench/companies."""
    return actor.call("saveTerritoryCompany", json=body)


def named(page: Exchange, name: str) -> Row | None:
    """The first row of a companyName, or None."""
    return next((row for row in companies(page) if row.get("companyName") == name), None)


@pytest.mark.requirement("LG-TERR-014", "LG-TERR-015", "LG-TERR-016", "LG-TERR-017")
def test_a_saved_company_is_listed_and_saved_again_keeps_what_was_not_sent(
    owner_a: Actor,
    workspace: TemporaryClient,
    elsewhere: TemporaryClient,
    naming: Naming,
    patience: Patience,
    verify: Verify,
    judge: Judge,
) -> None:
    name, look = naming.tagged("a"), partial(territory, owner_a, workspace)
    key = {"client_id": workspace.client_id, "companyName": name}
    sent = {**key, "industry": naming.tagged("a"), "country": "Kenya"}
    namesake = save(owner_a, client_id=elsewhere.client_id, companyName=name, country="Chad")
    saved = save(owner_a, **sent)
    verify("LG-TERR-014", saved, expected=SAVED, actual=saved.status)
    verify("LG-TERR-014", saved, expected=name, actual=saved.at("company.companyName"))
    verify("LG-TERR-014", saved, expected=nonempty_string(), actual=saved.at("company.id"))
    listed = patience.until(look, lambda page: named(page, name) is not None)
    judge("LG-TERR-015", [namesake, saved, listed], stored(sent, named(listed, name), where="the saved row"))

    again = save(owner_a, **key, country="Peru")
    verify("LG-TERR-016", again, expected=200, actual=again.status)
    verify("LG-TERR-016", [saved, again], expected=saved.at("company.id"), actual=again.at("company.id"))
    listed = patience.until(look, lambda page: (named(page, name) or {}).get("country") == "Peru")
    once = each_once([name], companies(listed), key="companyName", where="the territory")
    judge("LG-TERR-016", [again, listed], once)
    if again.succeeded:
        judge("LG-TERR-015", [again, listed], stored({"country": "Peru"}, named(listed, name), where="the saved row"))
    kept = stored({"industry": sent["industry"]}, named(listed, name), where="the saved row")
    judge("LG-TERR-017", [saved, again, listed], kept)


@pytest.mark.requirement("LG-TERR-019", "LG-TERR-020")
@pytest.mark.operation("createLeads")
def test_a_saved_company_and_its_leads_are_one_row_whose_counts_are_the_leads(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, patience: Patience, verify: Verify, judge: Judge
) -> None:
    name, industry = naming.tagged("a"), naming.tagged("a")
    key, look = {"client_id": workspace.client_id, "companyName": name}, partial(territory, owner_a, workspace)
    fields = ({"country": each, "companyName": name, "status": "new"} for each in ("Spain", "Kenya"))
    made = [make_lead(owner_a, naming, workspace, **each) for each in fields]
    leads, makers = [each.row for each in made], [each.made_by for each in made]
    saved = save(owner_a, **key, industry=industry)
    joined = patience.until(look, lambda page: _is_joined(named(page, name), industry))
    judge(
        "LG-TERR-020", [saved, joined], each_once([name], companies(joined), key="companyName", where="the territory")
    )
    row = named(joined, name) or {}
    verify(
        "LG-TERR-020",
        [*makers, saved, joined],
        expected=(2, industry),
        actual=(row.get("totalLeads"), row.get("industry")),
    )
    newest = one_of(*territories.country_of_newest(leads))
    verify("LG-TERR-020", [*makers, saved, joined], expected=newest, actual=row.get("country"))

    claimed = save(owner_a, **key, country="Peru", **CLAIMS)

    def is_whole(page: Exchange) -> bool:
        row = named(page, name)
        return _is_joined(row, industry) and (row or {}).get("country") == "Peru"

    if claimed.succeeded:
        looks = [patience.until(look, is_whole)]
        country = (named(looks[-1], name) or {}).get("country")
        verify("LG-TERR-020", [claimed, *looks], expected="Peru", actual=country)
    else:
        looks = patience.twice(look, lambda page: _is_joined(named(page, name), industry))
    for page in looks:
        judge("LG-TERR-019", [claimed, page], territories.not_taken(CLAIMS, named(page, name)))
        judge("LG-TERR-019", [claimed, page], territories.active_since(leads, named(page, name)))
        totals = territories.totals(companies(page), name)
        verify("LG-TERR-019", [claimed, page], expected={name: 2}, actual=totals)


@pytest.mark.requirement("LG-TERR-018", "LG-TERR-021")
def test_a_company_is_saved_under_its_key_and_found_by_its_industry(
    owner_a: Actor,
    workspace: TemporaryClient,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
) -> None:
    name, wide, industry = (naming.tagged("a") for _ in range(3))
    home = {"client_id": workspace.client_id}
    right = save(owner_a, **home, companyName=name, industry=industry)
    control(right, expected=SAVED, actual=right.status)
    wider = save(owner_a, **home, companyName=wide, industry=f"{industry} and more")
    keyless = ({"companyName": naming.tagged("a")}, home, {**home, "companyName": ""})
    refusals = [save(owner_a, **{**each, "industry": industry}) for each in keyless]
    for refused in refusals:
        verify("LG-TERR-018", refused, expected=400, actual=refused.status)
    # Whatever a refused post leaves behind carries its industry.
    looks = patience.twice(partial(territory, owner_a, workspace))
    for page in looks:
        added = [row.get("companyName") for row in companies(page) if row.get("industry") == industry]
        verify("LG-TERR-018", [*refusals, page], expected=[], actual=[each for each in added if each != name])
    found = territory(owner_a, workspace, industry=industry)
    others = [row for row in companies(found) if str(row.get("industry")).casefold() != industry.casefold()]
    verify("LG-TERR-021", found, expected=[], actual=others)
    own = [row.get("companyName") for row in companies(found) if row.get("companyName") in (name, wide)]
    verify("LG-TERR-021", [right, wider, found], expected=[name], actual=own)


def _is_joined(row: Row | None, industry: str) -> bool:
    return row is not None and row.get("industry") == industry and row.get("totalLeads") == 2
