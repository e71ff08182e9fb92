"""Waiting for runs: they are asked after, with growing pauses, until all have ended or the time is over."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from conformance.errors import HarnessError, Incomplete
from conformance.exchange import Exchange
from conformance.exits import Exit
from conformance.laws.tasks import is_completed, is_end
from conformance.lgp import answers
from conformance.lgp.command import Lgp
from conformance.lgp.counted import counted
from conformance.lgp.session import Session

Row = dict[str, Any]

COLUMNS = ("runId", "status", "taskId", "leadId", "createdAt", "finishedAt", "error")

DEFAULT_BOUND = 600.0
"""Seconds."""

_FIRST_PAUSE, _LONGEST_PAUSE, _GROWTH = 1.0, 5.0, 1.5
_MOST_RECENT = 100


class RunsFailed(HarnessError):
    """A run came to another end than completion: exit code 1."""

    code = Exit.NOT_CONFORMANT


def ended(lgp: Lgp, runs: Iterable[str], bound: float) -> list[Row]:
    """The last that was said of each run, when all have ended or `bound` seconds are over; progress is told."""
    return Wait(lgp.session, lgp.show.note).until_ended(runs, bound)


def judge(rows: Sequence[Row], bound: float) -> None:
    """RunsFailed where a run ended otherwise than completed, else Incomplete where one has not ended."""
    otherwise = [row for row in rows if is_end(row["status"]) and not is_completed(row["status"])]
    if otherwise:
        told = ", ".join(f"{row['runId']} {row['status']}" for row in otherwise)
        raise RunsFailed(f"{len(otherwise)} of {counted(len(rows), 'run')} did not complete: {told}")
    late = [str(row["runId"]) for row in rows if not is_end(row["status"])]
    if late:
        raise Incomplete(
            f"{len(late)} of {counted(len(rows), 'run')} had not ended after {bound:g} s",
            f"Wait on with `lgp tasks wait {' '.join(late)}`",
        )


class Wait:
    """Asks after runs; `note` gets a line whenever their states have changed."""

    def __init__(
        self,
        session: Session,
        note: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._session = session
        self._note = note
        self._clock = clock
        self._sleep = sleep

    def until_ended(self, runs: Iterable[str], bound: float) -> list[Row]:
        """The last that was said of each run, when all have ended or `bound` seconds are over."""
        begun = self._clock()
        seen: dict[str, Row] = {run: {"runId": run, "status": ""} for run in runs}
        told = ""
        pause = _FIRST_PAUSE
        for run in seen:
            self._look(run, seen)
        while True:
            states = _counted(seen.values())
            if states != told:
                self._note(f"{counted(len(seen), 'run')} after {self._clock() - begun:.0f} s: {states}")
                told = states
            open_runs = [run for run, row in seen.items() if not is_end(row["status"])]
            left = begun + bound - self._clock()
            if not open_runs or left <= 0:
                return list(seen.values())
            self._sleep(min(pause, left))
            pause = min(pause * _GROWTH, _LONGEST_PAUSE)
            for run in self._worth_a_look(open_runs, seen):
                self._look(run, seen)

    def _worth_a_look(self, runs: Sequence[str], seen: dict[str, Row]) -> list[str]:
        """The runs to be asked after one by one: each request counts, so one list tells of those still under way."""
        if len(runs) == 1:
            return list(runs)
        answer = self._heard(self._session.heard("listRecentRuns", query={"limit": _MOST_RECENT}))
        if answer is None:
            return []
        recent = {row["runId"]: row.get("status") for row in answer.rows("runs") if isinstance(row.get("runId"), str)}
        under_way = {run for run in runs if run in recent and not is_end(recent[run])}
        for run in under_way:
            seen[run]["status"] = recent[run] or ""
        return [run for run in runs if run not in under_way]

    def _look(self, run: str, seen: dict[str, Row]) -> None:
        answer = self._heard(self._session.heard("getTaskStatus", query={"runId": run}))
        if answer is not None:
            seen[run] = {"status": "", **answers.fields(answer), "runId": run}

    def _heard(self, answer: Exchange) -> Exchange | None:
        """An answer of the service; None of a gateway, or where the limit is spent: those pass."""
        return self._session.taken(answer) if answer.decides else None


def _counted(rows: Iterable[Row]) -> str:
    counts = Counter(str(row["status"]) or "unknown" for row in rows)
    return ", ".join(f"{count} {state}" for state, count in counts.items())
