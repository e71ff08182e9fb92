"""Scraping: a run that comes to its end, and what it then has brought."""

from typing import Any

import pytest

from conformance.actors import Actor
from conformance.evidence import CannotTest, needed
from conformance.exchange import Exchange, Json
from conformance.expectations import equal_to, nonempty_string, one_of, satisfying, success
from conformance.fixtures.clients import make_client
from conformance.fixtures.naming import Naming
from conformance.fixtures.scrapes import MOST_LEADS, Scrape, scraped, standing
from conformance.fixtures.types import Control, Judge, Verify
from conformance.harness import Harness
from conformance.laws.listings import each_once
from conformance.laws.tasks import come_to_an_end, ends_are_kept, sightings
from conformance.polling import Patience
from conformance.suites.e2e.bulk.bulk_lists import bulk_walk, company_of

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("scraping")]


@pytest.mark.requirement("LG-INT-017", "LG-INT-019", "LG-INT-020")
@pytest.mark.operation("startLeadScrape", "getLeadGenerationStatus")
def test_a_scrape_is_a_run_that_comes_to_its_end(scrape: Scrape, verify: Verify, judge: Judge) -> None:
    started = scrape.started
    verify("LG-INT-017", started, expected=200, actual=started.status)
    verify("LG-INT-017", started, expected=nonempty_string(), actual=started.at("runId"))
    for look in scrape.looks[:1]:
        verify("LG-INT-019", [started, look], expected=200, actual=look.status)
        verify("LG-INT-019", [started, look], expected=scrape.run, actual=look.at("runId"))
        verify("LG-INT-019", [started, look], expected=nonempty_string(), actual=look.at("status"))
    seen = sightings(scrape.looks, {scrape.run})
    judge("LG-INT-020", scrape.looks, come_to_an_end({scrape.run}, seen))
    judge("LG-INT-020", scrape.looks, ends_are_kept(seen))


@pytest.mark.requirement("LG-INT-022")
@pytest.mark.operation("startLeadScrape", "getLeadGenerationStatus", "bulkSourceLeads")
def test_a_completed_scrape_has_brought_source_leads(
    scrape: Scrape, keyed_owner_a: Actor, patience: Patience, verify: Verify
) -> None:
    last = finished(scrape)
    saved = last.at("totalLeadsSaved")
    due = equal_to(saved) if isinstance(saved, int) else satisfying("at least one row", lambda rows: rows >= 1)
    query = {"companyId": company_of(scrape.client), "clientId": scrape.client.client_id}
    listing = bulk_walk(patience, keyed_owner_a, "bulkSourceLeads", query, lambda rows: due.holds(len(rows)))
    evidence = [scrape.started, last, *listing.pages]
    verify("LG-INT-022", evidence, expected=due, actual=len(listing.rows))
    few = satisfying(f"at most the {MOST_LEADS} rows asked for", lambda rows: rows <= MOST_LEADS)
    verify("LG-INT-022", evidence, expected=few, actual=len(listing.rows))


@pytest.mark.level("deep")
@pytest.mark.requirement("LG-INT-022")
@pytest.mark.operation("startLeadScrape", "getLeadGenerationStatus", "bulkSourceLeads")
def test_a_second_scrape_adds_to_the_first(
    harness: Harness, keyed_owner_a: Actor, naming: Naming, patience: Patience, judge: Judge
) -> None:
    # In a client of its own: the tests of the first scrape count what that alone has brought.
    client = make_client(keyed_owner_a, naming)
    query = {"companyId": company_of(client), "clientId": client.client_id}
    finished(scraped(keyed_owner_a, client, patience, harness.profile.bounds.task))
    before = bulk_walk(patience, keyed_owner_a, "bulkSourceLeads", query, lambda rows: len(rows) > 0)
    again = scraped(keyed_owner_a, client, patience, harness.profile.bounds.task)
    finished(again)
    after = bulk_walk(patience, keyed_owner_a, "bulkSourceLeads", query, lambda rows: len(rows) > len(before.rows))
    law = each_once(before.ids(), after.rows, where="the client's source leads")
    judge("LG-INT-022", [*before.pages, again.started, *after.pages], law)


@pytest.mark.requirement("LG-INT-023")
@pytest.mark.operation("startLeadScrape", "listSearchHistory")
def test_the_search_of_a_scrape_stands_in_the_search_history(
    scrape: Scrape, patience: Patience, verify: Verify, judge: Judge
) -> None:
    last = finished(scrape)
    search = scrape.started.at("searchHistoryId")
    if not isinstance(search, str):
        search = last.at("searchHistoryId")
    if not isinstance(search, str):
        raise CannotTest(
            "the scrape answered no searchHistoryId, which it may leave out",
            "Try a target that records its scrapes as searches",
        )
    query = {"client_id": scrape.client.client_id}

    def rows(page: Exchange) -> list[dict[str, Any]]:
        return [row for row in page.rows("searchHistories") if row.get("id") == search]

    listing = patience.until(
        lambda: scrape.actor.call("listSearchHistory", query=query),
        lambda page: [str(row.get("status")).casefold() for row in rows(page)] == ["completed"],
    )
    evidence = [scrape.started, last, listing]
    judge("LG-INT-023", evidence, each_once([search], listing.rows("searchHistories"), where="the client's searches"))
    for row in rows(listing):
        verify("LG-INT-023", evidence, expected="completed", actual=str(row.get("status")).casefold())
        verify("LG-INT-023", evidence, expected=scrape.client.client_id, actual=row.get("client_id"))


@pytest.mark.requirement("LG-INT-018")
@pytest.mark.operation("startLeadScrape")
def test_a_scrape_is_for_a_client_of_ones_own(scrape: Scrape, naming: Naming, control: Control, verify: Verify) -> None:
    control(scrape.started, expected=success(), actual=scrape.started.status)
    body: Json = {"searchCriteria": {"country": "France"}, "maxLeads": 1}
    nameless = scrape.actor.call("startLeadScrape", json=body)
    verify("LG-INT-018", nameless, expected=400, actual=nameless.status)
    unknown = scrape.actor.call("startLeadScrape", json={**body, "client_id": naming.random_id()})
    verify("LG-INT-018", unknown, expected=one_of(404, 400, 403), actual=unknown.status)


@pytest.mark.requirement("LG-INT-021")
@pytest.mark.operation("getLeadGenerationStatus")
def test_a_status_of_scraping_needs_the_id_of_a_scrape(
    scrape: Scrape, naming: Naming, control: Control, verify: Verify
) -> None:
    needed(scrape.started, expected=success(), actual=scrape.started.status, what="a scrape")
    known = scrape.looks[-1]
    control(known, expected=success(), actual=known.status)
    nameless = scrape.actor.call("getLeadGenerationStatus")
    verify("LG-INT-021", nameless, expected=400, actual=nameless.status)
    unknown = standing(scrape.actor, naming.random_id())
    verify("LG-INT-021", unknown, expected=one_of(403, 404), actual=unknown.status)


def finished(scrape: Scrape) -> Exchange:
    """The last look at a scrape that has completed; Unusable where it did not."""
    last = scrape.looks[-1] if scrape.looks else scrape.started
    needed(last, expected=True, actual=scrape.is_completed, what="a completed scrape")
    return last
