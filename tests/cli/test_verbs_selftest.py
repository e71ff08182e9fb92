"""`conformance selftest` says what its self-test came to, MUST and advisory apart, and exits by it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from conformance.commands import selftest as verb
from conformance.exits import Exit
from conformance.proving.rows import Row
from tests.proving.building import breach, clean_run, defect, row, told_of

Ran = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Ran:
    """The exit code and the lines on screen, of a self-test that found these rows."""

    def run(*rows: Row, **facts: Any) -> tuple[int, list[str]]:
        monkeypatch.setattr(verb, "selftest", lambda *_: told_of(rows, **facts))
        monkeypatch.setattr(verb, "chosen", lambda *_: ())
        with pytest.raises(typer.Exit) as left:
            verb.run(defect=["client-lost"], out=tmp_path, quiet=True)
        return left.value.exit_code, capsys.readouterr().out.splitlines()

    return run


def wide(because: str = "") -> Row:
    """A row whose defect breaks six requirements besides its own."""
    breaches = tuple(breach(requirement=f"LG-CLI-00{number}") for number in range(1, 8))
    return row(5, breaches=breaches, defect=defect(because=because))


def test_a_whole_row_that_is_wide_without_a_reason_gets_one_line_and_exit_code_1(ran: Ran) -> None:
    code, lines = ran(wide(), rows_are_whole=True)
    assert code == Exit.NOT_CONFORMANT
    assert [line for line in lines if line.startswith("too wide")] == [
        "too wide client-lost: it breaks 6 requirements besides LG-CLI-001 and has no `because`: "
        "LG-CLI-002, LG-CLI-003, LG-CLI-004, LG-CLI-005, LG-CLI-006, LG-CLI-007"
    ]


def test_one_that_has_its_reason_fails_nothing(ran: Ran) -> None:
    code, lines = ran(wide("All rest on one list."), rows_are_whole=True)
    assert (code, [line for line in lines if line.startswith("too wide")]) == (Exit.CONFORMANT, [])


def test_a_false_alarm_is_told_and_fails_the_self_test(ran: Ran) -> None:
    code, lines = ran(row(5), cleans=(clean_run(alarms=("x flaky",)),), false_alarms=("all of standard: x flaky",))
    assert (code, lines[0]) == (Exit.NOT_CONFORMANT, "false alarm all of standard: x flaky")


def test_every_figure_tells_must_and_advisory_apart(ran: Ran) -> None:
    _, lines = ran(row(95), row(5, level="deep", defect=defect(advisory=True)), rows_are_whole=True)
    told = {line[:24].strip(): line[24:] for line in lines}
    assert told["within 90 requests"] == "MUST 0 of 1 (0.0 %), advisory 0 of 1 (0.0 %)"
    assert told["within 300 requests"] == "MUST 1 of 1 (100.0 %), advisory 0 of 1 (0.0 %)"
    assert told["killed"] == "MUST 1 of 1 (100.0 %), advisory 1 of 1 (100.0 %)"
    assert told["at standard"] == "MUST 1 of 1 (100.0 %), advisory 0 of 1 (0.0 %)"


def test_the_screen_says_what_was_taken_over_and_by_which_code_it_was_found(ran: Ran) -> None:
    _, lines = ran(row(5), taken_over=1)
    assert "taken over              1 of 1 rows; 3 s now, 60 s of runs" in lines
    assert "by                      conformance 9.9.9, code c0dec0dec0de, 2026-01-02 03:04 UTC" in lines


def test_the_command_line_is_kept_as_it_was_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.argv", ["/somewhere/conformance", "selftest", "--defect", "client-lost", "--seed", "2"])
    monkeypatch.setattr(verb, "chosen", lambda *_: ())
    monkeypatch.setattr(verb, "selftest", lambda plan, _: told_of([row(5)], command=plan.command))
    with pytest.raises(typer.Exit):
        verb.run(defect=["client-lost"], out=tmp_path, quiet=True)
    kept = json.loads((tmp_path / "selftest.json").read_bytes())
    assert kept["command"] == "conformance selftest --defect client-lost --seed 2"
