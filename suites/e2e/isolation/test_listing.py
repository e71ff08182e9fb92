"""The list of the latest runs, which names nobody: those of another company do not show."""

from functools import partial

import pytest

from conformance.exchange import Exchange
from conformance.fixtures.types import Control, Judge
from conformance.laws.isolation import lists_none_of
from conformance.polling import Patience
from conformance.suites.e2e.isolation.directions import OTHER_WAY
from conformance.suites.e2e.isolation.wall import Sides, Wall, holds, run_id

pytestmark = pytest.mark.xdist_group("isolation")


@pytest.mark.requirement("LG-ISO-021")
@pytest.mark.operation("listRecentRuns")
@pytest.mark.parametrize("direction", OTHER_WAY)
def test_another_companys_runs_are_not_listed(
    wall: Wall, sides: Sides, patience: Patience, control: Control, judge: Judge
) -> None:
    query = {"limit": 100}

    def shown(run: str) -> Exchange:
        look = partial(wall.ask, sides.victim, "listRecentRuns", query, "control")
        return patience.until(look, lambda page: holds(page, run))

    run = run_id(wall.run(sides.victim))
    mine = shown(run)
    if not holds(mine, run):  # others of the company start runs too, and only the newest hundred show
        run = run_id(wall.run(sides.victim, anew=True))
        mine = shown(run)
    control(mine, expected=[200, True], actual=[mine.status, holds(mine, run)])
    pages = patience.twice(lambda: wall.ask(sides.looker, "listRecentRuns", query))
    judge("LG-ISO-021", pages, lists_none_of(pages, "runs", {run}))
