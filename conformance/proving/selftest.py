"""The self-test: every defect of the sandbox is sought, and what survives is told."""

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from conformance import __version__
from conformance.catalogue import LevelName
from conformance.proving.false_alarms import alarm
from conformance.proving.known import Defect
from conformance.proving.measured import MeasuredOrder
from conformance.proving.nursery import nursery
from conformance.proving.remembered import Remembered, code
from conformance.proving.rows import CleanRun, Row, Selftest, at_standard, curve, shares
from conformance.proving.seeking import Search
from conformance.proving.warm import Warm, warm

Progress = Callable[[int, int, int], None]
"""`progress(done, of, survived)`."""


@dataclass(frozen=True)
class Plan:
    """What to seek and how: see the flags of `conformance selftest`; `command` is the command line as given."""

    defects: Sequence[Defect]
    seed: int
    level: LevelName
    workers: int
    whole: bool
    out: Path
    command: str


@dataclass(frozen=True)
class _Effort:
    """What this self-test did itself; `begun` is in UTC, `seconds` is wall time."""

    begun: datetime
    seconds: float
    taken_over: int


def selftest(plan: Plan, progress: Progress) -> Selftest:
    """Seek every defect of a plan.

    What an earlier self-test of the same code, seed and kind found is taken over: rows, and with them whatever the
    clean runs that they rest on came to.
    """
    begun, at = datetime.now(UTC), time.monotonic()
    order = MeasuredOrder(plan.out / "order.json", plan.seed) if plan.whole else None
    kind = f"{plan.seed} {plan.level} {plan.whole}"
    memory = Remembered(plan.out / "rows", kind, lambda: order.digest if order is not None else "")
    rows = {each.id: row for each in plan.defects if (row := memory.recall(each)) is not None}
    left = [each for each in plan.defects if each.id not in rows]
    taken_over = len(rows)

    def then(parent: Warm) -> None:
        search = Search(parent, plan.seed, plan.level, order)

        def told(row: Row, lasting: bool) -> None:
            rests_on = [memory.keep_clean(each).name for each in _cleans(search)]
            whole = row.model_copy(update={"cleans": tuple(rests_on)})
            if lasting:
                memory.keep(whole)
            rows[row.defect.id] = whole
            progress(len(rows), len(plan.defects), sum(not each.killed for each in rows.values()))

        search.seek(left, told)

    if left:
        with nursery() as sandboxes:
            warm(sandboxes, plan.out / "trials", plan.workers, then)
    in_order = [rows[each.id] for each in plan.defects]
    names = dict.fromkeys(name for row in in_order for name in row.cleans)
    cleans = [found for name in names if (found := memory.clean(name)) is not None]
    return _result(plan, in_order, cleans, _Effort(begun, time.monotonic() - at, taken_over))


def _cleans(search: Search) -> Iterator[CleanRun]:
    """The clean runs of a search, named by what they ran."""
    for (level, only, order), clean in search.cleans.items():
        found = alarm(clean.ended)
        yield CleanRun(
            name=f"{level}-{hashlib.sha256(repr((only, order)).encode()).hexdigest()[:12]}",
            level=level,
            requirements=only,
            requests=clean.ended.requests,
            seconds=clean.ended.seconds,
            alarms=(found.what,) if found is not None else (),
        )


def _result(plan: Plan, rows: Sequence[Row], cleans: Sequence[CleanRun], effort: _Effort) -> Selftest:
    killed = shares(rows)
    return Selftest(
        version=__version__,
        code=hashlib.sha256(" ".join([code(), *(each.code for each in plan.defects)]).encode()).hexdigest(),
        begun=effort.begun,
        command=plan.command,
        seed=plan.seed,
        level=plan.level,
        rows_are_whole=plan.whole,
        taken_over=effort.taken_over,
        seconds=round(effort.seconds, 1),
        seconds_of_runs=round(sum(row.seconds for row in rows) + sum(each.seconds for each in cleans), 1),
        cleans=tuple(cleans),
        false_alarms=tuple(f"{each.words}: {what}" for each in cleans for what in each.alarms),
        full=killed.full,
        advisory=killed.advisory,
        standard=at_standard(rows),
        curve=curve(rows) if plan.whole else (),
        rows=tuple(rows),
    )
