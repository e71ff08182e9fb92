"""The rows of the comparison with plain `st run`, and the tables that show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.verdicts import Verdict


@dataclass(frozen=True)
class Row:
    """One tool on a clean target.

    `yardstick`: seconds that plain requests took beside the run; `operations`: how many got a 2xx; `left`: clients and
    leads there afterwards that were not before; `cut_off`: the time-out struck, and the row is what came until then.
    """

    tool: str
    requests: int
    seconds: float
    yardstick: float
    operations: int
    verdict: Verdict
    left: int
    cut_off: bool

    @property
    def ratio(self) -> float:
        """The run's length in yardsticks."""
        return self.seconds / self.yardstick


@dataclass(frozen=True)
class Seeded:
    """A defect of the sandbox, what kind of wrong it is, and the operations on which a tool would show it."""

    id: str
    kind: str
    operations: tuple[str, ...]


SEEDED = (
    Seeded("pipeline-total-is-text", "type of a property", ("GET /analytics/pipeline",)),
    Seeded("webhook-unknown-platform-taken", "value outside its list", ("POST /webhook-workbench",)),
    Seeded("unknown-client-is-410", "undocumented status", ("DELETE /clients",)),
    Seeded("lead-title-dropped", "answered, not stored", ("POST /leads", "GET /leads", "GET /enrich-leads/{id}")),
    Seeded("foreign-client-listed", "another tenant's row", ("GET /clients",)),
)
"""Three that an answer and its schema give away, and two that it takes to know what was stored, and by whom."""

BESIDE_THE_POINT = frozenset({"IgnoredAuth", "RejectedPositiveData"})
"""What st calls a refusal too little or too many: no defect in SEEDED is one, so these never count as finding it."""


def shown(defect: Seeded, faulty: Verdict, clean: Verdict) -> list[str]:
    """The checks that fail on the defect's operations, and did not on a clean target; none: it was not found."""
    new = faulty.failures - clean.failures
    return sorted({each.check for each in new if each.operation in defect.operations} - BESIDE_THE_POINT)


def table(rows: Sequence[Row]) -> str:
    """The rows, and below them what was reported against a server that has no defect."""
    head = f"{'':<22}{'requests':>9}{'seconds':>9}{'ratio':>7}{'with a 2xx':>12}{'false alarms':>14}{'rows left':>11}"
    lines = [head, *(_line(row) for row in rows), ""]
    for row in rows:
        counts = sorted(row.verdict.by_check.items(), key=lambda each: -each[1])
        lines.append(
            f"false alarms of {row.tool}: {', '.join(f'{count} {check}' for check, count in counts) or 'none'}"
        )
    return "\n".join(lines)


def _line(row: Row) -> str:
    alarms = sum(row.verdict.by_check.values())
    return (
        f"{row.tool:<22}{row.requests:>9}{row.seconds:>9.1f}{row.ratio:>7.1f}{row.operations:>9} ops"
        f"{alarms:>14}{row.left:>11}{'  cut off by the time-out' if row.cut_off else ''}"
    )


def found_table(found: Mapping[str, Mapping[str, Sequence[str]]]) -> str:
    """Which tool found which seeded defect: `found` holds, by tool and defect, the checks that showed it."""
    lines = [f"{'seeded defect':<32}{'kind':<24}" + "".join(f"{tool:<22}" for tool in found)]
    for defect in SEEDED:
        cells = (", ".join(by_defect[defect.id]) or "not found" for by_defect in found.values())
        lines.append((f"{defect.id:<32}{defect.kind:<24}" + "".join(f"{cell:<22}" for cell in cells)).rstrip())
    return "\n".join(lines)
