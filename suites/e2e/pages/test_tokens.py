"""Tokens: one that is damaged, or was given elsewhere, opens nobody else's rows. Each refusal beside a token's success.

Where a wrong token is answered with rows after all, they are searched for those that the listing must not show.
"""

from collections.abc import Callable

import pytest

from conformance.actors import Actor
from conformance.covering import over_operations
from conformance.evidence import needed
from conformance.expectations import client_error, success
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.isolation import lists_none_of
from conformance.laws.pages import nothing_of_others, nothing_outside
from conformance.suites.e2e.pages.foreign import Abroad
from conformance.suites.e2e.pages.listings import PAGED, about
from conformance.suites.e2e.pages.surveys import Surveys
from conformance.walking import walk

pytestmark = [pytest.mark.xdist_group("pages"), pytest.mark.level("standard")]

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

OF_A_COMPANY = tuple(each for each in PAGED if not each.startswith("listAdmin"))
"""The listings that every company has one of."""

RARER = ("bulkSourceLeads",)
"""Those that read tokens like another one, so that its own foreign token waits for deep."""

OF_CLIENTS = ("listLeads", "bulkEnrichLeads")
"""Those that are read for a client, so that another client's token is the nearest of all."""

NEIGHBOURS = {
    "listClients": ("listLeads",),
    "listLeads": ("listClients", "bulkEnrichLeads"),
    "listSearchHistory": ("listClients",),
    "bulkEnrichLeads": ("listLeads",),
    "bulkSourceLeads": ("bulkEnrichLeads",),
}
"""The listings whose tokens are most likely to be taken for one's own."""


@pytest.mark.requirement("LG-PAGE-017", "LG-PAGE-018")
@pytest.mark.parametrize(("operation", "damage"), over_operations(PAGED, tuple(DAMAGES)))
def test_a_damaged_token_is_refused_and_shows_nobody_elses_rows(
    surveys: Surveys, operation: str, damage: str, control: Control, verify: Verify, judge: Judge
) -> None:
    survey = surveys.of(operation)
    listing = survey.listing
    control(survey.second, expected=success(), actual=survey.second.status)
    page = listing.page(listing.style.maximum, DAMAGES[damage](survey.saved()))
    known = set(survey.whole.ids()) if listing.company is None else set()
    if known and page.rows(listing.style.rows):
        known |= set(listing.whole().ids())
    judge("LG-PAGE-017", page, nothing_of_others([page], listing.style.rows, listing.company, known))
    verify("LG-PAGE-018", page, expected=400, actual=page.status)


@pytest.mark.requirement("LG-PAGE-019")
@pytest.mark.parametrize(
    "operation",
    [
        pytest.param(
            each, marks=[pytest.mark.operation(each), pytest.mark.level("deep" if each in RARER else "standard")]
        )
        for each in OF_A_COMPANY
    ],
)
def test_another_companys_token_shows_none_of_its_rows(
    surveys: Surveys, abroad: Abroad, operation: str, control: Control, judge: Judge
) -> None:
    listing, theirs = surveys.shelves.listing(operation), abroad.token(operation)
    style = listing.style
    control(theirs.home, expected=success(), actual=theirs.home.status)
    at_home = listing.page(style.maximum, theirs.token)
    judge("LG-PAGE-019", at_home, nothing_of_others([at_home], style.rows, listing.company))
    if theirs.query:
        query = {**theirs.query, style.limit: style.maximum, style.token: theirs.token}
        there = listing.reader.call(operation, query=query)
        judge("LG-PAGE-019", there, nothing_of_others([there], style.rows, listing.company))


@pytest.mark.requirement("LG-PAGE-020")
@pytest.mark.parametrize("operation", about(*NEIGHBOURS))
def test_another_listings_token_shows_nothing_outside(
    surveys: Surveys, abroad: Abroad, operation: str, control: Control, judge: Judge
) -> None:
    survey = surveys.of(operation)
    listing = survey.listing
    homes = [surveys.of(each) for each in NEIGHBOURS[operation]]
    tokens = {each.saved(): each.second for each in homes}
    if operation in OF_CLIENTS:
        beside = abroad.beside(operation)
        tokens[beside.token] = beside.home
    for token, good in tokens.items():
        control(good, expected=success(), actual=good.status)
        page = listing.page(listing.style.maximum, token)
        allowed = set(survey.whole.ids())
        if listing.shared and page.rows(listing.style.rows):
            allowed |= set(listing.whole().ids())
        judge("LG-PAGE-020", page, nothing_outside([page], listing.style.rows, allowed))


@pytest.mark.requirement("LG-PAGE-020")
@pytest.mark.operation("listSearchHistory")
def test_a_colleagues_cursor_shows_none_that_the_listing_does_not_hold(
    surveys: Surveys, member_a: Actor, control: Control, verify: Verify, judge: Judge
) -> None:
    survey = surveys.of("listSearchHistory")
    style = survey.listing.style
    control(survey.second, expected=success(), actual=survey.second.status)
    page = member_a.call("listSearchHistory", query={**survey.listing.query, style.token: survey.saved()})
    if page.succeeded:
        # Where a company's history is one, the colleague's searches are the member's to see.
        own = walk(member_a, survey.listing.operation, survey.listing.query, limit=style.maximum)
        needed(own.pages[-1], expected="no token", actual=own.end, what="a whole walk of the member's searches")
        hidden = set(map(str, survey.whole.ids())) - set(map(str, own.ids()))
        judge("LG-PAGE-020", page, lists_none_of([page], style.rows, hidden))
    else:
        verify("LG-PAGE-020", page, expected=client_error(), actual=page.status)
