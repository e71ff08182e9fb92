"""Findings: what broke a requirement, with the exchanges that show it.

What passive checks and generated tests find is one finding a cause, whichever tests met it; what a hand-written test
decides itself is one finding a test and operation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from conformance.catalogue import Requirement
from conformance.harmless import bounded
from conformance.journal.records import EvidenceRecord, ExchangeRecord
from conformance.outcome.causes import KnownCause, known_causes, listing, traits_of
from conformance.outcome.model import Excerpt, Finding
from conformance.outcome.transcript import Transcript

TEXT_LIMIT = 4000
"""Characters of an expected or actual value, or of one side of an excerpt, that a finding keeps."""

_EXCHANGES_LISTED = 20
_EXCERPTS_KEPT = 3


@dataclass
class _Group:
    """The evidence of one finding, in the order in which it was written."""

    operation: str | None
    cause: KnownCause | None = None
    records: list[EvidenceRecord] = field(default_factory=list)


def findings_of(requirement: Requirement, transcript: Transcript, *, flaky: bool) -> tuple[Finding, ...]:
    """The findings against a requirement, in the order in which they were first seen."""
    groups: dict[object, _Group] = {}
    for record, cause in _explained(requirement.id, transcript):
        operation = transcript.operation_of(record)
        merges = bool(record.check) or record.test in transcript.generated
        key = (cause, operation, record.check) if merges else (record.test, operation)
        groups.setdefault(key, _Group(operation, cause)).records.append(record)
    return tuple(_finding(requirement, each, transcript, flaky=flaky) for each in groups.values())


def _explained(requirement: str, transcript: Transcript) -> Iterator[tuple[EvidenceRecord, KnownCause | None]]:
    """The failures of a requirement, each with its cause where one is known.

    That is the cause which lists an exchange of it; for a check, also one that the same check found, whose request has
    nothing on this operation that the exchange lacks.
    """
    failed = [each for each in transcript.evidence.get(requirement, ()) if each.outcome == "failed"]
    causes = known_causes(requirement, transcript)
    listed = [listing(causes, each.exchanges) for each in failed]
    found = {(cause, each.check) for each, cause in zip(failed, listed, strict=True) if cause is not None}
    for record, cause in zip(failed, listed, strict=True):
        alike = [each for each in causes if (each, record.check) in found] if record.check and cause is None else []
        yield record, cause or _like(record, alike, transcript)


def _like(record: EvidenceRecord, causes: Sequence[KnownCause], transcript: Transcript) -> KnownCause | None:
    exchange = transcript.exchanges.get(record.exchanges[-1]) if causes and record.exchanges else None
    traits = traits_of(exchange) if exchange is not None else None
    return next((each for each in causes if each.explains(transcript.operation_of(record), traits)), None)


def _finding(requirement: Requirement, group: _Group, transcript: Transcript, *, flaky: bool) -> Finding:
    least, cause = _least(group, transcript), group.cause
    records = [least, *(each for each in group.records if each is not least)]
    named = (name for each in records for name in each.exchanges)
    shown = tuple(dict.fromkeys((*([cause.exchange] if cause else []), *named)))
    known = [transcript.exchanges[name] for name in shown if name in transcript.exchanges]
    return Finding(
        requirement=requirement.id,
        title=requirement.title,
        text=requirement.text,
        source=requirement.source,
        level=requirement.level,
        provenance=requirement.provenance,
        advisory=requirement.advisory,
        flaky=flaky,
        test=least.test,
        tests=len({each.test for each in records}),
        generated=least.test in transcript.generated,
        operation=group.operation,
        check=least.check,
        shape=bounded(cause.told, TEXT_LIMIT) if cause else "",
        minimal=cause is not None and cause.minimal,
        expected=bounded(least.expected, TEXT_LIMIT),
        actual=bounded(least.actual, TEXT_LIMIT),
        exchanges=shown[:_EXCHANGES_LISTED],
        times=len(records),
        curl=bounded(least.curl, TEXT_LIMIT),
        rerun=bounded(least.rerun, TEXT_LIMIT),
        excerpts=tuple(_excerpt(exchange) for exchange in known[:_EXCERPTS_KEPT]),
    )


def _least(group: _Group, transcript: Transcript) -> EvidenceRecord:
    """The evidence of the smallest request: its cause's, else, of what a check found, the shortest; else the first."""
    if group.cause is not None:
        showing = (each for each in group.records if group.cause.exchange in each.exchanges)
        return next(showing, group.records[0])
    return (
        min(group.records, key=lambda each: _length(each, transcript)) if group.records[0].check else group.records[0]
    )


def _length(record: EvidenceRecord, transcript: Transcript) -> int:
    requests = [transcript.exchanges[each].request for each in record.exchanges if each in transcript.exchanges]
    return sum(len(each.url) + len(each.body or "") for each in requests)


def _excerpt(exchange: ExchangeRecord) -> Excerpt:
    sent, came = exchange.request, exchange.response
    request = _message(f"{sent.method} {sent.url}", sent.headers, sent.body)
    response = _message(str(came.status), came.headers, came.body) if came else f"no answer: {exchange.fault}"
    return Excerpt(
        id=exchange.id,
        actor=exchange.actor,
        operation=exchange.operation,
        request=bounded(request, TEXT_LIMIT),
        response=bounded(response, TEXT_LIMIT),
    )


def _message(first_line: str, headers: tuple[tuple[str, str], ...], body: str | None) -> str:
    lines = [first_line, *(f"{name}: {value}" for name, value in headers)]
    return "\n".join([*lines, "", body] if body else lines)
