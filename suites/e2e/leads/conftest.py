"""What the tests of leads share: the life of one, told once a process, and anew for a test that is repeated."""

from collections.abc import Callable

import pytest

from conformance.fixtures.clients import make_client
from conformance.fixtures.naming import Naming
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.leads.life import Life


@pytest.fixture(scope="session")
def lives(harness: Harness, naming: Naming, patience: Patience) -> Callable[[], Life]:
    """The life that this process has told, if any, or a new one."""
    told: list[Life] = []

    def life() -> Life:
        if not told or harness.stage.attempt > 1:
            actor = harness.actor("owner_a")
            told[:] = [Life(actor, naming, patience, lambda: make_client(actor, naming))]
        return told[0]

    return life


@pytest.fixture
def life(lives: Callable[[], Life]) -> Life:
    """The life of a lead."""
    return lives()
