"""Trials that ended, defects and journals, made by hand."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from conformance.outcome.transcript import Transcript, transcribe
from conformance.proving.known import Defect
from conformance.proving.rows import CleanRun, Row, Selftest, at_standard, curve, shares
from conformance.proving.trial import Breach, TrialEnded
from tests.outcome.building import Journal


def defect(**facts: Any) -> Defect:
    """A defect that intends LG-CLI-001."""
    values: dict[str, Any] = {
        "id": "client-lost",
        "sentence": "A client is lost.",
        "faults": ("F24",),
        "operations": ("createClient",),
        "requirement": "LG-CLI-001",
    }
    return Defect.model_validate(values | facts)


def breach(**facts: Any) -> Breach:
    """A breach of LG-CLI-001 by the test `t`, after five requests."""
    values: dict[str, Any] = {
        "requirement": "LG-CLI-001",
        "advisory": False,
        "request": 5,
        "test": "t",
        "check": "",
        "actual": "status 500",
    }
    return Breach.model_validate(values | facts)


def ended(*breaches: Breach, **facts: Any) -> TrialEnded:
    """A trial that came to its end."""
    values: dict[str, Any] = {
        "trial": "client-lost",
        "ending": "whole",
        "verdict": "NOT CONFORMANT" if any(not each.advisory for each in breaches) else "CONFORMANT",
        "requests": 10,
        "breaches": breaches,
    }
    return TrialEnded.model_validate(values | facts)


def row(request: int | None = 5, **facts: Any) -> Row:
    """A row that was killed at a request, or survived."""
    killed = request is not None
    values: dict[str, Any] = {
        "defect": defect(),
        "killed": killed,
        "level": "standard",
        "request": request,
        "test": "t" if killed else "",
        "actual": "",
        "reason": "" if killed else "nothing was found",
        "requests": 10,
        "seconds": 1.0,
        "breaches": (breach(request=request),) if request is not None else (),
    }
    return Row.model_validate(values | facts)


def clean_run(**facts: Any) -> CleanRun:
    """A run of everything at standard that found nothing."""
    values: dict[str, Any] = {
        "name": "standard-1",
        "level": "standard",
        "requirements": (),
        "requests": 2400,
        "seconds": 60.0,
        "alarms": (),
    }
    return CleanRun.model_validate(values | facts)


def told_of(rows: Sequence[Row], **facts: Any) -> Selftest:
    """A self-test of some rows."""
    killed = shares(rows)
    values: dict[str, Any] = {
        "version": "9.9.9",
        "code": "c0de" * 16,
        "begun": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        "command": "conformance selftest --seed 1",
        "seed": 1,
        "level": "deep",
        "rows_are_whole": False,
        "taken_over": 0,
        "seconds": 3.0,
        "seconds_of_runs": 60.0,
        "cleans": (),
        "false_alarms": (),
        "full": killed.full,
        "advisory": killed.advisory,
        "standard": at_standard(rows),
        "curve": curve(rows) if facts.get("rows_are_whole") else (),
        "rows": tuple(rows),
    }
    return Selftest.model_validate(values | facts)


def told(journal: Journal) -> Transcript:
    """What a journal tells."""
    return transcribe(journal.records)
