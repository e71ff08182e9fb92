"""Shrinking finds the least that is still wrong, within its bound, and says where it did not get to the end."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from conformance.exchange import ABSENT
from conformance.generating.draft import Draft
from conformance.generating.names import OWN, name
from conformance.generating.shrinking import Shrunk, shrunk

MANY = 10_000

BODY = {
    "clientName": "Alpha Beta Gamma",
    "description": {"deep": [1, 2, {"deeper": "text"}]},
    "rows": [{"email": "a@b.example", "n": 17}, {"email": "", "n": -3.5}, {}],
    "tags": ["a", "b", "c", "d"],
    "on": True,
}
DRAFT = Draft("createClient", query=(("a", "1"), ("b", "22"), ("c", "")), body=BODY, media="application/json")


def least(draft: Draft, wrong: Callable[[Draft], bool], bound: int = MANY) -> Shrunk:
    return shrunk(draft, wrong, bound)


def test_what_is_wrong_whatever_is_sent_shrinks_to_nothing() -> None:
    found = least(DRAFT, lambda _: True)
    assert (found.draft.body, found.draft.query, found.minimal) == (ABSENT, (), True)


def test_what_is_wrong_only_as_it_is_stays() -> None:
    found = least(DRAFT, lambda _: False)
    assert (found.draft, found.minimal) == (DRAFT, True)


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (lambda body: "clientName" in body, {"clientName": ""}),
        (lambda body: bool(body.get("clientName")), {"clientName": "a"}),
        (lambda body: "Beta" in body.get("clientName", ""), {"clientName": "Beta"}),
        (lambda body: "on" in body and "tags" in body, {"on": True, "tags": []}),
        (lambda body: "c" in body.get("tags", ()), {"tags": ["c"]}),
        (lambda body: len(body.get("rows", ())) >= 2, {"rows": [{}, {}]}),
        (lambda body: any(row.get("n", 0) > 9 for row in body.get("rows", ())), {"rows": [{"n": 17}]}),
        (lambda body: any("n" in row for row in body.get("rows", ())), {"rows": [{"n": 0}]}),
        (lambda body: "deeper" in json.dumps(body), {"description": {"deep": [{"deeper": ""}]}}),
    ],
)
def test_the_least_body_is_found(wrong: Callable[[dict[str, Any]], bool], expected: dict[str, Any]) -> None:
    found = least(DRAFT, lambda draft: isinstance(draft.body, dict) and wrong(draft.body))
    assert (found.draft.body, found.draft.query, found.minimal) == (expected, (), True)


def test_the_least_query_is_found() -> None:
    found = least(DRAFT, lambda draft: any(each == "b" for each, _ in draft.query))
    assert (found.draft.query, found.draft.body) == ((("b", ""),), ABSENT)


def test_a_value_of_the_query_is_made_simple() -> None:
    found = least(DRAFT, lambda draft: any(each == "b" and value for each, value in draft.query))
    assert found.draft.query == (("b", "a"),)


def test_a_text_that_is_no_json_is_made_short() -> None:
    draft = Draft("createClient", raw="some <long> text", media="text/xml")
    found = least(draft, lambda each: each.raw is not None and "<" in each.raw)
    assert found.draft.raw is not None
    assert len(found.draft.raw) < len("some <long> text")
    assert found.draft.media == "text/xml"


@pytest.mark.parametrize("bound", [0, 1, 2, 5])
def test_no_more_requests_are_sent_than_the_bound(bound: int) -> None:
    sent: list[Draft] = []

    def wrong(draft: Draft) -> bool:
        sent.append(draft)
        return False

    found = least(DRAFT, wrong, bound)
    assert (len(sent), found.requests, found.minimal) == (bound, bound, False)


def test_the_smallest_found_within_the_bound_is_given() -> None:
    found = least(DRAFT, lambda draft: isinstance(draft.body, dict) and "on" in draft.body, 4)
    assert found.draft != DRAFT
    assert not found.minimal


def test_the_last_request_of_the_bound_may_reach_the_end() -> None:
    whole = least(Draft("x", body={}, media="application/json"), lambda _: False)
    again = least(Draft("x", body={}, media="application/json"), lambda _: False, whole.requests)
    assert (again.requests, again.minimal) == (whole.requests, True)


def test_no_draft_is_tried_twice() -> None:
    tried: list[str] = []

    def wrong(draft: Draft) -> bool:
        tried.append(draft.shape)
        return isinstance(draft.body, dict) and "rows" in draft.body

    least(DRAFT, wrong)
    assert len(tried) == len(set(tried))


@pytest.mark.parametrize(
    "draft",
    [
        Draft("x", query=(("id", name(OWN, "lead")),)),
        Draft("x", body={"id": name(OWN, "lead"), "ids": [name(OWN, "lead")]}, media="application/json"),
    ],
)
def test_a_name_is_left_out_whole_or_stays_whole(draft: Draft) -> None:
    seen: list[str] = []

    def wrong(each: Draft) -> bool:
        seen.append(each.shape.replace(name(OWN, "lead"), ""))
        return "id" in each.shape

    least(draft, wrong)
    assert seen
    assert not any("own" in each or "{{" in each or "lead" in each for each in seen)


@pytest.mark.parametrize("seed", range(8))
def test_it_ends_for_every_answer(seed: int) -> None:
    found = least(DRAFT, lambda draft: hash_of(draft.shape) % 8 == seed)
    assert found.minimal


def hash_of(text: str) -> int:
    return sum(text.encode())
