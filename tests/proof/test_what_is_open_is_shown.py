"""What the contract leaves open is shown by a variant, part for part, or has a reason; and no variant shows nothing."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from conformance import _layout, catalogue
from conformance.proving.known import variants

KNOWN = catalogue.load()
TOLERATED = [each.id for each in KNOWN.values() if each.tolerated]
VARIANTS = {each.id: each for each in variants()}
REFERENCE = " ".join((_layout.REFERENCES / "API_REFERENCE.md").read_text(encoding="utf-8").split())


def entries(file: str, key: str) -> list[dict[str, Any]]:
    """The entries of a file beside this one."""
    read: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name(file).read_text(encoding="utf-8"))[key]
    return read


SHOWN = entries("shown.toml", "shown")
OPEN = entries("shown.toml", "open")
UNVARIED = entries("unvaried.toml", "unvaried")
NAMED = [name for each in (*SHOWN, *OPEN) for name in each["variants"]]


def left_of(text: str, parts: Iterable[str]) -> str:
    """What of a tolerated text stands in none of its parts, but for the words and signs between them."""
    for part in sorted(parts, key=len, reverse=True):
        text = text.replace(part, " ", 1)
    return re.sub(r"[\s.,;:]|\b(or|and)\b", "", text)


def name(entry: dict[str, Any]) -> str:
    return f"{entry.get('requirement', '')} {entry.get('part', entry.get('text', ''))[:40]}"


@pytest.mark.parametrize("requirement", TOLERATED)
def test_every_part_of_what_is_tolerated_has_a_variant_or_a_reason(requirement: str) -> None:
    parts = [each["part"] for each in (*SHOWN, *UNVARIED) if each["requirement"] == requirement]
    assert left_of(KNOWN[requirement].tolerated, parts) == ""


@pytest.mark.parametrize("entry", [*SHOWN, *UNVARIED], ids=name)
def test_a_part_is_text_that_its_requirement_tolerates(entry: dict[str, Any]) -> None:
    assert entry["part"] in KNOWN[entry["requirement"]].tolerated


@pytest.mark.parametrize("entry", SHOWN, ids=name)
def test_a_part_is_shown_by_variants_that_its_requirement_sees(entry: dict[str, Any]) -> None:
    assert entry["variants"] != []
    assert [each for each in entry["variants"] if entry["requirement"] not in VARIANTS[each].requirements] == []


def test_no_part_is_both_shown_and_without_a_variant() -> None:
    shown, unvaried = ({(each["requirement"], each["part"]) for each in kind} for kind in (SHOWN, UNVARIED))
    assert shown & unvaried == set()


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_shows_a_part_or_what_the_reference_leaves_open(variant: str) -> None:
    assert variant in NAMED


@pytest.mark.parametrize("variant", sorted(set(NAMED)))
def test_what_is_said_to_show_it_is_a_variant(variant: str) -> None:
    assert variant in VARIANTS


@pytest.mark.parametrize("entry", OPEN, ids=name)
def test_what_a_variant_stands_for_is_in_the_reference_or_has_another_source(entry: dict[str, Any]) -> None:
    assert entry["variants"] != []
    assert entry.get("source") or entry["text"] in REFERENCE


@pytest.mark.parametrize("entry", UNVARIED, ids=name)
def test_a_reason_is_given_for_what_has_no_variant(entry: dict[str, Any]) -> None:
    assert entry["reason"].strip()
