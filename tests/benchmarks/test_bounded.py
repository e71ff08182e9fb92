"""A tool runs within its bound, and ends with the comparison that started it."""

import _thread
import os
import sys
import threading
import time
from pathlib import Path

import pytest

from benchmarks.bounded import ran

_BOUND = 30.0
_TELLS_ITS_PID = "import os, pathlib, time; pathlib.Path('pid').write_text(str(os.getpid())); time.sleep(60)"
"""A tool that is at work for longer than any bound here, so that only being stopped ends it."""


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def interrupt_once_there_is(file: Path) -> None:
    """Interrupt the main thread, as Ctrl-C does, when a file has content."""
    end = time.monotonic() + _BOUND
    while time.monotonic() < end and not (file.exists() and file.read_text()):
        time.sleep(0.02)  # the file is polled within the bound
    _thread.interrupt_main()


@pytest.mark.usefixtures("heeds_ctrl_c")
def test_a_tool_ends_with_the_comparison_that_is_interrupted(tmp_path: Path) -> None:
    watcher = threading.Thread(target=interrupt_once_there_is, args=[tmp_path / "pid"])
    watcher.start()
    with pytest.raises(KeyboardInterrupt):
        ran([sys.executable, "-c", _TELLS_ITS_PID], tmp_path, _BOUND)
    watcher.join()
    assert not is_alive(int((tmp_path / "pid").read_text()))


def test_a_tool_that_takes_too_long_is_interrupted_and_told_as_cut_off(tmp_path: Path) -> None:
    listening = "import signal, time; signal.signal(signal.SIGINT, signal.default_int_handler); time.sleep(60)"
    assert ran([sys.executable, "-c", listening], tmp_path, 0.5).cut_off
