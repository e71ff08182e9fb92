"""What the territory tests of a process share: a client that they read and never change."""

import pytest

from conformance.fixtures.naming import Naming
from conformance.fixtures.once import Once
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.territory.ground import Ground, planted


@pytest.fixture(scope="session")
def ground_once(harness: Harness, naming: Naming, patience: Patience) -> Once[Ground]:
    """The client of this process; the end of the run removes it."""
    return Once(harness, lambda: planted(harness.actor("owner_a"), naming, patience))


@pytest.fixture
def ground(ground_once: Once[Ground]) -> Ground:
    """The client of this attempt, with its territory."""
    return ground_once.get()
