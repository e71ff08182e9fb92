"""Cells of the comparison: a tool on a sandbox with one defect or none, each kept in a file when it is finished."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from benchmarks.verdicts import Failure
from conformance.whole_file import write_whole

CLEAN = ("none", "none-again", "none-at-last")
"""What stands for the defect of a sandbox that has none: each tool meets three, for what it says of one may be luck."""


class Cell(BaseModel):
    """What a tool did and said on one sandbox. `wall` and `cpu` are seconds, the tool's alone; `problem` says why there
    is no verdict, where the tool left none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tool: str
    defect: str
    requests: int
    wall: float
    cpu: float
    cut_off: bool
    failures: tuple[Failure, ...]
    problem: str = ""


class _Kept(BaseModel):
    code: str
    cell: Cell


@dataclass(frozen=True)
class Cells:
    """The finished cells of a folder; `code` holds, by tool, the digest of what makes its cells now, and `deeds`, by
    defect, that of its own code."""

    folder: Path
    code: Mapping[str, str]
    deeds: Mapping[str, str] = field(default_factory=dict)

    def get(self, tool: str, defect: str) -> Cell | None:
        """A cell that was finished by the same code, by the same release of the tool, on the same sandbox."""
        file = self._file(tool, defect)
        if not file.exists():
            return None
        try:
            kept = _Kept.model_validate_json(file.read_bytes())
        except ValueError:  # of another shape
            return None
        return kept.cell if kept.code == self._made_by(tool, defect) else None

    def made(self, tool: str, defect: str, make: Callable[[], Cell]) -> Cell:
        """A cell, made now unless an earlier, interrupted comparison of the same code has finished it."""
        held = self.get(tool, defect)
        if held is not None:
            return held
        cell, file = make(), self._file(tool, defect)
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, _Kept(code=self._made_by(tool, defect), cell=cell).model_dump_json(indent=1) + "\n")
        return cell

    def _made_by(self, tool: str, defect: str) -> str:
        return f"{self.code[tool]} {self.deeds.get(defect, '')}".rstrip()

    def _file(self, tool: str, defect: str) -> Path:
        return self.folder / tool / f"{defect}.json"


def alarms(clean: Iterable[Cell]) -> frozenset[Failure]:
    """What a tool reports on any clean sandbox."""
    return frozenset(failure for each in clean for failure in each.failures)


def new(cell: Cell, clean: Iterable[Cell]) -> frozenset[Failure]:
    """What a tool reports on a defect and on no clean sandbox: the kinds of failure, by operation."""
    return frozenset(cell.failures) - alarms(clean)
