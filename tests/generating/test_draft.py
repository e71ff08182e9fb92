"""Drafts: kept as JSON and read again, told in a line, and compared by their traits."""

import json
from typing import Any

import pytest

from conformance.exchange import ABSENT
from conformance.generating.draft import Draft

FULL = Draft(
    "updateLeads", (("id", "a"),), (("limit", "1"), ("limit", "2")), {"a": [1, None, "ü"]}, None, "application/json"
)


@pytest.mark.parametrize(
    "draft",
    [
        FULL,
        Draft("listClients"),
        Draft("createClient", body=None, media="application/json", valid=False, about="a null"),
        Draft("createClient", raw="\x00ÿ", media="text/plain", valid=True),
        Draft("createClient", raw="", media="text/plain"),
    ],
    ids=["full", "bare", "null", "raw", "empty"],
)
def test_a_draft_is_the_same_after_json(draft: Draft) -> None:
    assert Draft.from_json(json.loads(json.dumps(draft.to_json()))) == draft


def test_no_body_is_told_apart_from_null() -> None:
    assert "body" not in Draft("createClient").to_json()
    assert Draft.from_json(Draft("createClient").to_json()) != Draft("createClient", body=None)


@pytest.mark.parametrize(
    "data",
    [
        *(None, 1, [], {}, "text", {"operation": "x"}),
        *(
            FULL.to_json() | each
            for each in (
                {"path": 1},
                {"query": [1]},
                {"raw": 1},
                {"valid": "yes"},
                {"media": "a\r\n"},
                {"query": [["\ud800", ""]]},
            )
        ),
    ],
)
def test_other_json_is_no_draft(data: Any) -> None:
    assert Draft.from_json(data) is None


def test_the_shape_tells_path_query_and_body() -> None:
    assert FULL.shape == 'a ?limit=1&limit=2 {"a": [1, null, "ü"]}'


def test_the_shape_does_not_hang_on_the_order_of_fields() -> None:
    assert Draft("x", body={"a": 1, "b": 2}).shape == Draft("x", body={"b": 2, "a": 1}).shape


def test_the_shape_of_a_body_that_is_no_json_tells_its_content_type() -> None:
    assert Draft("x", raw="<a/>", media="text/xml").shape == "text/xml: '<a/>'"


def test_the_shape_of_nothing_says_so() -> None:
    assert Draft("x").shape == "nothing but the operation"


def test_no_body_and_null_have_two_shapes() -> None:
    assert Draft("x").shape != Draft("x", body=None).shape


def test_traits_name_every_place_with_its_type() -> None:
    draft = Draft("x", (("id", "a"),), (("limit", "1"),), {"a": [1, True, None], "b": {"c": "d"}})
    assert draft.traits == {
        ("path.id", "text"),
        ("query.limit", "text"),
        ("body", "object"),
        ("body.a", "array"),
        ("body.a.*", "number"),
        ("body.a.*", "boolean"),
        ("body.a.*", "null"),
        ("body.b", "object"),
        ("body.b.c", "text"),
    }


def test_traits_of_less_are_among_those_of_more() -> None:
    assert Draft("x", body={"a": 1}).traits < Draft("x", query=(("q", ""),), body={"a": 2, "b": 3}).traits


def test_traits_of_another_type_are_not() -> None:
    assert not Draft("x", body={"a": 1}).traits <= Draft("x", body={"a": "1", "b": 3}).traits


def test_a_body_that_is_no_json_is_one_trait() -> None:
    assert Draft("x", raw="a", media="text/plain").traits == {("body", "raw")}


def test_a_new_json_body_brings_its_content_type_along() -> None:
    changed = Draft("x", raw="a", media="text/plain").with_body({})
    assert (changed.body, changed.raw, changed.media) == ({}, None, "application/json")


def test_no_body_has_no_content_type() -> None:
    changed = FULL.with_body(ABSENT)
    assert (changed.body, changed.media) == (ABSENT, "")


def test_another_query_leaves_the_rest() -> None:
    changed = FULL.with_query((("limit", "0"),))
    assert (changed.query, changed.body, changed.path) == ((("limit", "0"),), FULL.body, FULL.path)
