"""A journal's records, sorted by what they say, so that judging looks nothing up twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from conformance.catalogue import Requirement
from conformance.errors import UsageError
from conformance.journal.records import (
    Aborted,
    AnyRecord,
    Broken,
    Cause,
    ControlRecord,
    EvidenceRecord,
    ExchangeRecord,
    Inconclusive,
    Lag,
    Leftover,
    NotTested,
    Planned,
    RunFinished,
    RunStarted,
    TestFinished,
    TestStarted,
)


@dataclass
class Transcript:
    """The records of one run by kind; `last` is the time of its last record, in seconds since the epoch.

    `generated` are the planned tests whose requests are drawn.
    """

    started: RunStarted
    last: float = 0.0
    finished: RunFinished | None = None
    planned: dict[str, tuple[str, ...]] = field(default_factory=dict)
    generated: set[str] = field(default_factory=set)
    attempts: dict[str, int] = field(default_factory=dict)
    ended: dict[tuple[str, int], TestFinished] = field(default_factory=dict)
    exchanges: dict[str, ExchangeRecord] = field(default_factory=dict)
    sent: list[ExchangeRecord] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    evidence: dict[str, list[EvidenceRecord]] = field(default_factory=lambda: defaultdict(list))
    causes: list[Cause] = field(default_factory=list)
    inconclusive: dict[str, list[Inconclusive]] = field(default_factory=lambda: defaultdict(list))
    not_tested: dict[str, list[NotTested]] = field(default_factory=lambda: defaultdict(list))
    lags: list[Lag] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    aborted: list[Aborted] = field(default_factory=list)

    @property
    def catalogue(self) -> tuple[Requirement, ...]:
        """The requirements as the run knew them."""
        return self.started.catalogue

    def operation_of(self, record: EvidenceRecord) -> str | None:
        """The operation that a piece of evidence speaks of: that of the last exchange that shows it."""
        known = (each for each in reversed(record.exchanges) if each in self.exchanges)
        return next((self.exchanges[each].operation for each in known), None)

    def tests_of(self, requirement: str) -> list[str]:
        """The planned tests that name a requirement."""
        return [test for test, named in self.planned.items() if requirement in named]


def transcribe(records: Iterable[AnyRecord]) -> Transcript:
    """The records of one run by kind; UsageError where its beginning is missing."""
    gathered = list(records)
    beginning = next((each for each in gathered if isinstance(each, RunStarted)), None)
    if beginning is None:
        raise UsageError("the journal has no beginning", "The run ended before it started its first test")
    transcript = Transcript(beginning, last=max(each.at for each in gathered))
    for record in gathered:
        _place(record, transcript)
    return transcript


def _place(record: AnyRecord, into: Transcript) -> None:
    match record:
        case RunFinished():
            into.finished = record
        case Planned():
            into.planned[record.test] = record.requirements
            if record.generated:
                into.generated.add(record.test)
        case TestStarted():
            into.attempts[record.test] = max(record.attempt, into.attempts.get(record.test, 0))
        case TestFinished():
            into.ended[record.test, record.attempt] = record
        case ExchangeRecord():
            into.exchanges[record.id] = record
            into.sent.append(record)
        case ControlRecord():
            if record.held:
                into.held.add(record.exchange)
        case EvidenceRecord():
            into.evidence[record.requirement].append(record)
        case Cause():
            into.causes.append(record)
        case Inconclusive():
            into.inconclusive[record.requirement].append(record)
        case NotTested():
            into.not_tested[record.requirement].append(record)
        case Lag():
            into.lags.append(record)
        case Leftover():
            into.leftovers.append(record)
        case Broken():
            into.broken.append(record)
        case Aborted():
            into.aborted.append(record)
        case RunStarted():
            pass
