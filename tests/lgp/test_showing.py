"""Tables and records: whole wherever they are printed, and harmless."""

import pytest

from conformance.lgp.showing import Show
from conformance.redaction import Redactor

LONG = "f81f5c80-239d-4599-b1d2-c1f0d6a0a2f1"


@pytest.fixture
def show() -> Show:
    """Prints for people."""
    return Show(Redactor(), as_json=False)


@pytest.mark.parametrize("terminal", ["dumb", "xterm"])
def test_a_row_is_whole_whatever_the_terminal(
    show: Show, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, terminal: str
) -> None:
    monkeypatch.setenv("TERM", terminal)
    show.rows([{f"id{number}": LONG for number in range(5)}], [f"id{number}" for number in range(5)])
    assert capsys.readouterr().out.splitlines()[1].split() == [LONG] * 5


def test_a_column_that_no_row_fills_is_left_out(show: Show, capsys: pytest.CaptureFixture[str]) -> None:
    show.rows([{"id": "1", "title": None}], ["id", "title"])
    assert capsys.readouterr().out == "id\n1\n"


@pytest.mark.parametrize("value", ["\x1b[2Jgone", "a\rb", "a\u202eb"])
def test_what_steers_a_terminal_stands_as_an_escape(show: Show, capsys: pytest.CaptureFixture[str], value: str) -> None:
    show.rows([{"id": value}], ["id"])
    show.record({"id": value})
    assert not set("\x1b\r\u202e") & set(capsys.readouterr().out)
