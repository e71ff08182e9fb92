"""What the territory tests of a process share: a client that they read and never change."""

import pytest

from conformance.fixtures.naming import Naming
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.territory.ground import Ground, planted


@pytest.fixture(scope="session")
def ground(harness: Harness, naming: Naming, patience: Patience) -> Ground:
    """The client of this process; the end of the run removes it."""
    return planted(harness.actor("owner_a"), naming, patience)
