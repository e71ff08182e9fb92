"""Trials that ended, defects and journals, made by hand."""

from typing import Any

from conformance.outcome.transcript import Transcript, transcribe
from conformance.proving.known import Defect
from conformance.proving.rows import Row
from conformance.proving.trial import Breach, Ended
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


def ended(*breaches: Breach, **facts: Any) -> Ended:
    """A trial that came to its end."""
    values: dict[str, Any] = {
        "trial": "client-lost",
        "ending": "whole",
        "verdict": "NOT CONFORMANT" if any(not each.advisory for each in breaches) else "CONFORMANT",
        "requests": 10,
        "breaches": breaches,
    }
    return Ended.model_validate(values | facts)


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


def told(journal: Journal) -> Transcript:
    """What a journal tells."""
    return transcribe(journal.records)
