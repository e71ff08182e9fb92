"""What the task tests of a process share: a company of its own, founded once, and the story of its runs."""

import pytest

from conformance.fixtures.homes import Homes
from conformance.fixtures.naming import Naming
from conformance.fixtures.once import Once
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.tasks.firm import Firm, Story, settled_in, told


@pytest.fixture(scope="session")
def firm_once(harness: Harness, homes: Homes, naming: Naming) -> Once[Firm]:
    """A company in which nobody else starts runs."""
    return Once(harness, lambda: settled_in(homes.another(), naming))


@pytest.fixture
def firm(firm_once: Once[Firm]) -> Firm:
    """The company of this attempt."""
    return firm_once.get()


@pytest.fixture(scope="session")
def story_once(harness: Harness, firm_once: Once[Firm], patience: Patience) -> Once[Story]:
    """Three tasks and a crowd of other runs in that company, from their start to their ends."""
    return Once(harness, lambda: told(firm_once.get(), patience, harness.profile.bounds.task))


@pytest.fixture
def story(story_once: Once[Story]) -> Story:
    """The story of this attempt."""
    return story_once.get()
