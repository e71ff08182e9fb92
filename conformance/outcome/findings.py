"""Findings: what broke a requirement, with the exchanges that show it, one a requirement, test and operation."""

from collections import defaultdict

from conformance.catalogue import Requirement
from conformance.journal.records import EvidenceRecord, ExchangeRecord
from conformance.outcome.model import Excerpt, Finding
from conformance.outcome.transcript import Transcript

TEXT_LIMIT = 4000
"""Characters of an expected or actual value, or of one side of an excerpt, that a finding keeps."""

_EXCHANGES_LISTED = 20
_EXCERPTS_KEPT = 3


def findings_of(requirement: Requirement, transcript: Transcript, *, flaky: bool) -> tuple[Finding, ...]:
    """The findings against a requirement, one a test and operation, in the order in which they were first seen."""
    seen: dict[tuple[str | None, str | None], list[EvidenceRecord]] = defaultdict(list)
    for record in transcript.evidence.get(requirement.id, ()):
        if record.outcome == "failed":
            seen[record.test, transcript.operation_of(record)].append(record)
    return tuple(
        _finding(requirement, operation, records, transcript, flaky=flaky) for (_, operation), records in seen.items()
    )


def cut(text: str, limit: int = TEXT_LIMIT) -> str:
    """A text of at most `limit` characters, with a word on how many were left out."""
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text) - limit} more characters)"


def _finding(
    requirement: Requirement,
    operation: str | None,
    records: list[EvidenceRecord],
    transcript: Transcript,
    *,
    flaky: bool,
) -> Finding:
    first = records[0]
    shown = tuple(dict.fromkeys(name for record in records for name in record.exchanges))
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
        test=first.test,
        operation=operation,
        check=first.check,
        expected=cut(first.expected),
        actual=cut(first.actual),
        exchanges=shown[:_EXCHANGES_LISTED],
        times=len(records),
        curl=cut(first.curl),
        rerun=cut(first.rerun),
        excerpts=tuple(_excerpt(exchange) for exchange in known[:_EXCERPTS_KEPT]),
    )


def _excerpt(exchange: ExchangeRecord) -> Excerpt:
    sent, came = exchange.request, exchange.response
    request = _message(f"{sent.method} {sent.url}", sent.headers, sent.body)
    response = _message(str(came.status), came.headers, came.body) if came else f"no answer: {exchange.fault}"
    return Excerpt(
        id=exchange.id,
        actor=exchange.actor,
        operation=exchange.operation,
        request=cut(request),
        response=cut(response),
    )


def _message(first_line: str, headers: tuple[tuple[str, str], ...], body: str | None) -> str:
    lines = [first_line, *(f"{name}: {value}" for name, value in headers)]
    return "\n".join([*lines, "", body] if body else lines)
