"""The model finds what a stateful suite is for, soon, and tells the least sequence of calls that shows it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from conformance import launcher
from conformance.journal.reader import read
from conformance.journal.records import EvidenceRecord, ExchangeRecord
from tests.proof.runs import conformance, report_of, statuses

MOST = 200
"""Requests before the finding, set-up included; and as many again for shrinking."""

MOST_AT_STANDARD = 190
"""Requests of the suite on a target without a defect, login and clean-up included."""

NAMED = {
    "lead-batch-not-stored": ("LG-LEAD-028", ["POST /clients", "POST /leads"]),
    "lead-update-lost": ("LG-LEAD-037", ["POST /clients", "POST /leads", "PUT"]),
    "lead-update-clears": ("LG-LEAD-038", ["POST /clients", "POST /leads", "PUT"]),
    "lead-delete-keeps-row": ("LG-LEAD-048", ["POST /clients", "POST /leads", "DELETE /leads"]),
    "purge-leaves-leads": ("LG-CLI-021", ["POST /clients", "POST /leads", "DELETE /clients?purge=true"]),
}
"""Defects with the requirement that each breaks and the calls that show it: a batch that is lost, an update that is
lost, fields that an update clobbers, a deletion that does nothing, a purge that leaves the leads."""


def ran(folder: Path, seed: int, *flags: str) -> Path:
    """The folder of a run of the model against a sandbox with these flags."""
    with launcher.sandbox(["--window", "4", *flags]) as profile:
        process = conformance(
            *("run", "--profile", str(profile), "--out", str(folder), "-q", "--suite", "model", "--seed", str(seed)),
            state=folder,
        )
    assert process.returncode in (0, 1, 5), process.stdout + process.stderr
    return folder


def sent(folder: Path, *phases: str) -> Sequence[ExchangeRecord]:
    """The exchanges of the suite's first attempt in these phases, with the logins that it needed."""
    records = read(folder / "latest" / "journal")
    exchanges = [each for each in records if isinstance(each, ExchangeRecord) and each.attempt == 1]
    return [each for each in exchanges if each.phase in phases or (each.purpose == "login" and "model" in phases)]


def finding(folder: Path) -> EvidenceRecord:
    """The first failed evidence of the model itself; what all traffic is held against may see the defect before."""
    records = read(folder / "latest" / "journal")
    failed = (each for each in records if isinstance(each, EvidenceRecord) and each.outcome == "failed")
    return next(each for each in failed if each.check != "memory")


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("defect", NAMED)
def test_a_named_defect_is_found_within_200_requests_by_its_least_sequence(
    defect: str, seed: int, tmp_path: Path
) -> None:
    requirement, calls = NAMED[defect]
    folder = ran(tmp_path, seed, "--defect", defect)
    assert statuses(report_of(folder))[requirement] == "failed"
    assert len(sent(folder, "model")) <= MOST
    assert len(sent(folder, "shrinking")) <= MOST
    first, *lines = finding(folder).actual.splitlines()
    assert "the least that show it" in first
    assert len(lines) == len(calls)
    assert [line for line, call in zip(lines, calls, strict=True) if f". {call}" not in line] == []


@pytest.mark.parametrize("seed", [3, 4])
def test_a_target_without_a_defect_is_conformant_within_the_suites_requests(seed: int, tmp_path: Path) -> None:
    folder = ran(tmp_path, seed)
    report = report_of(folder)
    assert report["verdict"] == "CONFORMANT"
    assert len(sent(folder, *("", "model", "shrinking", "kept"))) <= MOST_AT_STANDARD


def test_a_sequence_that_was_found_is_tried_first_by_the_next_run(tmp_path: Path) -> None:
    with launcher.sandbox(["--window", "4", "--defect", "purge-leaves-leads"]) as profile:
        for seed in ("1", "2"):
            conformance(
                *("run", "--profile", str(profile), "--out", str(tmp_path), "-q", "--suite", "model", "--seed", seed),
                state=tmp_path,
            )
    assert next(each.phase for each in sent(tmp_path, "model", "kept") if each.purpose == "generated") == "kept"
    assert statuses(report_of(tmp_path))["LG-CLI-021"] == "failed"
