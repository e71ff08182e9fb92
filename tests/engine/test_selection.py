"""Selection: which tests a run takes, and what a test must say of itself."""

from pathlib import Path
from typing import Any

import pytest

from conformance import levels
from conformance.catalogue import Catalogue
from conformance.errors import HarnessBroken
from conformance.journal.records import ClaimFact
from conformance.selection import Named, check, chosen, id_of
from tests.engine.building import context, requirement

CATALOGUE = Catalogue(
    [*(requirement(f"LG-CLI-00{n}") for n in range(1, 8)), requirement("LG-ENV-001", judged="passively")]
)


class Item:
    """As much of a collected test as the selection looks at."""

    nodeid = "test_x.py::test_x"

    def __init__(self, *keywords: str) -> None:
        self.keywords = set(keywords)


def objection(requirements: tuple[str, ...], operations: tuple[str, ...] = (), *keywords: str) -> str:
    """What is wrong with what a test says of itself; empty where nothing is."""
    item: Any = Item(*keywords)
    try:
        check(item, Named(requirements, operations, "smoke"), CATALOGUE, {"listClients"})
    except HarnessBroken as broken:
        return str(broken)
    return ""


SIX = tuple(f"LG-CLI-00{n}" for n in range(1, 7))


@pytest.mark.parametrize(
    ("requirements", "operations", "words"),
    [
        ((), (), "names no requirement"),
        (SIX, (), "names 6 requirements; 5 at most"),
        (("LG-CLI-099",), (), "not in the catalogue"),
        (("LG-ENV-001",), (), "every exchange is judged by"),
        (("LG-CLI-001",), ("listClient",), "the operation listClient"),
    ],
)
def test_a_test_that_says_wrong_things_of_itself_is_our_defect(
    requirements: tuple[str, ...], operations: tuple[str, ...], words: str
) -> None:
    assert words in objection(requirements, operations)


@pytest.mark.parametrize("requirements", [(), SIX])
def test_a_generated_test_may_name_any_number(requirements: tuple[str, ...]) -> None:
    assert objection(requirements, (), "generated") == ""


@pytest.mark.parametrize(
    ("named", "operations", "level", "taken"),
    [
        (Named(("LG-CLI-001",), (), "smoke"), (), "smoke", True),
        (Named(("LG-CLI-001",), (), "standard"), (), "smoke", False),
        (Named(("LG-CLI-001",), (), "smoke"), (), "deep", True),
        (Named(("LG-CLI-002",), (), "smoke"), (), "smoke", False),
        (Named(("LG-CLI-002", "LG-CLI-001"), (), "smoke"), (), "smoke", True),
        (Named((), (), "smoke"), (), "smoke", True),
        (Named(("LG-CLI-001",), ("login",), "smoke"), ("login",), "smoke", True),
        (Named(("LG-CLI-001",), ("listClients",), "smoke"), ("login",), "smoke", False),
        (Named(("LG-CLI-001",), (), "smoke"), ("listClients",), "smoke", True),
        (Named(("LG-CLI-001",), (), "smoke"), ("login",), "smoke", False),
    ],
)
def test_a_run_takes_what_can_prove_something_of_its_claim(
    named: Named, operations: tuple[str, ...], level: str, taken: bool, tmp_path: Path
) -> None:
    claim = ClaimFact(words="a part", whole=False, included=("LG-CLI-001",), excluded={})
    facts = {"claim": claim, "operations": operations, "level": level}
    asked = context(tmp_path, "http://127.0.0.1:1").model_copy(update=facts)
    assert chosen(named, asked, levels.load(), CATALOGUE) is taken


class Grouped:
    """A collected test of a group, as xdist names it."""

    def __init__(self, nodeid: str, *groups: str) -> None:
        self.nodeid = nodeid
        self._marks = [pytest.mark.xdist_group(each).mark for each in groups]

    def iter_markers(self, _name: str) -> list[pytest.Mark]:
        return self._marks


@pytest.mark.parametrize("nodeid", ["t.py::test_x[a@b]@updates", "t.py::test_x[a@b]"])
def test_a_tests_id_is_the_same_for_any_number_of_workers(nodeid: str) -> None:
    item: Any = Grouped(nodeid, "updates")
    assert id_of(item) == "t.py::test_x[a@b]"


def test_a_test_without_a_group_keeps_its_id_whatever_is_in_it() -> None:
    item: Any = Grouped("t.py::test_x[a@b]")
    assert id_of(item) == "t.py::test_x[a@b]"
