"""What `lgp` prints: tables for people, JSON for machines. What a server sends is made harmless before it is shown."""

import json
import sys
from collections.abc import Mapping, Sequence
from shutil import get_terminal_size
from typing import Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from conformance import streams
from conformance.harmless import one_line, printable
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

        Its lines are cut to the width of a terminal, and are whole for a program that reads them.
        """
        if self.as_json:
            self.value(list(rows))
            return
        if not rows:
            self.line(nothing)
            return
        told = [each for each in columns if any(row.get(each) not in (None, "") for row in rows)] or list(columns)[:1]
        table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
        for each in told:
            table.add_column(each, no_wrap=True, overflow="ignore")
        for row in rows:
            table.add_row(*(Text(self._cell(row.get(each))) for each in told))
        self._print(table)

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

    def _print(self, what: Table) -> None:
        lines = _rendered(_WIDE, what)
        if sys.stdout.isatty():
            texts = [Text.from_ansi(line) for line in lines]
            for text in texts:
                text.rstrip()
            lines = _rendered(get_terminal_size().columns, *texts)
        sys.stdout.write("".join(f"{line.rstrip()}\n" for line in lines))


def _rendered(width: int, *what: RenderableType) -> list[str]:
    """The lines of tables and texts for standard output, cut to `width` columns."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False, width=width, height=_WIDE)
    with console.capture() as shown:
        for each in what:
            console.print(each, no_wrap=True, overflow="ellipsis")
    return shown.get().splitlines()
