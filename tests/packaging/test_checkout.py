"""The checkout: its editable install, and plain pytest over its suites."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import conformance

ROOT = Path(__file__).resolve().parent.parent.parent


def pytest_here(*arguments: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """`python -m pytest …` in a folder of its own, as an editor or a person would start it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments, "-o", f"cache_dir={folder / 'cache'}"],
        capture_output=True,
        text=True,
        timeout=200,
        cwd=folder,
        env=environment | {"XDG_STATE_HOME": str(folder / "state")},
        check=False,
    )


CLIENTS = str(ROOT / "suites" / "e2e" / "clients")


def test_the_editable_install_is_the_checkout() -> None:
    assert Path(str(conformance.__file__)).parent == ROOT / "conformance"


def test_node_ids_are_unique(tmp_path: Path) -> None:
    listed = pytest_here(str(ROOT / "suites"), "--collect-only", "-q", folder=tmp_path)
    ids = [line for line in listed.stdout.splitlines() if "::" in line]
    assert len(ids) > 100, listed.stderr
    assert [id for id, count in Counter(ids).items() if count > 1] == []


def test_collecting_begins_no_run(tmp_path: Path) -> None:
    pytest_here(str(ROOT / "suites"), "--collect-only", "-q", folder=tmp_path)
    assert not (tmp_path / "conformance-runs").exists()


def test_one_test_starts_a_sandbox_of_its_own(tmp_path: Path) -> None:
    one = f"{CLIENTS}/test_life.py::test_a_create_answers_with_the_client"
    done = pytest_here(one, "-q", folder=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout


def test_a_keyword_selects(tmp_path: Path) -> None:
    done = pytest_here(CLIENTS, "-k", "purge and outlive", "-q", folder=tmp_path)
    assert "1 passed" in done.stdout, done.stdout


def test_workers_share_the_tests(tmp_path: Path) -> None:
    done = pytest_here(f"{CLIENTS}/test_refusals.py", "-n", "2", "-q", folder=tmp_path)
    assert "2 passed" in done.stdout, done.stdout


def test_the_verdict_is_printed(tmp_path: Path) -> None:
    done = pytest_here(f"{CLIENTS}/test_life.py", "-q", folder=tmp_path)
    assert "MUST at standard" in done.stdout
