"""What each level promises holds on a clean sandbox: everything proven, every cell tried, within the bounds."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conformance import contract, launcher, levels
from conformance.exits import Exit
from tests.proof.runs import conformance, hand_written, report_of

pytestmark = pytest.mark.xdist_group("levels")


def ran(home: Path, *flags: str) -> dict[str, Any]:
    """The report of a run against an embedded sandbox."""
    process = conformance("run", "--out", str(home / "out"), "-q", *flags, state=home)
    assert process.returncode == Exit.CONFORMANT, process.stdout + process.stderr
    return report_of(home / "out")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the standard run."""
    return tmp_path_factory.mktemp("standard")


@pytest.fixture(scope="module")
def standard(home: Path) -> dict[str, Any]:
    """A run of everything at standard, with one worker."""
    return ran(home)


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> int:
    """The requests of the hand-written suites alone, logins and clean-up included."""
    return sent(ran(tmp_path_factory.mktemp("by-hand"), *hand_written()))


def sent(report: dict[str, Any]) -> int:
    """All requests of a run."""
    return int(report["requests"]["total"])


def test_the_sandbox_is_conformant_for_everything(standard: dict[str, Any]) -> None:
    assert (standard["verdict"], standard["whole"]) == ("CONFORMANT", True)


def test_every_requirement_passed_or_is_deep_only(standard: dict[str, Any]) -> None:
    left = {
        row["id"]: row["status"] for row in standard["requirements"] if row["status"] not in ("passed", "deep only")
    }
    assert left == {}


def test_every_operation_and_fault_that_meet_are_tried(standard: dict[str, Any]) -> None:
    assert standard["cells"]["untried"] == []


def test_nothing_is_left_on_the_target(standard: dict[str, Any]) -> None:
    assert standard["leftovers"] == []


def test_no_request_meets_the_rate_limit_unplanned(standard: dict[str, Any]) -> None:
    assert standard["requests"]["unplanned_429"] == 0


def test_the_hand_written_suites_keep_the_bound_of_standard(by_hand: int) -> None:
    bound = levels.load().level("standard").handwritten
    assert bound is not None
    assert by_hand <= bound


def test_the_generated_suites_keep_the_bound_of_standard(standard: dict[str, Any], by_hand: int) -> None:
    bound = levels.load().level("standard").generated
    assert bound is not None
    assert sent(standard) - by_hand <= bound


@pytest.mark.usefixtures("standard")
def test_every_operation_is_exercised_by_a_hand_written_test(home: Path) -> None:
    assert set(exercised(home)) == set(contract.load())


def exercised(home: Path) -> Iterator[str]:
    """The operations that some hand-written test called."""
    journal = (home / "out" / "latest" / "journal" / "main.jsonl").read_bytes()
    for record in (json.loads(line) for line in journal.split(b"\n") if line):
        if record["kind"] == "exchange" and str(record["test"]).startswith("e2e/") and record["operation"]:
            yield record["operation"]


def test_a_further_worker_costs_no_more_than_its_bound(by_hand: int, tmp_path: Path) -> None:
    more = levels.load().level("standard").per_extra_worker
    assert more is not None
    assert sent(ran(tmp_path, "--workers", "2", *hand_written())) <= by_hand + more


def test_smoke_keeps_its_bound(tmp_path: Path) -> None:
    bound = levels.load().level("smoke").requests
    assert bound is not None
    assert sent(ran(tmp_path, "--level", "smoke")) <= bound


def test_deep_proves_the_whole_catalogue(tmp_path: Path) -> None:
    report = ran(tmp_path, "--level", "deep", "--workers", "2", *hand_written())
    assert {row["status"] for row in report["requirements"] if row["claimed"]} == {"passed"}


@pytest.mark.parametrize("more", [(), ("user_id", "api_key")], ids=["alone", "with its key"])
def test_one_login_proves_what_it_claims(tmp_path: Path, more: tuple[str, ...]) -> None:
    with launcher.sandbox(launcher.arguments_of_a_run(seed=1)) as file:
        alone = of_one_login(file, tmp_path / "alone.toml", *more)
        report = ran(tmp_path, "--profile", str(alone), *hand_written())
    claimed = [row for row in report["requirements"] if row["claimed"]]
    assert {row["id"]: row["reason"] for row in claimed if row["status"] != "passed"} == {}


def of_one_login(whole: Path, to: Path, *more: str) -> Path:
    """A profile of the target with a user's name and password, `more` of what is known of them, and nothing else."""
    found = tomllib.loads(whole.read_text(encoding="utf-8"))
    known = {name: found["actors"]["owner_a"][name] for name in ("username", "password", *more)}
    top = {"base_url": found["base_url"], "scope": ["single-user"]}
    lines = [f"{name} = {json.dumps(value)}" for name, value in top.items()]
    lines += ["bounds = {consistency = 0}", "[companies.a]", "[actors.owner_a]", 'company = "a"']
    lines += [f"{name} = {json.dumps(value)}" for name, value in known.items()]
    to.write_text("\n".join(lines), encoding="utf-8")
    return to
