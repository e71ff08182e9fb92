"""A run beside others that takes too long, or cannot be begun, is told of like any other, and nothing of it goes on."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from conformance import launcher
from conformance.errors import HarnessBroken
from conformance.proving.beside import Scene, played

ALONE = Scene(("alone",), seed=1)


def test_a_run_that_takes_longer_than_its_bound_is_an_alarm(tmp_path: Path) -> None:
    (found,) = played(ALONE, tmp_path, bound=0.2)
    assert (found.trial, found.what) == ("alone", "it took more than 0.2 s")


def test_both_of_two_runs_that_take_too_long_are_alarms(tmp_path: Path) -> None:
    found = played(Scene(("one", "other"), seed=1), tmp_path, bound=0.2)
    assert {each.trial: each.what for each in found} == dict.fromkeys(("one", "other"), "it took more than 0.2 s")


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
