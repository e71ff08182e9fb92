"""Writes of searches that are wrong: each is refused, stores nothing and changes nothing."""

from typing import Any

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import nonempty_string, one_of
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.rows import agreeing
from conformance.polling import Patience
from conformance.suites.e2e.search_history.history import Row, looks

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("search_history")]

NAMELESS: list[dict[str, Any]] = [{}, {"searchName": ""}]
UNKNOWN_STATUS: list[Any] = ["cancelled"]


@pytest.mark.requirement("LG-SRCH-004", "LG-SRCH-010", "LG-SRCH-011")
@pytest.mark.operation("createSearchHistory", "updateSearchHistory", "listSearchHistory")
@pytest.mark.parametrize(
    ("nameless", "statuses"),
    [
        pytest.param(NAMELESS, UNKNOWN_STATUS, id="likely"),
        pytest.param([{"searchName": None}], ["paused", 7, ["running"]], id="odd", marks=pytest.mark.level("deep")),
    ],
)
def test_a_refused_write_stores_and_changes_nothing(
    owner_a: Actor,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
    nameless: list[dict[str, Any]],
    statuses: list[Any],
) -> None:
    right = owner_a.call("createSearchHistory", json={"searchName": naming.client_name(owner_a)}, purpose="control")
    control(right, expected=one_of(201, 200), actual=right.status)
    needed(right, expected=nonempty_string(), actual=right.at("searchHistory.id"), what="a search")
    id = right.at("searchHistory.id")
    progress = {"id": id, "status": "running", "totalLeadsFound": 3}
    changed = owner_a.call("updateSearchHistory", json=progress, purpose="control")
    control(changed, expected=200, actual=changed.status)

    markers = [naming.client_name(owner_a) for _ in nameless]
    taken = [
        owner_a.call("createSearchHistory", json={**body, "searchDescription": marker})
        for body, marker in zip(nameless, markers, strict=True)
    ]
    for answer in taken:
        verify("LG-SRCH-004", answer, expected=400, actual=answer.status)
    wrong = [
        owner_a.call("updateSearchHistory", json={"id": id, "status": status, "totalLeadsFound": 9})
        for status in statuses
    ]
    for answer in wrong:
        verify("LG-SRCH-010", answer, expected=400, actual=answer.status)
    without_id = owner_a.call("updateSearchHistory", json={"status": "failed"})
    verify("LG-SRCH-011", without_id, expected=400, actual=without_id.status)
    unknown = owner_a.call("updateSearchHistory", json={"id": naming.random_id(), "status": "failed"})
    verify("LG-SRCH-011", unknown, expected=one_of(404, 403), actual=unknown.status)

    walks = looks(patience, owner_a)
    for walk in walks:
        strays = [row.get("id") for row in walk.rows if row.get("searchDescription") in markers]
        verify("LG-SRCH-004", [*taken, *walk.pages], expected=[], actual=strays)
    # The last look comes when nothing lags any more: it shows the right update, and would show the wrong ones.
    row = walks[-1].row(id) or {}
    needed(walks[-1].pages[-1], expected=True, actual=not _is_new(right, row), what="the search with the right update")
    kept = agreeing(_but_time(changed.record("searchHistory") or progress), row, where="the list")
    judge("LG-SRCH-010", [*wrong, *walks[-1].pages], kept)


def _but_time(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "updatedAt"}


def _is_new(made: Exchange, row: Row) -> bool:
    """Whether a search is as it was made, as if nobody had updated it."""
    return row.get("status") == made.at("searchHistory.status") and row.get("totalLeadsFound") is None
