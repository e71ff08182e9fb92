"""What `lgp` prints: tables for people, JSON for machines. What a server sends is made harmless before it is shown."""

import json
import sys
from collections.abc import Mapping, Sequence
from shutil import get_terminal_size
from typing import Any

from rich.console import Console
from rich.text import Text

from conformance import streams
from conformance.harmless import one_line, printable
from conformance.lgp.table import Table
from conformance.redaction import Redactor

_LONGEST_CELL = 60
_WIDE = 10_000

Row = Mapping[str, Any]


class Show:
    """Prints to standard output; `as_json` for machines. Secrets that the redactor knows are never printed."""

    def __init__(self, redactor: Redactor, *, as_json: bool) -> None:
        self.as_json = as_json
        self._redactor = redactor

    def rows(self, rows: Sequence[Row], columns: Sequence[str], nothing: str = "none") -> None:
        """A table of these columns, those left out that no row has; as JSON the rows whole, as the API gave them.

        Its lines are cut to the width of a terminal, which a note tells, and are whole for a program that reads them.
        """
        if self.as_json:
            self.value(list(rows))
            return
        if not rows:
            self.line(nothing)
            return
        told = [each for each in columns if any(row.get(each) not in (None, "") for row in rows)] or list(columns)[:1]
        self._print(Table(told, [[self._cell(row.get(each)) for each in told] for row in rows]))

    def record(self, record: Row, columns: Sequence[str] = ()) -> None:
        """One record, a line a field, these first; as JSON whole."""
        if self.as_json:
            self.value(dict(record))
            return
        names = [*(each for each in columns if each in record), *(each for each in record if each not in columns)]
        told = [name for name in names if record[name] not in (None, "")]
        width = max((len(one_line(each)) for each in told), default=0)
        for name in told:
            self.line(f"{one_line(name):<{width}}  {self._cell(record[name], longest=_WIDE)}")

    def value(self, value: Any) -> None:
        """A value as JSON, in ASCII, so that nothing in it steers a terminal."""
        text = json.dumps(value, indent=2, ensure_ascii=True)
        sys.stdout.write(f"{self._redactor.text(text)}\n")

    def once(self, record: Row, secret: str) -> None:
        """The secret of a record, to be seen this once, alone on its line; as JSON with the rest of the record.

        Incomplete where nobody reads it.
        """
        if not self.as_json:
            streams.print_surely(f"{one_line(str(record[secret]), _WIDE)}\n")
            return
        known = {name: json.loads(self._redactor.text(json.dumps(value))) for name, value in record.items()}
        streams.print_surely(f"{json.dumps({**known, secret: record[secret]}, indent=2, ensure_ascii=True)}\n")

    def line(self, text: str) -> None:
        """A line for people; nothing where machines read."""
        if not self.as_json:
            sys.stdout.write(f"{self._redactor.text(printable(text, _WIDE))}\n")

    def note(self, text: str) -> None:
        """A line on standard error, beside what is printed."""
        sys.stderr.write(f"{self._redactor.text(one_line(text, _WIDE))}\n")

    def _cell(self, value: object, longest: int = _LONGEST_CELL) -> str:
        if value is None:
            return ""
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        shown = one_line(self._redactor.text(text), _WIDE)
        return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"

    def _print(self, table: Table) -> None:
        edge = get_terminal_size().columns if sys.stdout.isatty() else None
        header, *rows = table.lines(edge)
        sys.stdout.write("".join(f"{line}\n" for line in (_bold(header), *rows)))
        if edge is not None and (names := table.beyond(edge)):
            self.note(f"not all seen in {edge} columns: {', '.join(names)}; --json has all")


def _bold(line: str) -> str:
    """A line in bold letters, where standard output shows such."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False, width=_WIDE)
    with console.capture() as shown:
        console.print(Text(line, style="bold"), no_wrap=True, overflow="ignore", crop=False, end="")
    return shown.get()
