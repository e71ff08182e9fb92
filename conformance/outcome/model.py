"""The outcome of a run: what every report renders, and what `report.json` holds.

Every text that came from the target is redacted but otherwise as it came: reports neutralise it.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from conformance.catalogue import Level, Provenance
from conformance.exits import Exit
from conformance.outcome.coverage_model import Coverage

Status = Literal[
    "passed", "failed", "advisory", "waived", "flaky", "inconclusive", "deep only", "not tested"
]  # (ARCHITECTURE: Words, Verdict)
STATUSES: tuple[Status, ...] = (
    "failed",
    "flaky",
    "advisory",
    "inconclusive",
    "not tested",
    "waived",
    "deep only",
    "passed",
)
"""All statuses, the gravest first."""

Verdict = Literal["CONFORMANT", "NOT CONFORMANT", "INCOMPLETE"]


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RunFacts(_Fact):
    """The run itself; times are ISO 8601 in UTC, `ended_early` says in one line why it did, or is empty."""

    id: str
    started: str
    finished: str | None = Field(description="null where the journal is cut off")
    seconds: float
    target: str
    embedded: bool = Field(description="whether the target was the sandbox that the run started itself")
    level: str
    seed: int
    workers: int
    strict: bool
    version: str
    rerun: str
    ended_early: str
    broken: tuple[str, ...] = Field(description="defects of the harness itself that the run met")


class Proof(_Fact):
    """What the verdict counts: MUST requirements inside the claim, and all requirements outside it."""

    claimed: int = Field(description="MUST requirements inside the claim")
    passed: int = Field(description="those of them that passed")
    in_part: int = Field(default=0, description="those that passed although a part of their tests was left out")
    outside: int = Field(description="requirements of any level outside the claim, without those of deeper levels")
    deeper: int = Field(description="requirements that only a deeper level claims")


class Excerpt(_Fact):
    """An exchange as a finding shows it: texts are cut at a bounded length."""

    id: str
    actor: str | None
    operation: str | None
    request: str = Field(description="request line, headers and body")
    response: str = Field(description="status, headers and body, or the transport fault")


class Finding(_Fact):
    """A requirement that was broken on an operation: as one test found it, or what came down to one cause in several.

    What passive checks and generated tests found is merged over tests; curl line, command, expected, actual and the
    first excerpt are those of the smallest request.
    """

    requirement: str
    title: str
    text: str
    source: str
    level: Level
    provenance: Provenance
    advisory: bool
    flaky: bool
    test: str | None = Field(description="the test of the smallest request that shows it")
    tests: int = Field(default=1, description="how many tests saw it")
    generated: bool = Field(default=False, description="whether that test draws its requests")
    operation: str | None = Field(description="the operation of the last exchange that shows it")
    check: str
    shape: str = Field(
        default="", description="the smallest request in a line, or the calls, one a line; empty where not looked for"
    )
    minimal: bool = Field(default=False, description="whether nothing smaller than the shape was left to try")
    expected: str
    actual: str
    exchanges: tuple[str, ...] = Field(
        description="ids of the exchanges that show it, that of the smallest request first, at most twenty"
    )
    times: int = Field(description="how often it was seen")
    curl: str
    rerun: str
    excerpts: tuple[Excerpt, ...]

    @property
    def seen_in(self) -> str:
        """Where it was seen, in words."""
        more = self.tests - 1
        others = f" and {more} more test{'' if more == 1 else 's'}" if more > 0 else ""
        return f"{self.test or self.check or 'no test'}{others}"

    @property
    def how_small(self) -> str:
        """What became of making its request small, in words; empty where none was looked for."""
        if not self.shape:
            return ""
        return "made as small as possible" if self.minimal else "not made smaller: the bound was reached"


class RequirementRow(_Fact):
    """A requirement with its status and why."""

    id: str
    title: str
    text: str
    area: str
    level: Level
    provenance: Provenance
    source: str
    advisory: bool = Field(description="whether breaking it fails the run only under --strict")
    claimed: bool = Field(description="whether it is inside the claim")
    status: Status
    reason: str
    tests: tuple[str, ...]
    findings: tuple[Finding, ...]


class OperationRow(_Fact):
    """An operation with its exchanges by status; `no answer` counts transport faults."""

    id: str
    method: str
    path: str
    exchanges: int
    statuses: dict[str, int]
    lag: float | None = Field(description="the longest lag behind a write that was seen, in seconds; null for none")


class Requests(_Fact):
    """The requests of the run: `total` is `planned` plus `retried`."""

    total: int
    planned: int
    retried: int
    unplanned_429: int
    generated: int = Field(description="those that the generated suites sent; the rest are hand-written")
    by_purpose: dict[str, int]


WaiverState = Literal["waiving", "no longer needed", "expired", "not tried"]


class WaiverRow(_Fact):
    """A waiver and what became of it; one that is no longer needed, or has expired, fails the run until it is gone."""

    requirement: str
    operation: str | None
    owner: str
    reason: str
    expires: str = Field(description="the last day on which it waives, ISO 8601")
    state: WaiverState


class Cells(_Fact):
    """The operations and faults that meet in the claim's requirements, and those of them that evidence speaks of."""

    claimed: int
    tried: int
    untried: tuple[str, ...] = Field(description="operationId and fault class of each that is left")


class Left(_Fact):
    """Something that the run made and that is still there."""

    what: str
    id: str | None
    actor: str | None
    reason: str
    wanted: bool


class TestRow(_Fact):
    """A test with its last outcome and what all its attempts cost."""

    test: str
    outcome: str
    reason: str
    attempts: int
    requests: int
    seconds: float
    requirements: tuple[str, ...]


class RunOutcome(_Fact):
    """All that a run proves."""

    schema_version: Literal[1] = 1
    run: RunFacts
    verdict: Verdict
    claim: str = Field(description="the claim in words, such as `core at standard`")
    whole: bool = Field(description="whether the claim is the whole catalogue")
    sentence: str = Field(description="the verdict with its claim and figures, in one line")
    proof: Proof
    counts: dict[Level, dict[Status, int]]
    requirements: tuple[RequirementRow, ...]
    operations: tuple[OperationRow, ...]
    requests: Requests
    cells: Cells
    coverage: Coverage = Field(default=Coverage(), description="of the contract; a report of an older harness has none")
    waivers: tuple[WaiverRow, ...]
    leftovers: tuple[Left, ...]
    permanent: tuple[Left, ...] = Field(description="what was made that nothing removes")
    tests: tuple[TestRow, ...]
    exit_code: int

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all requirements, those that fail the run first."""
        found = [finding for row in self.requirements for finding in row.findings]
        return tuple(sorted(found, key=lambda each: (each.advisory, each.flaky)))

    @property
    def unwanted(self) -> tuple[Left, ...]:
        """The leftovers that nobody asked for."""
        return tuple(each for each in self.leftovers if not each.wanted)

    @property
    def spent_waivers(self) -> tuple[WaiverRow, ...]:
        """The waivers that have had their day: they fail the run whatever the verdict."""
        return tuple(each for each in self.waivers if each.state in ("expired", "no longer needed"))

    @property
    def failed_by_waivers(self) -> str:
        """Why waivers alone make the exit code 1, in one line; empty where they do not."""
        if not self.spent_waivers or self.verdict == "NOT CONFORMANT" or self.exit_code != Exit.NOT_CONFORMANT:
            return ""
        named = ((each, f" on {each.operation}" if each.operation else "") for each in self.spent_waivers)
        told = ", ".join(f"{each.requirement}{where} ({each.state})" for each, where in named)
        return f"exit 1: waivers that have had their day: {told}"

    def with_status(self, *statuses: Status) -> tuple[RequirementRow, ...]:
        """The requirements of these statuses, in the order of the catalogue."""
        return tuple(row for row in self.requirements if row.status in statuses)
