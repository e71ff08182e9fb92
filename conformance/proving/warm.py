"""A warm parent: it imports and collects once, and forks a process for each trial."""

import gc
import os
import shutil
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from conformance import catalogue, contract, levels
from conformance.driver import collect
from conformance.journal.reader import read
from conformance.launcher import last_line
from conformance.outcome.transcript import Transcript, transcribe
from conformance.proving.holding import held
from conformance.proving.nursery import Nursery
from conformance.proving.trial import Trial, TrialEnded
from conformance.proving.trial_run import run_trial
from conformance.whole_file import write_whole

_LOOK_AGAIN = 0.01
"""Seconds between two looks at the processes that are under way."""

BOUND = 600.0
"""Seconds that a trial may take; one that takes longer hangs, and is ended."""

_ENDED = "ended.json"

Heard = Callable[[Trial, TrialEnded], None]


@dataclass
class Warm:
    """A session with every test of the suites, collected and never run in this process.

    `folder` gets a folder a trial, for as long as it lasts; `workers` trials run side by side, none longer than `bound`
    seconds. All end with this process, however it ends.
    """

    session: pytest.Session
    nursery: Nursery
    folder: Path
    workers: int
    bound: float = BOUND
    _running: dict[int, tuple[Trial, float]] = field(default_factory=dict)

    def run(self, trials: Sequence[Trial], heard: Heard) -> None:
        """Run trials, and tell of each as it ends, while its folder is still there."""
        waiting = list(reversed(trials))
        life, held_open = os.pipe()  # it closes with this process
        try:
            while waiting or self._running:
                while waiting and len(self._running) < self.workers:
                    self._begin(waiting.pop(), life, held_open)
                for trial, ended in self._ended():
                    heard(trial, ended)
                    shutil.rmtree(self.of(trial), ignore_errors=True)
        finally:
            for process in self._running:
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
            self._running.clear()
            for trial in trials:
                shutil.rmtree(self.of(trial), ignore_errors=True)
            os.close(life)
            os.close(held_open)

    def of(self, trial: Trial) -> Path:
        """The folder of a trial."""
        return self.folder / trial.name

    def transcript(self, trial: Trial) -> Transcript:
        """What the journal of a trial tells, while it is heard of."""
        return transcribe(read(next(self.of(trial).glob("*/journal"))))

    def _begin(self, trial: Trial, life: int, held_open: int) -> None:
        folder = self.of(trial)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        process = os.fork()
        if process:
            self._running[process] = (trial, time.monotonic())
            return
        code = 1
        try:
            _keep_quiet(folder / "log")
            os.close(held_open)
            threading.Thread(target=_end_with, args=(life,), daemon=True).start()
            ended = run_trial(trial, self.session, self.nursery, folder)
            write_whole(folder / _ENDED, ended.model_dump_json())
            code = 0
        except BaseException:  # whatever it is, it must not climb into the parent's copy of pytest
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)

    def _ended(self) -> list[tuple[Trial, TrialEnded]]:
        """The trials that have ended since the last look, which waits for a moment where there are none."""
        found = []
        for process, (trial, begun) in list(self._running.items()):
            took = time.monotonic() - begun
            over = took > self.bound
            if over:
                os.kill(process, signal.SIGKILL)
            if os.waitpid(process, 0 if over else os.WNOHANG)[0]:
                del self._running[process]
                found.append((trial, self._read(trial, took, over=over)))
        if not found:
            time.sleep(_LOOK_AGAIN)  # the ends of several processes are polled, within the bound of each
        return found

    def _read(self, trial: Trial, took: float, *, over: bool) -> TrialEnded:
        try:
            return TrialEnded.model_validate_json((self.of(trial) / _ENDED).read_bytes())
        except (FileNotFoundError, ValueError):  # it did not come to its end, or the end of it is unreadable
            reason = f"it took more than {self.bound:g} s" if over else last_line(self.of(trial) / "log")
        return TrialEnded(trial=trial.name, ending="too long" if over else "broken", reason=reason, seconds=took)


def warm(nursery: Nursery, folder: Path, workers: int, then: Callable[[Warm], None]) -> None:
    """Collect every suite, and call `then` with what has been collected.

    UsageError where another process has trials in the folder.
    """

    class Taker:
        """Takes the session over where pytest would run it."""

        @pytest.hookimpl(tryfirst=True)
        def pytest_runtestloop(self, session: pytest.Session) -> bool:
            """Go on with what was collected."""
            gc.freeze()
            then(Warm(session, nursery, folder, workers))
            return True

    with held(folder):
        catalogue.load()
        contract.load()
        levels.load()
        _load_the_generator()
        collect(Taker())


def _load_the_generator() -> None:
    """Import the generator and let it read the contract, by one draft of each phase, so that no trial has to."""
    from conformance.generating import drawing

    known = contract.load()
    for phase in drawing.PHASES:
        drawing.drafts(phase, "createClient", 1, 1, known)


def _end_with(life: int) -> None:
    """Wait for the end of the process that holds a pipe open, and end this one."""
    os.read(life, 1)
    os._exit(1)


def _keep_quiet(log: Path) -> None:
    """Let what a trial's process prints go to a file."""
    with log.open("wb") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
