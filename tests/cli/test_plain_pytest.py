"""Plain pytest over the suites: its own flags keep their meaning, and a person's pytest settings stay out of a run."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from conformance import _layout, launcher
from conformance.exits import Exit
from tests.proof.runs import conformance, report_of, statuses

READING = str(_layout.SUITES / "e2e" / "email" / "test_validate.py")
DELETING = str(_layout.SUITES / "e2e" / "clients" / "test_life.py")


def plain(*arguments: str, here: Path) -> "subprocess.CompletedProcess[str]":
    """`python -m pytest …` in a folder, as a person would start it, with a cache that lasts from call to call."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments, "-q", "-p", "no:randomly", "-o", f"cache_dir={here / 'cache'}"],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=here,
        env=environment | {"XDG_STATE_HOME": str(here / "state")},
        check=False,
    )


def tally(ran: "subprocess.CompletedProcess[str]") -> str:
    """Pytest's last line, without how long it took."""
    return ran.stdout.strip().splitlines()[-1].split(" in ")[0]


@pytest.fixture
def wrong() -> Iterator[Path]:
    """The profile of a sandbox that keeps what it says it deleted."""
    arguments = (*launcher.arguments_of_a_run(seed=1), "--defect", "client-delete-keeps-row")
    with launcher.sandbox(arguments) as profile:
        yield profile


def test_a_profile_names_the_target(wrong: Path, tmp_path: Path) -> None:
    ran = plain(DELETING, "-k", "gone", "--conformance-profile", str(wrong), here=tmp_path)
    assert ran.returncode == pytest.ExitCode.TESTS_FAILED, ran.stdout
    assert statuses(report_of(tmp_path / "conformance-runs"))["LG-CLI-020"] == "failed"


def test_a_profile_that_cannot_be_used_is_one_line_and_its_exit_code(tmp_path: Path) -> None:
    ran = plain(READING, "--conformance-profile", "missing.toml", here=tmp_path)
    assert ran.returncode == Exit.USAGE
    assert "the profile missing.toml does not exist" in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr


def test_x_stops_at_the_first_failure(wrong: Path, tmp_path: Path) -> None:
    ran = plain(DELETING, READING, "-x", "--conformance-profile", str(wrong), here=tmp_path)
    assert "1 failed" in tally(ran)
    assert "stopping after 1 failures" in ran.stdout
    assert report_of(tmp_path / "conformance-runs")["verdict"] == "NOT CONFORMANT"


def test_lf_runs_what_failed_last(wrong: Path, tmp_path: Path) -> None:
    first = plain(DELETING, READING, "--conformance-profile", str(wrong), here=tmp_path)
    again = plain(DELETING, READING, "--lf", here=tmp_path)
    failed = int(tally(first).split()[0])
    assert tally(again).startswith(f"{failed} passed")


def test_the_verdict_and_the_path_of_the_report_are_printed(tmp_path: Path) -> None:
    ran = plain(READING, here=tmp_path)
    lines = ran.stdout.splitlines()
    head = next(n for n, line in enumerate(lines) if line.strip("= ") == "conformance")
    assert report_of(tmp_path / "conformance-runs")["sentence"] == lines[head + 1]
    assert Path(lines[head + 2]).is_file()


FOREIGN: Sequence[tuple[str, str]] = (
    ("PYTEST_ADDOPTS", "--no-such-option"),
    ("PYTEST_ADDOPTS", "-k nothing"),
    ("PYTEST_PLUGINS", "no_such_plugin"),
)


@pytest.mark.parametrize(("name", "value"), FOREIGN, ids=[" ".join(each) for each in FOREIGN])
def test_foreign_settings_of_pytest_do_not_reach_a_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    ran = conformance("run", "--requirement", "LG-CLI-005", "-q", state=tmp_path / "state", cwd=tmp_path)
    assert ran.returncode == Exit.CONFORMANT, ran.stdout + ran.stderr


def test_an_installed_plugin_does_not_reach_a_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "foreign-1.dist-info").mkdir(parents=True)
    (site / "foreign-1.dist-info" / "METADATA").write_text("Name: foreign\nVersion: 1\n", encoding="utf-8")
    (site / "foreign-1.dist-info" / "entry_points.txt").write_text("[pytest11]\nforeign = foreign\n", encoding="utf-8")
    (site / "foreign.py").write_text(
        "def pytest_configure(config):\n    raise SystemExit('a foreign plugin')\n", encoding="utf-8"
    )
    monkeypatch.setenv("PYTHONPATH", str(site))
    taken = plain(READING, "--collect-only", here=tmp_path)
    ran = conformance("run", "--requirement", "LG-CLI-005", "-q", state=tmp_path / "state", cwd=tmp_path)
    assert "a foreign plugin" in taken.stdout + taken.stderr
    assert ran.returncode == Exit.CONFORMANT, ran.stdout + ran.stderr


def test_pytest_arguments_of_a_run_select_its_tests(tmp_path: Path) -> None:
    ran = conformance(
        "run",
        "--suite",
        "clients",
        "-q",
        "--",
        "-k",
        "a_create_answers_with_the_client",
        state=tmp_path / "state",
        cwd=tmp_path,
    )
    ended = [row["test"] for row in report_of(tmp_path / "conformance-runs")["tests"]]
    assert len(ended) == 1, ran.stdout
    assert "left out by pytest's arguments" in str(report_of(tmp_path / "conformance-runs")["requirements"])
