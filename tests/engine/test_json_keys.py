"""Whatever a server writes where an id should stand, it may be counted, sought and compared."""

import pickle
from collections import Counter

import pytest

from conformance.exchange import Exchange, Request, Response, parsed
from conformance.expectations import equal_to, one_of
from conformance.laws.pages import no_row_twice
from conformance.walking import Walk

ODD = ['{"a": 1}', "[1, 2]", "{}", "[]", '[{"deep": [{"er": null}]}]', "7", "null", "true", '"text"']


@pytest.mark.parametrize("text", ODD)
def test_a_value_of_an_answer_is_a_key(text: str) -> None:
    assert Counter([parsed(text), parsed(text)]) == {parsed(text): 2}


@pytest.mark.parametrize("text", ODD)
def test_a_value_below_another_is_a_key(text: str) -> None:
    row = parsed(f'{{"rows": [{{"id": {text}}}]}}')["rows"][0]
    assert {row["id"]} == {parsed(text)}


def test_equal_objects_are_one_key_whatever_the_order_of_their_names() -> None:
    assert len({parsed('{"a": 1, "b": [2.0]}'), parsed('{"b": [2], "a": 1.0}')}) == 1


def test_an_object_equals_the_plain_one_of_an_expectation() -> None:
    assert equal_to({"a": [1]}).holds(parsed('{"a": [1]}'))
    assert one_of([], {}).holds(parsed("[]"))
    assert not equal_to({}).holds(parsed("[]"))


def test_a_value_comes_whole_from_another_process() -> None:
    value = parsed('{"a": [{"b": 1}]}')
    assert {pickle.loads(pickle.dumps(value))} == {value}


def test_ids_that_are_objects_and_stand_on_two_pages_are_told() -> None:
    body = b'{"rows": [{"id": {"n": 1}}, {"id": {"n": 2}}, {"id": {"n": 1}}]}'
    page = Exchange("main.1", Request("GET", "http://t.example/api/leads"), Response(200, (), body), "listLeads", "ann")
    walk = Walk("rows", (page,), "no token")
    assert not no_row_twice(walk).holds
