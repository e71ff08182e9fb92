"""What the page tests of a process share: rows that they read and never change."""

import pytest

from conformance.fixtures.naming import Naming
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.pages.listings import Listing, Shelves


@pytest.fixture(scope="session")
def shelves(harness: Harness, naming: Naming, patience: Patience) -> Shelves:
    """The rows of this process; the end of the run removes them."""
    return Shelves(harness, naming, patience)


@pytest.fixture
def listing(shelves: Shelves, operation: str) -> Listing:
    """The listing of the operation that the test is about, as company A's owner, or who may, reads it."""
    return shelves.listing(operation)
