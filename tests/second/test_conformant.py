"""A server that was made from the contract alone, and shares nothing with the sandbox, is found to keep it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from conformance.exits import Exit
from tests.proof.runs import conformance, report_of, statuses
from tests.second.choices import SETS, Choices, every_value, with_changes
from tests.second.process import serving
from tests.second.world import MISTAKES

pytestmark = pytest.mark.xdist_group("second")
"""Whole runs have windows of the budget to keep to, so none of these is beside another."""

MIXTURES = {
    "all inferred": ("inferred", ()),
    "all tolerated, short ids of every table, and JSON with escapes": (
        "tolerated",
        ("ids=short-per-kind", "json=slashes", "unicode=NFD", "page_marks=json", "skew=-5"),
    ),
    "ids of odd letters, and refusals that say 403": (
        "inferred",
        (
            *("ids=odd", "json=escaped", "times=nanos", "unknown_id=403", "writes_to_unknown=403", "webhook_url=last"),
            *("rotates=false", "unknown_thread=404", "client_with_leads=409", "copyright_names=name"),
            *("history_mark=nextCursor", "parses_first=true", "foreign_company=404", "client_in_put=400"),
            "wrong_secret=403",
        ),
    ),
    "replicas that lag, and short ids over all tables": (
        "inferred",
        ("lag=0.1", "flapping=true", "ids=short", "times=micros", "history_mark=cursor"),
    ),
}
"""A set to start from, and what is chosen otherwise."""

LEFT_OUT = {
    # a long number that counts its table: "short-per-kind" counts so too, and "long" ids of clients are such numbers
    ("ids", "per-kind"),
}
UNTESTED = {
    "all tolerated, short ids of every table, and JSON with escapes": {
        "LG-TERR-007": "not tested",  # extras=false: no lastActivityDate to judge
        "LG-INT-023": "not tested",  # scrape_history=false: no searchHistoryId to follow
    },
}
"""What a mixture leaves without a verdict; the choice that takes away what there would be to see."""

FOUND = {
    "campaigns-of-everybody": "LG-ISO-014",
    "pages-that-repeat-a-row": "LG-PAGE-008",
    "updates-that-forget": "LG-CLI-012",
    "expired-tokens-open": "LG-AUTH-005",
    "total-of-the-page": "LG-LEAD-024",
    "budget-twice-over": "LG-RATE-002",
}
"""The requirement that each mistake breaks."""

UNTOUCHED = ("LG-AUTH-002", "LG-CLI-011", "LG-LEAD-038", "LG-PAGE-001", "LG-RATE-001")
"""Neighbours of these that hold all the same."""

SHORT_WINDOWS = "window=6"


def chosen(mixture: str) -> Choices:
    """What a mixture comes to."""
    base, changes = MIXTURES[mixture]
    return with_changes(SETS[base], changes)


def flags(base: str, changes: Iterable[str]) -> list[str]:
    """What starts a server of these choices."""
    return ["--choices", base, *(word for change in (SHORT_WINDOWS, *changes) for word in ("--choice", change))]


def run(folder: Path, arguments: Iterable[str], *asked: str) -> tuple[int, dict[str, Any]]:
    """A run of the standard level against a server that is started so: its exit code and its report."""
    with serving(folder, *arguments) as server:
        target = ("--profile", str(server.file), "--out", str(folder / "out"))
        ended = conformance("run", "-q", *target, *asked, state=folder / "state")
    assert ended.returncode in (Exit.CONFORMANT, Exit.NOT_CONFORMANT, Exit.INCOMPLETE), ended.stdout + ended.stderr
    return ended.returncode, report_of(folder / "out")


def test_the_mixtures_together_take_every_value() -> None:
    every = {(name, value) for name, values in every_value().items() for value in values}
    taken = {(name, getattr(chosen(mixture), name)) for mixture in MIXTURES for name in every_value()}
    assert every - taken == LEFT_OUT


@pytest.mark.parametrize("mixture", MIXTURES)
def test_a_whole_run_is_conformant_and_leaves_nothing_open(mixture: str, tmp_path: Path) -> None:
    code, report = run(tmp_path, flags(*MIXTURES[mixture]))
    assert report["verdict"] == "CONFORMANT", report["sentence"]
    assert code == Exit.CONFORMANT
    left = {name: status for name, status in statuses(report).items() if status not in ("passed", "deep only")}
    assert left == UNTESTED.get(mixture, {})


def test_every_mistake_is_one_that_is_looked_for() -> None:
    assert set(FOUND) == set(MISTAKES)


def test_mistakes_of_many_kinds_are_found_and_their_neighbours_pass(tmp_path: Path) -> None:
    made = [word for mistake in MISTAKES for word in ("--mistake", mistake)]
    asked = [word for name in (*FOUND.values(), *UNTOUCHED) for word in ("--requirement", name)]
    code, report = run(tmp_path, [*flags("inferred", ()), *made], *asked)
    assert (code, report["verdict"]) == (Exit.NOT_CONFORMANT, "NOT CONFORMANT")
    expected = {**dict.fromkeys(FOUND.values(), "failed"), **dict.fromkeys(UNTOUCHED, "passed")}
    assert {name: status for name, status in statuses(report).items() if name in expected} == expected
