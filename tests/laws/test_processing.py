"""The laws of processing, each seen to hold and to fail."""

import json
from typing import Any

import pytest

from conformance.exchange import Exchange, Request, Response
from conformance.expectations import Judgement
from conformance.laws.processing import (
    Answer,
    a_run_each,
    answer_of,
    exactly,
    names,
    nothing_more,
    nothing_started,
    parted,
    results_there,
    skipped_alone,
    well_formed,
)


def exchange(**body: Any) -> Exchange:
    request = Request("POST", "http://x/api/leads/process/enrich")
    return Exchange("main.1", request, Response(200, (), json.dumps(body).encode()), "processEnrich", "owner_a")


def answer(triggered: list[object], skipped: list[object] | None = None, runs: int | None = None) -> Answer:
    count = len(triggered) if runs is None else runs
    return Answer([f"run-{number}" for number in range(count)], triggered, skipped or [])


GOOD: dict[str, Any] = {"leadId": "l", "batchTag": "t", "runIds": ["r"], "triggered": ["enrichment1"], "skipped": []}


def test_an_answers_lists_are_read_and_nothing_else() -> None:
    assert answer_of(exchange(runIds=["r"], triggered=["a"], skipped=[1])) == Answer(["r"], ["a"], [1])
    assert answer_of(exchange(runIds=["r"], triggered="x")) == Answer(["r"], [], [])


def test_a_number_its_digits_and_its_name_are_the_same() -> None:
    assert names([3, "3", "enrichment3", "message3"]) == ["enrichment3", "enrichment3", "enrichment3", "message3"]


@pytest.mark.parametrize("text", ["²", "-3", "3.0", ""])
def test_what_is_no_plain_number_is_its_own_name(text: str) -> None:
    assert names([text]) == [text]


def test_a_whole_answer_is_well_formed() -> None:
    assert well_formed(exchange(**GOOD), "l", numbers=False).holds


@pytest.mark.parametrize(
    "wrong",
    [
        {"leadId": "other"},
        {"batchTag": 7},
        {"runIds": "r"},
        {"runIds": [1]},
        {"triggered": None},
        {"triggered": [1]},
        {"skipped": [{}]},
    ],
)
def test_one_wrong_part_breaks_it(wrong: dict[str, Any]) -> None:
    assert not well_formed(exchange(**{**GOOD, **wrong}), "l", numbers=False).holds


def test_numbers_are_taken_where_they_may_stand() -> None:
    numbered = exchange(**{**GOOD, "triggered": [1], "skipped": [2]})
    assert well_formed(numbered, "l", numbers=True).holds
    assert not well_formed(exchange(**{**GOOD, "runIds": [1]}), "l", numbers=True).holds
    assert not well_formed(exchange(**{**GOOD, "triggered": [True]}), "l", numbers=True).holds


def test_what_was_not_asked_for_is_not_triggered() -> None:
    assert nothing_more([1, 2], answer(["enrichment2"])).holds
    assert not nothing_more([1], answer(["enrichment1", "enrichment2"])).holds


def test_exactly_the_wanted_are_triggered() -> None:
    assert exactly(["a", "b"], answer(["b", "a"])).holds
    for triggered in (["a"], ["a", "b", "c"], ["a", "b", "b"]):
        assert not exactly(["a", "b"], answer(list(triggered))).holds


def test_what_is_skipped_is_not_triggered_as_well() -> None:
    assert skipped_alone(["a"], answer(["b"], ["a", "c"])).holds
    assert skipped_alone(["a"], answer(["b"], ["a"])).holds
    assert not skipped_alone(["a"], answer(["a"], ["a"])).holds
    assert not skipped_alone(["a"], answer(["b"], [])).holds


def test_triggered_and_skipped_part_what_was_asked_for() -> None:
    assert parted([1, 2], answer([1], ["enrichment2"])).holds
    for triggered, skipped in (([1], []), ([1], [1, 2]), ([1, 1], [2]), ([1], [2, 3])):
        assert not parted([1, 2], answer(list(triggered), list(skipped))).holds


def test_everything_triggered_has_a_run_of_its_own() -> None:
    assert a_run_each(answer(["a", "b"]), {"run-7"}).holds
    assert not a_run_each(answer(["a", "b"], runs=1), set()).holds
    assert not a_run_each(answer(["a"]), {"run-0"}).holds
    assert not a_run_each(Answer(["r", "r"], ["a", "b"], []), set()).holds


def test_nothing_started_means_no_run_and_nothing_triggered() -> None:
    assert nothing_started(answer([], ["a"])).holds
    assert not nothing_started(answer([], ["a"], runs=1)).holds
    assert not nothing_started(answer(["a"], runs=0)).holds


def test_every_result_is_a_value() -> None:
    assert results_there(["message1"], {"message1": "Hello", "message2": ""}).holds
    assert not results_there(["message1", "message2"], {"message1": "Hello", "message2": ""}).holds
    assert not results_there(["message1"], None).holds


def test_what_is_wrong_in_an_answer_is_shown_as_it_came() -> None:
    assert well_formed(exchange(**GOOD), "l", numbers=False) == Judgement(
        True,
        "leadId 'l', batchTag, and lists of strings runIds, triggered and skipped",
        "all of them",
    )
    wrong = exchange(leadId="other", batchTag=7, runIds="r", triggered=[1], skipped=[])
    assert well_formed(wrong, "l", numbers=False) == Judgement(
        False,
        "leadId 'l', batchTag, and lists of strings runIds, triggered and skipped",
        "wrong: {'leadId': 'other', 'batchTag': 7, 'runIds': 'r', 'triggered': [1]}",
    )
    assert well_formed(exchange(), "l", numbers=False) == Judgement(
        False,
        "leadId 'l', batchTag, and lists of strings runIds, triggered and skipped",
        "wrong: {'leadId': (absent), 'batchTag': (absent), 'runIds': (absent), 'triggered': "
        "(absent), 'skipped': (absent)}",
    )


def test_what_was_triggered_is_told_beside_what_was_asked_for() -> None:
    assert nothing_more([2, 1], answer(["2"])) == Judgement(
        True,
        "nothing triggered but of ['enrichment1', 'enrichment2']",
        "triggered ['2']",
    )
    assert nothing_more([1], answer([1, 2])) == Judgement(
        False,
        "nothing triggered but of ['enrichment1']",
        "triggered besides: ['enrichment2']",
    )
    assert exactly(["b", "a"], answer(["c"])) == Judgement(False, "triggered ['a', 'b']", "triggered ['c']")


def test_triggered_and_skipped_are_told_beside_what_was_due() -> None:
    assert skipped_alone(["b", 1], answer(["b"], ["a"])) == Judgement(
        False,
        "['b', 'enrichment1'] in skipped alone",
        "triggered ['b'], skipped ['a']",
    )
    assert parted([2, 1], answer([1], [])) == Judgement(
        False,
        "['enrichment1', 'enrichment2'], each once in triggered or skipped",
        "triggered [1], skipped []",
    )


def test_runs_are_told_with_those_that_were_given_before() -> None:
    assert a_run_each(answer(["a", "b"]), {"run-7"}) == Judgement(
        True, "2 runs, all different and new", "runIds ['run-0', 'run-1']"
    )
    assert a_run_each(answer(["a", "b"]), {"run-1"}) == Judgement(
        False,
        "2 runs, all different and new",
        "runIds ['run-0', 'run-1'], given before: ['run-1']",
    )


def test_what_was_started_is_told() -> None:
    assert nothing_started(answer(["a"])) == Judgement(
        False,
        "no runIds and nothing triggered",
        "runIds ['run-0'], triggered ['a']",
    )


def test_results_that_are_empty_are_named() -> None:
    assert results_there(["message1"], {"message1": "Hello"}) == Judgement(
        True, "a non-empty value of message1", "a value of each"
    )
    assert results_there(["message1", "message2", "message3"], {"message1": "Hello"}) == Judgement(
        False,
        "a non-empty value of message1, message2, message3",
        "empty: ['message2', 'message3']",
    )
