"""The law of filters, seen to hold and to fail."""

from typing import Literal

import orjson
import pytest

from conformance.exchange import Exchange, Request, Response
from conformance.laws.filters import selected
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
    assert selected(walk([RED], [LARGE]), {"colour": "red"}, KNOWN).holds


def test_rows_of_the_value_that_are_not_known_keep_it() -> None:
    assert selected(walk([RED, {"id": "9", "colour": "red"}, LARGE]), {"colour": "red"}, KNOWN).holds


def test_no_row_keeps_it_where_none_has_the_value() -> None:
    assert selected(walk([]), {"colour": "green"}, KNOWN).holds


def test_rows_must_have_the_values_of_all_filters() -> None:
    both = {"colour": "red", "size": "s"}
    assert selected(walk([RED]), both, KNOWN).holds
    assert not selected(walk([RED, LARGE]), both, KNOWN).holds


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
    assert not selected(shown, {"colour": "red"}, KNOWN).holds
