"""The law of text, seen to hold and to fail."""

import pytest

from conformance.expectations import Judgement
from conformance.laws.text import composed, same_text, texts_kept


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("Zoë", "Zoë"),
        ("Zoe\u0308", "Zo\u00eb"),
        (" padded ", "padded"),
        ("one\r\ntwo", "one\ntwo"),
        ("one\rtwo", "one\ntwo"),
        ("𝒜 🦉", "𝒜 🦉"),
    ],
)
def test_the_same_characters_are_kept_whatever_their_composition(sent: str, read: str) -> None:
    assert same_text(sent, read)


@pytest.mark.parametrize(
    ("sent", "read"),
    [("Zoë", "ZoÃ«"), ("Zoë", "Zoe"), ("🦉", "?"), ("a<b>", "a&lt;b&gt;"), ("long text", "long"), ("x", None)],
)
def test_recoded_stripped_or_cut_text_is_not_kept(sent: str, read: object) -> None:
    assert not same_text(sent, read)


@pytest.mark.parametrize(
    ("apart", "together"),
    [
        ("Zoe\u0308", "Zo\u00eb"),
        (["Zoe\u0308", 1], ["Zo\u00eb", 1]),
        ({"Zoe\u0308": [{"name": "Zoe\u0308"}]}, {"Zo\u00eb": [{"name": "Zo\u00eb"}]}),
        ({"rest": None}, {"rest": None}),
    ],
)
def test_characters_are_composed_in_names_and_values_at_any_depth(apart: object, together: object) -> None:
    assert composed(apart) == together


def test_a_row_is_judged_in_each_of_its_texts() -> None:
    assert texts_kept({"a": "x", "b": "y"}, {"a": "x", "b": "y"}, where="the row").holds
    assert not texts_kept({"a": "x", "b": "y"}, {"a": "x", "b": "z"}, where="the row").holds
    assert not texts_kept({"a": "x"}, None, where="the row").holds


def test_a_finding_names_the_texts_that_differ_as_they_were_read() -> None:
    assert texts_kept({"a": "x"}, {"a": "x"}, where="the row") == Judgement(
        True, "the row with {'a': 'x'}", "the same characters"
    )
    assert texts_kept({"a": "x", "b": "y", "c": "z"}, {"a": "x", "b": "z"}, where="the row") == Judgement(
        False,
        "the row with {'a': 'x', 'b': 'y', 'c': 'z'}",
        "differing: {'b': 'z', 'c': (absent)}",
    )
    assert texts_kept({"a": "x"}, None, where="the row") == Judgement(False, "the row with {'a': 'x'}", "no such row")
