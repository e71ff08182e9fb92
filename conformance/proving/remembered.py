"""Rows that outlive a self-test which was stopped: another one of the same code goes on where it was."""

import hashlib
import sys
from collections.abc import Callable
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from conformance import _layout
from conformance.proving.known import Defect
from conformance.proving.rows import CleanRun, Row
from conformance.whole_file import write_whole

_READ = (".py", ".toml", ".json", ".yaml", ".ini")

Kind = TypeVar("Kind", bound=BaseModel)


class _Entry(BaseModel):
    code: str
    row: Row


class _CleanEntry(BaseModel):
    code: str
    clean: CleanRun


class Remembered:
    """Rows in a folder, a file each, and the clean runs that they rest on in a folder of that one.

    `kind` tells self-tests apart that differ in more than the code; so does `order`, the digest of the order of full
    rows, which is asked each time, for it is not known before it is measured.
    """

    def __init__(self, folder: Path, kind: str, order: Callable[[], str] = str) -> None:
        self._folder = folder
        self._kind = kind
        self._order = order

    @property
    def _code(self) -> str:
        return hashlib.sha256(f"{code()} {self._kind} {self._order()}".encode()).hexdigest()

    def recall(self, defect: Defect) -> Row | None:
        """The row of a defect, where it and what it rests on were written by the same code, and tell of this defect."""
        entry = _read(_Entry, self._file(defect))
        if entry is None or entry.code != self._code or _deed(entry.row.defect) != _deed(defect):
            return None
        row = entry.row.model_copy(update={"defect": defect})
        return row if all(self.clean(name) is not None for name in row.cleans) else None

    def keep(self, row: Row) -> None:
        """Write a row."""
        _write(_Entry(code=self._code, row=row), self._file(row.defect))

    def clean(self, name: str) -> CleanRun | None:
        """A clean run, where it was written by the same code."""
        entry = _read(_CleanEntry, self._clean_file(name))
        return entry.clean if entry is not None and entry.code == self._code else None

    def keep_clean(self, run: CleanRun) -> CleanRun:
        """Write a clean run; what an earlier one of its name found stays, for an alarm is none the less false."""
        earlier = self.clean(run.name)
        alarms = dict.fromkeys([*(earlier.alarms if earlier is not None else ()), *run.alarms])
        kept = run.model_copy(update={"alarms": tuple(alarms)})
        if kept != earlier:
            _write(_CleanEntry(code=self._code, clean=kept), self._clean_file(run.name))
        return kept

    def _file(self, defect: Defect) -> Path:
        return self._folder / f"{defect.file_name}.json"

    def _clean_file(self, name: str) -> Path:
        return self._folder / "clean" / f"{name}.json"


def _deed(defect: Defect) -> Defect:
    """A defect without its words about its width, which are written when its row is known."""
    return defect.model_copy(update={"because": ""})


def _read(kind: type[Kind], file: Path) -> Kind | None:
    """An entry; None where there is none, or one that a stop cut off, or one of another shape."""
    try:
        return kind.model_validate_json(file.read_bytes())
    except (FileNotFoundError, ValueError):
        return None


def _write(entry: BaseModel, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, entry.model_dump_json())


@cache
def code() -> str:
    """A digest of all that decides what a run does: engine, sandbox, suites, references, Python, what is installed.

    Without the code of the defects: each one tells that itself (`Defect.code`), and a run without it does not meet it.
    """
    digest = hashlib.sha256("\n".join([sys.version, *_installed()]).encode())
    for folder in (_layout.PACKAGE, _layout.SUITES, _layout.FIXTURES, _layout.REFERENCES):
        for file in sorted(each for each in folder.rglob("*") if each.suffix in _READ and not is_defect(each)):
            place = (Path(folder.name) / file.relative_to(folder)).as_posix()
            digest.update(place.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def is_defect(file: Path) -> bool:
    """Whether a file of ours holds defects, which no run without them meets."""
    in_their_folder = file.parent == _layout.PACKAGE / "sandbox" / "defects"
    return in_their_folder and file.suffix == ".py" and not file.name.startswith("_")


def _installed() -> list[str]:
    """Every library beside this one, with its version: what both sides of a run stand on is among them."""
    return sorted(f"{each.name} {each.version}" for each in distributions())
