"""What an export has so far: rows in `FILE.part`, and beside it, in `FILE.part.json`, how to go on from them.

The rows are on the disk before the position that counts them, so a position never tells of rows that are not there.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from conformance.errors import Incomplete, UsageError
from conformance.lgp.row_forms import Form
from conformance.locks import taken
from conformance.whole_file import write_whole

_OTHERWISE = "Add --restart to export from the beginning, or name another FILE"

_MOST_OPENINGS = 100

_LONGEST_ENDING = f"{'.part.json':-<60}"
"""As long as what the name of FILE gets, while what lies beside it is written."""


class PartUnusable(UsageError):
    """The part is of something else, or was changed: no export can go on from it."""

    def __init__(self, message: str) -> None:
        super().__init__(message, _OTHERWISE)


@dataclass(frozen=True)
class Position:
    """Where an export goes on.

    `left` are the listings to walk, the first of them from `token` on; `size` is in bytes of the part, `columns` are
    those of its header, empty before there is one, and `late` the fields that came too late for it.
    """

    left: tuple[str, ...]
    token: str | None = None
    size: int = 0
    rows: int = 0
    pages: int = 0
    columns: tuple[str, ...] = ()
    late: tuple[str, ...] = ()


class PartFile:
    """The part of one export, which no other process writes meanwhile; `question` is what was asked, by name."""

    def __init__(self, file: Path, question: Mapping[str, str]) -> None:
        self.file = file
        self.path = file.with_name(f"{file.name}.part")
        self.state = file.with_name(f"{file.name}.part.json")
        self._question = dict(question)
        for _ in range(_MOST_OPENINGS):
            self._handle = self._locked()
            if self._is_mine():
                return
            self._handle.close()  # whoever held it has moved or removed it meanwhile
        raise self._busy()

    def close(self) -> None:
        """Let others write it; where nothing was begun, nothing stays."""
        if self._is_mine() and not self._size() and not self.state.exists():
            self.path.unlink(missing_ok=True)
        self._handle.close()

    def position(self) -> Position | None:
        """Where to go on, None where nothing has begun; the part is cut to what the position counts.

        PartUnusable where another question was asked, or where the files were changed.
        """
        known = self._read()
        if known is None:
            return None
        asked, at = known
        other = [name for name in {**asked, **self._question} if asked.get(name) != self._question.get(name)]
        if other:
            raise PartUnusable(f"{self.path} is of another export: its {', '.join(other)} differ")
        if self._size() < at.size:
            raise PartUnusable(f"{self.path} is shorter than it was left")
        with _writing(self.path):
            self._handle.truncate(at.size)
        return at

    def ids(self, form: Form, position: Position) -> set[str]:
        """The ids of the rows that a position counts; PartUnusable where they are others."""
        found: set[str] = set()
        try:
            with self.path.open("rb") as file:
                found.update(form.ids(file))
        except (OSError, ValueError) as error:
            raise PartUnusable(f"{self.path} cannot be read as it was left") from error
        if len(found) != position.rows:
            raise PartUnusable(f"{self.path} holds other rows than it was left with")
        return found

    def forget(self) -> None:
        """Drop what there is, whatever it is of."""
        with _writing(self.path):
            self.state.unlink(missing_ok=True)
            self._handle.truncate(0)

    def begin(self, position: Position) -> None:
        """Begin anew, at a position."""
        with _writing(self.path):
            self._handle.truncate(0)
        self._keep(position)

    def add(self, data: bytes, position: Position) -> None:
        """Add rows, and keep where to go on after them; Incomplete where they cannot be written."""
        with _writing(self.path):
            self._handle.seek(0, os.SEEK_END)
            view = memoryview(data)
            while view:
                view = view[self._handle.write(view) :]
            os.fsync(self._handle.fileno())
        self._keep(position)

    def publish(self, *, force: bool) -> None:
        """Make the part the file, and forget the position; UsageError where there is such a file, without `force`."""
        with _writing(self.file):
            refuse_unwritable(self.file, force=force)
            self.path.replace(self.file)
            self.state.unlink(missing_ok=True)

    def _locked(self) -> BinaryIO:
        """The part, opened and locked; UsageError where another process has the lock."""
        with _writing(self.path):
            handle = os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666), "r+b", buffering=0)
        if not taken(handle):
            handle.close()
            raise self._busy()
        return handle

    def _busy(self) -> UsageError:
        return UsageError(f"another `lgp` is writing {self.path}", "Let it end, or name another FILE")

    def _is_mine(self) -> bool:
        """Whether what lies at the path is the file that is locked."""
        try:
            return os.path.samestat(os.fstat(self._handle.fileno()), self.path.stat())
        except FileNotFoundError:
            return False

    def _keep(self, position: Position) -> None:
        text = json.dumps({"asked": self._question, "position": asdict(position)}, indent=2)
        with _writing(self.state):
            write_whole(self.state, f"{text}\n", durable=True)

    def _read(self) -> tuple[dict[str, str], Position] | None:
        try:
            known: Any = json.loads(self.state.read_text(encoding="utf-8"))
            at = known["position"]
            lists = {name: tuple(str(each) for each in at[name]) for name in ("left", "columns", "late")}
            numbers = {name: int(at[name]) for name in ("size", "rows", "pages")}
            return dict(known["asked"]), Position(**{**at, **lists, **numbers})
        except FileNotFoundError:
            if self._size():
                raise PartUnusable(f"nothing tells of which export {self.path} is") from None
            return None
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise PartUnusable(f"{self.state} cannot be used") from error

    def _size(self) -> int:
        return os.fstat(self._handle.fileno()).st_size


def refuse_unwritable(file: Path, *, force: bool) -> None:
    """UsageError where a file, or what an export has beside it, cannot lie, or is there and may not be replaced."""
    try:
        if not file.parent.is_dir():
            raise UsageError(f"there is no folder {file.parent}", "Make it, or name a FILE elsewhere")
        if file.is_dir():
            raise UsageError(f"{file} is a folder", "Name a file in it")
        if file.exists() and not force:
            raise UsageError(f"{file} is there already", "Add --force to replace it, or name another FILE")
        file.with_name(f"{file.name}{_LONGEST_ENDING}").exists()
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}", "Name another FILE") from error


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    """Turn what a file system refuses into Incomplete: the export goes on once that is mended."""
    try:
        yield
    except OSError as error:
        raise Incomplete(f"{file} cannot be written: {error.strerror}", "Mend that, and run the same again") from error
