"""What waivers do to a run: which of them waive, and which have had their day (ARCHITECTURE: Words, Exit codes)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from conformance.journal.records import EvidenceRecord
from conformance.outcome.model import WaiverRow, WaiverState
from conformance.outcome.transcript import Transcript
from conformance.waivers import Waiver


def waiver_of(requirement: str, transcript: Transcript) -> Waiver | None:
    """A waiver that covers the requirement's breaches, where each of them is covered by one that has not expired."""
    broken = [each for each in transcript.evidence.get(requirement, ()) if each.outcome == "failed"]
    covering = [next(_covering(each, transcript), None) for each in broken]
    return covering[0] if covering and all(covering) else None


def waiver_rows(transcript: Transcript) -> tuple[WaiverRow, ...]:
    """Every waiver with what became of it."""
    return tuple(
        WaiverRow(
            requirement=each.requirement,
            operation=each.operation,
            owner=each.owner,
            reason=each.reason,
            expires=each.expires.isoformat(),
            state=_state(each, transcript),
        )
        for each in transcript.started.waivers
    )


def _state(waiver: Waiver, transcript: Transcript) -> WaiverState:
    if waiver.expired(_day(transcript)):
        return "expired"
    spoken = [
        each
        for each in transcript.evidence.get(waiver.requirement, ())
        if each.outcome in ("passed", "failed") and waiver.covers(waiver.requirement, transcript.operation_of(each))
    ]
    if any(each.outcome == "failed" for each in spoken):
        return "waiving"
    return "no longer needed" if spoken or _passed_passively(waiver, transcript) else "not tried"


def _covering(record: EvidenceRecord, transcript: Transcript) -> Iterator[Waiver]:
    operation = transcript.operation_of(record)
    for each in transcript.started.waivers:
        if each.covers(record.requirement, operation) and not each.expired(_day(transcript)):
            yield each


def _passed_passively(waiver: Waiver, transcript: Transcript) -> bool:
    return any(
        waiver.requirement in each.passed and waiver.covers(waiver.requirement, each.operation)
        for each in transcript.sent
    )


def _day(transcript: Transcript) -> date:
    """The day on which the run began, in UTC."""
    return datetime.fromtimestamp(transcript.started.at, UTC).date()
