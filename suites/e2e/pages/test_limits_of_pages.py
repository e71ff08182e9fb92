"""The limit of a page: kept, by default 100, and never beyond the maximum."""

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import one_of
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.types import Fill, Judge, Make, Verify
from conformance.laws.pages import within_limit
from conformance.polling import Patience
from conformance.suites.e2e.pages.listings import PAGED, Listing, about

BULK = ("bulkEnrichLeads", "bulkSourceLeads")
"""The listings whose default is large."""

MALFORMED = ("-1", "2.5", "ten")
"""Limits that are no whole number of rows; tried on one listing, which stands for the reading of the parameter."""


@pytest.mark.requirement("LG-PAGE-001", "LG-PAGE-005")
@pytest.mark.parametrize("operation", about(*PAGED))
def test_a_limit_is_kept_and_one_out_of_range_refused(listing: Listing, verify: Verify, judge: Judge) -> None:
    key, maximum = listing.style.rows, listing.style.maximum
    page = listing.page(1)
    verify("LG-PAGE-001", page, expected=200, actual=page.status)
    judge("LG-PAGE-001", page, within_limit([page], key, 1))
    for wrong, most in ((0, listing.style.default), (maximum + 1, maximum)):
        page = listing.page(wrong)
        verify("LG-PAGE-005", page, expected=one_of(200, 400), actual=page.status)
        judge("LG-PAGE-005", page, within_limit([page], key, most))


@pytest.mark.operation("listLeads")
@pytest.mark.requirement("LG-PAGE-005")
@pytest.mark.parametrize("operation", ["listLeads"])
@pytest.mark.parametrize("limit", MALFORMED)
def test_a_limit_that_is_no_number_of_rows_is_refused(
    listing: Listing, verify: Verify, judge: Judge, limit: str
) -> None:
    page = listing.page(limit)
    verify("LG-PAGE-005", page, expected=one_of(200, 400), actual=page.status)
    judge("LG-PAGE-005", page, within_limit([page], listing.style.rows, listing.style.default))


@pytest.mark.operation("listLeads")
@pytest.mark.requirement("LG-PAGE-002")
def test_without_a_limit_leads_come_by_a_hundred(
    owner_a: Actor, client_a: TemporaryClient, fill: Fill, patience: Patience, verify: Verify, judge: Judge
) -> None:
    fill(client_a, 103)
    query = {"client_id": client_a.client_id}
    seen = patience.until(
        lambda: owner_a.call("listLeads", query={**query, "limit": 1000}), lambda page: len(page.rows("leads")) > 100
    )
    needed(seen, expected=103, actual=len(seen.rows("leads")), what="a listing of 103 leads")
    page = owner_a.call("listLeads", query=query)
    verify("LG-PAGE-002", page, expected=200, actual=page.status)
    judge("LG-PAGE-002", [seen, page], within_limit([page], "leads", 100))


@pytest.mark.requirement("LG-PAGE-003")
@pytest.mark.parametrize("operation", about(*(each for each in PAGED if each not in ("listLeads", *BULK))))
def test_without_a_limit_other_listings_come_by_a_hundred_too(listing: Listing, verify: Verify, judge: Judge) -> None:
    page = listing.page()
    verify("LG-PAGE-003", page, expected=200, actual=page.status)
    judge("LG-PAGE-003", page, within_limit([page], listing.style.rows, listing.style.default))


@pytest.mark.level("deep")
@pytest.mark.operation("listClients")
@pytest.mark.requirement("LG-PAGE-003")
def test_of_more_than_a_hundred_clients_the_default_page_shows_a_hundred(
    owner_a: Actor, make: Make, patience: Patience, judge: Judge
) -> None:
    for _ in range(101):
        make(owner_a)
    seen = patience.until(
        lambda: owner_a.call("listClients", query={"limit": 1000}), lambda page: len(page.rows("clients")) > 100
    )
    page = owner_a.call("listClients")
    judge("LG-PAGE-003", [seen, page], within_limit([page], "clients", 100))


@pytest.mark.level("deep")
@pytest.mark.operation("listLeads", "bulkEnrichLeads")
@pytest.mark.requirement("LG-PAGE-004")
def test_no_limit_gets_more_than_a_thousand_leads(
    owner_a: Actor, client_a: TemporaryClient, fill: Fill, patience: Patience, verify: Verify, judge: Judge
) -> None:
    fill(client_a, 1001)

    def listed(limit: object) -> Exchange:
        return owner_a.call("listLeads", query={"client_id": client_a.client_id, "limit": limit})

    seen = patience.until(lambda: listed(1000), lambda page: len(page.rows("leads")) == 1000)
    needed(seen, expected=1000, actual=len(seen.rows("leads")), what="a full page of leads")
    for limit in (1001, 5000, 10**12, "-1", "all"):
        page = listed(limit)
        verify("LG-PAGE-004", page, expected=one_of(200, 400), actual=page.status)
        judge("LG-PAGE-004", [seen, page], within_limit([page], "leads", 1000))
