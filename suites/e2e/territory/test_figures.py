"""A territory's rows and figures follow from the client's leads, as its own listing shows them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pytest

from conformance.actors import Actor
from conformance.expectations import Judgement, client_error, satisfying
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws import territories
from conformance.polling import Patience
from conformance.suites.e2e.territory.ground import Ground, Row, companies, need_figures, territory

pytestmark = [
    pytest.mark.xdist_group("territory"),
    pytest.mark.level("standard"),
    pytest.mark.operation("listTerritoryCompanies"),
]


FIGURES: Mapping[str, tuple[str, Callable[[Sequence[Row], Sequence[Row]], Judgement]]] = {
    "qualifiedLeads": ("LG-TERR-005", territories.qualified),
    "averageLeadScore": ("LG-TERR-006", territories.averaged),
    "lastActivityDate": ("LG-TERR-007", territories.last_active),
}
"""What a row may tell of its leads: by which requirement, and by which law."""


@pytest.mark.requirement("LG-TERR-001", "LG-TERR-003", "LG-TERR-005", "LG-TERR-006", "LG-TERR-007")
@pytest.mark.operation("createLeads")
def test_the_rows_are_the_companies_of_the_leads_with_their_figures(
    ground: Ground, verify: Verify, judge: Judge
) -> None:
    page = ground.whole
    verify("LG-TERR-001", page, expected=200, actual=page.status)
    is_list = satisfying("a list", lambda actual: isinstance(actual, list))
    verify("LG-TERR-001", page, expected=is_list, actual=page.at("companies"))
    own = satisfying("rows of the client alone", lambda actual: set(actual) <= {ground.client.client_id})
    verify("LG-TERR-001", page, expected=own, actual=[row.get("client_id") for row in companies(page)])
    judge("LG-TERR-003", [ground.made, page], territories.counted(ground.leads, companies(page)))
    left_out = [name for name in FIGURES if not territories.carried(companies(page), name)]
    for name, (requirement, law) in FIGURES.items():
        if name not in left_out:
            judge(requirement, page, law(ground.leads, companies(page)))
    need_figures(left_out)


@pytest.mark.requirement("LG-TERR-002")
def test_a_territory_is_asked_for_by_client(ground: Ground, control: Control, verify: Verify) -> None:
    control(ground.whole, expected=200, actual=ground.whole.status)
    refused = ground.client.owner.call("listTerritoryCompanies")
    verify("LG-TERR-002", refused, expected=client_error(), actual=refused.status)


@pytest.mark.requirement("LG-TERR-004", "LG-TERR-007")
@pytest.mark.operation("createLeads", "updateLeads", "deleteLeads")
def test_a_row_counts_what_is_made_moved_and_deleted(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, patience: Patience, verify: Verify, judge: Judge
) -> None:
    first, second = naming.tagged("a"), naming.tagged("a")
    look = partial(territory, owner_a, workspace)
    mover, stayer = (make_lead(owner_a, naming, workspace, companyName=first, status="new") for _ in range(2))
    grown = patience.until(look, lambda page: territories.totals(companies(page), first, second) == {first: 2})
    made = [mover.made_by, stayer.made_by]
    totals = territories.totals(companies(grown), first, second)
    verify("LG-TERR-004", [*made, grown], expected={first: 2}, actual=totals)

    moved = owner_a.call("updateLeads", json={"id": mover.id, "companyName": second})
    both = {first: 1, second: 1}
    parted = patience.until(look, lambda page: territories.totals(companies(page), first, second) == both)
    totals = territories.totals(companies(parted), first, second)
    verify("LG-TERR-004", [moved, parted], expected=both, actual=totals)
    told = territories.carried(companies(parted), "lastActivityDate")
    if totals == both and told:
        leads = [{**(moved.record("lead") or {}), "companyName": second}, stayer.row]
        judge("LG-TERR-007", [moved, parted], territories.last_active(leads, companies(parted)))

    deleted = owner_a.call("deleteLeads", query={"id": stayer.id})
    shrunk = patience.until(look, lambda page: territories.totals(companies(page), first, second) == {second: 1})
    totals = territories.totals(companies(shrunk), first, second)
    verify("LG-TERR-004", [deleted, shrunk], expected={second: 1}, actual=totals)
    need_figures([] if told else ["lastActivityDate"])
