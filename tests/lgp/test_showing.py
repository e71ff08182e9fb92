"""Tables and records: whole for a program, cut to the width of a terminal, and harmless."""

import json
import sys
import time
from collections.abc import Sequence

import pytest
from rich.text import Text

from conformance.lgp.showing import Row, Show
from conformance.redaction import Redactor
from tests.lgp.typed import Terminal

LONG = "f81f5c80-239d-4599-b1d2-c1f0d6a0a2f1"


@pytest.fixture
def show() -> Show:
    """Prints for people."""
    return Show(Redactor(), as_json=False)


@pytest.mark.parametrize("terminal", ["dumb", "xterm"])
def test_a_row_is_whole_where_a_program_reads_it_whatever_the_terminal(
    show: Show, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, terminal: str
) -> None:
    monkeypatch.setenv("TERM", terminal)
    show.rows([{f"id{number}": LONG for number in range(5)}], [f"id{number}" for number in range(5)])
    assert capsys.readouterr().out.splitlines()[1].split() == [LONG] * 5


def read(monkeypatch: pytest.MonkeyPatch, rows: Sequence[Row], columns: Sequence[str]) -> list[str]:
    """The lines that somebody reads at a terminal of 40 columns."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", "40")
    Show(Redactor(), as_json=False).rows(rows, columns)
    return [Text.from_ansi(line).plain for line in screen.getvalue().splitlines()]


def test_a_row_is_cut_at_the_edge_of_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"id": LONG, "name": "Acme", "more": "out of sight"}]
    header, row = read(monkeypatch, rows, ["id", "name", "more"])
    assert (header, row) == (f"{'id':<36}  n…", f"{LONG}  A…")


def test_columns_that_are_not_seen_whole_are_told_in_one_note(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read(monkeypatch, [{"id": LONG, "name": "Acme", "more": "out of sight"}], ["id", "name", "more"])
    assert capsys.readouterr().err == "not all seen in 40 columns: name, more; --json has all\n"


def test_a_table_that_is_seen_whole_is_no_note_worth(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read(monkeypatch, [{"id": LONG, "n": "12"}], ["id", "n"])
    assert capsys.readouterr().err == ""


def test_a_table_of_thousands_of_rows_takes_a_moment(show: Show, capsys: pytest.CaptureFixture[str]) -> None:
    columns = [f"column{number}" for number in range(8)]
    begun = time.process_time()
    show.rows([dict.fromkeys(columns, LONG) for _ in range(20_000)], columns)
    took = time.process_time() - begun
    assert (len(capsys.readouterr().out.splitlines()), took < 8) == (20_001, True), took


def test_the_header_is_bold_at_a_terminal_that_can_show_it(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("TERM", "xterm")
    Show(Redactor(), as_json=False).rows([{"id": "1"}], ["id"])
    assert screen.getvalue() == "\x1b[1mid\x1b[0m\n1\n"


def test_wide_letters_are_cut_by_the_columns_that_they_take(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, [{"name": "\u6f22" * 30}], ["name"]) == ["name", "\u6f22" * 19 + " …"]


def test_what_fits_a_terminal_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, [{"id": LONG}, {"id": "1"}], ["id"]) == ["id", LONG, "1"]


def test_json_is_whole_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    Show(Redactor(), as_json=True).rows([{"id": LONG, "name": LONG}], ["id"])
    assert json.loads(screen.getvalue()) == [{"id": LONG, "name": LONG}]


def test_a_column_that_no_row_fills_is_left_out(show: Show, capsys: pytest.CaptureFixture[str]) -> None:
    show.rows([{"id": "1", "title": None}], ["id", "title"])
    assert capsys.readouterr().out == "id\n1\n"


@pytest.mark.parametrize("value", ["\x1b[2Jgone", "a\rb", "a\u202eb"])
def test_what_steers_a_terminal_stands_as_an_escape(show: Show, capsys: pytest.CaptureFixture[str], value: str) -> None:
    show.rows([{"id": value}], ["id"])
    show.record({"id": value})
    assert not set("\x1b\r\u202e") & set(capsys.readouterr().out)
