"""A table as lines of text: each column as wide as its widest cell, and two blanks between them."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size

_BETWEEN = "  "


class Table:
    """A header and rows of cells, all of one length and harmless; widths are those that a terminal shows."""

    def __init__(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self._header = header
        self._rows = rows
        self._widths = [max(map(_width, column)) for column in zip(header, *rows, strict=True)]

    def lines(self, edge: int | None = None) -> Iterator[str]:
        """The lines, the header first, cut at `edge` columns of a terminal if there is one."""
        for row in (self._header, *self._rows):
            padded = [f"{cell}{' ' * (width - _width(cell))}" for cell, width in zip(row, self._widths, strict=True)]
            line = _BETWEEN.join(padded).rstrip()
            yield line if edge is None or _width(line) <= edge else f"{set_cell_size(line, edge - 1)}…"

    def beyond(self, edge: int) -> list[str]:
        """The names of the columns that `edge` columns of a terminal do not show whole."""
        ends = 0
        names = []
        for name, width in zip(self._header, self._widths, strict=True):
            ends += width
            if ends > edge:
                names.append(name)
            ends += len(_BETWEEN)
        return names


def _width(text: str) -> int:
    return len(text) if text.isascii() else cell_len(text)
