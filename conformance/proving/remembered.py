"""Rows that outlive a self-test which was stopped: another one of the same code goes on where it was."""

import hashlib
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pydantic import BaseModel

from conformance import _layout
from conformance.proving.known import Defect
from conformance.proving.rows import Row

_READ = (".py", ".toml", ".json", ".ini")

_LIBRARIES = ("httpx", "hypothesis", "pytest", "schemathesis", "starlette", "uvicorn")
"""What both sides of a run stand on."""


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
        try:
            entry = _Entry.model_validate_json(file.read_bytes())
        except ValueError:  # cut off by a stop, or of another shape
            return None
        return entry.row if entry.code == self._code and entry.row.defect == defect else None

    def keep(self, row: Row) -> None:
        """Write a row."""
        self._folder.mkdir(parents=True, exist_ok=True)
        entry = _Entry(code=self._code, row=row)
        file = self._file(row.defect)
        fresh = file.with_suffix(".new")
        fresh.write_text(entry.model_dump_json(), encoding="utf-8")
        fresh.replace(file)

    def _file(self, defect: Defect) -> Path:
        return self._folder / f"{defect.file_name}.json"


@cache
def code() -> str:
    """A digest of all that decides what a run does: engine, sandbox, suites, references, Python and libraries."""
    digest = hashlib.sha256("\n".join([sys.version, *(f"{each} {version(each)}" for each in _LIBRARIES)]).encode())
    folders = (_layout.PACKAGE, _layout.SUITES, _layout.FIXTURES, _layout.REFERENCES)
    for file in sorted({each for folder in folders for each in folder.rglob("*") if each.suffix in _READ}):
        digest.update(str(file.name).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
