"""A tool's run as a process: bounded in time, and measured."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

GRACE = 20.0
"""Seconds that an interrupted tool has to write its report."""

_PAUSE = 0.05


@dataclass(frozen=True)
class Spent:
    """What a run took: wall and CPU seconds (with all processes that it waited for), and whether it was cut off."""

    wall: float
    cpu: float
    cut_off: bool


def ran(command: Sequence[str], folder: Path, timeout: float) -> Spent:
    """Run `command` in `folder` to the end; after `timeout` seconds interrupt it as a terminal would.

    What it prints goes to `folder/output.txt`. This project can be imported by it as by the process that asks. Neither
    it nor what it has started goes on after this call, however that ends.
    """
    paths = os.pathsep.join(each for each in sys.path if each)
    environment = {**os.environ, "XDG_STATE_HOME": str(folder / "state"), "PYTHONPATH": paths}
    with (folder / "output.txt").open("wb") as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            return _watched(process, began, timeout)
        finally:
            with suppress(ProcessLookupError):  # whatever ends us, nothing that the tool started goes on
                os.killpg(process.pid, signal.SIGKILL)
            if process.returncode is None:
                process.wait()


def _watched(process: "subprocess.Popen[bytes]", began: float, timeout: float) -> Spent:
    cut_off, sent = False, signal.SIGINT
    due = began + timeout
    while True:
        pid, _, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = 0  # waited for here, so that subprocess does not
            return Spent(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, cut_off)
        if time.perf_counter() > due:
            os.killpg(process.pid, sent)
            cut_off, sent, due = True, signal.SIGKILL, due + GRACE
        time.sleep(_PAUSE)  # wait4 alone tells what a process used, and it has no time-out of its own
