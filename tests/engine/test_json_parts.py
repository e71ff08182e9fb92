"""The parts of a JSON value, in the order of the body."""

from conformance.exchange import ABSENT
from conformance.json_parts import nodes, objects, strings

VALUE = {"a": ["b", {"c": 1}], "d": {"e": "f"}, "g": None}


def test_every_value_is_a_part_in_its_order() -> None:
    assert list(nodes(VALUE)) == [VALUE, ["b", {"c": 1}], "b", {"c": 1}, 1, {"e": "f"}, "f", None]


def test_texts_are_told_in_their_order() -> None:
    assert list(strings(VALUE)) == ["b", "f"]


def test_names_are_told_before_what_they_name() -> None:
    assert list(strings(VALUE, names=True)) == ["a", "b", "c", "d", "e", "f", "g"]


def test_objects_are_told_from_the_outside_in() -> None:
    assert list(objects(VALUE)) == [VALUE, {"c": 1}, {"e": "f"}]


def test_nothing_has_no_texts() -> None:
    assert list(strings(ABSENT)) == []


def test_depth_is_no_matter() -> None:
    value: object = "x"
    for _ in range(10_000):
        value = [value]
    assert list(strings(value)) == ["x"]
