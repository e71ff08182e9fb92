"""What waivers do to a run: which of them waive, and which have had their day (ARCHITECTURE: Words, Exit codes)."""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime

from conformance.journal.records import EvidenceRecord
from conformance.outcome.model import RequirementRow, WaiverRow, WaiverState
from conformance.outcome.transcript import Transcript
from conformance.waivers import Waiver


def waiver_of(requirement: str, transcript: Transcript) -> Waiver | None:
    """A waiver that covers the requirement's breaches, where each of them is covered by one that has not expired."""
    broken = [each for each in transcript.evidence.get(requirement, ()) if each.outcome == "failed"]
    covering = [next(_covering(each, transcript), None) for each in broken]
    return covering[0] if covering and all(covering) else None


def waiver_rows(transcript: Transcript, rows: Iterable[RequirementRow]) -> tuple[WaiverRow, ...]:
    """Every waiver with what became of it; `rows` are the requirements with their statuses."""
    kept = _kept(transcript, rows)
    return tuple(
        WaiverRow(
            requirement=each.requirement,
            operation=each.operation,
            owner=each.owner,
            reason=each.reason,
            expires=each.expires.isoformat(),
            state=_state(each, transcript, kept),
        )
        for each in transcript.started.waivers
    )


def _state(waiver: Waiver, transcript: Transcript, kept: Collection[str]) -> WaiverState:
    if waiver.expired(_day(transcript)):
        return "expired"
    spoken = [
        each
        for each in transcript.evidence.get(waiver.requirement, ())
        if each.outcome in ("passed", "failed") and waiver.covers(waiver.requirement, transcript.operation_of(each))
    ]
    if any(each.outcome == "failed" for each in spoken):
        return "waiving"
    is_kept = waiver.requirement in kept or bool(spoken) or _passed_passively(waiver, transcript)
    return "no longer needed" if is_kept else "not tried"


def _kept(transcript: Transcript, rows: Iterable[RequirementRow]) -> frozenset[str]:
    """The requirements that the run tried by all of their tests and found kept, on whichever operation one may show.

    What is judged passively is tried on what was sent alone.
    """
    finished = transcript.finished
    cut = finished is None or finished.interrupted or transcript.aborted
    if cut or not transcript.started.claim.thorough:
        return frozenset()
    passive = {each.id for each in transcript.catalogue if each.judged == "passively"}
    return frozenset(row.id for row in rows if row.status == "passed" and not row.reason) - passive


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
