"""What the tests of clients share: the life of one, told once a process, and anew for a test that is repeated."""

from collections.abc import Callable

import pytest

from conformance.fixtures.naming import Naming
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.clients.life import Life


@pytest.fixture(scope="session")
def lives(harness: Harness, naming: Naming, patience: Patience) -> Callable[[], Life]:
    """The life that this process has told, if any, or a new one."""
    told: list[Life] = []

    def life() -> Life:
        if not told or harness.stage.attempt > 1:
            told[:] = [Life(harness.actor("owner_a"), naming, patience)]
        return told[0]

    return life


@pytest.fixture
def life(lives: Callable[[], Life]) -> Life:
    """The life of a client."""
    return lives()
