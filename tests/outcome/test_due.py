"""What of the contract a client can be asked to exercise."""

from typing import Any

import pytest

from conformance.outcome.due import can_break, statuses_due


@pytest.mark.parametrize(
    ("keyword", "rule"),
    [
        ("type", "string"),
        ("type", ["integer", "string"]),
        ("type", "array"),
        ("minLength", 0),
        ("minItems", 0),
        ("format", "password"),
        ("uniqueItems", False),
    ],
)
def test_no_query_breaks_what_every_text_keeps(keyword: str, rule: Any) -> None:
    assert not can_break(keyword, rule, "query")


@pytest.mark.parametrize(
    ("keyword", "rule"),
    [
        ("type", "integer"),
        ("type", "boolean"),
        ("minLength", 1),
        ("minItems", 1),
        ("format", "date"),
        ("enum", ["asc", "desc"]),
        ("maximum", 1000),
        ("pattern", "^[a-z]+$"),
        ("required", True),
    ],
)
def test_a_query_breaks_what_some_text_breaks(keyword: str, rule: Any) -> None:
    assert can_break(keyword, rule, "query")


@pytest.mark.parametrize(("keyword", "rule"), [("minLength", 1), ("required", True), ("type", "string")])
def test_no_path_is_without_a_value(keyword: str, rule: Any) -> None:
    assert not can_break(keyword, rule, "path")


def test_a_longer_value_can_be_demanded_of_a_path() -> None:
    assert can_break("minLength", 2, "path")


@pytest.mark.parametrize("rule", ["string", ["string", "null"]])
def test_a_body_breaks_a_type(rule: Any) -> None:
    assert can_break("type", rule, "body")


def test_no_body_breaks_a_type_that_leaves_none_out() -> None:
    assert not can_break("type", ["string", "number", "boolean", "null", "array", "object"], "body")


def test_the_successes_are_one_status_and_what_the_server_alone_can_cause_is_none() -> None:
    assert statuses_due((200, 201, 400, 429, 500, 503), (), {200}) == ("200 or 201", "400")


def test_the_limit_is_due_where_it_was_seen() -> None:
    assert statuses_due((200, 429), (), {429}) == ("200", "429")


@pytest.mark.parametrize(("seen", "due"), [({200}, ("200",)), ({404}, ("200", "404"))])
def test_what_is_tolerated_is_due_where_it_was_seen(seen: set[int], due: tuple[str, ...]) -> None:
    assert statuses_due((200, 404), {404}, seen) == due


def test_nothing_is_due_where_nothing_is_documented() -> None:
    assert statuses_due((), (), {200}) == ()
