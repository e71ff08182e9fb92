"""What the tests of the pipeline share: one lead that is counted, moved and deleted, once a process."""

from functools import partial

import pytest

from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.once import Once
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.pipeline.counting import Counting, counted


@pytest.fixture(scope="session")
def counting_once(harness: Harness, naming: Naming, workspace: TemporaryClient, patience: Patience) -> Once[Counting]:
    """A lead of company A's owner and what the pipeline showed of it."""
    return Once(harness, partial(counted, harness.actor("owner_a"), workspace, naming, patience))


@pytest.fixture
def counting(counting_once: Once[Counting]) -> Counting:
    """The lead of this attempt."""
    return counting_once.get()
