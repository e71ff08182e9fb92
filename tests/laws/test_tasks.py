"""The laws of runs, each seen to hold and to fail."""

import orjson
import pytest

from conformance.exchange import Exchange, Request, Response
from conformance.expectations import Judgement
from conformance.laws.tasks import (
    Sighting,
    come_to_an_end,
    ended,
    ends_are_kept,
    is_completed,
    is_end,
    newest_first,
    sightings,
    times_in_order,
)

AT = "2026-01-31T10:15:00.250Z"


def answer(body: object, status: int = 200, id: str = "main.1") -> Exchange:
    """An answer with that body."""
    return Exchange(id, Request("GET", "http://x/"), Response(status, (), orjson.dumps(body)), "getTaskStatus", None)


def saw(*states: str, run: str = "r", **times: str) -> list[Sighting]:
    """A run in one state after the other."""
    return [
        Sighting(f"main.{number}", {"runId": run, "status": state, "createdAt": AT, **times})
        for number, state in enumerate(states)
    ]


@pytest.mark.parametrize(
    "state",
    [
        "COMPLETED",
        "completed_successfully",
        "Failed",
        "CANCELED",
        "crashed",
        "TIMED_OUT",
        "EXPIRED",
        "INTERRUPTED",
        "System_Failure",
    ],
)
def test_documented_ends_are_ends_in_any_case(state: str) -> None:
    assert is_end(state)


@pytest.mark.parametrize(
    "state", ["QUEUED", "EXECUTING", "initiated", "WAITING_FOR_DEPLOY", "", None, 7, "FAILED_ONCE"]
)
def test_what_is_no_documented_end_is_in_progress(state: object) -> None:
    assert not is_end(state)


@pytest.mark.parametrize(("state", "done"), [("COMPLETED", True), ("completed_with_gaps", True), ("FAILED", False)])
def test_only_a_completed_run_has_done_its_work(state: str, done: bool) -> None:
    assert is_completed(state) is done


def test_runs_are_sighted_in_lists_and_by_themselves_in_the_order_of_the_answers() -> None:
    page = answer({"runs": [{"runId": "a", "status": "QUEUED"}, {"runId": "x", "status": "FAILED"}]})
    single = answer({"runId": "a", "status": "FAILED"}, id="main.2")
    refused = answer({"runId": "a", "status": "CRASHED"}, status=404)
    assert [each.state for each in sightings([page, single, refused], {"a"})] == ["QUEUED", "FAILED"]


def test_a_run_seen_in_an_end_at_any_time_has_ended() -> None:
    assert ended(saw("COMPLETED", "EXECUTING")) == {"r"}


def test_every_run_has_to_be_seen_in_an_end() -> None:
    assert come_to_an_end({"r"}, saw("QUEUED", "FAILED")).holds
    assert not come_to_an_end({"r"}, saw("QUEUED", "EXECUTING")).holds
    assert not come_to_an_end({"r", "s"}, saw("FAILED")).holds


def test_an_end_that_stays_is_kept_in_any_case() -> None:
    assert ends_are_kept(saw("QUEUED", "EXECUTING", "COMPLETED", "completed")).holds
    assert ends_are_kept(saw("QUEUED", "EXECUTING")).holds


@pytest.mark.parametrize("later", ["EXECUTING", "FAILED", "COMPLETED_ANEW"])
def test_an_end_that_is_left_is_not_kept(later: str) -> None:
    assert not ends_are_kept(saw("COMPLETED", later)).holds


def test_the_ends_of_two_runs_are_told_apart() -> None:
    assert ends_are_kept([*saw("COMPLETED"), *saw("QUEUED", "FAILED", run="s")]).holds


@pytest.mark.parametrize(
    ("times", "holds"),
    [
        ([], True),
        (["2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"], True),
        (["2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"], True),
        (["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"], False),
        (["2026-01-02T00:00:00Z", None], False),
    ],
)
def test_the_newest_come_first(times: list[str | None], holds: bool) -> None:
    assert newest_first([{"createdAt": each} for each in times]).holds is holds


@pytest.mark.parametrize("finished", [AT, "2026-01-31T10:15:00Z", "2026-02-01T00:00:00Z"])
def test_a_run_ends_when_it_was_made_or_later(finished: str) -> None:
    assert times_in_order(saw("FAILED", finishedAt=finished)).holds


def test_a_run_that_ends_before_it_was_made_breaks_the_order() -> None:
    assert not times_in_order(saw("FAILED", finishedAt="2026-01-31T10:14:59Z")).holds


@pytest.mark.parametrize(
    ("later", "holds"),
    [
        (AT, True),
        ("2026-01-31T10:15:00Z", True),
        ("2026-01-31T11:15:00.250+01:00", True),
        ("2026-01-31T10:15:01Z", False),
        ("2026-01-31T10:15:00.750Z", False),
        ("", False),
    ],
)
def test_the_time_of_a_run_never_moves(later: str, holds: bool) -> None:
    assert times_in_order([*saw("QUEUED"), *saw("QUEUED", createdAt=later)]).holds is holds


def test_an_answer_that_is_no_object_sights_no_run() -> None:
    assert sightings([answer([]), answer("x"), answer({"runs": []})], {"a"}) == []


def test_a_sighting_names_its_exchange() -> None:
    assert [each.exchange for each in sightings([answer({"runId": "a"}, id="main.7")], {"a"})] == ["main.7"]


def test_the_times_of_two_runs_are_told_apart() -> None:
    later = "2026-02-01T00:00:00Z"
    assert times_in_order([*saw("QUEUED"), *saw("QUEUED", run="s", createdAt=later)]).holds


def test_a_run_in_progress_may_carry_any_end() -> None:
    assert times_in_order(saw("EXECUTING", finishedAt="2026-01-31T10:14:59Z")).holds


def test_runs_that_did_not_end_are_told_by_their_last_state() -> None:
    assert come_to_an_end({"r"}, saw("FAILED")) == Judgement(True, "an end of each of 1 runs", "1 of 1 ended")
    assert come_to_an_end({"s", "r", "t"}, [*saw("QUEUED", "EXECUTING"), *saw("FAILED", run="t")]) == Judgement(
        False,
        "an end of each of 3 runs",
        "not ended, last seen: {'r': 'EXECUTING', 's': 'never seen'}",
    )


def test_ends_that_were_left_are_told_with_what_came_later() -> None:
    assert ends_are_kept(saw("FAILED", "failed")) == Judgement(
        True, "the same end in every later answer", "1 ends, each kept"
    )
    assert ends_are_kept(saw("FAILED", "QUEUED", "CRASHED")) == Judgement(
        False,
        "the same end in every later answer",
        "(exchange, end, later): [('main.1', 'FAILED', 'QUEUED'), ('main.2', 'FAILED', 'CRASHED')]",
    )


def test_rows_out_of_order_are_told_by_their_times() -> None:
    assert newest_first([{"createdAt": AT}, {"createdAt": AT}]) == Judgement(
        True, "createdAt falling from row to row", "2 rows in order"
    )
    times = ["2026-01-03T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", None]
    assert newest_first([{"createdAt": each} for each in times]) == Judgement(
        False,
        "createdAt falling from row to row",
        "out of order: [('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'), ('2026-01-02T00:00:00Z', None)]",
    )


def test_times_that_moved_or_are_out_of_order_are_told_with_those_that_were_due() -> None:
    assert times_in_order(saw("FAILED")) == Judgement(
        True,
        "createdAt as it was first told, and no finishedAt before it",
        "so in 1 sightings",
    )
    moved = saw("QUEUED", createdAt="2026-02-01T00:00:00Z")
    early = saw("FAILED", run="s", finishedAt="2026-01-31T10:14:59Z")
    assert times_in_order([*saw("QUEUED"), *moved, *early]) == Judgement(
        False,
        "createdAt as it was first told, and no finishedAt before it",
        "(exchange, time, due, told): [('main.0', 'createdAt', '2026-01-31T10:15:00.250Z', "
        "'2026-02-01T00:00:00Z'), ('main.0', 'finishedAt', '2026-01-31T10:15:00.250Z', "
        "'2026-01-31T10:14:59Z')]",
    )
