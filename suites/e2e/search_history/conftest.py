"""What the tests of search history share: five searches as made, as updated, and as each filter alone shows them."""

from functools import cache

import pytest

from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.harness import Harness
from conformance.laws.filters import selected
from conformance.polling import Patience
from conformance.suites.e2e.search_history.history import settled
from conformance.suites.e2e.search_history.searches import CLAIMING, UPDATES, Alone, Search, Searches, bodies
from conformance.walking import Walk


@pytest.fixture(scope="session")
def new_searches(harness: Harness, naming: Naming, workspace: TemporaryClient, patience: Patience) -> Searches:
    """The searches as they were made; what is wrong with one is for the tests to say."""
    owner = harness.actor("owner_a")
    sent, wanted = bodies(owner, workspace, naming)
    made = [Search(body, owner.call("createSearchHistory", json=body)) for body in sent]
    ids = {each.id for each in made if each.id is not None}
    return Searches(made, wanted, settled(patience, owner, lambda walk: ids <= set(walk.ids())))


@pytest.fixture(scope="session")
def searches(harness: Harness, naming: Naming, new_searches: Searches, patience: Patience) -> Searches:
    """The same after their updates, two of them `running`."""
    owner = harness.actor("owner_a")
    new_searches.made[CLAIMING].claimed = {name: naming.random_id() for name in ("owner", "company_id")}
    for search, updates in zip(new_searches.made, UPDATES, strict=True):
        for changes in updates:
            search.update(owner, changes)
    updated = [each for each in new_searches.made if each.id is not None]
    seen = settled(patience, owner, lambda walk: all(each.shows_last(walk.row(str(each.id))) for each in updated))
    return Searches(new_searches.made, new_searches.wanted, seen)


@pytest.fixture(scope="session")
def alone(harness: Harness, searches: Searches, patience: Patience) -> Alone:
    """The walks of the list under each filter alone, made at first need."""
    owner = harness.actor("owner_a")

    @cache
    def under(name: str) -> Walk:
        value = searches.wanted[name]
        # Half of what there is, so that there is a second page.
        number = sum(row.get(name) == value for row in searches.seen.rows)
        return settled(
            patience,
            owner,
            lambda walk: selected(walk, name, value, searches.rows).holds,
            {name: value},
            limit=max(1, min(1000, (number + 1) // 2)),
        )

    return under
