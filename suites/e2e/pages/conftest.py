"""What the page tests of a process share: rows that they read and never change, and the surveys of the listings."""

import pytest

from conformance.fixtures.naming import Naming
from conformance.fixtures.source_leads import SourceLeads
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.pages.foreign import Abroad
from conformance.suites.e2e.pages.listings import Shelves
from conformance.suites.e2e.pages.surveys import Surveys


@pytest.fixture(scope="session")
def shelves(harness: Harness, naming: Naming, patience: Patience, source_leads: SourceLeads) -> Shelves:
    """The rows of this process."""
    return Shelves(harness, naming, patience, source_leads)


@pytest.fixture(scope="session")
def surveys(shelves: Shelves) -> Surveys:
    """What this process has seen of the listings."""
    return Surveys(shelves)


@pytest.fixture(scope="session")
def abroad(shelves: Shelves) -> Abroad:
    """The listings of company B, for tokens of theirs."""
    return Abroad(shelves)
