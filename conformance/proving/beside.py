"""Runs that are not alone: beside a busy colleague, beside each other, and where views lag behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from conformance import _layout, launcher, suite_names
from conformance.errors import HarnessError
from conformance.proving.colleague import Colleague
from conformance.proving.false_alarms import Tried

BOUND = 280.0
"""Seconds that one run may take at all; a run that takes longer hangs."""

LAG = "2"
"""Seconds by which views lag where a run has several workers to wait with."""

_GRACE = 10.0
"""Seconds that a run which is stopped has to clean up."""

_FOUND = ("failed", "advisory", "flaky", "inconclusive")
"""Statuses that a run against what is right must not give."""


@dataclass(frozen=True)
class Scene:
    """A sandbox with these flags, used by one run for each of the names at once, and by a colleague where there is one.

    `seed` steers runs and sandbox; `workers` are those of each run.
    """

    names: tuple[str, ...]
    seed: int
    flags: tuple[str, ...] = ()
    workers: int = 1
    colleague: bool = False


def scenes(seeds: Sequence[int]) -> Iterator[Scene]:
    """One scene of each kind by every seed."""
    for seed in seeds:
        yield Scene((f"beside a colleague seed {seed}",), seed, workers=2, colleague=True)
        yield Scene(tuple(f"two at once, {word}, seed {seed}" for word in ("one", "other")), seed)
        yield Scene((f"lag {LAG} seed {seed}",), seed, ("--lag", LAG), workers=4)


def played(scene: Scene, out: Path, bound: float = BOUND) -> list[Tried]:
    """What the runs of a scene came to, by its names; each has `bound` seconds.

    All share a state folder in `out`, as the runs of one machine do: by it they take turns with what only one can use.
    What keeps the scene from being played is told of each of its runs. However this ends, no run goes on after it.
    """
    folders = {name: out / "beside" / name.replace(" ", "-").replace(",", "") for name in scene.names}
    for folder in folders.values():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    try:
        with ExitStack() as stack:
            arguments = [*launcher.arguments_of_a_run(scene.seed), *scene.flags]
            profile = stack.enter_context(launcher.sandbox(arguments))
            colleague = stack.enter_context(Colleague(profile)) if scene.colleague else None
            begun = time.monotonic()
            runs = {
                name: stack.enter_context(_started(_command(profile, folder, scene), folder, out / "state"))
                for name, folder in folders.items()
            }
            ended = [_ended(name, run, folders[name], begun, bound) for name, run in runs.items()]
            return ended if colleague is None else [_beside(colleague, each) for each in ended]
    except (HarnessError, httpx.HTTPError) as error:
        return [Tried(trial=name, what=f"{type(error).__name__}: {error}") for name in scene.names]


def _beside(colleague: Colleague, run: Tried) -> Tried:
    """What a run found, and what the colleague has to say of it."""
    colleague.stop()
    told = [*([run.what] if run.what else []), *colleague.complaints()]
    return run.model_copy(update={"what": "; ".join(told)})


def _command(profile: Path, folder: Path, scene: Scene) -> list[str]:
    told = ["--profile", str(profile), "--out", str(folder), "-q", "--strict", "--seed", str(scene.seed)]
    return [sys.executable, "-m", "conformance", "run", *told, "--workers", str(scene.workers), *hand_written()]


@contextmanager
def _started(command: Sequence[str], folder: Path, state: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A run as a process group of its own, whose words go to `folder/log`; it is stopped at the end of the block."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, "XDG_STATE_HOME": str(state), "NO_COLOR": "1"},
            start_new_session=True,
        )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            if process.poll() is None:
                process.terminate()
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_GRACE)
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _ended(name: str, run: "subprocess.Popen[bytes]", folder: Path, begun: float, bound: float) -> Tried:
    try:
        code = run.wait(max(0.0, begun + bound - time.monotonic()))
    except subprocess.TimeoutExpired:
        return Tried(trial=name, what=f"it took more than {bound:g} s", seconds=round(time.monotonic() - begun, 1))
    took = round(time.monotonic() - begun, 1)
    try:
        report = report_of(folder)
    except (OSError, ValueError):
        told = f"exit {code} without a report: {launcher.last_line(folder / 'log')}"
        return Tried(trial=name, what=told, seconds=took)
    found = [f"{row['id']} {row['status']}" for row in report["requirements"] if row["status"] in _FOUND]
    if code and not found:
        found = [f"exit {code}"]
    return Tried(trial=name, what="; ".join(found), verdict=report["verdict"], seconds=took)


def report_of(out: Path) -> dict[str, Any]:
    """The newest report in a folder of runs. OSError where there is none."""
    report: dict[str, Any] = json.loads((out / "latest" / "report.json").read_text(encoding="utf-8"))
    return report


@cache
def hand_written() -> tuple[str, ...]:
    """The flags that choose every suite but the generated ones."""
    folder = _layout.SUITES / "e2e"
    names = (name for name, each in suite_names.folders().items() if each.is_relative_to(folder))
    return tuple(word for name in names for word in ("--suite", name))
