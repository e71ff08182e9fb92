"""A run beside others that takes too long, or cannot be begun, is told of like any other, and nothing of it goes on."""

import _thread
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from conformance import launcher
from conformance.errors import HarnessBroken
from conformance.proving.beside import Scene, played
from conformance.proving.colleague import FEWEST_ROUNDS

ALONE = Scene(("alone",), seed=1)
_BOUND = 30.0


def processes(word: str) -> int:
    """How many processes have a word on their command line."""
    listed = subprocess.run(["ps", "-A", "-ww", "-o", "args="], capture_output=True, text=True, check=True).stdout
    return sum(word in line for line in listed.splitlines())


def interrupt_once_there_are(count: int, word: str, seen: list[int]) -> None:
    """Interrupt the main thread, as Ctrl-C does, when so many processes have a word; `seen` gets how many had it."""
    end = time.monotonic() + _BOUND
    while time.monotonic() < end and processes(word) < count:
        time.sleep(0.05)  # the processes are polled within the bound
    seen.append(processes(word))
    _thread.interrupt_main()


def test_a_run_that_takes_longer_than_its_bound_is_an_alarm(tmp_path: Path) -> None:
    (found,) = played(ALONE, tmp_path, bound=0.2)
    assert (found.trial, found.what) == ("alone", "it took more than 0.2 s")


def test_both_of_two_runs_that_take_too_long_are_alarms(tmp_path: Path) -> None:
    found = played(Scene(("one", "other"), seed=1), tmp_path, bound=0.2)
    assert {each.trial: each.what for each in found} == dict.fromkeys(("one", "other"), "it took more than 0.2 s")


def test_a_run_beside_a_colleague_who_hardly_worked_is_an_alarm(tmp_path: Path) -> None:
    (found,) = played(Scene(("alone",), seed=1, colleague=True), tmp_path, bound=0.2)
    assert f"and {FEWEST_ROUNDS} are the fewest" in found.what


def test_a_sandbox_that_does_not_start_is_an_alarm(tmp_path: Path) -> None:
    (found,) = played(Scene(("alone",), seed=1, flags=("--no-such-flag",)), tmp_path)
    assert "did not start" in found.what


def test_a_run_that_leaves_no_report_is_an_alarm(tmp_path: Path) -> None:
    (found,) = played(Scene(("alone",), seed=1, workers=-1), tmp_path)
    assert found.what.startswith("exit 2 without a report")


def test_a_scene_draws_the_sandbox_by_its_own_seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Sequence[str]] = []

    @contextmanager
    def sandbox(arguments: Sequence[str]) -> Iterator[Path]:
        started.append(arguments)
        raise HarnessBroken("none")
        yield

    monkeypatch.setattr(launcher, "sandbox", sandbox)
    played(Scene(("alone",), seed=7), tmp_path)
    assert started == [launcher.arguments_of_a_run(seed=7)]


@pytest.mark.usefixtures("heeds_ctrl_c")
def test_no_run_goes_on_after_a_scene_that_is_interrupted(tmp_path: Path) -> None:
    both, seen = Scene(("one", "other"), seed=1), list[int]()
    watcher = threading.Thread(target=interrupt_once_there_are, args=[len(both.names), str(tmp_path), seen])
    watcher.start()
    with pytest.raises(KeyboardInterrupt):
        played(both, tmp_path)
    watcher.join()
    assert (seen, processes(str(tmp_path))) == ([2], 0)
