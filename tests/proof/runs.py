"""Runs the harness as a user would, against sandboxes that are right or wrong on purpose."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from conformance.proving import known
from conformance.proving.beside import BOUND, hand_written, report_of

__all__ = ["BOUND", "INTERRUPTIBLE", "conformance", "defects", "hand_written", "placed", "report_of", "statuses"]

_LISTENING = (
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); "
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)
INTERRUPTIBLE = (sys.executable, "-c", _LISTENING)
"""Our Python as a foreground process has it: a shell that starts a job in the background lets it ignore Ctrl-C."""


def conformance(
    *arguments: str, state: Path, cwd: Path | None = None, text: str | None = None
) -> "subprocess.CompletedProcess[str]":
    """The outcome of `conformance …`, with its state folder kept apart from the user's."""
    environment = {**os.environ, "XDG_STATE_HOME": str(state), "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-m", "conformance", *arguments],
        capture_output=True,
        text=True,
        timeout=BOUND,
        cwd=cwd,
        env=environment,
        input=text,
        check=False,
    )


def statuses(report: dict[str, Any]) -> dict[str, str]:
    """Every requirement's status."""
    return {row["id"]: row["status"] for row in report["requirements"]}


@cache
def defects() -> tuple[known.Defect, ...]:
    """What the sandbox lists for the first seed."""
    return known.defects(1)


def placed(defect: str, operation: str) -> str:
    """A defect's name, on an operation where it may lie on several."""
    listed = next(each for each in defects() if each.id == defect)
    return f"{defect}@{operation}" if listed.choices else defect
