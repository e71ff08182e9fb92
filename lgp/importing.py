"""Reads leads from CSV: every column and row is checked before anything is sent."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from conformance.errors import UsageError
from conformance.lgp import lead_fields, standard_input

_TOLD = 5
"""Problems of rows that are told at once."""

_GIVE = "Give a header line and a line for each lead"
_SAVE = "Save it as CSV in UTF-8"


@dataclass(frozen=True)
class Row:
    """A lead of a file, and the line where it begins."""

    line: int
    lead: dict[str, str]

    @property
    def email(self) -> str:
        """Its e-mail, or nothing."""
        return self.lead.get("email", "")


def read(source: str) -> str:
    """The text of a file, or of standard input for `-`; UsageError where it is empty or no UTF-8."""
    try:
        text = standard_input.whole("standard input") if source == "-" else Path(source).read_bytes().decode("utf-8")
    except OSError as error:
        raise UsageError(
            f"{source} cannot be read: {error.strerror}", "Name a CSV file, or - for standard input"
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{source} is not in UTF-8", _SAVE) from error
    text = text.removeprefix("\ufeff")
    if not text.strip():
        name = "standard input" if source == "-" else source
        raise UsageError(f"there is nothing in {name}", _GIVE)
    return text


def rows_of(text: str, *, ignore_unknown: bool = False) -> list[Row]:
    """The leads of a CSV text; UsageError where a column or a row cannot be taken."""
    lines = _lines(text)
    _, header = next(lines, (0, []))
    fields = _fields(header, ignore_unknown=ignore_unknown)
    rows: list[Row] = []
    problems: list[str] = []
    for line, cells in lines:
        told = {field: cell.strip() for field, cell in zip(fields, cells, strict=False) if field and cell.strip()}
        rows.append(Row(line, told))
        problems += [f"line {line} has no {name}" for name in lead_fields.REQUIRED if name not in told]
        if not ignore_unknown and any(_nameless(header, cells)):
            problems.append(f"line {line} has more cells than the header has names")
    if problems:
        more = f", and {len(problems) - _TOLD} more" if len(problems) > _TOLD else ""
        raise UsageError(f"nothing was sent: {', '.join(problems[:_TOLD])}{more}", "Mend the file")
    if not rows:
        raise UsageError("there is no lead in it", _GIVE)
    return rows


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold something, each with its number; a cell may go over several."""
    separator = max(",;", key=lambda each: len(_first(text, each)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UsageError(f"line {line} is no CSV: {error}", _SAVE) from error
        if any(cell.strip() for cell in cells):
            yield line, cells


def _first(text: str, separator: str) -> list[str]:
    try:
        return next((cells for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if cells), [])
    except csv.Error:
        return []


def _fields(header: Sequence[str], *, ignore_unknown: bool) -> list[str | None]:
    """The field of each column, None for one that is ignored."""
    fields = [lead_fields.known_as(name) for name in header]
    strange = [name for name, field in zip(header, fields, strict=True) if field is None and name.strip()]
    if strange and not ignore_unknown:
        error = lead_fields.unknown("a lead has no field for the columns", strange)
        raise UsageError(error.message, "Rename them, or leave them out with --ignore-unknown")
    for field in fields:
        if field is not None and fields.count(field) > 1:
            raise UsageError(f"two columns are the lead's {field}", "Leave one out")
    missing = [name for name in lead_fields.REQUIRED if name not in fields]
    if missing:
        raise UsageError(f"there is no column for {' and '.join(missing)}", "A lead needs both names")
    return fields


def _nameless(header: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    """What stands in columns without a name."""
    for place, cell in enumerate(cells):
        if place >= len(header) or not header[place].strip():
            yield cell.strip()
