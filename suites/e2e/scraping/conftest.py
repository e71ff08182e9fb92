"""What the scraping tests of a process share: one small scrape, from its start to its end."""

import pytest

from conformance.fixtures.clients import make_client
from conformance.fixtures.naming import Naming
from conformance.fixtures.once import Once
from conformance.fixtures.scrapes import Scrape, scraped
from conformance.harness import Harness
from conformance.polling import Patience


@pytest.fixture(scope="session")
def scrape_once(harness: Harness, naming: Naming, patience: Patience) -> Once[Scrape]:
    """A scrape for a client of company A's owner; the end of the run purges the client with what was brought."""

    def made() -> Scrape:
        actor = harness.actor("owner_a")
        return scraped(actor, make_client(actor, naming), patience, harness.profile.bounds.task)

    return Once(harness, made)


@pytest.fixture
def scrape(scrape_once: Once[Scrape]) -> Scrape:
    """The scrape of this attempt."""
    return scrape_once.get()
