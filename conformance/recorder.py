"""Writes exchanges and evidence to the journal, redacted, in the name of the test on stage."""

from collections.abc import Iterable

from conformance.curl import curl_line
from conformance.exchange import Exchange, Request
from conformance.expectations import Judgement
from conformance.journal.records import (
    Cause,
    ControlRecord,
    EvidenceRecord,
    ExchangeRecord,
    Lag,
    Outcome,
    RequestFact,
    ResponseFact,
)
from conformance.journal.writer import Writer
from conformance.redaction import Redactor
from conformance.stage import Stage

LONGEST_BODY = 64 * 1024
"""Characters of a body that the journal keeps."""


class Recorder:
    """The one writer of exchange and evidence records; `rerun` is the command that repeats the run."""

    def __init__(self, journal: Writer, redactor: Redactor, stage: Stage, rerun: str) -> None:
        self._journal = journal
        self._redactor = redactor
        self._stage = stage
        self._rerun = rerun

    def exchange(self, exchange: Exchange, *, repeat: int, unplanned_429: bool, passed: Iterable[str]) -> None:
        """Record an exchange that got its answer, with the requirements that passive checks found kept."""
        answer = exchange.response
        self._journal.write(
            ExchangeRecord(
                id=exchange.id,
                test=self._stage.test,
                attempt=self._stage.attempt,
                actor=exchange.actor,
                operation=exchange.operation,
                purpose=exchange.purpose,
                request=self._request(exchange.request),
                response=ResponseFact(
                    status=answer.status,
                    headers=self._redactor.headers(answer.headers),
                    body=self._redactor.body(answer.body, LONGEST_BODY),
                    bytes=len(answer.body),
                    truncated=answer.truncated or len(answer.body) > LONGEST_BODY,
                ),
                sent=exchange.sent,
                elapsed=exchange.elapsed,
                repeat=repeat,
                unplanned_429=unplanned_429,
                passed=tuple(passed),
                phase=exchange.phase,
                valid=exchange.valid,
            )
        )

    def fault(
        self,
        id: str,
        request: Request,
        reason: str,
        *,
        actor: str | None,
        operation: str | None,
        purpose: str,
        sent: float,
        elapsed: float,
        repeat: int,
        phase: str = "",
        valid: bool | None = None,
    ) -> None:
        """Record a request that got no answer."""
        self._journal.write(
            ExchangeRecord(
                id=id,
                test=self._stage.test,
                attempt=self._stage.attempt,
                actor=actor,
                operation=operation,
                purpose=purpose,
                request=self._request(request),
                response=None,
                fault=self._redactor.text(reason),
                sent=sent,
                elapsed=elapsed,
                repeat=repeat,
                phase=phase,
                valid=valid,
            )
        )

    def evidence(
        self,
        requirement: str,
        outcome: Outcome,
        judgement: Judgement,
        exchanges: Iterable[Exchange],
        *,
        controls: Iterable[Exchange] = (),
        check: str = "",
    ) -> EvidenceRecord:
        """Record what an oracle said of a requirement; a failure gets its curl line and the command to run it again."""
        shown = list(exchanges)
        failed = outcome == "failed"
        record = EvidenceRecord(
            requirement=requirement,
            outcome=outcome,
            expected=self._redactor.brief(judgement.expected),
            actual=self._redactor.brief(judgement.actual),
            exchanges=tuple(each.id for each in shown),
            controls=tuple(each.id for each in controls),
            test=self._stage.test,
            attempt=self._stage.attempt,
            check=check,
            curl=curl_line(shown[-1].request, self._redactor) if failed and shown else "",
            rerun=f"{self._rerun} {self._stage.again or f'--requirement {requirement}'}" if failed else "",
        )
        self._journal.write(record)
        return record

    def cause(
        self, requirement: str, operation: str, shape: str, shown: Exchange, all_of_it: Iterable[str], *, minimal: bool
    ) -> None:
        """Record what findings of generated requests come down to (`Cause`)."""
        self._journal.write(
            Cause(
                requirement=requirement,
                operation=operation,
                test=self._stage.test,
                shape=self._redactor.brief(shape),
                exchange=shown.id,
                exchanges=tuple(all_of_it),
                minimal=minimal,
            )
        )

    def control(self, exchange: Exchange, judgement: Judgement) -> None:
        """Record a positive control and whether it worked."""
        self._journal.write(
            ControlRecord(
                test=self._stage.test or "",
                attempt=self._stage.attempt,
                exchange=exchange.id,
                held=judgement.holds,
                expected=self._redactor.brief(judgement.expected),
                actual=self._redactor.brief(judgement.actual),
            )
        )

    def lag(self, last: Exchange, seconds: float, seen: bool) -> None:
        """Record how long a view was waited for, by its last look."""
        self._journal.write(
            Lag(
                test=self._stage.test,
                operation=last.operation,
                exchange=last.id,
                seconds=round(seconds, 3),
                seen=seen,
            )
        )

    def _request(self, request: Request) -> RequestFact:
        return RequestFact(
            method=request.method,
            url=self._redactor.text(request.url),
            headers=self._redactor.headers(request.headers),
            body=self._redactor.body(request.body, LONGEST_BODY),
        )
