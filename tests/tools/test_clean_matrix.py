"""The clean matrix tries what it is asked for, says so where there is no such thing, and ends when it is told to."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.exits import Exit
from conformance.proving.holding import held

_BOUND = 60.0
VARIANT = "created-is-200"


def command(variant: str, out: Path) -> list[str]:
    asked = ["--quick", "--workers", "1", "--variant", variant, "--out", str(out)]
    return [sys.executable, "-m", "tools.clean_matrix", *asked]


def test_an_unknown_variant_is_refused(tmp_path: Path) -> None:
    ran = subprocess.run(command("no-such", tmp_path), capture_output=True, text=True, timeout=_BOUND, check=False)
    assert (ran.returncode, ran.stderr) == (Exit.USAGE, "there is no variant no-such\n")


def test_a_folder_that_another_matrix_works_in_is_refused(tmp_path: Path) -> None:
    with held(tmp_path):
        ran = subprocess.run(command(VARIANT, tmp_path), capture_output=True, text=True, timeout=_BOUND, check=False)
    assert (ran.returncode, ran.stderr.count("\n")) == (Exit.USAGE, 1)
    assert str(tmp_path) in ran.stderr


@pytest.fixture
def under_way(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A clean matrix of one variant in `tmp_path`, in a group of its own, whose trial has begun."""
    with subprocess.Popen(
        command(VARIANT, tmp_path), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as process:
        trial = tmp_path / "trials" / f"{VARIANT} seed 1" / "log"
        until = time.monotonic() + _BOUND
        while not trial.exists() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.02)  # the trial's log is polled within the bound
        yield process
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def test_a_stop_ends_the_trials_too_and_leaves_what_was_found(
    under_way: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    under_way.send_signal(signal.SIGTERM)
    told, _ = under_way.communicate(timeout=_BOUND)
    assert under_way.returncode == Exit.INCOMPLETE, told
    assert told == "stopped after 0 of 1 trials; the same command goes on\n"
    assert json.loads((tmp_path / "clean.json").read_bytes())["ended"] == {}
    with pytest.raises(ProcessLookupError):
        os.killpg(under_way.pid, 0)
