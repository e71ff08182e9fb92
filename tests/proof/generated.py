"""Runs of the generated suites that send drafts, one for each of `PHASES`, and what their journals hold."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from conformance.exits import Exit
from conformance.generating.drawing import PHASES
from tests.proof.runs import conformance, report_of

SUITES = tuple(word for each in PHASES for word in ("--suite", each))


def ran(home: Path, *flags: str, suites: Sequence[str] = SUITES, exits: Sequence[int] = (Exit.CONFORMANT,)) -> Any:
    """The report of a run, which must have ended in one of these ways."""
    process = conformance("run", "--out", str(home / "out"), "-q", *suites, *flags, state=home)
    assert process.returncode in exits, process.stdout + process.stderr
    return report_of(home / "out")


def exchanges(home: Path) -> list[dict[str, Any]]:
    """What the newest run there sent for its generated tests, in the order of sending."""
    files = sorted((home / "out" / "latest" / "journal").glob("*.jsonl"))
    records = [json.loads(line) for file in files for line in file.read_bytes().split(b"\n") if line]
    return [each for each in records if each["kind"] == "exchange" and each.get("phase") in PHASES]


def evidence(home: Path) -> list[dict[str, Any]]:
    """What the newest run there found broken."""
    files = sorted((home / "out" / "latest" / "journal").glob("*.jsonl"))
    records = [json.loads(line) for file in files for line in file.read_bytes().split(b"\n") if line]
    return [each for each in records if each["kind"] == "evidence" and each["outcome"] == "failed"]
