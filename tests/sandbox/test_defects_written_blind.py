"""The list of the defects that were written blind, which stood before their code, and the code say the same."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from conformance.sandbox import defects
from conformance.sandbox.deviation import Defect
from conformance.sandbox.listing import classes_in

LIST = Path(__file__).parents[2] / "docs" / "blind_defects.toml"
LISTED: list[dict[str, Any]] = tomllib.loads(LIST.read_text(encoding="utf-8"))["defect"]
KNOWN = {defect.id: defect for defect in classes_in(defects, Defect)}
STANDING = [entry for entry in LISTED if "withdrawn" not in entry]
WITHDRAWN = [entry for entry in LISTED if "withdrawn" in entry]


@pytest.mark.parametrize("entry", STANDING, ids=lambda entry: entry["id"])
def test_a_defect_is_what_its_entry_says(entry: dict[str, Any]) -> None:
    defect = KNOWN[entry["id"]]
    assert (defect.sentence, defect.requirement) == (entry["sentence"], entry["requirement"])
    assert (list(defect.faults), list(defect().operations)) == (entry["faults"], entry["operations"])


@pytest.mark.parametrize("entry", WITHDRAWN, ids=lambda entry: entry["id"])
def test_what_was_withdrawn_is_no_defect_and_says_why(entry: dict[str, Any]) -> None:
    assert entry["id"] not in KNOWN
    assert entry["withdrawn"].strip()


@pytest.mark.parametrize("entry", STANDING, ids=lambda entry: entry["id"])
def test_an_entry_that_stands_says_what_is_found_now(entry: dict[str, Any]) -> None:
    assert (entry["after"], entry["after_level"]) in (("killed", "standard"), ("killed", "deep"), ("survived", "deep"))


@pytest.mark.parametrize(("name", "levels"), [("at standard", {"standard"}), ("at deep", {"standard", "deep"})])
def test_the_rate_after_is_what_the_entries_come_to(name: str, levels: set[str]) -> None:
    def of(*, advisory: bool) -> tuple[int, int]:
        mine = [entry for entry in STANDING if KNOWN[entry["id"]].advisory is advisory]
        return sum(entry["after"] == "killed" and entry["after_level"] in levels for entry in mine), len(mine)

    (must, musts), (inferred, inferreds) = of(advisory=False), of(advisory=True)
    killed, all_ = must + inferred, musts + inferreds
    figures = f"{must} of {musts} MUST, {inferred} of {inferreds} advisory"
    line = f"#   {name:<14}{killed} of {all_} killed ({100 * killed // all_} %): {figures}"
    assert line in LIST.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("entry", LISTED, ids=lambda entry: entry["id"])
def test_an_entry_says_what_was_first_found(entry: dict[str, Any]) -> None:
    assert (entry["first"], entry["first_level"]) in (("killed", "standard"), ("killed", "deep"), ("survived", "deep"))
