"""Reads a journal back: all segments, records in the order of their time, a torn last line left out."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from conformance.errors import UsageError
from conformance.journal.records import ADAPTER, AnyRecord, RunStarted


def read(folder: Path) -> list[AnyRecord]:
    """All records of the segments in a folder.

    UsageError where there is no journal, or where a line other than a segment's last cannot be read.
    """
    segments = sorted(folder.glob("*.jsonl")) if folder.is_dir() else []
    if not segments:
        raise UsageError(f"there is no journal in {folder}", "Name a run's folder, such as conformance-runs/latest")
    records = [record for segment in segments for record in _segment(segment)]
    records.sort(key=lambda record: (record.at, record.segment, record.seq))
    if not any(isinstance(record, RunStarted) for record in records):
        raise UsageError(f"the journal in {folder} has no beginning", "The run ended before it started its first test")
    return records


def _segment(file: Path) -> Iterator[AnyRecord]:
    lines = file.read_bytes().split(b"\n")
    complete, torn = lines[:-1], lines[-1]
    for number, line in enumerate(complete, start=1):
        try:
            yield ADAPTER.validate_json(line)
        except ValidationError as error:
            if number == len(complete) and not torn:
                return
            raise UsageError(
                f"line {number} of {file} is no record of a journal: {error.errors()[0]['msg']}"
            ) from error
