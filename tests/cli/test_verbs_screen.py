"""What a run shows: a bar and colours on a terminal, plain lines elsewhere, nothing before the summary with `-q`."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conformance.exits import Exit
from tests.cli.conftest import Ran
from tests.proof.runs import conformance

SHORT = ("run", "--requirement", "LG-CLI-005")
COLOUR = re.compile(r"\x1b\[[\d;]*3[0-7][\d;]*m")


def on_a_terminal(tmp_path: Path, **environment: str) -> str:
    """All that a short run writes to a terminal, which both of its outputs are."""
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    more = {"TERM": "xterm", "COLUMNS": "120", "XDG_STATE_HOME": str(tmp_path / "state"), **environment}
    process = subprocess.Popen(
        [sys.executable, "-m", "conformance", *SHORT],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        cwd=tmp_path,
        env=kept | more,
    )
    os.close(theirs)
    shown = b""
    try:
        while piece := _read(ours):
            shown += piece
        assert process.wait(60) == Exit.CONFORMANT, shown
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    return shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux tells the end of a terminal so
        return b""


def test_a_terminal_shows_colours(tmp_path: Path) -> None:
    assert COLOUR.search(on_a_terminal(tmp_path))


def test_no_color_shows_plain_lines_on_a_terminal(tmp_path: Path) -> None:
    shown = on_a_terminal(tmp_path, NO_COLOR="1")
    assert "\x1b" not in shown
    assert "CONFORMANT for requirement LG-CLI-005" in shown


def test_a_pipe_gets_plain_lines(smoke: Ran) -> None:
    assert "\x1b" not in smoke.screen
    assert "\r" not in smoke.screen


def test_a_pipe_gets_its_progress_on_standard_error(smoke: Ran) -> None:
    first, *others = smoke.process.stderr.splitlines()
    assert re.fullmatch(r"running \d+ tests", first)
    assert all(re.fullmatch(r"\d+ of \d+ tests, none failed", line) for line in others)


@pytest.mark.parametrize("flag", ["-q", "--quiet"])
def test_quiet_shows_the_summary_alone(tmp_path: Path, flag: str) -> None:
    ran = conformance(*SHORT, flag, state=tmp_path / "state", cwd=tmp_path)
    assert ran.stderr == ""
    assert "CONFORMANT for requirement LG-CLI-005" in ran.stdout
