"""A warm parent forks its trials, hears how each ends, bounds them in time, and leaves nothing of them behind."""

import os
import select
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conformance import launcher
from conformance.errors import UsageError
from conformance.proving import warm as warming
from conformance.proving.holding import held
from conformance.proving.trial import Trial, TrialEnded
from conformance.proving.warm import Warm
from tests.proving.building import ended

BOUND = 20.0
"""Seconds for a process to come to its end."""

HANGING = """
import threading
from pathlib import Path
from conformance.proving import warm
from conformance.proving.trial import Trial

def run_trial(trial, *_):
    print(flush=True)
    threading.Event().wait()

warm.run_trial = run_trial
warm._keep_quiet = lambda log: None
warm.Warm(None, None, Path({folder!r}), 1).run([Trial(name="hanging", flags=())], print)
"""
"""A process whose one trial says that it has begun, and hangs."""

Attempt = Callable[[Trial, object, object, Path], TrialEnded]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[TrialEnded]]:
    """Run trials, each of which is an attempt by a function; gives how they ended, as they did."""

    def run(
        attempt: Attempt, *names: str, heard: Callable[[Trial, TrialEnded], None] | None = None, **facts: Any
    ) -> Any:
        monkeypatch.setattr(warming, "run_trial", attempt)
        nothing: Any = None
        found: list[TrialEnded] = []
        trials = [Trial(name=each, flags=()) for each in names or ("one",)]
        parent = Warm(nothing, nothing, tmp_path, **{"workers": 1, **facts})
        parent.run(trials, heard or (lambda _, each: found.append(each)))
        return found

    return run


def ends(trial: Trial, *_: object) -> TrialEnded:
    """An attempt that comes to its end."""
    return ended(trial=trial.name)


def hangs(*_: object) -> TrialEnded:
    """An attempt that does not end by itself within a time that a test may take."""
    threading.Event().wait(BOUND)
    raise AssertionError


def breaks(*_: object) -> TrialEnded:
    """An attempt that a defect of ours ends."""
    os.write(2, b"OSError: No space left on device")
    os._exit(1)


def is_cut_off(_trial: Trial, _session: object, _nursery: object, folder: Path) -> TrialEnded:
    """An attempt that is ended in the middle of telling how it ended."""
    (folder / "ended.json").write_text('{"trial":"one","end')
    os._exit(9)


def test_each_trial_is_heard_of_with_what_it_came_to(run: Callable[..., list[TrialEnded]]) -> None:
    assert {each.trial: each for each in run(ends, "one", "other", workers=2)} == {
        "one": ended(trial="one"),
        "other": ended(trial="other"),
    }


def test_a_trial_that_hangs_is_ended_by_its_bound(run: Callable[..., list[TrialEnded]]) -> None:
    (found,) = run(hangs, bound=0.1)
    assert (found.ending, found.reason) == ("too long", "it took more than 0.1 s")


def test_a_trial_that_breaks_is_told_by_its_last_words(run: Callable[..., list[TrialEnded]]) -> None:
    (found,) = run(breaks)
    assert (found.ending, found.reason) == ("broken", "OSError: No space left on device")


def test_a_trial_whose_end_was_cut_off_is_broken(run: Callable[..., list[TrialEnded]]) -> None:
    (found,) = run(is_cut_off)
    assert found.ending == "broken"


def test_the_folder_of_a_trial_is_there_while_it_is_heard_of_and_gone_after(
    run: Callable[..., list[TrialEnded]], tmp_path: Path
) -> None:
    seen: list[bool] = []
    run(ends, heard=lambda trial, _: seen.append((tmp_path / trial.name).exists()))
    assert (seen, (tmp_path / "one").exists()) == ([True], False)


def test_an_interruption_ends_what_is_under_way_and_leaves_nothing(
    run: Callable[..., list[TrialEnded]], tmp_path: Path
) -> None:
    def interrupts(*_: object) -> None:
        raise KeyboardInterrupt

    def one_ends(trial: Trial, *_: object) -> TrialEnded:
        return ends(trial) if trial.name == "one" else hangs()

    with pytest.raises(KeyboardInterrupt):
        run(one_ends, "one", "other", workers=2, heard=interrupts)
    assert not (tmp_path / "other").exists()


def test_a_trial_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    # The trial holds the pipe, too: it closes with the last of both.
    with subprocess.Popen(
        [sys.executable, "-c", HANGING.format(folder=str(tmp_path))],
        stdout=subprocess.PIPE,
        env=launcher.environment(),
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"\n"
        parent.kill()
        ready, _, _ = select.select([parent.stdout], [], [], BOUND)
        assert ready
        assert parent.stdout.read() == b""


def test_trials_in_a_folder_where_another_process_has_trials_are_refused(tmp_path: Path) -> None:
    nothing: Any = None
    with held(tmp_path), pytest.raises(UsageError, match=f"{tmp_path} is held by process "):
        warming.warm(nothing, tmp_path, 1, lambda _: None)
