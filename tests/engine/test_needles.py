"""Needles are found wherever they stand, and nothing else is."""

import random

import pytest

from conformance.needles import Needles

LONG = "0123456789abcdefghijklmnopqrstuvwxyz"


def needles(*texts: str) -> Needles:
    known = Needles()
    for text in texts:
        known.add(text)
    return known


@pytest.mark.parametrize("before", range(20))
@pytest.mark.parametrize("length", [1, 6, 14, 15, 16, 23, 36])
def test_a_needle_is_found_at_every_place(before: int, length: int) -> None:
    assert needles(LONG[:length]).within("#" * before + LONG[:length] + "#") == [LONG[:length]]


@pytest.mark.parametrize("length", [6, 15, 36])
def test_a_needle_at_the_very_end_is_found(length: int) -> None:
    assert needles(LONG[:length]).within("##" + LONG[:length]) == [LONG[:length]]


@pytest.mark.parametrize("length", [6, 15, 36])
def test_what_lacks_a_character_is_no_needle(length: int) -> None:
    text = LONG[:length]
    assert needles(text).within(f"#{text[:-1]}#{text[1:]}#") == []


def test_the_longest_comes_first() -> None:
    known = needles(LONG[:20], LONG, LONG[4:10])
    assert known.within(f"# {LONG} #") == [LONG, LONG[:20], LONG[4:10]]


def test_needles_with_one_end_are_told_apart() -> None:
    known = needles("first-" + LONG, "second" + LONG)
    assert known.within("a second" + LONG) == ["second" + LONG]


def test_a_needle_that_was_added_twice_is_found_once() -> None:
    assert needles(LONG, LONG).within(LONG) == [LONG]


def test_a_needle_of_one_character_many_times_is_found() -> None:
    assert needles("a" * 30).within("b" + "a" * 30) == ["a" * 30]


def test_the_same_is_found_as_by_looking_for_each() -> None:
    drawn = random.Random(1)
    haystack = "".join(drawn.choice("ab") for _ in range(400))
    texts = {"".join(drawn.choice("ab") for _ in range(drawn.randrange(1, 30))) for _ in range(300)}
    texts |= {haystack[at : at + drawn.randrange(1, 60)] for at in range(0, 340, 7)}
    assert set(needles(*sorted(texts)).within(haystack)) == {each for each in texts if each in haystack}
