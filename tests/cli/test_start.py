"""How a command begins, while its modules are still read."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from conformance.exits import Exit
from tests.proof.runs import INTERRUPTIBLE

BOUND = 60
SCRIPTS = Path(sys.executable).parent
WAITS = 'import sys\nprint("begun", flush=True)\nsys.stdin.read()\n'


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ((str(SCRIPTS / "conformance"), "list"), "conformance"),
        (("-m", "conformance", "list"), "conformance"),
        ((str(SCRIPTS / "lgp"), "--version"), "lgp"),
    ],
)
def test_an_interrupt_while_modules_are_read_ends_with_three_in_one_line(
    tmp_path: Path, command: Sequence[str], name: str
) -> None:
    (tmp_path / "typer.py").write_text(WAITS, encoding="utf-8")
    process = subprocess.Popen(
        [*INTERRUPTIBLE, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")},
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=BOUND)
    finally:
        process.kill()
        process.communicate()
    assert (process.returncode, errors) == (Exit.INCOMPLETE, f"{name}: interrupted\n")
