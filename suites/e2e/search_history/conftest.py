"""What the tests of search history share: five searches as made, as updated, and as each filter alone shows them."""

from functools import partial

import pytest

from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.once import Once
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.search_history.searches import (
    Alone,
    Searches,
    brought_forward,
    recorded,
    under_each_filter,
)


@pytest.fixture(scope="session")
def new_searches_once(
    harness: Harness, naming: Naming, workspace: TemporaryClient, patience: Patience
) -> Once[Searches]:
    """The searches as they were made; what is wrong with one is for the tests to say."""
    return Once(harness, partial(recorded, harness.actor("owner_a"), workspace, naming, patience))


@pytest.fixture(scope="session")
def searches_once(
    harness: Harness, naming: Naming, new_searches_once: Once[Searches], patience: Patience
) -> Once[Searches]:
    """The same after their updates, two of them `running`."""
    owner = harness.actor("owner_a")
    return Once(harness, lambda: brought_forward(new_searches_once.get(), owner, naming, patience))


@pytest.fixture(scope="session")
def alone_once(harness: Harness, searches_once: Once[Searches], patience: Patience) -> Once[Alone]:
    """The walks of the list under each filter alone, made at first need."""
    owner = harness.actor("owner_a")
    return Once(harness, lambda: under_each_filter(searches_once.get(), owner, patience))


@pytest.fixture
def new_searches(new_searches_once: Once[Searches]) -> Searches:
    """The searches of this attempt, as they were made."""
    return new_searches_once.get()


@pytest.fixture
def searches(searches_once: Once[Searches]) -> Searches:
    """The same after their updates."""
    return searches_once.get()


@pytest.fixture
def alone(alone_once: Once[Alone]) -> Alone:
    """The walks of this attempt under each filter alone."""
    return alone_once.get()
