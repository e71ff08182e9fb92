"""What the task tests of a process share: a company of its own, founded once, and the story of its runs."""

import pytest

from conformance.fixtures.naming import Naming
from conformance.fixtures.newcomers import Pool
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.tasks.firm import Firm, Story, found, told


@pytest.fixture(scope="session")
def firm(newcomers: Pool, naming: Naming) -> Firm:
    """A company in which nobody else starts runs."""
    return found(newcomers.take(), naming)


@pytest.fixture(scope="session")
def story(harness: Harness, firm: Firm, patience: Patience) -> Story:
    """Three tasks and a crowd of other runs in that company, from their start to their ends."""
    return told(firm, patience, harness.profile.bounds.task)
