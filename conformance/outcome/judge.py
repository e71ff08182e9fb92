"""From a journal to the outcome of its run."""

from collections.abc import Iterable
from datetime import UTC, datetime

from conformance.journal.records import AnyRecord
from conformance.outcome import traffic
from conformance.outcome import verdict as verdicts
from conformance.outcome.cells import cells_of
from conformance.outcome.coverage import coverage
from conformance.outcome.findings import findings_of
from conformance.outcome.model import STATUSES, RequirementRow, RunFacts, RunOutcome, Status
from conformance.outcome.statuses import UNFED, passed_passively, status_of
from conformance.outcome.transcript import Transcript, transcribe
from conformance.outcome.waived import waiver_rows


def judge(records: Iterable[AnyRecord]) -> RunOutcome:
    """What the records of one run prove; UsageError where the run's beginning is missing from them."""
    transcript = transcribe(records)
    rows = requirement_rows(transcript)
    said = verdicts.verdict(rows, transcript)
    waivers = waiver_rows(transcript, rows)
    left = traffic.leftovers(transcript, permanent=False)
    claim = transcript.started.claim
    return RunOutcome(
        run=_run_facts(transcript),
        verdict=said,
        claim=claim.words,
        whole=claim.whole,
        sentence=verdicts.sentence(said, rows, transcript),
        proof=verdicts.proof(rows),
        counts={level: {status: _count(rows, level, status) for status in STATUSES} for level in ("MUST", "SHOULD")},
        requirements=rows,
        operations=traffic.operation_rows(transcript),
        requests=traffic.requests(transcript),
        cells=cells_of(transcript),
        coverage=coverage(transcript),
        waivers=waivers,
        leftovers=left,
        permanent=traffic.leftovers(transcript, permanent=True),
        tests=traffic.test_rows(transcript),
        exit_code=verdicts.exit_code(said, transcript, left, waivers),
    )


def requirement_rows(transcript: Transcript, *, findings: bool = True) -> tuple[RequirementRow, ...]:
    """Every requirement with its status; without its `findings` where only that is wanted, which is quicker."""
    passive_passes = passed_passively(transcript)
    claimed = frozenset(transcript.started.claim.included)
    incidental = frozenset(transcript.started.claim.incidental)
    rows = []
    for requirement in transcript.catalogue:
        status, reason = status_of(requirement, transcript, passive_passes)
        row = RequirementRow(
            id=requirement.id,
            title=requirement.title,
            text=requirement.text,
            area=requirement.area,
            level=requirement.level,
            provenance=requirement.provenance,
            source=requirement.source,
            advisory=requirement.advisory,
            claimed=requirement.id in claimed and not (reason in UNFED and requirement.id in incidental),
            status=status,
            reason=reason,
            tests=tuple(transcript.tests_of(requirement.id)),
            findings=findings_of(requirement, transcript, flaky=status == "flaky") if findings else (),
        )
        rows.append(row)
    return tuple(rows)


def _run_facts(transcript: Transcript) -> RunFacts:
    started, finished = transcript.started, transcript.finished
    return RunFacts(
        id=started.run,
        started=_iso(started.at),
        finished=_iso(finished.at) if finished else None,
        seconds=round(max(0.0, transcript.last - started.at), 3),
        target=started.target,
        embedded=started.embedded,
        level=started.level,
        seed=started.seed,
        workers=started.workers,
        strict=started.strict,
        version=started.version,
        rerun=started.rerun,
        ended_early=verdicts.ended_early(transcript),
        broken=tuple(f"{each.where}: {each.message}" for each in transcript.broken),
    )


def _count(rows: Iterable[RequirementRow], level: str, status: Status) -> int:
    return sum(row.level == level and row.status == status for row in rows)


def _iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
