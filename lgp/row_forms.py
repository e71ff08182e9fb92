"""The forms of an export: a row as bytes, and the ids of the rows that a file already holds."""

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any, Protocol

Row = Mapping[str, Any]


class Form(Protocol):
    """How rows stand in a file; `has_columns` where all have the same fields."""

    has_columns: bool

    def header(self, columns: Sequence[str]) -> bytes:
        """What stands before the first row."""

    def row(self, row: Row, columns: Sequence[str]) -> bytes:
        """A row, with the values of these columns."""

    def ids(self, file: IO[bytes]) -> Iterator[str]:
        """The ids of a file's rows; ValueError where it is of another form."""


class Jsonl:
    """A JSON object a line; without `asked` fields each row is whole, as the API gave it."""

    has_columns = False

    def __init__(self, asked: Sequence[str]) -> None:
        self._asked = asked

    def header(self, columns: Sequence[str]) -> bytes:  # noqa: ARG002  # a line tells its own names
        """Nothing: each line tells its own names."""
        return b""

    def row(self, row: Row, columns: Sequence[str]) -> bytes:  # noqa: ARG002  # a line tells its own names
        """The row, or the asked fields that it has."""
        shown = {name: row[name] for name in self._asked if name in row} if self._asked else row
        return f"{json.dumps(shown, ensure_ascii=False, separators=(',', ':'))}\n".encode()

    def ids(self, file: IO[bytes]) -> Iterator[str]:
        """The ids of the lines; ValueError where one is no object with an id."""
        for line in file:
            known = json.loads(line)
            yield _text(known.get("id") if isinstance(known, dict) else None)


class Csv:
    """Values between commas, by RFC 4180; a cell is the value as it is, so that it comes back as it went.

    A value that is neither text nor empty stands as JSON.
    """

    has_columns = True

    def header(self, columns: Sequence[str]) -> bytes:
        """The names of the columns."""
        return _line(columns)

    def row(self, row: Row, columns: Sequence[str]) -> bytes:
        """A cell a column."""
        return _line([_cell(row.get(name)) for name in columns])

    def ids(self, file: IO[bytes]) -> Iterator[str]:
        """The cells under `id`; ValueError where there are none."""
        bound = csv.field_size_limit(sys.maxsize)
        text = io.TextIOWrapper(file, "utf-8", newline="")
        try:
            for row in csv.DictReader(text):
                yield _text(row.get("id"))
        except csv.Error as error:
            raise ValueError(str(error)) from error
        finally:
            text.detach()
            csv.field_size_limit(bound)


FORMS = ("jsonl", "csv")


def form(name: str, asked: Sequence[str]) -> Form:
    """The form of that name, one of FORMS, for the asked fields or all."""
    return Csv() if name == "csv" else Jsonl(asked)


def _line(cells: Sequence[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a row has no id")
    return value
