"""What the isolation tests of a process share."""

import pytest

from conformance.fixtures.naming import Naming
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.isolation import matrix  # noqa: F401  # an operation without a row stops the collection
from conformance.suites.e2e.isolation.wall import Sides, Wall


@pytest.fixture(scope="session")
def wall(harness: Harness, naming: Naming, patience: Patience) -> Wall:
    """The two companies of this process; the end of the run removes what was made."""
    return Wall(harness, naming, patience)


@pytest.fixture
def sides(wall: Wall, direction: str) -> Sides:
    """Who looks, and at whom."""
    return wall.sides(direction)
