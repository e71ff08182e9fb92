"""The plugin: what plain pytest over a suite records, repeats, leaves out and sends."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from conformance import launcher
from conformance.journal import records
from conformance.journal.reader import read

TINY = """
from pathlib import Path

from conformance import _layout

_layout.SUITES = Path(__file__).parent
"""

INI = """
[pytest]
addopts = --strict-markers --import-mode=importlib -p tiny -p conformance.plugin -p no:randomly -p no:schemathesis
"""

SUITE = """
import pytest

from conformance.evidence import CannotTest, Unusable

tries = []
made = []


@pytest.fixture(scope="session")
def shaky(harness):
    made.append(1)
    if len(made) == 1:
        raise Unusable("a gateway answered", may_pass=True)
    return harness.actor("owner_a")


@pytest.mark.requirement("LG-CLI-005")
def test_kept(owner_a, verify):
    answer = owner_a.call("listClients")
    verify("LG-CLI-005", answer, expected=200, actual=answer.status)


@pytest.mark.requirement("LG-CLI-007")
def test_flaky(owner_a, verify):
    tries.append(1)
    answer = owner_a.call("listClients")
    verify("LG-CLI-007", answer, expected=2, actual=len(tries))


@pytest.mark.requirement("LG-CLI-001", "LG-CLI-002")
def test_failing(owner_a, verify):
    answer = owner_a.call("listClients")
    verify("LG-CLI-001", answer, expected=999, actual=answer.status)


@pytest.mark.requirement("LG-AUTH-011")
def test_silent(owner_a):
    owner_a.call("listClients")


@pytest.mark.requirement("LG-CLI-027")
def test_lacking(harness):
    harness.actor("owner_z")


@pytest.mark.requirement("LG-CLI-008")
def test_half(owner_a, verify):
    answer = owner_a.call("listClients")
    verify("LG-CLI-008", answer, expected=200, actual=answer.status)
    raise CannotTest("owner_a has no login", wanted="login")


@pytest.mark.requirement("LG-CLI-011")
def test_shaken(shaky, verify):
    answer = shaky.call("listClients")
    verify("LG-CLI-011", answer, expected=200, actual=answer.status)


@pytest.mark.requirement("LG-CLI-012")
def test_steady(shaky, verify):
    answer = shaky.call("listClients")
    verify("LG-CLI-012", answer, expected=200, actual=answer.status)
"""


@dataclass(frozen=True)
class Ran:
    """A finished pytest run: its exit code, what it printed, and its journal where it wrote one."""

    code: int
    printed: str
    folder: Path

    @property
    def journal(self) -> list[records.AnyRecord]:
        return read(self.folder / "conformance-runs" / "latest" / "journal")

    def endings(self, test: str) -> list[str]:
        ended = [each for each in self.journal if isinstance(each, records.TestFinished)]
        return [each.outcome for each in ended if each.test.endswith(f"::{test}")]

    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            (self.folder / "conformance-runs" / "latest" / "report.json").read_text(encoding="utf-8")
        )
        return found

    def status(self, requirement: str) -> str:
        return str(next(each["status"] for each in self.report()["requirements"] if each["id"] == requirement))


@pytest.fixture(scope="module")
def profile() -> Iterator[Path]:
    with launcher.sandbox() as file:
        yield file


def run(folder: Path, profile: Path, *arguments: str) -> Ran:
    for name, text in {"tiny.py": TINY, "pytest.ini": INI, "test_tiny.py": SUITE}.items():
        (folder / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", f"--conformance-profile={profile}", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout + done.stderr, folder)


@pytest.fixture(scope="module")
def whole(profile: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return run(tmp_path_factory.mktemp("whole"), profile)


@pytest.mark.parametrize(
    ("test", "endings"),
    [
        ("test_kept", ["passed"]),
        ("test_flaky", ["failed", "passed"]),
        ("test_failing", ["failed", "failed"]),
        ("test_silent", ["broken"]),
        ("test_lacking", ["not tested"]),
        ("test_half", ["not tested"]),
        ("test_shaken", ["inconclusive", "passed"]),
        ("test_steady", ["passed"]),
    ],
)
def test_what_failed_or_may_have_passed_by_is_repeated_once_and_nothing_else(
    whole: Ran, test: str, endings: list[str]
) -> None:
    assert whole.endings(test) == endings


@pytest.mark.parametrize(
    ("requirement", "status"),
    [
        ("LG-CLI-005", "passed"),
        ("LG-CLI-007", "flaky"),
        ("LG-CLI-001", "failed"),
        ("LG-CLI-002", "inconclusive"),
        ("LG-CLI-008", "not tested"),  # a part of it passed, and the rest wanted what is not there
    ],
)
def test_the_report_says_what_became_of_each_requirement(whole: Ran, requirement: str, status: str) -> None:
    assert whole.status(requirement) == status


def test_what_cannot_be_tested_says_what_to_add(whole: Ran) -> None:
    found = [each for each in whole.journal if isinstance(each, records.NotTested) and each.requirement == "LG-CLI-027"]
    assert [(each.reason, each.remedy) for each in found] == [
        ("the profile has no actor owner_z", "Add [actors.owner_z] to the profile")
    ]


def test_a_test_without_evidence_is_a_defect_of_ours(whole: Ran) -> None:
    found = [each for each in whole.journal if isinstance(each, records.Broken)]
    assert [each.message for each in found] == ["the test ended well without evidence on LG-AUTH-011"]


def test_pytest_shows_what_failed_and_skips_what_cannot_be_tested(whole: Ran) -> None:
    assert "2 failed, 4 passed, 2 skipped" in whole.printed
    assert whole.code == pytest.ExitCode.TESTS_FAILED


def test_the_verdict_is_printed(whole: Ran) -> None:
    assert "report.html" in whole.printed


def test_a_failure_is_printed_with_its_curl_line_and_no_token(whole: Ran) -> None:
    assert "curl -sS" in whole.printed
    assert "eyJ" not in whole.printed


def test_no_token_stands_in_the_journal(whole: Ran) -> None:
    folder = whole.folder / "conformance-runs" / "latest" / "journal"
    assert not any(b"eyJ" in file.read_bytes() for file in folder.iterdir())


def test_collecting_sends_nothing_and_leaves_nothing(profile: Path, tmp_path: Path) -> None:
    done = run(tmp_path, profile, "--collect-only", "-q")
    assert "test_tiny.py::test_kept" in done.printed
    assert not (tmp_path / "conformance-runs").exists()


def test_a_keyword_leaves_the_rest_not_tested(profile: Path, tmp_path: Path) -> None:
    done = run(tmp_path, profile, "-k", "kept")
    assert (done.code, done.status("LG-CLI-005"), done.status("LG-CLI-007")) == (0, "passed", "not tested")


def test_a_run_that_stops_at_the_first_failure_says_what_it_did_not_reach(profile: Path, tmp_path: Path) -> None:
    done = run(tmp_path, profile, "-x")
    assert (done.endings("test_failing"), done.endings("test_silent")) == (["failed", "failed"], [])


def test_the_last_failures_can_be_run_alone(profile: Path, tmp_path: Path) -> None:
    run(tmp_path, profile, "-k", "failing or kept")
    done = run(tmp_path, profile, "--lf")
    assert (done.endings("test_failing"), done.endings("test_kept")) == (["failed", "failed"], [])


def test_two_workers_write_one_journal(profile: Path, tmp_path: Path) -> None:
    done = run(tmp_path, profile, "-n", "2")
    judged = {each.requirement for each in done.journal if isinstance(each, records.EvidenceRecord)}
    assert {"LG-CLI-005", "LG-CLI-007", "LG-CLI-001"} <= judged
    ids = [each.id for each in done.journal if isinstance(each, records.ExchangeRecord)]
    assert len(ids) == len(set(ids))
