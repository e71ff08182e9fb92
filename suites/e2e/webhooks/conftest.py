"""What the tests of webhooks share: one of each platform, as they were made and listed."""

from functools import partial

import pytest

from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.once import Once
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.webhooks.hooks import Hooks, made_hooks


@pytest.fixture(scope="session")
def hooks_once(harness: Harness, naming: Naming, workspace: TemporaryClient, patience: Patience) -> Once[Hooks]:
    """The webhooks of this process; what is wrong with one is for the tests to say."""
    return Once(harness, partial(made_hooks, harness.actor("owner_a"), workspace, naming, patience))


@pytest.fixture
def hooks(hooks_once: Once[Hooks]) -> Hooks:
    """The webhooks of this attempt."""
    return hooks_once.get()
