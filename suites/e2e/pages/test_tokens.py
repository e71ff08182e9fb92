"""Tokens: one that is damaged, or was given elsewhere, opens nobody else's rows. Each refusal beside a token's success.

Where a wrong token is answered with rows after all, they are searched for those that the listing must not show.
"""

from collections.abc import Callable

import pytest

from conformance.expectations import success
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.pages import nothing_of_others, nothing_outside
from conformance.suites.e2e.pages.listings import PAGED, Listing, Shelves, about

Damage = Callable[[str], str]


def altered(token: str) -> str:
    """The token with its middle character changed to another of the same kind."""
    middle = len(token) // 2
    return token[:middle] + ("B" if token[middle] == "A" else "A") + token[middle + 1 :]


DAMAGES: dict[str, Damage] = {
    "altered": altered,
    "cut": lambda token: token[: len(token) // 2],
    "invented": lambda _token: "bmV2ZXItaGFuZGVkLW91dA",
    "a number": lambda _token: "1",
}

OFTEN_ASKED = ("listClients", "listLeads", "bulkEnrichLeads")
"""The listings that every damage is tried on; the others stand on the same tokens, and get one."""

OF_A_COMPANY = tuple(each for each in PAGED if not each.startswith("listAdmin"))
"""The listings that every company has one of."""


@pytest.mark.requirement("LG-PAGE-017", "LG-PAGE-018")
@pytest.mark.parametrize("operation", about(*PAGED))
def test_a_damaged_token_is_refused_and_shows_nobody_elses_rows(
    shelves: Shelves, listing: Listing, control: Control, verify: Verify, judge: Judge
) -> None:
    token, good = shelves.token_of(listing)
    control(good, expected=success(), actual=good.status)
    damages = DAMAGES.values() if listing.operation.id in OFTEN_ASKED else [altered]
    pages = [listing.page(listing.style.maximum, damage(token)) for damage in damages]
    known = frozenset[object]() if listing.company is not None else frozenset(listing.whole().ids())
    for page in pages:
        judge("LG-PAGE-017", page, nothing_of_others([page], listing.style.rows, listing.company, known))
    for page in pages:
        verify("LG-PAGE-018", page, expected=400, actual=page.status)


@pytest.mark.requirement("LG-PAGE-019")
@pytest.mark.parametrize("operation", about(*OF_A_COMPANY))
def test_another_companys_token_shows_none_of_its_rows(
    shelves: Shelves, listing: Listing, control: Control, judge: Judge
) -> None:
    theirs = shelves.listing(listing.operation.id, "b")
    token, good = shelves.token_of(theirs)
    control(good, expected=success(), actual=good.status)
    at_home = listing.page(theirs.style.maximum, token)
    judge("LG-PAGE-019", at_home, nothing_of_others([at_home], listing.style.rows, listing.company))
    query = {**theirs.query, theirs.style.limit: theirs.style.maximum, theirs.style.token: token}
    abroad = listing.reader.call(listing.operation.id, query=query)
    judge("LG-PAGE-019", abroad, nothing_of_others([abroad], listing.style.rows, listing.company))


@pytest.mark.requirement("LG-PAGE-020")
@pytest.mark.parametrize(
    "operation", about("listClients", "listLeads", "listSearchHistory", "bulkEnrichLeads", "bulkSourceLeads")
)
def test_another_listings_token_shows_nothing_outside(
    shelves: Shelves, listing: Listing, control: Control, judge: Judge
) -> None:
    homes = [shelves.beside(), *(shelves.listing(each) for each in OFTEN_ASKED if each != listing.operation.id)]
    before = listing.whole()
    pages = []
    for home in homes:
        token, good = shelves.token_of(home)
        control(good, expected=success(), actual=good.status)
        pages.append(listing.page(listing.style.maximum, token))
    allowed = {*before.ids(), *(listing.whole().ids() if listing.shared else ())}
    judge("LG-PAGE-020", pages, nothing_outside(pages, listing.style.rows, allowed))
