"""Walks: all rows of a listing, each once, in one order, to an end, whatever the page size."""

from collections.abc import Sequence

import pytest
from _pytest.mark.structures import ParameterSet

from conformance.consent import Refusal
from conformance.custody import NotAllowed
from conformance.evidence import needed
from conformance.fixtures.types import Control, Judge
from conformance.laws.batches import stored_as_told
from conformance.laws.pages import (
    comes_to_an_end,
    goes_on,
    leads_on,
    no_row_twice,
    none_missing,
    of_the_filter,
    same_order,
    same_page,
    same_start,
    within_limit,
)
from conformance.suites.e2e.pages.listings import PAGED, about
from conformance.suites.e2e.pages.surveys import Survey, Surveys, Told

pytestmark = pytest.mark.xdist_group("pages")


def each_listing() -> list[ParameterSet]:
    """Every listing with pages; that of leads as early as in a smoke run."""
    return [
        pytest.param(name, marks=[pytest.mark.operation(name), pytest.mark.level(level)])
        for name in PAGED
        for level in (["smoke"] if name == "listLeads" else ["standard"])
    ]


WALKS = ("LG-PAGE-001", "LG-PAGE-006", "LG-PAGE-008", "LG-PAGE-009", "LG-PAGE-010")


def each_of(requirements: Sequence[str]) -> pytest.MarkDecorator:
    """A test for each of the requirements: what breaks one of them hides no other."""
    return pytest.mark.parametrize(
        "requirement", [pytest.param(each, marks=pytest.mark.requirement(each)) for each in requirements]
    )


@each_of(WALKS)
@pytest.mark.parametrize("operation", each_listing())
def test_a_walk_shows_every_row_once_and_ends(surveys: Surveys, operation: str, judge: Judge, requirement: str) -> None:
    def laws(survey: Survey) -> list[Told]:
        whole, parted, listing = survey.whole, survey.parted, survey.listing
        key, seen = listing.style.rows, [*whole.pages, *parted.pages]
        told = [
            ("LG-PAGE-001", parted.pages, within_limit(parted.pages, key, survey.size)),
            ("LG-PAGE-001", [survey.turned], within_limit([survey.turned], key, listing.style.maximum)),
            ("LG-PAGE-006", seen, leads_on(parted, len(set(whole.ids())))),
            ("LG-PAGE-008", seen, no_row_twice(parted)),
            ("LG-PAGE-008", whole.pages, no_row_twice(whole)),
            ("LG-PAGE-009", seen, none_missing(parted, listing.known, listing.field)),
            ("LG-PAGE-009", seen, none_missing(parted, whole.ids())),
            ("LG-PAGE-010", parted.pages, comes_to_an_end(parted)),
            ("LG-PAGE-010", whole.pages, comes_to_an_end(whole)),
        ]
        return [each for each in told if each[0] == requirement]

    for _, exchanges, judgement in surveys.settled(operation, laws):
        judge(requirement, exchanges, judgement)


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-LEAD-028")
@pytest.mark.operation("createLeads", "listLeads")
def test_leads_of_one_batch_stand_each_under_its_own_client(surveys: Surveys, control: Control, judge: Judge) -> None:
    survey = surveys.of("listLeads")
    others = [{"email": each} for each in surveys.shelves.apart]
    needed(survey.whole.pages[0], expected=3, actual=len(others), what="the leads of another client in that batch")
    control(survey.whole.pages[-1], expected=True, actual=survey.listing.holds(survey.whole))
    judge("LG-LEAD-028", survey.whole.pages, stored_as_told(others, 0, survey.whole.rows))


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-PAGE-012", "LG-PAGE-013", "LG-PAGE-016")
@pytest.mark.parametrize("operation", about(*PAGED))
def test_the_order_is_one_and_a_saved_token_gives_the_same_rest(surveys: Surveys, operation: str, judge: Judge) -> None:
    def laws(survey: Survey) -> list[Told]:
        whole, parted, turned = survey.whole, survey.parted, survey.turned
        small, large = sorted((parted.pages[0], whole.pages[0]), key=lambda page: len(page.rows(whole.rows_key)))
        again, order = turned, goes_on(parted, turned, 1)
        if not order.holds:
            again = survey.narrowed(survey.listing.page(survey.listing.style.maximum, survey.saved()))
            order = same_page(again, turned, whole.rows_key)
        return [
            ("LG-PAGE-012", [*whole.pages, *parted.pages], same_order(whole, parted)),
            ("LG-PAGE-012", [large, small], same_start(small, large, whole.rows_key)),
            ("LG-PAGE-013", [*parted.pages, again], goes_on(parted, again, 1)),
            ("LG-PAGE-016", [*parted.pages, again, turned], order),
        ]

    for requirement, exchanges, judgement in surveys.settled(operation, laws):
        judge(requirement, exchanges, judgement)


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-PAGE-011")
@pytest.mark.parametrize("operation", about("listLeads", "bulkEnrichLeads", "bulkSourceLeads", "listSearchHistory"))
def test_a_filter_holds_on_every_page(surveys: Surveys, operation: str, judge: Judge) -> None:
    survey = surveys.of(operation)
    listing, shelf = survey.listing, surveys.shelves.clients()[0]
    field, value = {
        "listSearchHistory": ("category", listing.query.get("category")),
        "bulkSourceLeads": ("company_id", listing.company),
    }.get(operation, ("client_id", shelf.client_id))
    if value is None:
        raise NotAllowed(
            Refusal(
                "permanent",
                f"no two rows of {operation} share a {field}, and none may be made here",
                "Add `permanent` to the profile's `allow`, with a disposable company",
            )
        )
    judge("LG-PAGE-011", survey.parted.pages, of_the_filter(survey.parted, field, value))
    judge("LG-PAGE-011", survey.whole.pages, of_the_filter(survey.whole, field, value))


@pytest.mark.level("standard")
@pytest.mark.operation("listSearchHistory")
@pytest.mark.requirement("LG-PAGE-007")
def test_search_history_goes_on_by_cursor(surveys: Surveys, judge: Judge) -> None:
    survey = surveys.of("listSearchHistory")
    judge("LG-PAGE-007", survey.parted.pages, leads_on(survey.parted, len(survey.listing.known)))
    judge("LG-PAGE-007", survey.parted.pages, none_missing(survey.parted, survey.listing.known))
