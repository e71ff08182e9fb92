"""What a self-test is told in: a row a defect, the curve, the shares. `selftest.json` is all of it."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from conformance.proving.known import Defect
from conformance.proving.trial import Breach

MARKS = (90, 300, 1500, 2500)
"""Requests at which the curve is read: what smoke, a coffee, the hand-written suites and a whole standard run send."""

MOST_COLLATERAL = 5
"""A defect that breaks more requirements than these is split, or says why."""


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

    @property
    def collateral(self) -> tuple[str, ...]:
        """The other requirements that were found broken."""
        return tuple(each.requirement for each in self.breaches if each.requirement != self.defect.requirement)


class Share(_Fact):
    """How many of some defects were killed."""

    killed: int
    of: int

    @property
    def percent(self) -> float:
        """The share, cut to a tenth: never rounded up."""
        return int(1000 * self.killed / self.of) / 10 if self.of else 0.0


class Point(_Fact):
    """The curve at a number of requests; `requests` None: without a bound."""

    requests: int | None
    full: Share
    advisory: Share


class Selftest(_Fact):
    """A self-test: what its rows come to."""

    schema_version: Literal[1] = 1
    seed: int
    level: str
    rows_are_whole: bool = Field(description="whether each run went on after its kill: then the rows are full")
    seconds: float
    clean_requests: int
    false_alarms: tuple[str, ...] = Field(description="what runs without a defect came to; must be empty")
    full: Share = Field(description="of the defects that intend a MUST, those whose run was NOT CONFORMANT by it")
    advisory: Share
    standard: Share = Field(description="of all defects, those killed without going deep")
    curve: tuple[Point, ...] = Field(description="empty unless the rows are whole")
    rows: tuple[Row, ...]

    @property
    def survivors(self) -> tuple[Row, ...]:
        """The rows of what was not killed."""
        return tuple(row for row in self.rows if not row.killed)


def share(rows: Iterable[Row]) -> Share:
    """How many of some rows are kills."""
    gathered = list(rows)
    return Share(killed=sum(row.killed for row in gathered), of=len(gathered))


def curve(rows: Sequence[Row]) -> tuple[Point, ...]:
    """Defects killed against requests sent, those that intend a MUST and the advisory ones apart."""
    return tuple(_point(rows, mark) for mark in (*MARKS, None))


def _point(rows: Sequence[Row], mark: int | None) -> Point:
    def within(advisory: bool) -> Share:
        mine = [row for row in rows if row.defect.advisory is advisory]
        return Share(killed=sum(_killed_within(row, mark) for row in mine), of=len(mine))

    return Point(requests=mark, full=within(False), advisory=within(True))


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
