"""The list of mutants that may survive, and what a run of the mutants must come to."""

from pathlib import Path

import pytest

from tools.survivors import Mutant, mutant, objections, read

ONE = Mutant("conformance.laws.rows", "same", "one == other", "one != other")
TWO = Mutant("conformance.laws.text", "same_text", "and", "or")
DIFF = ["@@ -1,4 +1,3 @@", " def same():", "-    return all(", "-        each)", "+    return all(None)", " "]
ENTRY = '[[survivor]]\nmodule = "m"\nfunction = "f"\nwas = "a"\nnow = "b"\nreason = "{}"\n'


def test_a_mutant_is_told_by_its_changed_lines_without_their_indents() -> None:
    assert mutant("m", "same", DIFF) == Mutant("m", "same", "return all( each)", "return all(None)")


def test_survivors_are_read_with_their_reasons(tmp_path: Path) -> None:
    file = tmp_path / "list.toml"
    file.write_text(ENTRY.format("no test can tell"), encoding="utf-8")
    assert read(file) == {Mutant("m", "f", "a", "b"): "no test can tell"}


@pytest.mark.parametrize("text", [ENTRY.format(" "), ENTRY.format("why") * 2], ids=["no reason", "twice"])
def test_a_survivor_without_a_reason_or_listed_twice_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "list.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="listed twice, or without a reason"):
        read(file)


def test_the_list_itself_can_be_read() -> None:
    assert all(each.module.startswith(("conformance.checks", "conformance.laws")) for each in read())


def test_a_run_of_which_nine_in_ten_are_killed_and_the_rest_is_listed_is_right() -> None:
    assert objections(10, [ONE], {ONE: "why"}) == []


def test_a_run_of_which_less_are_killed_is_not() -> None:
    assert objections(9, [ONE], {ONE: "why"}) == ["88.9% are killed, less than 90%"]


def test_a_run_without_a_mutant_is_not() -> None:
    assert objections(0, [], {}) == ["0.0% are killed, less than 90%"]


def test_a_survivor_that_is_not_listed_is_told() -> None:
    assert objections(20, [ONE, TWO], {TWO: "why"}) == [
        "not in survivors.toml: conformance.laws.rows same\n  - one == other\n  + one != other"
    ]


def test_a_listed_mutant_that_is_killed_is_told() -> None:
    assert objections(20, [ONE], {ONE: "why", TWO: "why"}) == [
        "in survivors.toml, but it does not survive: conformance.laws.text same_text\n  - and\n  + or"
    ]


def test_listed_mutants_of_modules_that_were_not_mutated_are_not_due() -> None:
    assert objections(20, [ONE], {ONE: "why", TWO: "why"}, ["conformance.laws.rows"]) == []
