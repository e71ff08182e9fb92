"""The records of a journal: every line of a segment is one; `references/journal.schema.json` is their schema.

Everything here is redacted already: a record never holds a secret.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from conformance.catalogue import Requirement
from conformance.waivers import Waiver

SCHEMA_VERSION = 1

Outcome = Literal["passed", "failed", "inconclusive", "not tested"]


class Record(BaseModel):
    """What every record has: its place in its segment and its time (`at`, seconds since the epoch)."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    seq: int = 0
    segment: str = ""
    at: float = 0.0


class ParameterFact(BaseModel):
    """A documented parameter; `rules` is the JSON Schema of its value, `explode` whether a list repeats its name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    place: Literal["query", "path", "header", "cookie"]
    required: bool = False
    explode: bool = False
    rules: dict[str, Any]


class OperationFact(BaseModel):
    """An operation as the run knew it: what the contract documents of its statuses and of what it takes.

    `tolerated` are statuses that a server may answer, but need not for anything that a client does; `body` is the JSON
    Schema of its body; `exactly_one` and `at_least_one` name inputs that go together
    (`query.id`, `body.ids`). All schemas are without references and annotations. A journal of an older harness knows
    nothing but the first three.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    method: str
    path: str
    open: bool = Field(default=False, description="whether it takes no credentials")
    statuses: tuple[int, ...] = ()
    tolerated: tuple[int, ...] = ()
    parameters: tuple[ParameterFact, ...] = ()
    body: dict[str, Any] | None = None
    body_required: bool = False
    exactly_one: tuple[str, ...] = ()
    at_least_one: tuple[str, ...] = ()


class ClaimFact(BaseModel):
    """What the run set out to prove.

    `included` are requirement ids; `excluded` gives those left out with the reason; `words` names the claim for people
    ("core at standard", or "everything at standard" where nothing was narrowed). `incidental` are those of `included`
    that nobody asked for by name: they are of the claim where what was chosen has a test of theirs, or gives a passive
    check anything to judge. `without` are the effects that nobody allowed, of which the words name those that keep a
    requirement out, and the actors and kinds of credentials that other scopes alone need: a test that wants one of them
    is not of the claim. `thorough` says that what is included is tried by all of its tests: neither a suite nor an
    operation was chosen, nor a test by pytest's arguments, and the level is standard or deeper.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: str
    whole: bool
    included: tuple[str, ...]
    excluded: dict[str, str]
    incidental: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    thorough: bool = False


class RunStarted(Record):
    """The first record of the main segment."""

    kind: Literal["run_started"] = "run_started"
    schema_version: int = SCHEMA_VERSION
    run: str
    version: str
    target: str
    embedded: bool
    level: str
    seed: int
    workers: int
    strict: bool
    skip_cleanup: bool
    rerun: str = Field(description="the command that repeats the run, without its selection; a test's rerun adds to it")
    claim: ClaimFact
    waivers: tuple[Waiver, ...] = ()
    catalogue: tuple[Requirement, ...]
    operations: tuple[OperationFact, ...]


class Planned(Record):
    """A test that was collected and chosen, with the requirements that it names; a generated one may not reach all."""

    kind: Literal["planned"] = "planned"
    test: str
    requirements: tuple[str, ...]
    generated: bool = False


class TestStarted(Record):
    """A test begins; `attempt` is 1, or 2 for the repeat after a failure."""

    kind: Literal["test_started"] = "test_started"
    test: str
    attempt: int


class TestFinished(Record):
    """A test has ended; `requests` counts all its exchanges, set-up and clean-up included; `seconds` likewise."""

    kind: Literal["test_finished"] = "test_finished"
    test: str
    attempt: int
    outcome: Literal["passed", "failed", "inconclusive", "not tested", "broken"]
    reason: str = ""
    requests: int
    seconds: float


class RequestFact(BaseModel):
    """A request as sent, redacted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: str | None = None


class ResponseFact(BaseModel):
    """An answer as received, redacted; `body` is cut at the journal's cap, `bytes` counts what came."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str | None = None
    bytes: int
    truncated: bool = False


class ExchangeRecord(Record):
    """A request and its answer, or the transport fault that came instead.

    `passed` are the requirements of passive checks that judged this exchange and found nothing; `phase` is what
    generated it, empty for what was written by hand, and `valid` whether its data keeps the contract, where told.
    """

    kind: Literal["exchange"] = "exchange"
    id: str
    test: str | None
    attempt: int = 1
    actor: str | None
    operation: str | None
    purpose: str
    request: RequestFact
    response: ResponseFact | None
    fault: str | None = None
    sent: float
    elapsed: float
    repeat: int = 0
    unplanned_429: bool = False
    passed: tuple[str, ...] = ()
    phase: str = ""
    valid: bool | None = None


class EvidenceRecord(Record):
    """What the oracle said of one requirement: expected and actual in words, with the exchanges that show it.

    `check` names the passive check, or is empty for a test's own `verify`.
    """

    kind: Literal["evidence"] = "evidence"
    requirement: str
    outcome: Outcome
    expected: str
    actual: str
    exchanges: tuple[str, ...]
    controls: tuple[str, ...] = ()
    test: str | None
    attempt: int = 1
    check: str = ""
    curl: str = ""
    rerun: str = ""


class Cause(Record):
    """What findings of generated requests come down to: the smallest request that shows it, as `shape` in one line.

    `exchange` is that request, `exchanges` are all that were put down to it, and `minimal` says that nothing smaller
    was left to try.
    """

    kind: Literal["cause"] = "cause"
    requirement: str
    operation: str
    test: str | None
    shape: str
    exchange: str
    exchanges: tuple[str, ...]
    minimal: bool


class ControlRecord(Record):
    """A positive control: the permitted counterpart of a denial, and whether it worked."""

    kind: Literal["control"] = "control"
    test: str
    attempt: int
    exchange: str
    held: bool
    expected: str
    actual: str


class NotTested(Record):
    """A requirement that a test names and could not try, with what to do about it.

    `wanted` is what was missing, where that is why: an effect that nobody allowed, an actor, or the kind
    of a credential.
    """

    kind: Literal["not_tested"] = "not_tested"
    requirement: str
    test: str
    reason: str
    remedy: str = ""
    wanted: str = ""


class Inconclusive(Record):
    """A requirement that a test names and did not reach, because something stopped the test first."""

    kind: Literal["inconclusive"] = "inconclusive"
    requirement: str
    test: str
    attempt: int
    reason: str


class Lag(Record):
    """A view that did not show at once what it was waited for: the seconds, and whether it did in the end."""

    kind: Literal["lag"] = "lag"
    test: str | None
    operation: str | None
    exchange: str
    seconds: float
    seen: bool


class Leftover(Record):
    """Something that the run made and did not remove.

    `permanent` where nothing removes its kind, `wanted` where clean-up was declined.
    """

    kind: Literal["leftover"] = "leftover"
    what: str
    id: str | None
    actor: str | None
    reason: str
    permanent: bool = False
    wanted: bool = False


class Broken(Record):
    """A defect of ours: the run exits 70."""

    kind: Literal["broken"] = "broken"
    where: str
    message: str


class Aborted(Record):
    """Something ended the run early: `reason` in one line, `code` the exit code that it asks for."""

    kind: Literal["aborted"] = "aborted"
    reason: str
    code: int


class RunFinished(Record):
    """The last record of the main segment; a journal without it reports INCOMPLETE."""

    kind: Literal["run_finished"] = "run_finished"
    interrupted: bool = False
    deselected: int = 0


AnyRecord = Annotated[
    RunStarted
    | Planned
    | TestStarted
    | TestFinished
    | ExchangeRecord
    | EvidenceRecord
    | Cause
    | ControlRecord
    | NotTested
    | Inconclusive
    | Lag
    | Leftover
    | Broken
    | Aborted
    | RunFinished,
    Field(discriminator="kind"),
]

ADAPTER: TypeAdapter[AnyRecord] = TypeAdapter(AnyRecord)


def schema() -> dict[str, Any]:
    """The JSON Schema of one line of a journal."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"LeadGenius conformance journal record, version {SCHEMA_VERSION}",
        **ADAPTER.json_schema(by_alias=True),
    }
