"""Writes one segment of a journal: a line a record, flushed at once, so a killed process loses a torn line."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from conformance.journal.records import Record


class Writer:
    """Appends records to `<folder>/<segment>.jsonl`, numbered from 1.

    A segment belongs to one process; its threads may share the writer.
    """

    def __init__(self, folder: Path, segment: str, clock: Callable[[], float] = time.time) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.segment = segment
        self._clock = clock
        self._file = (folder / f"{segment}.jsonl").open("ab", buffering=0)
        self._lock = threading.Lock()
        self._seq = 0

    def write(self, record: Record) -> None:
        """Append a record; its `seq`, `segment` and `at` are set here."""
        with self._lock:
            self._seq += 1
            placed = record.model_copy(update={"seq": self._seq, "segment": self.segment, "at": self._clock()})
            self._file.write(placed.model_dump_json(by_alias=True, exclude_none=False).encode() + b"\n")

    def close(self) -> None:
        """Close the segment; writing afterwards is an error."""
        self._file.close()

    def __enter__(self) -> "Writer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
