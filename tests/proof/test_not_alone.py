"""Nobody promised a quiet target: a run holds beside a busy colleague, beside another run, and where views lag."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from conformance import launcher
from conformance.exits import Exit
from conformance.proving.beside import hand_written, report_of
from conformance.proving.colleague import Colleague
from tests.proof.runs import conformance


@pytest.fixture
def target() -> Iterator[Path]:
    """The profile of a sandbox without defects, for this test alone."""
    with launcher.sandbox(launcher.arguments_of_a_run(seed=1)) as file:
        yield file


def ran(profile: Path, folder: Path, *flags: str) -> dict[str, Any]:
    """The report of a run of all hand-written suites, which must have ended well."""
    process = conformance(
        *("run", "--profile", str(profile), "--out", str(folder), "-q", *hand_written(), *flags), state=folder.parent
    )
    assert process.returncode == Exit.CONFORMANT, process.stdout + process.stderr
    return report_of(folder)


def test_a_run_beside_a_busy_colleague_is_conformant_and_touches_nothing_of_theirs(
    target: Path, tmp_path: Path
) -> None:
    with Colleague(target) as colleague:
        ran(target, tmp_path / "out", "--workers", "2")
        colleague.stop()
        assert colleague.complaints() == []


def test_two_runs_of_one_profile_at_once_are_both_conformant(target: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        runs = [
            pool.submit(ran, target, tmp_path / name, "--seed", seed) for name, seed in (("one", "1"), ("two", "2"))
        ]
        reports = [each.result() for each in runs]
    assert [report["verdict"] for report in reports] == ["CONFORMANT", "CONFORMANT"]


def test_a_run_where_every_view_lags_two_seconds_behind_is_conformant(tmp_path: Path) -> None:
    with launcher.sandbox([*launcher.arguments_of_a_run(seed=1), "--lag", "2"]) as profile:
        report = ran(profile, tmp_path / "out", "--workers", "4")
    lags = {row["id"]: row["lag"] for row in report["operations"] if row["lag"] is not None}
    assert lags["listLeads"] == pytest.approx(2, abs=1.5)
