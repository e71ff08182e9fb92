"""Names in drafts: what is a name, and what takes its place when a draft is sent."""

import itertools

import pytest

from conformance.generating.names import FOREIGN, FRESH, NOBODY, OWN, SECRET, Supply, filled, name, named


def numbered() -> Supply:
    """Another value at every question."""
    numbers = itertools.count(1)
    return lambda which, what: f"{which}-{what}-{next(numbers)}"


@pytest.mark.parametrize("which", [OWN, FOREIGN, NOBODY, FRESH, SECRET])
def test_a_name_tells_which_and_of_what(which: str) -> None:
    assert named(name(which, "refresh-token")) == (which, "refresh-token")


@pytest.mark.parametrize("text", ["", "own lead", "{{own}}", "{{their lead}}", "{{own Lead}}", "a {{own lead}}"])
def test_other_texts_are_no_names(text: str) -> None:
    assert named(text) is None


def test_a_name_is_replaced_however_deep_it_stands() -> None:
    value = ({"id": name(OWN, "lead")}, (("ids", [name(OWN, "lead")]),))
    assert filled(value, lambda *_: "l-1") == ({"id": "l-1"}, (("ids", ["l-1"]),))


def test_a_name_inside_a_text_is_replaced() -> None:
    assert filled(f"/{name(OWN, 'lead')}/x", lambda *_: "l-1") == "/l-1/x"


def test_the_same_name_is_replaced_by_the_same_value() -> None:
    first, second = filled([name(OWN, "lead"), name(OWN, "lead")], numbered())
    assert first == second


def test_other_names_are_replaced_by_other_values() -> None:
    values = filled([name(OWN, "lead"), name(FOREIGN, "lead"), name(OWN, "client")], numbered())
    assert values == ["own-lead-1", "foreign-lead-2", "own-client-3"]


def test_what_is_fresh_is_fresh_every_time() -> None:
    assert filled([name(FRESH, "email"), name(FRESH, "email")], numbered()) == ["fresh-email-1", "fresh-email-2"]


def test_a_text_without_a_name_asks_for_nothing() -> None:
    def supply(which: str, what: str) -> str:
        raise AssertionError(f"{which} {what}")

    assert filled({"a": ["b", 1, None, True]}, supply) == {"a": ["b", 1, None, True]}


def test_keys_of_an_object_are_not_names() -> None:
    assert filled({name(OWN, "lead"): 1}, lambda *_: "l-1") == {name(OWN, "lead"): 1}
