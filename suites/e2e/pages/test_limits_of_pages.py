"""The limit of a page: kept, by default 100, and never beyond the maximum."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest

from conformance.actors import Actor
from conformance.consent import Refusal
from conformance.covering import over_operations
from conformance.custody import NotAllowed
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import one_of
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.crowds import Crowd
from conformance.fixtures.types import Judge, Make, Verify
from conformance.harness import Harness
from conformance.laws.pages import within_limit
from conformance.polling import Patience
from conformance.suites.e2e.pages.listings import BULK, PAGED, Shelves, about
from conformance.suites.e2e.pages.surveys import Surveys
from conformance.walking import holds_more

pytestmark = pytest.mark.xdist_group("pages")

WRONG = ("maximum + 1", "0", "-1", "2.5", "ten")
"""Limits that are no number of rows from 1 to the maximum."""

MOST = 1000
"""Rows of the largest page (skill reference: Pagination)."""

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
    def listed(token: str | None = None) -> Exchange:
        return crowd.owner.call("listLeads", query={"client_id": crowd.client.client_id, "nextToken": token})

    is_longer = partial(holds_more, key="leads", most=100, follow=listed)
    page = patience.until(listed, is_longer)
    needed(page, expected=True, actual=is_longer(page), what="more leads than a page holds")
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
def fill(harness: Harness, owner_a: Actor, make: Make) -> Iterator[Callable[[int], None]]:
    """`fill(number)`: company A's owner gets so many clients, which go with the test, for others walk that list."""
    made: list[TemporaryClient] = []

    def filled(number: int) -> None:
        made.extend(make(owner_a) for _ in range(number))

    yield filled
    for client in () if harness.context.skip_cleanup else made:
        if not owner_a.call("deleteClient", query={"id": client.id}, purpose="cleanup").succeeded:
            break  # the end of the run removes the rest


@pytest.mark.level("deep")
@pytest.mark.operation("listClients")
@pytest.mark.requirement("LG-PAGE-003")
def test_without_a_limit_clients_come_by_a_hundred(
    owner_a: Actor, fill: Callable[[int], None], patience: Patience, verify: Verify, judge: Judge
) -> None:
    def listed(token: str | None = None) -> Exchange:
        return owner_a.call("listClients", query={"nextToken": token})

    fill(101)
    is_longer = partial(holds_more, key="clients", most=100, follow=listed)
    page = patience.until(listed, is_longer)
    needed(page, expected=True, actual=is_longer(page), what="more clients than a page holds")
    verify("LG-PAGE-003", page, expected=200, actual=page.status)
    judge("LG-PAGE-003", page, within_limit([page], "clients", 100))


@pytest.mark.level("deep")
@pytest.mark.operation("listClients")
@pytest.mark.requirement("LG-PAGE-004")
def test_no_limit_gets_more_than_a_thousand_clients(
    harness: Harness,
    owner_a: Actor,
    fill: Callable[[int], None],
    patience: Patience,
    verify: Verify,
    judge: Judge,
) -> None:
    def listed(limit: object, token: str | None = None) -> Exchange:
        return owner_a.call("listClients", query={"limit": limit, "nextToken": token})

    is_longer = partial(holds_more, key="clients", most=MOST, follow=partial(listed, MOST))
    seen = listed(MOST)
    if not is_longer(seen):
        if harness.consent.is_shared(owner_a.company):
            raise NotAllowed(
                Refusal(
                    "permanent",  # a run that is killed leaves them to those who share the company
                    f"company {owner_a.company!r} is shared, and others would find a thousand clients in their list",
                    f"Use a company of its own and say `disposable = true` under [companies.{owner_a.company}]",
                )
            )
        fill(MOST + 1)
        seen = patience.until(lambda: listed(MOST), is_longer)
    needed(seen, expected=True, actual=is_longer(seen), what="more clients than a page holds")
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
    def listed(limit: object, token: str | None = None) -> Exchange:
        query = {"client_id": crowd.client.client_id, "limit": limit, "nextToken": token}
        return crowd.owner.call("listLeads", query=query)

    is_longer = partial(holds_more, key="leads", most=MOST, follow=partial(listed, MOST))
    seen = patience.until(lambda: listed(MOST), is_longer)
    needed(seen, expected=True, actual=is_longer(seen), what="more leads than a page holds")
    for limit in TOO_MUCH:
        page = listed(limit)
        verify("LG-PAGE-004", page, expected=one_of(200, 400), actual=page.status)
        judge("LG-PAGE-004", [seen, page], within_limit([page], "leads", MOST))
