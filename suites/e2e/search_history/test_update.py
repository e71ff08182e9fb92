"""Noting how far a search came: what was sent shows, what was not stays, and the states come in any order."""

from itertools import product

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.expectations import nonempty_string
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Judge, Verify
from conformance.laws.isolation import sought_at_home
from conformance.laws.rows import stored, unchanged
from conformance.laws.searches import STATUSES
from conformance.suites.e2e.search_history.searches import CLAIMING, Searches

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("search_history")]

_PROGRESS = {"status", "totalLeadsFound", "totalLeadsSaved"}


@pytest.mark.requirement("LG-SRCH-007", "LG-SRCH-008")
@pytest.mark.operation("updateSearchHistory", "listSearchHistory")
def test_an_update_shows_and_keeps_the_rest(
    new_searches: Searches, searches: Searches, verify: Verify, judge: Judge
) -> None:
    _listed_before(new_searches)
    whole = [answer for each in searches.made for changes, answer in each.updates if changes.keys() == _PROGRESS]
    for answer in whole:
        verify("LG-SRCH-007", answer, expected=200, actual=answer.status)
    updated = [each for each in searches.made if each.applied]
    for search in updated:
        row, seen = searches.seen.row(str(search.id)), [search.applied[-1][1], *searches.seen.pages]
        judge("LG-SRCH-007", seen, stored(search.last, row, where="the search in the list"))
    for search in updated:
        row, seen = searches.seen.row(str(search.id)), [search.applied[-1][1], *searches.seen.pages]
        before = (new_searches.seen.row(str(search.id)) or {}) | search.earlier
        sent = {*search.last, "updatedAt"}
        judge("LG-SRCH-008", seen, unchanged(before, row, but=sent, where="the search in the list"))


@pytest.mark.requirement("LG-ISO-032")
@pytest.mark.operation("updateSearchHistory", "listSearchHistory")
def test_an_update_gives_no_search_away(
    new_searches: Searches, searches: Searches, verify: Verify, judge: Judge
) -> None:
    _listed_before(new_searches)
    search = searches.made[CLAIMING]
    for refused in search.refused:
        _, answer = search.updates[-1]
        judge("LG-ISO-032", [refused, answer], sought_at_home(refused, answer))
    for _, answer in search.updates:
        needed(answer, expected=200, actual=answer.status, what="an update")
    row = searches.seen.row(str(search.id)) or {}
    taken = [name for name, value in search.claimed.items() if row.get(name) == value]
    seen = [*(answer for _, answer in search.updates), *searches.seen.pages]
    verify("LG-ISO-032", seen, expected=[], actual=taken)
    verify("LG-ISO-032", seen, expected=search.id, actual=row.get("id"))


@pytest.mark.requirement("LG-SRCH-009")
@pytest.mark.operation("updateSearchHistory")
def test_a_search_takes_its_states_in_any_order(new_searches: Searches, searches: Searches, verify: Verify) -> None:
    _listed_before(new_searches)
    for search in searches.made:
        for changes, answer in search.updates:
            if "status" in changes:
                verify("LG-SRCH-009", answer, expected=200, actual=answer.status)


@pytest.mark.level("deep")
@pytest.mark.requirement("LG-SRCH-009")
@pytest.mark.operation("updateSearchHistory")
def test_every_state_may_follow_every_state(owner_a: Actor, naming: Naming, verify: Verify) -> None:
    made = owner_a.call("createSearchHistory", json={"searchName": naming.client_name(owner_a)}, purpose="setup")
    needed(made, expected=nonempty_string(), actual=made.at("searchHistory.id"), what="a search")
    for status in (status for pair in product(STATUSES, repeat=2) for status in pair):
        answer = owner_a.call("updateSearchHistory", json={"id": made.at("searchHistory.id"), "status": status})
        verify("LG-SRCH-009", answer, expected=200, actual=answer.status)


def _listed_before(searches: Searches) -> None:
    """Insist that there is something to update: Unusable where a search was not kept at all."""
    for search in searches.made:
        needed(search.made, expected=nonempty_string(), actual=search.id, what="a search")
    listed = {row.get("id") for row in searches.rows}
    needed(searches.seen.pages[-1], expected=set(searches.ids), actual=listed, what="a list of the new searches")
