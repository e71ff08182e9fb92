"""A self-test takes over what an earlier one found: rows, and what the clean runs that they rest on came to."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from conformance import catalogue
from conformance.outcome.transcript import Transcript
from conformance.proving import selftest as proving
from conformance.proving.rows import Selftest
from conformance.proving.trial import Trial
from conformance.proving.voucher import Voucher
from tests.outcome.building import Journal
from tests.proving.building import breach, defect, ended, told

DEEP = next(each for each in catalogue.load().values() if each.from_level == "deep")
AT_DEEP = defect(id="at-deep", requirement=DEEP.id, advisory=DEEP.advisory)
AT_STANDARD = defect(id="at-standard")
BOTH = (AT_DEEP, AT_STANDARD)


class Runs:
    """Trials that find what they are to find, and clean runs that find a flake at the level `alarming`.

    The run of the defect `breaking` breaks.
    """

    def __init__(self) -> None:
        self.session = SimpleNamespace(items=[])
        self.names: list[str] = []
        self.alarming = ""
        self.breaking = ""

    def transcript(self, _: Trial) -> Transcript:
        """What the journal of a trial tells."""
        return told(Journal())

    def run(self, trials: Sequence[Trial], heard: Any) -> None:
        """Tell at once how each trial ended."""
        for trial in trials:
            self.names.append(trial.name)
            wrong = next((each for each in BOTH if each.file_name == trial.name), None)
            if wrong is not None:
                found = breach(requirement=wrong.requirement, advisory=wrong.advisory)
                ending = "broken" if wrong.id == self.breaking else "whole"
                heard(trial, ended(found, trial=trial.name, seconds=7.0, ending=ending))
            else:
                flaky = ("LG-CLI-001",) if trial.level == self.alarming else ()
                heard(trial, ended(trial=trial.name, flaky=flaky, seconds=20.0))


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    """What stands in for the warm parent, so that no sandbox is started."""
    parent = Runs()

    @contextmanager
    def no_nursery() -> Iterator[None]:
        yield None

    monkeypatch.setattr(proving, "nursery", no_nursery)
    monkeypatch.setattr(proving, "warm", lambda _nursery, _folder, _workers, then: then(parent))
    monkeypatch.setattr(Voucher, "vouches_for", lambda *_: True)
    return parent


def sought(out: Path, *defects: Any) -> Selftest:
    """A self-test of some defects by deep."""
    plan = proving.Plan(defects or BOTH, 1, "deep", 1, False, out, "conformance selftest")
    return proving.selftest(plan, lambda *_: None)


@pytest.mark.parametrize("level", ["standard", "deep"])
def test_a_false_alarm_is_told_again_by_a_self_test_that_takes_all_rows_over(
    runs: Runs, tmp_path: Path, level: str
) -> None:
    runs.alarming = level
    first, second = sought(tmp_path), sought(tmp_path)
    assert len(first.false_alarms) == 1
    assert (second.false_alarms, second.sound) == (first.false_alarms, False)


def test_a_false_alarm_is_told_again_by_one_that_takes_some_rows_over(runs: Runs, tmp_path: Path) -> None:
    runs.alarming = "deep"
    first = sought(tmp_path, AT_DEEP)
    runs.alarming = ""
    assert sought(tmp_path).false_alarms == first.false_alarms


def test_an_alarm_of_a_run_that_no_row_rests_on_is_not_told(runs: Runs, tmp_path: Path) -> None:
    runs.alarming = "deep"
    sought(tmp_path)
    assert sought(tmp_path, AT_STANDARD).false_alarms == ()


def test_what_is_taken_over_is_not_run_again_and_is_counted(runs: Runs, tmp_path: Path) -> None:
    sought(tmp_path, AT_DEEP)
    runs.names.clear()
    second = sought(tmp_path)
    assert ("at-deep" in runs.names, second.taken_over) == (False, 1)


def test_a_row_whose_run_broke_is_told_and_not_taken_over(runs: Runs, tmp_path: Path) -> None:
    runs.breaking = "at-deep"
    assert [row.defect.id for row in sought(tmp_path).survivors] == ["at-deep"]
    runs.breaking = ""
    second = sought(tmp_path)
    assert (second.taken_over, second.survivors) == (1, ())


@pytest.mark.usefixtures("runs")
def test_the_time_of_runs_that_were_taken_over_is_counted_too(tmp_path: Path) -> None:
    first, second = sought(tmp_path), sought(tmp_path)
    assert first.seconds_of_runs == second.seconds_of_runs == 2 * 7 + 2 * 20


@pytest.mark.usefixtures("runs")
def test_the_clean_runs_say_at_which_level_they_ran_and_what_they_were_narrowed_to(tmp_path: Path) -> None:
    narrowed = {each.level: each.requirements for each in sought(tmp_path).cleans}
    assert narrowed == {"standard": ("LG-CLI-001",), "deep": (DEEP.id,)}
