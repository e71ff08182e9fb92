"""What a self-test is told in: a row a defect, the clean runs, the curve, the shares. `selftest.json` is all of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from conformance.proving.known import Defect
from conformance.proving.trial import Breach

MARKS = (90, 300, 1500, 2500)
"""Requests at which the curve is read: from a first look to about a whole standard run."""

MOST_COLLATERAL = 5
"""A defect that breaks more requirements than these, besides the one that it intends, is split, or says why."""


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Row(_Fact):
    """A defect and what became of it."""

    defect: Defect
    killed: bool
    level: str = Field(description="the level at which it was killed, or the deepest at which it was sought")
    request: int | None = Field(description="requests sent until the first evidence of the kill, logins included")
    test: str = Field(description="the test, and the passive check where one did, that found it")
    actual: str
    reason: str = Field(description="why it survived; empty where it was killed")
    requests: int
    seconds: float
    breaches: tuple[Breach, ...] = Field(description="all that was found broken, in the order in which it was found")
    cleans: tuple[str, ...] = Field(default=(), description="the clean runs that it rests on, by name")
    unended: tuple[str, ...] = Field(default=(), description="its runs that did not come to their end, each with why")

    @property
    def collateral(self) -> tuple[str, ...]:
        """The other requirements that were found broken."""
        return tuple(each.requirement for each in self.breaches if each.requirement != self.defect.requirement)

    @property
    def wide(self) -> bool:
        """Whether so much else was found broken that the defect has to say why."""
        return len(self.collateral) > MOST_COLLATERAL


class CleanRun(_Fact):
    """A run without a defect, which vouches for kills."""

    name: str
    level: str
    requirements: tuple[str, ...] = Field(description="what it was narrowed to; empty: it was a run of everything")
    requests: int
    seconds: float
    alarms: tuple[str, ...] = Field(description="what it found, though nothing was wrong; must be empty")

    @property
    def words(self) -> str:
        """What it ran, for people."""
        return f"{self.level}, requirements: {len(self.requirements)}" if self.requirements else f"all of {self.level}"


class Share(_Fact):
    """How many of some defects were killed."""

    killed: int
    of: int

    @property
    def percent(self) -> float:
        """The share, cut to a tenth: never rounded up."""
        return int(1000 * self.killed / self.of) / 10 if self.of else 0.0


class Shares(_Fact):
    """The defects that intend a MUST, and the advisory ones beside them: what both come to is never added up."""

    full: Share
    advisory: Share


class Point(Shares):
    """The curve at a number of requests; `requests` None: without a bound."""

    requests: int | None


class Selftest(_Fact):
    """A self-test: what its rows come to."""

    schema_version: Literal[1] = 1
    version: str = Field(description="of the harness")
    code: str = Field(
        description="a digest of what decides what a run does: code, defects, references, Python, libraries"
    )
    begun: datetime = Field(description="when this self-test began, in UTC")
    command: str
    seed: int
    level: str
    rows_are_whole: bool = Field(description="whether each run went on after its kill: then the rows are full")
    taken_over: int = Field(description="rows that an earlier self-test of the same code, seed and kind has found")
    seconds: float = Field(description="wall time of this self-test alone")
    seconds_of_runs: float = Field(description="the time of the rows' own runs and the clean runs, whenever they ran")
    cleans: tuple[CleanRun, ...] = Field(description="the runs without a defect that the rows rest on")
    false_alarms: tuple[str, ...] = Field(description="what runs without a defect came to; must be empty")
    full: Share = Field(description="of the defects that intend a MUST, those whose run was NOT CONFORMANT by it")
    advisory: Share
    standard: Shares = Field(description="those killed without going deep; a matrix alone tries all suites there")
    curve: tuple[Point, ...] = Field(description="empty unless the rows are whole")
    rows: tuple[Row, ...]

    @property
    def survivors(self) -> tuple[Row, ...]:
        """The rows of what was not killed."""
        return tuple(row for row in self.rows if not row.killed)

    @property
    def unended(self) -> tuple[Row, ...]:
        """The rows of which a run did not come to its end, whatever became of the defect in another."""
        return tuple(row for row in self.rows if row.unended)

    @property
    def wide(self) -> tuple[Row, ...]:
        """The rows of what breaks too much for a defect that is one mistake; known where rows are full."""
        return tuple(row for row in self.rows if row.wide) if self.rows_are_whole else ()

    @property
    def unexplained(self) -> tuple[Row, ...]:
        """The wide rows whose defect does not say why."""
        return tuple(row for row in self.wide if not row.defect.because)

    @property
    def sound(self) -> bool:
        """Whether all is as it must be."""
        return not (self.survivors or self.false_alarms or self.unexplained)


def share(rows: Iterable[Row]) -> Share:
    """How many of some rows are kills."""
    gathered = list(rows)
    return Share(killed=sum(row.killed for row in gathered), of=len(gathered))


def shares(rows: Iterable[Row]) -> Shares:
    """The same of those that intend a MUST, and of the advisory ones."""
    gathered = list(rows)
    return Shares(
        full=share(row for row in gathered if not row.defect.advisory),
        advisory=share(row for row in gathered if row.defect.advisory),
    )


def at_standard(rows: Iterable[Row]) -> Shares:
    """What a run at standard kills."""
    return shares(row if row.level == "standard" else row.model_copy(update={"killed": False}) for row in rows)


def curve(rows: Sequence[Row]) -> tuple[Point, ...]:
    """Defects killed against requests sent."""
    return tuple(_point(rows, mark) for mark in (*MARKS, None))


def _point(rows: Sequence[Row], mark: int | None) -> Point:
    within = shares(row.model_copy(update={"killed": _killed_within(row, mark)}) for row in rows)
    return Point(requests=mark, full=within.full, advisory=within.advisory)


def _killed_within(row: Row, mark: int | None) -> bool:
    if mark is None:
        return row.killed
    return row.killed and row.level == "standard" and row.request is not None and row.request <= mark


def schema() -> dict[str, Any]:
    """The JSON Schema of `selftest.json`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "LeadGenius conformance self-test, version 1",
        **Selftest.model_json_schema(),
    }
