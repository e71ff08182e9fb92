"""Walks: all rows of a listing, each once, in one order, to an end, whatever the page size."""

import pytest

from conformance.actors import Actor
from conformance.exchange import Exchange
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.types import Fill, Judge
from conformance.harness import Harness
from conformance.laws.pages import (
    comes_to_an_end,
    leads_on,
    no_row_twice,
    none_missing,
    of_the_filter,
    same_order,
    same_page,
    same_rest,
    within_limit,
)
from conformance.polling import Patience
from conformance.suites.e2e.pages.listings import PAGED, Listing, Shelves, about, sizes
from conformance.walking import Walk, next_token, walk

ORDERED = ("listClients", "listLeads", "bulkEnrichLeads", "bulkSourceLeads")
"""The listings whose order is judged."""


@pytest.mark.operation("listLeads")
@pytest.mark.requirement("LG-PAGE-006", "LG-PAGE-008", "LG-PAGE-009")
def test_a_short_walk_shows_every_lead_once(
    harness: Harness, owner_a: Actor, client_a: TemporaryClient, fill: Fill, patience: Patience, judge: Judge
) -> None:
    emails = fill(client_a, 4)
    query = {"client_id": client_a.client_id}
    seen = patience.until(
        lambda: owner_a.call("listLeads", query=query), lambda page: len(page.rows("leads")) >= len(emails)
    )
    shown = walk(owner_a, harness.contract["listLeads"], query, limit=2, most_pages=6)
    judge("LG-PAGE-006", shown.pages, leads_on(shown, len(emails)))
    judge("LG-PAGE-008", shown.pages, no_row_twice(shown))
    judge("LG-PAGE-009", [seen, *shown.pages], none_missing(shown, emails, "email"))


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-PAGE-001", "LG-PAGE-006", "LG-PAGE-008", "LG-PAGE-009", "LG-PAGE-010")
@pytest.mark.parametrize("operation", about(*PAGED))
def test_a_walk_shows_every_row_once_and_ends(listing: Listing, judge: Judge) -> None:
    def walks(whole: Walk) -> list[tuple[int, Walk]]:
        number = max(len(whole.rows), len(listing.known))
        return [(size, listing.walked(size, rows=number)) for size in sizes(number, listing.style.maximum)]

    whole, at_sizes = listing.steady(walks)
    for size, shown in [*at_sizes, (listing.style.maximum, whole)]:
        judge("LG-PAGE-001", shown.pages, within_limit(shown.pages, shown.rows_key, size))
        judge("LG-PAGE-006", shown.pages, leads_on(shown, len(set(whole.ids()))))
        judge("LG-PAGE-008", shown.pages, no_row_twice(shown))
        judge("LG-PAGE-009", shown.pages, none_missing(shown, listing.known, listing.field))
        judge("LG-PAGE-009", shown.pages, none_missing(shown, whole.ids()))
        judge("LG-PAGE-010", shown.pages, comes_to_an_end(shown))


@pytest.mark.requirement("LG-PAGE-012", "LG-PAGE-013")
@pytest.mark.parametrize("operation", about(*ORDERED))
def test_the_order_is_one_and_a_saved_token_gives_the_same_rest(listing: Listing, judge: Judge) -> None:
    def looks(whole: Walk) -> tuple[Walk, Walk, Exchange]:
        size = sizes(max(2, len(whole.rows)), listing.style.maximum)[0]
        shown = listing.walked(size)
        return shown, listing.walked(size, next_token(shown.pages[0])), listing.page(size)

    whole, (shown, rest, again) = listing.steady(looks)
    judge("LG-PAGE-012", [*whole.pages, *shown.pages], same_order(whole, shown))
    judge("LG-PAGE-013", [*shown.pages, *rest.pages], same_rest(shown, rest, 1))
    judge("LG-PAGE-013", [shown.pages[0], again], same_page(shown.pages[0], again, listing.style.rows))


@pytest.mark.requirement("LG-PAGE-011", "LG-PAGE-016")
@pytest.mark.parametrize("operation", about("listLeads", "bulkEnrichLeads", "bulkSourceLeads", "listSearchHistory"))
def test_a_filter_holds_on_every_page_in_any_order_of_parameters(
    shelves: Shelves, listing: Listing, judge: Judge
) -> None:
    field, value = filter_of(listing, shelves)
    size = listing.half()
    shown = listing.walked(size)
    judge("LG-PAGE-011", shown.pages, of_the_filter(shown, field, value))
    query = [(name, str(each)) for name, each in listing.query.items()]
    parameters = [*query, (listing.style.limit, str(size)), (listing.style.token, next_token(shown.pages[0]) or "")]
    turned = listing.reader.call(listing.operation.id, query=parameters[::-1])
    straight = listing.reader.call(listing.operation.id, query=parameters)
    judge("LG-PAGE-016", [straight, turned], same_page(straight, turned, listing.style.rows))


def filter_of(listing: Listing, shelves: Shelves) -> tuple[str, object]:
    """The field of a row that the listing's filter speaks of, with the value that it has to have."""
    shelf = shelves.clients("a")[0]
    return {
        "listSearchHistory": ("category", listing.query.get("category")),
        "bulkSourceLeads": ("company_id", listing.company),
    }.get(listing.operation.id, ("client_id", shelf.client_id))


@pytest.mark.operation("listSearchHistory")
@pytest.mark.requirement("LG-PAGE-007")
def test_search_history_goes_on_by_cursor(shelves: Shelves, judge: Judge) -> None:
    listing = shelves.listing("listSearchHistory")
    shown = listing.walked(2)
    judge("LG-PAGE-007", shown.pages, leads_on(shown, len(listing.known)))
    judge("LG-PAGE-007", shown.pages, none_missing(shown, listing.known))


@pytest.mark.operation("listClients")
@pytest.mark.requirement("LG-PAGE-016")
def test_the_order_of_parameters_does_not_matter_to_the_list_of_clients(shelves: Shelves, judge: Judge) -> None:
    listing = shelves.listing("listClients")
    token = listing.token(1)
    one, other = (
        listing.reader.call("listClients", query=[*pairs])
        for pairs in ((("limit", "1"), ("nextToken", token)), (("nextToken", token), ("limit", "1")))
    )
    judge("LG-PAGE-016", [one, other], same_page(one, other, "clients"))
