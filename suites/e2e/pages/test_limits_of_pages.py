"""The limit of a page: kept, by default 100, and never beyond the maximum."""

from collections.abc import Iterator

import pytest

from conformance.actors import Actor
from conformance.covering import over_operations
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import one_of
from conformance.fixtures.crowds import Crowd
from conformance.fixtures.types import Judge, Make, Verify
from conformance.harness import Harness
from conformance.laws.pages import within_limit
from conformance.polling import Patience
from conformance.suites.e2e.pages.listings import BULK, PAGED, Shelves, about
from conformance.suites.e2e.pages.surveys import Surveys
from conformance.walking import next_token

pytestmark = pytest.mark.xdist_group("pages")

WRONG = ("maximum + 1", "0", "-1", "2.5", "ten")
"""Limits that are no number of rows from 1 to the maximum."""

MOST = 1000
"""Rows of the largest page (seed: Pagination)."""

TOO_MUCH = (MOST + 1, 5000, 10**12, "-1", "all")
"""Limits of which none may bring more than that."""


@pytest.mark.requirement("LG-PAGE-005")
@pytest.mark.parametrize(("operation", "limit"), over_operations(PAGED, WRONG))
def test_a_limit_out_of_range_is_refused(
    shelves: Shelves, operation: str, limit: str, patience: Patience, verify: Verify, judge: Judge
) -> None:
    listing = shelves.listing(operation)
    style = listing.style
    asked = style.maximum + 1 if limit == WRONG[0] else limit
    # A target may look the client of the leads up in a view that lags.
    page = patience.until(lambda: listing.page(asked), lambda page: page.status != 404)
    verify("LG-PAGE-005", page, expected=one_of(200, 400), actual=page.status)
    most = style.maximum if limit == WRONG[0] else style.default
    judge("LG-PAGE-005", page, within_limit([page], style.rows, most))


@pytest.mark.level("standard")
@pytest.mark.operation("listLeads")
@pytest.mark.requirement("LG-PAGE-002")
def test_without_a_limit_leads_come_by_a_hundred(
    crowd: Crowd, patience: Patience, verify: Verify, judge: Judge
) -> None:
    def listed() -> Exchange:
        return crowd.owner.call("listLeads", query={"client_id": crowd.client.client_id})

    def has_more(seen: Exchange) -> bool:
        return next_token(seen) is not None or len(seen.rows("leads")) > 100

    page = patience.until(listed, has_more)
    needed(page, expected=True, actual=has_more(page), what="a listing with more leads than a page")
    verify("LG-PAGE-002", page, expected=200, actual=page.status)
    judge("LG-PAGE-002", page, within_limit([page], "leads", 100))


@pytest.mark.level("deep")
@pytest.mark.requirement("LG-PAGE-003")
@pytest.mark.parametrize("operation", about(*(each for each in PAGED if each not in ("listLeads", *BULK))))
def test_without_a_limit_other_listings_come_by_a_hundred_too(
    surveys: Surveys, operation: str, verify: Verify, judge: Judge
) -> None:
    survey = surveys.of(operation)
    page = survey.whole.pages[0]
    verify("LG-PAGE-003", page, expected=200, actual=page.status)
    judge("LG-PAGE-003", page, within_limit([page], survey.listing.style.rows, survey.listing.style.default))


@pytest.fixture
def full_of_clients(harness: Harness, owner_a: Actor, make: Make) -> Iterator[Actor]:
    """Company A's owner, with a client more than the largest page of clients holds."""
    made = [make(owner_a) for _ in range(MOST + 1)]
    yield owner_a
    if not harness.context.skip_cleanup:  # other tests walk this list
        for client in made:
            owner_a.call("deleteClient", query={"id": client.id}, purpose="cleanup")


@pytest.mark.level("deep")
@pytest.mark.operation("listClients")
@pytest.mark.requirement("LG-PAGE-003", "LG-PAGE-004")
def test_clients_come_by_a_hundred_and_never_more_than_a_thousand(
    full_of_clients: Actor, patience: Patience, verify: Verify, judge: Judge
) -> None:
    def listed(limit: object = None) -> Exchange:
        return full_of_clients.call("listClients", query={"limit": limit})

    seen = patience.until(lambda: listed(MOST), lambda page: next_token(page) is not None)
    needed(seen, expected=True, actual=leaves_some_out(seen, "clients"), what="more clients than a page holds")
    page = listed()
    judge("LG-PAGE-003", [seen, page], within_limit([page], "clients", 100))
    for limit in TOO_MUCH:
        page = listed(limit)
        verify("LG-PAGE-004", page, expected=one_of(200, 400), actual=page.status)
        judge("LG-PAGE-004", [seen, page], within_limit([page], "clients", MOST))


@pytest.mark.level("deep")
@pytest.mark.operation("listLeads")
@pytest.mark.requirement("LG-PAGE-004")
def test_no_limit_gets_more_than_a_thousand_leads(
    crowd: Crowd, patience: Patience, verify: Verify, judge: Judge
) -> None:
    def listed(limit: object) -> Exchange:
        return crowd.owner.call("listLeads", query={"client_id": crowd.client.client_id, "limit": limit})

    seen = patience.until(lambda: listed(MOST), lambda page: leaves_some_out(page, "leads"))
    needed(seen, expected=True, actual=leaves_some_out(seen, "leads"), what="more leads than a page holds")
    for limit in TOO_MUCH:
        page = listed(limit)
        verify("LG-PAGE-004", page, expected=one_of(200, 400), actual=page.status)
        judge("LG-PAGE-004", [seen, page], within_limit([page], "leads", MOST))


def leaves_some_out(page: Exchange, key: str) -> bool:
    """Whether a page is full, or says that more rows follow it: a server may give shorter ones."""
    return len(page.rows(key)) == MOST or next_token(page) is not None
