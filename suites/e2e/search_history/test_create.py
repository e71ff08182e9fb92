"""Recording a search: what the answer tells, and what the list shows."""

import pytest

from conformance.evidence import needed
from conformance.expectations import nonempty_string, one_of
from conformance.fixtures.types import Judge, Verify
from conformance.laws.listings import each_once
from conformance.laws.rows import stored
from conformance.suites.e2e.search_history.searches import Searches

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("search_history")]


@pytest.mark.requirement("LG-SRCH-001", "LG-SRCH-003")
@pytest.mark.operation("createSearchHistory")
def test_a_search_is_answered_as_stored_and_initiated(new_searches: Searches, verify: Verify) -> None:
    for search in new_searches.made:
        verify("LG-SRCH-001", search.made, expected=one_of(201, 200), actual=search.made.status)
        verify("LG-SRCH-001", search.made, expected=nonempty_string(), actual=search.made.at("searchHistory.id"))
        name = search.made.at("searchHistory.searchName")
        verify("LG-SRCH-001", search.made, expected=search.sent["searchName"], actual=name)
        verify("LG-SRCH-003", search.made, expected="initiated", actual=search.made.at("searchHistory.status"))


@pytest.mark.requirement("LG-SRCH-002")
@pytest.mark.operation("createSearchHistory", "listSearchHistory")
def test_new_searches_are_listed_once_with_all_that_was_sent(new_searches: Searches, judge: Judge) -> None:
    for search in new_searches.made:
        needed(search.made, expected=nonempty_string(), actual=search.id, what="a search")
    seen = new_searches.seen
    judge("LG-SRCH-002", seen.pages, each_once(new_searches.ids, seen.rows, where="the list"))
    for search in new_searches.made:
        row = seen.row(str(search.id))
        judge("LG-SRCH-002", [search.made, *seen.pages], stored(search.sent, row, where="the search in the list"))
