"""The laws of filters, seen to hold and to fail."""

from typing import Literal

import orjson
import pytest

from conformance.exchange import Exchange, Request, Response
from conformance.expectations import Judgement
from conformance.laws.filters import intersected, selected
from conformance.walking import Walk

RED = {"id": "1", "colour": "red", "size": "s"}
BLUE = {"id": "2", "colour": "blue", "size": "s"}
LARGE = {"id": "3", "colour": "red", "size": "l"}
KNOWN = [RED, BLUE, LARGE]


def walk(*pages: list[dict[str, str]], end: Literal["no token", "refused"] = "no token") -> Walk:
    """A walk of these pages."""
    request = Request("GET", "http://x/")
    answers = [Response(200, (), orjson.dumps({"rows": rows})) for rows in pages]
    return Walk("rows", tuple(Exchange("main.1", request, each, "listLeads", None) for each in answers), end)


def test_the_rows_of_the_value_on_any_page_keep_the_law() -> None:
    assert selected(walk([RED], [LARGE]), "colour", "red", KNOWN).holds


def test_rows_of_the_value_that_are_not_known_keep_it() -> None:
    assert selected(walk([RED, {"id": "9", "colour": "red"}, LARGE]), "colour", "red", KNOWN).holds


def test_no_row_keeps_it_where_none_has_the_value() -> None:
    assert selected(walk([]), "colour", "green", KNOWN).holds


@pytest.mark.parametrize(
    "shown",
    [
        walk([RED]),
        walk([RED, LARGE, BLUE]),
        walk([RED], [LARGE, BLUE]),
        walk([RED, LARGE], [RED]),
        walk([RED, LARGE, {"id": "4"}]),
        walk([RED, LARGE], end="refused"),
    ],
    ids=["missing", "a stray", "a stray on page two", "twice", "without the field", "broken off"],
)
def test_a_missing_doubled_or_stray_row_or_a_broken_walk_breaks_it(shown: Walk) -> None:
    assert not selected(shown, "colour", "red", KNOWN).holds


IDS = ["1", "2", "3"]


@pytest.mark.parametrize("both", [[RED], [RED, {"id": "9"}]], ids=["these", "and unknown rows"])
def test_two_filters_show_what_each_shows(both: list[dict[str, str]]) -> None:
    assert intersected(walk(both), walk([RED, LARGE]), walk([RED], [BLUE]), IDS).holds


@pytest.mark.parametrize("both", [[], [LARGE], [RED, LARGE], [RED, BLUE]], ids=["none", "another", "either", "or"])
def test_two_filters_that_show_less_or_more_break_it(both: list[dict[str, str]]) -> None:
    assert not intersected(walk(both), walk([RED, LARGE]), walk([RED], [BLUE]), IDS).holds


def test_a_filter_that_selects_nothing_keeps_it_together_as_it_does_alone() -> None:
    assert intersected(walk([RED, LARGE]), walk([RED, LARGE]), walk([RED, BLUE, LARGE]), IDS).holds


def test_a_finding_names_rows_that_are_missing_doubled_or_of_others_with_their_page() -> None:
    assert selected(walk([RED], [LARGE]), "colour", "red", KNOWN) == Judgement(
        True,
        "each of 2 known rows with colour 'red' once, and none without",
        "2 rows, all of the filter",
    )
    assert selected(walk([RED, RED], [BLUE], end="refused"), "colour", "red", KNOWN) == Judgement(
        False,
        "each of 2 known rows with colour 'red' once, and none without",
        "times shown: {'1': 2, '3': 0}; (page, id) of others: [(2, '2')]; it ended with: refused",
    )


def test_a_finding_names_what_two_filters_show_too_few_and_too_many() -> None:
    assert intersected(walk([RED]), walk([RED, LARGE]), walk([RED], [BLUE]), IDS) == Judgement(
        True,
        "the 1 of 3 known rows that each of the two filters shows",
        "these alone",
    )
    assert intersected(walk([LARGE]), walk([RED, LARGE]), walk([RED], [BLUE]), IDS) == Judgement(
        False,
        "the 1 of 3 known rows that each of the two filters shows",
        "missing: ['1']; too many: ['3']",
    )
