"""What drawn data finds on a faulty server can be acted on: one row a bug, small, run again by a line, and kept."""

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from conformance import kept, launcher
from conformance.exits import Exit
from conformance.generating.drawing import PHASES
from conformance.journal.reader import read
from conformance.journal.records import ExchangeRecord
from conformance.outcome.judge import judge
from tests.proof.handwritten import without_generated
from tests.proof.runs import conformance, placed, report_of, statuses

pytestmark = pytest.mark.xdist_group("generated findings")

SEEDS = (1, 2, 3)
BY_HAND = ("clients", "pages")


@dataclass(frozen=True)
class Bug:
    """A defect of the sandbox, the requirement and operation that show it, and the smallest request that does."""

    defect: str
    requirement: str
    operation: str
    shape: str


BUGS = (
    Bug("broken-json-breaks-server", "LG-ENV-005", "updateClient", "nothing but the operation"),
    Bug("updated-client-without-client-id", "LG-ENV-006", "updateClient", '{"id": "{{own client}}"}'),
    Bug("error-called-html", "LG-ENV-009", "listLeads", "nothing but the operation"),
)
each_bug = pytest.mark.parametrize("bug", BUGS, ids=lambda each: each.defect)


@dataclass(frozen=True)
class Ran:
    """A run of the faulty server: its folder and its report."""

    folder: Path
    report: dict[str, Any]

    def rows(self, bug: Bug) -> list[dict[str, Any]]:
        """The findings of a bug's requirement on its operation."""
        found = next(row["findings"] for row in self.report["requirements"] if row["id"] == bug.requirement)
        return [each for each in found if each["operation"] == bug.operation]

    def finding(self, bug: Bug) -> dict[str, Any]:
        """The one finding of a bug."""
        (found,) = self.rows(bug)
        return found

    def phases(self) -> dict[str, list[str]]:
        """What generated the requests of each test, in the order in which they were sent."""
        found: dict[str, list[str]] = {}
        for each in read(self.folder / "journal"):
            if isinstance(each, ExchangeRecord) and each.purpose == "generated" and each.attempt == 1:
                found.setdefault(each.test or "", []).append(each.phase)
        return found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state and the runs of this module."""
    return tmp_path_factory.mktemp("generated-findings")


@pytest.fixture(scope="module")
def profile() -> Iterator[Path]:
    """A server with all the bugs."""
    flags = [word for each in BUGS for word in ("--defect", placed(each.defect, each.operation))]
    with launcher.sandbox(["--window", "4", *flags]) as file:
        yield file


@pytest.fixture(scope="module")
def runs(home: Path, profile: Path) -> Mapping[int, Ran]:
    """A run by each seed, one after the other into the same folder."""
    suites = [word for each in (*PHASES, *BY_HAND) for word in ("--suite", each)]
    about = [word for each in sorted({bug.operation for bug in BUGS}) for word in ("--operation", each)]
    found = {}
    for seed in SEEDS:
        out = home / "out"
        ran = conformance(
            *("run", "--profile", str(profile), "--out", str(out), "-q", "--seed", str(seed), *suites, *about),
            state=home,
        )
        assert ran.returncode == Exit.NOT_CONFORMANT, ran.stdout + ran.stderr
        found[seed] = Ran((out / "latest").resolve(), report_of(out))
    return found


@pytest.mark.parametrize("seed", SEEDS)
@each_bug
def test_a_bug_is_one_row(runs: Mapping[int, Ran], bug: Bug, seed: int) -> None:
    assert len(runs[seed].rows(bug)) == 1


@pytest.mark.parametrize("seed", SEEDS)
@each_bug
def test_the_request_of_a_row_is_as_small_as_possible(runs: Mapping[int, Ran], bug: Bug, seed: int) -> None:
    found = runs[seed].finding(bug)
    assert (found["shape"], found["minimal"]) == (bug.shape, True)


@each_bug
def test_the_first_exchange_of_a_row_is_that_of_its_curl_line(runs: Mapping[int, Ran], bug: Bug) -> None:
    found = runs[1].finding(bug)
    run, first = runs[1].report["run"]["id"], found["exchanges"][0]
    assert f"X-Request-Id: {run}-{first}" in found["curl"]
    assert found["excerpts"][0]["id"] == first


@each_bug
def test_the_printed_command_finds_it_again(runs: Mapping[int, Ran], home: Path, bug: Bug) -> None:
    printed = shlex.split(runs[1].finding(bug)["rerun"])
    ran = conformance(*printed[1:], "-q", state=home)
    assert statuses(report_of(home / "out"))[bug.requirement] == "failed", ran.stdout + ran.stderr


def test_the_seed_alone_finds_it_again(runs: Mapping[int, Ran], home: Path, tmp_path: Path) -> None:
    printed = shlex.split(runs[1].finding(BUGS[0])["rerun"])
    ran = conformance(*printed[1:], "-q", "--out", str(tmp_path), state=home)
    assert statuses(report_of(tmp_path))[BUGS[0].requirement] == "failed", ran.stdout + ran.stderr


@each_bug
def test_the_example_is_in_the_folder_of_the_run(runs: Mapping[int, Ran], bug: Bug) -> None:
    found = runs[1].finding(bug)
    assert found["test"] in {each.test for each in kept.read(runs[1].folder)}


@pytest.mark.parametrize("seed", SEEDS[1:])
def test_what_was_found_is_tried_first_next_time(runs: Mapping[int, Ran], seed: int) -> None:
    phases, tests = runs[seed].phases(), {each.test for each in kept.read(runs[1].folder)}
    assert {test: phases[test][0] for test in tests} == dict.fromkeys(tests, "kept")


@pytest.mark.parametrize("seed", SEEDS[1:])
def test_hand_written_verdicts_do_not_depend_on_the_seed(runs: Mapping[int, Ran], seed: int) -> None:
    assert by_hand(runs[seed]) == by_hand(runs[1])


def test_hand_written_tests_see_the_faulty_server_for_what_it_is(runs: Mapping[int, Ran]) -> None:
    assert "failed" in by_hand(runs[1]).values()


def by_hand(ran: Ran) -> dict[str, str]:
    """Every requirement's status by the hand-written tests of a run."""
    outcome = judge(without_generated(read(ran.folder / "journal")))
    return {row.id: row.status for row in outcome.requirements}
