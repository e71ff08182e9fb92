"""The self-test finds a sample of the defects, and says what survives; `make selftest` seeks all of them."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from conformance import catalogue
from conformance.exits import Exit
from conformance.proving import known
from tests.proof.runs import conformance, defects

pytestmark = pytest.mark.xdist_group("selftest")

DEEP = next(each.id for each in defects() if catalogue.load()[each.requirement].from_level == "deep")
"""A defect that no run at standard can find."""

SECOND = 7
"""Another seed than that of `make selftest`, which picks other places of the parametrised defects."""


def sought(home: Path, *flags: str) -> tuple[int, str, dict[str, Any]]:
    """The exit code, the screen and the result of a self-test."""
    ran = conformance("selftest", "--out", str(home / "out"), "-q", *flags, state=home)
    file = home / "out" / "selftest.json"
    return ran.returncode, ran.stdout + ran.stderr, json.loads(file.read_bytes()) if file.exists() else {}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str, dict[str, Any]]:
    """A self-test over some defects."""
    return sought(tmp_path_factory.mktemp("sample"), "--sample", "16", "--seed", "5")


def test_a_sample_of_the_defects_is_killed(sample: tuple[int, str, dict[str, Any]]) -> None:
    code, screen, _ = sample
    assert code == Exit.CONFORMANT, screen


def test_every_kill_has_its_evidence(sample: tuple[int, str, dict[str, Any]]) -> None:
    rows = sample[2]["rows"]
    assert len(rows) == 16
    assert [row for row in rows if not (row["test"] and row["actual"] and row["request"])] == []


def test_a_kill_is_a_finding_of_the_intended_requirement(sample: tuple[int, str, dict[str, Any]]) -> None:
    astray = [
        row["defect"]["id"]
        for row in sample[2]["rows"]
        if row["defect"]["requirement"] not in {each["requirement"] for each in row["breaches"]}
    ]
    assert astray == []


def test_the_run_without_a_defect_finds_nothing(sample: tuple[int, str, dict[str, Any]]) -> None:
    assert sample[2]["false_alarms"] == []


def test_parametrised_defects_are_killed_where_a_second_seed_puts_them(tmp_path: Path) -> None:
    elsewhere = [each for each in known.defects(SECOND) if each.choices and each not in defects()]
    drawn = random.Random(SECOND).sample(elsewhere, 5)
    flags = [word for each in drawn for word in ("--defect", each.id)]
    code, screen, result = sought(tmp_path, "--seed", str(SECOND), *flags)
    assert (code, [row["defect"]["operations"] for row in result["rows"]]) == (
        Exit.CONFORMANT,
        [list(each.operations) for each in drawn],
    ), screen


def test_what_survives_is_told_and_fails_the_self_test(tmp_path: Path) -> None:
    code, screen, _ = sought(tmp_path, "--defect", DEEP, "--level", "standard")
    assert (code, f"survived {DEEP}: " in screen) == (Exit.NOT_CONFORMANT, True)


def test_a_self_test_that_is_repeated_takes_over_what_it_knows(tmp_path: Path) -> None:
    sought(tmp_path, "--defect", "client-delete-keeps-row")
    file = next((tmp_path / "out" / "rows").glob("*.json"))
    before = file.stat().st_mtime_ns
    _, screen, again = sought(tmp_path, "--defect", "client-delete-keeps-row")
    assert file.stat().st_mtime_ns == before
    assert (again["taken_over"], "1 of 1 rows; " in screen) == (1, True)


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (("--defect", "no-such"), "there is no defect no-such"),
        (("--defect", DEEP, "--sample", "2"), "do not go together"),
        (("--level", "smoke"), "standard or deep"),
        (("--defect", DEEP, "--out", "/proc"), "/proc cannot be written"),
    ],
)
def test_bad_input_gets_one_line(flags: tuple[str, ...], told: str, tmp_path: Path) -> None:
    code, screen, _ = sought(tmp_path, *flags)
    assert (code, screen.count("\n"), told in screen) == (Exit.USAGE, 1, True), screen
