"""Rows that outlive a self-test which was stopped: another one of the same code goes on where it was."""

import hashlib
from functools import cache
from pathlib import Path

from pydantic import BaseModel

from conformance import _layout
from conformance.proving.known import Defect
from conformance.proving.rows import Row

_READ = (".py", ".toml", ".json", ".ini")


class _Entry(BaseModel):
    code: str
    row: Row


class Remembered:
    """Rows in a folder, a file each; `kind` tells self-tests apart that differ in more than the code."""

    def __init__(self, folder: Path, kind: str) -> None:
        self._folder = folder
        self._code = hashlib.sha256(f"{code()} {kind}".encode()).hexdigest()

    def recall(self, defect: Defect) -> Row | None:
        """The row of a defect, where it was written by the same code and tells of the same defect."""
        file = self._file(defect)
        if not file.exists():
            return None
        entry = _Entry.model_validate_json(file.read_bytes())
        return entry.row if entry.code == self._code and entry.row.defect == defect else None

    def keep(self, row: Row) -> None:
        """Write a row."""
        self._folder.mkdir(parents=True, exist_ok=True)
        entry = _Entry(code=self._code, row=row)
        self._file(row.defect).write_text(entry.model_dump_json(), encoding="utf-8")

    def _file(self, defect: Defect) -> Path:
        return self._folder / f"{defect.id.replace('@', '-at-')}.json"


@cache
def code() -> str:
    """A digest of everything that decides what a run does: the engine, the sandbox, the suites, the references."""
    digest = hashlib.sha256()
    folders = (_layout.PACKAGE, _layout.SUITES, _layout.FIXTURES, _layout.REFERENCES)
    for file in sorted({each for folder in folders for each in folder.rglob("*") if each.suffix in _READ}):
        digest.update(str(file.name).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
