"""The laws of a row's times, each seen to hold and to fail."""

import pytest

from conformance.expectations import Judgement
from conformance.laws.times import moment, moved_on, not_taken

BEFORE = {"createdAt": "2026-01-31T10:15:00Z", "updatedAt": "2026-01-31T10:15:00.500Z"}


def test_a_time_is_the_same_in_every_spelling_of_its_zone() -> None:
    assert moment("2026-01-31T10:15:00Z") == moment("2026-01-31T11:15:00+01:00") == moment("2026-01-31T10:15:00")


@pytest.mark.parametrize("value", [None, 7, "", "yesterday"])
def test_what_is_no_time_is_no_moment(value: object) -> None:
    assert moment(value) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BEFORE, BEFORE | {"updatedAt": "2026-01-31T10:15:01Z"}),
        ({}, {}),
        ({}, BEFORE),
        ({"createdAt": "2026-01-31T10:15:00Z"}, {"createdAt": "2026-01-31T10:15:00+00:00"}),
    ],
)
def test_an_update_moves_updated_at_alone(before: dict[str, str], after: dict[str, str]) -> None:
    assert moved_on(before, after).holds


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        BEFORE | {"updatedAt": "2026-01-31T10:14:00Z"},
        BEFORE | {"updatedAt": None},
        {"createdAt": "2026-01-31T10:15:01Z", "updatedAt": "2026-01-31T10:15:01Z"},
        {"updatedAt": "2026-01-31T10:15:01Z"},
        None,
    ],
    ids=["stuck", "backwards", "lost", "created anew", "createdAt lost", "no row"],
)
def test_a_time_that_is_stuck_lost_or_moved_breaks_it(after: dict[str, str] | None) -> None:
    assert not moved_on(BEFORE, after).holds


SENT = {"createdAt": "2001-02-03T04:05:06Z", "updatedAt": "2001-02-03T04:05:06Z"}


@pytest.mark.parametrize("row", [BEFORE, {}, None], ids=["its own", "none", "no row"])
def test_a_row_with_times_of_its_own_took_none(row: dict[str, str] | None) -> None:
    assert not_taken(SENT, row).holds


@pytest.mark.parametrize("name", ["createdAt", "updatedAt"])
def test_a_row_with_a_time_that_was_sent_took_it(name: str) -> None:
    assert not not_taken(SENT, BEFORE | {name: "2001-02-03T04:05:06.000Z"}).holds


def test_times_are_told_before_and_after() -> None:
    assert moved_on(BEFORE, {"createdAt": BEFORE["createdAt"], "title": "x"}) == Judgement(
        False,
        "createdAt as it was and updatedAt later, where the row has them",
        "{'createdAt': '2026-01-31T10:15:00Z', 'updatedAt': '2026-01-31T10:15:00.500Z'}, then "
        "{'createdAt': '2026-01-31T10:15:00Z'}",
    )
    assert moved_on(BEFORE, None) == Judgement(
        False,
        "createdAt as it was and updatedAt later, where the row has them",
        "no such row",
    )


def test_a_time_that_was_taken_is_named() -> None:
    assert not_taken(SENT, BEFORE) == Judgement(
        True,
        "neither of {'createdAt': '2001-02-03T04:05:06Z', 'updatedAt': '2001-02-03T04:05:06Z'}",
        "times of its own",
    )
    assert not_taken(SENT, BEFORE | {"updatedAt": SENT["updatedAt"]}) == Judgement(
        False,
        "neither of {'createdAt': '2001-02-03T04:05:06Z', 'updatedAt': '2001-02-03T04:05:06Z'}",
        "taken: ['updatedAt']",
    )
