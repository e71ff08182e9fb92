"""What a run sent and what its tests cost: operations, requests, tests, and what was left behind."""

from collections import Counter, defaultdict

from conformance.journal.records import ExchangeRecord, Leftover
from conformance.outcome.model import Left, OperationRow, Requests, TestRow
from conformance.outcome.transcript import Transcript

NO_ANSWER = "no answer"

_GENERATED = "properties/"
"""Where the generated suites lie."""


def operation_rows(transcript: Transcript) -> tuple[OperationRow, ...]:
    """Every operation that the run knew, those never called included, with its exchanges by status."""
    statuses: dict[str | None, Counter[str]] = defaultdict(Counter)
    for exchange in transcript.sent:
        statuses[exchange.operation][_status(exchange)] += 1
    return tuple(
        OperationRow(
            id=operation.id,
            method=operation.method,
            path=operation.path,
            exchanges=statuses[operation.id].total(),
            statuses=dict(sorted(statuses[operation.id].items())),
            lag=_lag(operation.id, transcript),
        )
        for operation in transcript.started.operations
    )


def requests(transcript: Transcript) -> Requests:
    """The run's requests; one that was repeated counts once as planned and once a repeat as retried."""
    retried = sum(1 for exchange in transcript.sent if exchange.repeat)
    return Requests(
        total=len(transcript.sent),
        planned=len(transcript.sent) - retried,
        retried=retried,
        unplanned_429=sum(exchange.unplanned_429 for exchange in transcript.sent),
        generated=sum((exchange.test or "").startswith(_GENERATED) for exchange in transcript.sent),
        by_purpose=dict(sorted(Counter(exchange.purpose for exchange in transcript.sent).items())),
    )


def test_rows(transcript: Transcript) -> tuple[TestRow, ...]:
    """Every planned or begun test; one that did not end is inconclusive."""
    return tuple(_test_row(test, transcript) for test in dict.fromkeys((*transcript.planned, *transcript.attempts)))


def leftovers(transcript: Transcript, *, permanent: bool) -> tuple[Left, ...]:
    """What the run left, either what nothing removes or the rest; a thing that is told twice stands once."""
    rows = (_left(each) for each in transcript.leftovers if each.permanent is permanent)
    return tuple(dict.fromkeys(rows))


def _test_row(test: str, transcript: Transcript) -> TestRow:
    attempts = transcript.attempts.get(test, 0)
    ends = [transcript.ended[test, number] for number in range(1, attempts + 1) if (test, number) in transcript.ended]
    last = transcript.ended.get((test, attempts))
    return TestRow(
        test=test,
        outcome=last.outcome if last else "inconclusive",
        reason=last.reason if last else ("did not end" if attempts else "never began"),
        attempts=attempts,
        requests=sum(each.requests for each in ends),
        seconds=round(sum(each.seconds for each in ends), 3),
        requirements=transcript.planned.get(test, ()),
    )


def _lag(operation: str, transcript: Transcript) -> float | None:
    return max((each.seconds for each in transcript.lags if each.operation == operation and each.seen), default=None)


def _status(exchange: ExchangeRecord) -> str:
    return str(exchange.response.status) if exchange.response else NO_ANSWER


def _left(record: Leftover) -> Left:
    return Left(what=record.what, id=record.id, actor=record.actor, reason=record.reason, wanted=record.wanted)
