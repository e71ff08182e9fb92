"""The filters of the search history: each alone on every page, and each two together."""

from itertools import combinations

import pytest
from _pytest.mark.structures import ParameterSet

from conformance import contract
from conformance.actors import Actor
from conformance.errors import HarnessBroken
from conformance.evidence import needed
from conformance.expectations import Judgement
from conformance.fixtures.types import Control, Judge
from conformance.laws.filters import intersected, selected
from conformance.laws.searches import STATUSES
from conformance.polling import Patience
from conformance.suites.e2e.search_history.history import LIST, settled
from conformance.suites.e2e.search_history.searches import Alone, Searches
from conformance.walking import Walk

pytestmark = [
    pytest.mark.level("standard"),
    pytest.mark.xdist_group("search_history"),
    pytest.mark.operation("listSearchHistory"),
]

OTHER_STATUSES = [each for each in STATUSES if each != "running"]
"""Those beside the one that the shared searches are made for."""


def filters() -> list[str]:
    """The filters of the contract: every parameter but those of the pages."""
    style = LIST.page
    if style is None:
        raise HarnessBroken("listSearchHistory does not page")
    named = [contract.load().resolve(each)["name"] for each in LIST.definition["parameters"]]
    return [name for name in named if name not in (style.limit, style.token)]


def pairs() -> list[ParameterSet]:
    """Every two filters; at standard as many as have each of them once."""
    names = filters()
    first = {*zip(names[::2], names[1::2], strict=False)}
    deep = pytest.mark.level("deep")
    return [pytest.param(*pair, marks=() if pair in first else deep) for pair in combinations(names, 2)]


@pytest.fixture
def known(searches: Searches, control: Control) -> Searches:
    """The shared searches, all of them in the list, with every value that a filter asks for in some of them."""
    page = searches.seen.pages[-1]
    without = [name for name in filters() if name not in searches.wanted]
    if without:
        raise HarnessBroken(f"no search was made for the filters {', '.join(without)}")
    control(page, expected=set(searches.ids), actual={row.get("id") for row in searches.rows})
    for name, value in searches.wanted.items():
        has = [row.get(name) == value for row in searches.rows]
        needed(page, expected=True, actual=sum(has) >= 2 and not all(has), what=f"searches with and without the {name}")
    return searches


@pytest.mark.requirement("LG-SRCH-005")
@pytest.mark.parametrize("name", filters())
def test_a_filter_selects_on_every_page(known: Searches, alone: Alone, judge: Judge, name: str) -> None:
    walk = alone(name)
    judge("LG-SRCH-005", walk.pages, selected(walk, name, known.wanted[name], known.rows))


@pytest.mark.requirement("LG-SRCH-005")
@pytest.mark.parametrize("status", OTHER_STATUSES)
def test_each_other_status_selects_too(
    owner_a: Actor, known: Searches, patience: Patience, judge: Judge, status: str
) -> None:
    def law(walk: Walk) -> Judgement:
        return selected(walk, "status", status, known.rows)

    walk = settled(patience, owner_a, lambda seen: law(seen).holds, {"status": status})
    judge("LG-SRCH-005", walk.pages, law(walk))


@pytest.mark.requirement("LG-SRCH-006")
@pytest.mark.parametrize(("one", "other"), pairs())
def test_two_filters_select_what_both_select(
    owner_a: Actor, known: Searches, alone: Alone, patience: Patience, judge: Judge, one: str, other: str
) -> None:
    for name in (one, other):
        sound = selected(alone(name), name, known.wanted[name], known.rows).holds
        needed(alone(name).pages[-1], expected=True, actual=sound, what=f"a list that the {name} alone selects")

    def law(walk: Walk) -> Judgement:
        return intersected(walk, alone(one), alone(other), known.ids)

    both = {name: known.wanted[name] for name in (one, other)}
    walk = settled(patience, owner_a, lambda seen: law(seen).holds, both)
    judge("LG-SRCH-006", [*alone(one).pages, *alone(other).pages, *walk.pages], law(walk))
