"""What the filters of a territory leave: exactly the rows that meet them, and none where nothing does."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import combinations, product
from typing import Any

import pytest

from conformance.exchange import Exchange
from conformance.expectations import Judgement, one_of
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.orders import in_order_of
from conformance.laws.selections import parted, selected, within
from conformance.suites.e2e.territory.ground import (
    ORDERS,
    PART,
    PLANTED,
    Ground,
    a_day_after,
    a_day_before,
    companies,
)

pytestmark = [
    pytest.mark.xdist_group("territory"),
    pytest.mark.level("standard"),
    pytest.mark.operation("listTerritoryCompanies"),
]

Row = Mapping[str, Any]

EMPTY_OR_REFUSED = one_of(200, 400)
"""For a bound that no row can lie within, which a server may find senseless."""


@pytest.mark.requirement("LG-TERR-008")
@pytest.mark.parametrize("name", ["minLeads", "maxLeads", "search", "industry"])
def test_a_filter_that_nothing_meets_leaves_no_row(
    ground: Ground, naming: Naming, control: Control, verify: Verify, name: str
) -> None:
    control(ground.whole, expected=len(PLANTED), actual=len(ground.rows))
    nowhere = naming.random_id()
    unmet = {"minLeads": 1_000_000, "maxLeads": 0, "search": nowhere, "industry": nowhere}
    page = ground.listed(**{name: unmet[name]})
    verify("LG-TERR-008", page, expected=EMPTY_OR_REFUSED if name == "maxLeads" else 200, actual=page.status)
    verify("LG-TERR-008", page, expected=[], actual=companies(page))


@pytest.mark.requirement("LG-TERR-008", "LG-TERR-011")
def test_the_days_before_and_after_all_leads_have_no_row(
    ground: Ground, control: Control, verify: Verify, judge: Judge
) -> None:
    control(ground.whole, expected=len(PLANTED), actual=len(ground.rows))
    first, last = ground.days()
    before, after = a_day_before(first), a_day_after(last)
    earlier = ground.listed(endDate=before)
    later = ground.listed(startDate=after)
    judge("LG-TERR-011", earlier, left(ground, earlier, lambda _: False, f"up to {before}"))
    judge("LG-TERR-011", later, left(ground, later, lambda _: False, f"from {after} on"))
    verify("LG-TERR-008", earlier, expected=200, actual=earlier.status)
    verify("LG-TERR-008", earlier, expected=[], actual=companies(earlier))
    verify("LG-TERR-008", later, expected=EMPTY_OR_REFUSED, actual=later.status)
    verify("LG-TERR-008", later, expected=[], actual=companies(later))


@pytest.mark.requirement("LG-TERR-009", "LG-TERR-010", "LG-TERR-011")
def test_each_filter_leaves_its_rows_and_all_together_what_meets_each(ground: Ground, judge: Judge) -> None:
    first, last = ground.days()
    few, many = ground.listed(maxLeads=2), ground.listed(minLeads=3)
    found = ground.listed(search=PART)
    today = ground.listed(startDate=first, endDate=last)
    judge("LG-TERR-009", few, left(ground, few, lambda row: leads_of(row) <= 2, "with up to 2 leads"))
    judge("LG-TERR-009", many, left(ground, many, lambda row: leads_of(row) >= 3, "with 3 leads or more"))
    judge("LG-TERR-009", [few, many], parted(ground.rows, (companies(few), companies(many)), what="up to 2, from 3"))
    judge("LG-TERR-010", found, left(ground, found, lambda row: holds(row, PART), f"whose name holds {PART}"))
    judge("LG-TERR-011", today, left(ground, today, lambda _: True, f"of {first} to {last}"))

    both = ground.listed(maxLeads=2, search=PART, startDate=first, endDate=last)
    kept = [companies(each) for each in (few, found, today)]
    for requirement, alone in (("LG-TERR-009", few), ("LG-TERR-010", found), ("LG-TERR-011", today)):
        judge(requirement, [alone, both], within(companies(alone), kept, companies(both)))


@pytest.mark.level("deep")
@pytest.mark.requirement("LG-TERR-009")
@pytest.mark.parametrize("bound", range(6))
def test_two_bounds_that_meet_part_the_territory(ground: Ground, judge: Judge, bound: int) -> None:
    up_to, above = ground.listed(maxLeads=bound), ground.listed(minLeads=bound + 1)
    law = parted(ground.rows, (companies(up_to), companies(above)), what=f"up to {bound}, above {bound}")
    judge("LG-TERR-009", [up_to, above], law)
    exactly = ground.listed(minLeads=bound, maxLeads=bound)
    judge("LG-TERR-009", exactly, left(ground, exactly, lambda row: leads_of(row) == bound, f"with {bound} leads"))


@pytest.mark.level("deep")
@pytest.mark.requirement("LG-TERR-010")
@pytest.mark.parametrize("text", ["%", "_", "*", ".", "\\", "'", "a", "_WORKS", "ember_works", "lgc-"])
def test_a_search_takes_its_text_as_it_stands(ground: Ground, judge: Judge, text: str) -> None:
    found = ground.listed(search=text)
    judge("LG-TERR-010", found, left(ground, found, lambda row: holds(row, text), f"whose name holds {text!r}"))


@pytest.mark.level("deep")
@pytest.mark.requirement("LG-TERR-009", "LG-TERR-010", "LG-TERR-011", "LG-TERR-012", "LG-TERR-013")
@pytest.mark.parametrize("names", [*combinations(("minLeads", "maxLeads", "search", "startDate", "endDate"), 2)])
def test_two_filters_hold_in_every_order(ground: Ground, judge: Judge, names: tuple[str, str]) -> None:
    first, last = ground.days()
    values: dict[str, object] = {"minLeads": 2, "maxLeads": 2, "search": PART, "startDate": first, "endDate": last}
    query = {name: values[name] for name in names}

    def both(row: Row) -> bool:
        return all(meets(ground, row, name, value) for name, value in query.items())

    for key, direction in product(ORDERS, ("asc", "desc")):
        page = ground.listed(**query, sortBy=key, sortDirection=direction)
        whole = ground.listed(sortBy=key, sortDirection=direction)
        law = left(ground, page, both, f"that meet {query}")
        for requirement in ("LG-TERR-009", "LG-TERR-010", "LG-TERR-011"):
            judge(requirement, page, law)
        for requirement in ("LG-TERR-012", "LG-TERR-013"):
            judge(requirement, [whole, page], in_order_of(companies(whole), companies(page), what=f"{key} {direction}"))


def left(ground: Ground, page: Exchange, wanted: Callable[[Row], bool], what: str) -> Judgement:
    """A page of the territory holds exactly the wanted rows of the whole."""
    return selected(ground.rows, companies(page), wanted, what=what)


def leads_of(row: Row) -> int:
    """A row's `totalLeads`; a number that meets no bound where it shows none."""
    total = row.get("totalLeads")
    return total if isinstance(total, int) else -1


def holds(row: Row, text: str) -> bool:
    """Whether a row's name holds a text, case-blind."""
    return text.casefold() in str(row.get("companyName")).casefold()


def meets(ground: Ground, row: Row, name: str, value: Any) -> bool:
    """Whether a row meets a filter."""
    day: date = ground.day(row)
    met: dict[str, Callable[[], bool]] = {
        "minLeads": lambda: leads_of(row) >= value,
        "maxLeads": lambda: leads_of(row) <= value,
        "search": lambda: holds(row, value),
        "startDate": lambda: day >= value,
        "endDate": lambda: day <= value,
    }
    return met[name]()
