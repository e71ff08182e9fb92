"""Expectations: each decides and says in words what it wants."""

from typing import Any

import pytest

from conformance import expectations as expect
from conformance.exchange import ABSENT
from conformance.expectations import Expectation


@pytest.mark.parametrize(
    ("wanted", "good", "bad"),
    [
        (expect.equal_to(1), [1], [True, 1.0, "1", None, ABSENT]),
        (expect.equal_to(True), [True], [1, "true", ABSENT]),
        (expect.equal_to(None), [None], [ABSENT, "", 0]),
        (expect.equal_to(ABSENT), [ABSENT], [None, "(absent)"]),
        (expect.one_of(200, 201), [200, 201], [True, 202, "200"]),
        (expect.satisfying("even", lambda value: value % 2 == 0), [2], [1, "two", None, ABSENT]),
        (expect.satisfying("a row", lambda value: value["id"][0]), [{"id": "x"}], [{}, {"id": ""}, [], ABSENT]),
        (expect.at_most(3), [3, -1], [4, 3.0, True, "3", ABSENT]),
        (expect.at_least(3), [3, 9], [2, 4.5, True, "3", None]),
        (expect.nonempty_string(), ["x"], ["", " \n", 1, None, ABSENT, ["x"]]),
        (expect.containing("a"), [["a"], "cat", {"a": 1}], [[], "dog", 7, ABSENT]),
        (expect.without(["a", "b"]), [[], ["c"], "xyz"], [["a"], "cab", 7, ABSENT]),
        (expect.client_error(), [400, 499], [399, 500, True, "404"]),
        (expect.success(), [200, 299], [199, 300, "200", ABSENT]),
    ],
)
def test_an_expectation_holds_for_what_its_words_say(wanted: Expectation, good: list[Any], bad: list[Any]) -> None:
    assert [value for value in good if not wanted.holds(value)] == []
    assert [value for value in bad if wanted.holds(value)] == []


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (expect.equal_to("x"), "'x'"),
        (expect.one_of(200, 404), "200 or 404"),
        (expect.at_most(3), "at most 3"),
        (expect.equal_to(ABSENT), "(absent)"),
    ],
)
def test_an_expectation_explains_itself(wanted: Expectation, words: str) -> None:
    assert wanted.words == words


def test_an_error_of_ours_in_a_condition_is_not_swallowed() -> None:
    wanted = expect.satisfying("a mistake", lambda _value: 1 // 0 == 1)
    with pytest.raises(ZeroDivisionError):
        wanted.holds(1)


def test_a_value_becomes_equality_and_an_expectation_stays_one() -> None:
    wanted = expect.at_most(3)
    assert expect.expectation(wanted) is wanted
    assert expect.expectation(3).holds(3)
