"""The self-test: every defect of the sandbox is sought, and what survives is told."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from conformance.catalogue import LevelName
from conformance.proving.clean import alarm
from conformance.proving.known import Defect
from conformance.proving.nursery import nursery
from conformance.proving.remembered import Remembered
from conformance.proving.rows import Row, Selftest, curve, share
from conformance.proving.seeking import Search
from conformance.proving.warm import Warm, warm

Progress = Callable[[int, int, int], None]
"""`progress(done, of, survived)`."""


@dataclass(frozen=True)
class Plan:
    """What to seek and how: see the flags of `conformance selftest`."""

    defects: Sequence[Defect]
    seed: int
    level: LevelName
    workers: int
    whole: bool
    out: Path


def selftest(plan: Plan, progress: Progress) -> Selftest:
    """Seek every defect of a plan; what an earlier self-test of the same code, seed and kind found is taken over."""
    begun = time.monotonic()
    memory = Remembered(plan.out / "rows", f"{plan.seed} {plan.level} {plan.whole}")
    rows = {each.id: row for each in plan.defects if (row := memory.recall(each)) is not None}
    left = [each for each in plan.defects if each.id not in rows]
    made: list[Selftest] = []

    def told(row: Row) -> None:
        memory.keep(row)
        rows[row.defect.id] = row
        progress(len(rows), len(plan.defects), sum(not each.killed for each in rows.values()))

    def then(parent: Warm) -> None:
        search = Search(parent, plan.seed, plan.level, plan.whole)
        search.seek(left, told)
        in_order = [rows[each.id] for each in plan.defects if each.id in rows]
        made.append(_result(plan, search, in_order, time.monotonic() - begun))

    with nursery() as sandboxes:
        warm(sandboxes, plan.out / "trials", plan.workers, then)
    return made[0]


def _result(plan: Plan, search: Search, rows: Sequence[Row], seconds: float) -> Selftest:
    cleans = list(search.cleans) or ([search.clean(rows)] if any(row.killed for row in rows) else [])
    return Selftest(
        seed=plan.seed,
        level=plan.level,
        rows_are_whole=plan.whole,
        seconds=round(seconds, 1),
        clean_requests=max((each.ended.requests for each in cleans), default=0),
        false_alarms=tuple(found.what for each in cleans if (found := alarm(each.ended)) is not None),
        full=share(row for row in rows if not row.defect.advisory),
        advisory=share(row for row in rows if row.defect.advisory),
        standard=share(row if row.level == "standard" else row.model_copy(update={"killed": False}) for row in rows),
        curve=curve(rows) if plan.whole else (),
        rows=tuple(rows),
    )
