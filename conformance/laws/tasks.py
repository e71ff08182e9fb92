"""Laws of runs: a run comes to an end, never leaves it, and its times stand in their order.

States are read in any letter case. What is no documented end, known or not, counts as in progress.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from conformance.exchange import Exchange
from conformance.expectations import Judgement, shown
from conformance.laws.text import bare
from conformance.laws.times import moment, same_moment

Row = Mapping[str, Any]

_ENDS = frozenset(
    {"failed", "canceled", "crashed", "timed_out", "system_failure", "expired", "interrupted"},
)
_COMPLETED = "completed"


def is_completed(state: object) -> bool:
    """Whether a state says that the work was done: `COMPLETED`, and whatever begins with it."""
    return isinstance(state, str) and bare(state).startswith(_COMPLETED)


def is_end(state: object) -> bool:
    """Whether a state is one of the documented ends."""
    return is_completed(state) or (isinstance(state, str) and bare(state) in _ENDS)


@dataclass(frozen=True)
class Sighting:
    """What one answer said of one run."""

    exchange: str
    row: Row

    @property
    def run(self) -> str:
        """The run's id."""
        return str(self.row.get("runId"))

    @property
    def state(self) -> object:
        """The run's state."""
        return self.row.get("status")


def sightings(exchanges: Iterable[Exchange], runs: Collection[str]) -> list[Sighting]:
    """Every mention of the runs, in the order of the answers: in a list of recent runs, or one by itself."""
    return [
        Sighting(exchange.id, row)
        for exchange in exchanges
        if exchange.succeeded
        for row in (exchange.rows("runs") or ([exchange.json] if isinstance(exchange.json, dict) else []))
        if row.get("runId") in runs
    ]


def ended(seen: Sequence[Sighting]) -> set[str]:
    """The runs that were seen in an end, at any time."""
    return {each.run for each in seen if is_end(each.state)}


def come_to_an_end(runs: Collection[str], seen: Sequence[Sighting]) -> Judgement:
    """Every run was seen in an end."""
    last = {each.run: each.state for each in seen}
    late = {run: last.get(run, "never seen") for run in sorted(runs) if run not in ended(seen)}
    actual = f"not ended, last seen: {shown(late)}" if late else f"{len(runs)} of {len(runs)} ended"
    return Judgement(not late, f"an end of each of {len(runs)} runs", actual)


def ends_are_kept(seen: Sequence[Sighting]) -> Judgement:
    """A run that was seen in an end is in that same state in all that was said of it later."""
    end: dict[str, str] = {}
    left: list[tuple[str, str, object]] = []
    for each in seen:
        if each.run in end and bare(each.state) != bare(end[each.run]):
            left.append((each.exchange, end[each.run], each.state))
        elif is_end(each.state):
            end.setdefault(each.run, str(each.state))
    expected = "the same end in every later answer"
    actual = f"(exchange, end, later): {shown(left)}" if left else f"{len(end)} ends, each kept"
    return Judgement(not left, expected, actual)


def newest_first(rows: Sequence[Row]) -> Judgement:
    """Rows stand in the order of their `createdAt`, the newest first; equal times in any order."""
    times = [moment(row.get("createdAt")) for row in rows]
    wrong = [
        (rows[at].get("createdAt"), rows[at + 1].get("createdAt"))
        for at, (one, next_) in enumerate(pairwise(times))
        if one is None or next_ is None or one < next_
    ]
    actual = f"out of order: {shown(wrong)}" if wrong else f"{len(rows)} rows in order"
    return Judgement(not wrong, "createdAt falling from row to row", actual)


def times_in_order(seen: Sequence[Sighting]) -> Judgement:
    """A run's `createdAt` never moves, and `finishedAt`, where an ended run carries it, is no earlier.

    Answers may tell times to the second or more finely: what differs in that alone is the same.
    """
    first: dict[str, Sighting] = {}
    wrong: list[tuple[str, str, object, object]] = []
    for each in seen:
        known = first.setdefault(each.run, each)
        created, finished = moment(each.row.get("createdAt")), moment(each.row.get("finishedAt"))
        was = moment(known.row.get("createdAt"))
        if created is None or was is None or not same_moment(created, was):
            wrong.append((each.exchange, "createdAt", known.row.get("createdAt"), each.row.get("createdAt")))
        elif is_end(each.state) and finished is not None and finished < _whole(created):
            wrong.append((each.exchange, "finishedAt", each.row.get("createdAt"), each.row.get("finishedAt")))
    expected = "createdAt as it was first told, and no finishedAt before it"
    actual = f"(exchange, time, due, told): {shown(wrong)}" if wrong else f"so in {len(seen)} sightings"
    return Judgement(not wrong, expected, actual)


def _whole(time: datetime) -> datetime:
    return time.replace(microsecond=0)
