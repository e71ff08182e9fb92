"""Waiting for runs: they are asked after, with growing pauses, until all have ended or the time is over."""

import shlex
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from conformance.errors import HarnessError, Incomplete, TargetLost, Unreachable
from conformance.exchange import Exchange
from conformance.exits import Exit
from conformance.laws.tasks import is_completed, is_end
from conformance.lgp import answers, documented
from conformance.lgp.counted import counted
from conformance.lgp.session import Session

Row = dict[str, Any]

COLUMNS = ("runId", "status", "taskId", "leadId", "createdAt", "finishedAt", "error")

DEFAULT_BOUND = 600.0
"""Seconds."""

_FIRST_PAUSE, _LONGEST_PAUSE, _GROWTH = 1.0, 5.0, 1.5


class RunsFailed(HarnessError):
    """A run came to another end than completion: exit code 1."""

    code = Exit.NOT_CONFORMANT


def command_of(runs: Sequence[str]) -> str:
    """The command that waits for runs, for somebody to copy: a server names them as it likes."""
    return f"`{shlex.join(['lgp', 'tasks', 'wait', *runs])}`"


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
            f"Wait on with {command_of(late)}",
        )


class Wait:
    """Asks after runs; `note` gets a line whenever their states have changed, or the service is away.

    A service that does not answer, or that a gateway stands in for, is asked again until the time is over.
    """

    def __init__(
        self,
        session: Session,
        note: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._session = session
        self._most_recent = documented.largest(session.contract, "listRecentRuns", "limit")
        self._note = note
        self._clock = clock
        self._sleep = sleep
        self._away: Incomplete | None = None
        self._has_answered = False

    def until_ended(self, runs: Iterable[str], bound: float) -> list[Row]:
        """The last that was said of each run, when all have ended or `bound` seconds are over.

        Unreachable or TargetLost where no answer came in all that time.
        """
        begun = self._clock()
        seen: dict[str, Row] = {run: {"runId": run, "status": ""} for run in runs}
        told = ""
        pause = _FIRST_PAUSE
        self._look(seen, seen)
        while True:
            states = _counted(seen.values())
            if states != told:
                self._note(f"{counted(len(seen), 'run')} after {self._clock() - begun:.0f} s: {states}")
                told = states
            open_runs = [run for run, row in seen.items() if not is_end(row["status"])]
            left = begun + bound - self._clock()
            if left <= 0 and self._away is not None and not self._has_answered:
                raise self._away
            if not open_runs or left <= 0:
                return list(seen.values())
            self._sleep(min(pause, left))
            pause = min(pause * _GROWTH, _LONGEST_PAUSE)
            self._look(self._worth_a_look(open_runs, seen), seen)

    def _worth_a_look(self, runs: Sequence[str], seen: dict[str, Row]) -> list[str]:
        """The runs to be asked after one by one: each request counts, so one list tells of those still under way."""
        if len(runs) == 1:
            return list(runs)
        answer = self._heard("listRecentRuns", {"limit": self._most_recent})
        if answer is None:
            return []
        recent = {row["runId"]: row.get("status") for row in answer.rows("runs") if isinstance(row.get("runId"), str)}
        under_way = {run for run in runs if run in recent and not is_end(recent[run])}
        for run in under_way:
            seen[run]["status"] = recent[run] or ""
        return [run for run in runs if run not in under_way]

    def _look(self, runs: Iterable[str], seen: dict[str, Row]) -> None:
        """Ask after each of the runs; the rest of them later where the service is away."""
        for run in list(runs):
            answer = self._heard("getTaskStatus", {"runId": run})
            if answer is not None:
                seen[run] = {"status": "", **answers.fields(answer), "runId": run}
            elif self._away is not None:
                return

    def _heard(self, operation: str, query: Mapping[str, object]) -> Exchange | None:
        """An answer of the service; None where there is none, of a gateway, or where the limit is spent: those pass."""
        try:
            answer = self._session.heard(operation, query=query)
        except (Unreachable, TargetLost) as error:
            if self._away is None:
                self._note(f"{error.message}; asking again")
            self._away = error
            return None
        self._away, self._has_answered = None, True
        return self._session.taken(answer) if answer.decides else None


def _counted(rows: Iterable[Row]) -> str:
    counts = Counter(str(row["status"]) or "unknown" for row in rows)
    return ", ".join(f"{count} {state}" for state, count in counts.items())
