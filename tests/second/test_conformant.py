"""A server that was made from the contract alone, and shares nothing with the sandbox, is found to keep it."""

from pathlib import Path
from typing import Any

import pytest

from conformance.exits import Exit
from tests.proof.runs import conformance, report_of, statuses
from tests.second.process import serving

MIXTURES = {
    "all inferred": ("--choices", "inferred"),
    "all tolerated": ("--choices", "tolerated"),
    "short ids of every table, and JSON with escapes": (
        *("--choices", "tolerated", "--choice", "ids=short-per-kind", "--choice", "json=slashes"),
        *("--choice", "unicode=NFD", "--choice", "page_marks=json", "--choice", "skew=-5", "--choice", "unset=null"),
    ),
    "ids of odd letters, and refusals that say 403": (
        *("--choices", "inferred", "--choice", "ids=odd", "--choice", "json=escaped", "--choice", "times=nanos"),
        *("--choice", "unknown_id=403", "--choice", "writes_to_unknown=403", "--choice", "webhook_url=last"),
        *("--choice", "rotates=false", "--choice", "unknown_thread=404", "--choice", "client_with_leads=409"),
        *("--choice", "copyright_names=name", "--choice", "history_mark=nextCursor", "--choice", "parses_first=true"),
    ),
    "replicas that lag": ("--choices", "inferred", "--choice", "lag=0.1", "--choice", "flapping=true"),
}
UNWANTED = ("failed", "flaky", "inconclusive", "advisory")
SHORT_WINDOWS = ("--choice", "window=6")


def run(folder: Path, arguments: tuple[str, ...], *suites: str) -> tuple[int, dict[str, Any]]:
    """A run of the standard level against a server of these choices: its exit code and its report."""
    with serving(folder, *SHORT_WINDOWS, *arguments) as server:
        target = ("--profile", str(server.file), "--out", str(folder / "out"))
        ended = conformance("run", "-q", *target, *suites, state=folder / "state")
    assert ended.returncode in (Exit.CONFORMANT, Exit.NOT_CONFORMANT, Exit.INCOMPLETE), ended.stdout + ended.stderr
    return ended.returncode, report_of(folder / "out")


@pytest.mark.parametrize("mixture", MIXTURES)
def test_a_whole_run_is_conformant_and_finds_nothing(mixture: str, tmp_path: Path) -> None:
    code, report = run(tmp_path, MIXTURES[mixture])
    assert report["verdict"] == "CONFORMANT", report["sentence"]
    assert code == Exit.CONFORMANT
    found = {name: status for name, status in statuses(report).items() if status in UNWANTED}
    assert found == {}


def test_one_forgotten_filter_is_found(tmp_path: Path) -> None:
    code, report = run(tmp_path, ("--mistake", "campaigns-of-everybody"), "--suite", "isolation")
    assert report["verdict"] == "NOT CONFORMANT"
    assert code == Exit.NOT_CONFORMANT
    assert statuses(report)["LG-ISO-014"] == "failed"
