"""A defect is sought by its requirement, by all suites, then deeper; a row lasts where its runs came to their ends."""

from collections.abc import Sequence
from typing import Any

import pytest

from conformance import catalogue
from conformance.catalogue import LevelName
from conformance.errors import HarnessBroken
from conformance.outcome.transcript import Transcript
from conformance.proving.known import Defect
from conformance.proving.rows import Row
from conformance.proving.seeking import Search
from conformance.proving.trial import Trial, TrialEnded
from tests.outcome.building import Journal, requirement
from tests.proving.building import breach, defect, ended, told

LOST = defect()
DEEP = next(each for each in catalogue.load().values() if each.from_level == "deep")
AT_DEEP = defect(id="at-deep", requirement=DEEP.id)

CLEAN = Journal(requirement())
CLEAN.attempt({"LG-CLI-001": "passed"})


class Runs:
    """Stands in for the warm parent: the runs of defects end as they are told to, one after the other."""

    def __init__(self, *ends: TrialEnded, clean: TrialEnded | None = None) -> None:
        self.trials: list[Trial] = []
        self._ends = list(ends)
        self._clean = clean or ended(trial="clean")

    def transcript(self, _: Trial) -> Transcript:
        """What the journal of a clean run tells: LG-CLI-001 is passed by `t`."""
        return told(CLEAN)

    def run(self, trials: Sequence[Trial], heard: Any) -> None:
        """Tell at once how each trial ended."""
        for trial in trials:
            wrong = "--defect" in trial.flags
            if wrong:
                self.trials.append(trial)
            heard(trial, self._ends.pop(0) if wrong else self._clean)


class Order:
    """Stands in for an order that has been measured."""

    def tests(self, *_: object) -> tuple[str, ...]:
        """The tests."""
        return ("b", "a")


class NotToBeMeasured:
    """Stands in for one that nobody needs."""

    def tests(self, *_: object) -> tuple[str, ...]:
        """Fail: what measures it would run some hundred trials."""
        raise AssertionError("it was measured for nothing")


def sought(runs: Any, *defects: Defect, deepest: LevelName = "standard", order: Any = None) -> list[tuple[Row, bool]]:
    """The rows that a search tells of, and whether each is lasting."""
    rows: list[tuple[Row, bool]] = []
    Search(runs, 1, deepest, order).seek(defects or (LOST,), lambda row, lasting: rows.append((row, lasting)))
    return rows


def test_a_defect_that_is_found_by_its_requirement_is_sought_no_further() -> None:
    runs = Runs(ended(breach()))
    assert [row.killed for row, _ in sought(runs)] == [True]
    assert [(each.level, each.only) for each in runs.trials] == [("standard", ("LG-CLI-001",))]


def test_one_that_is_not_is_sought_by_the_deeper_tests_of_its_requirement_and_then_by_all() -> None:
    runs = Runs(ended(), ended(), ended())
    ((row, _),) = sought(runs, deepest="deep")
    assert (row.killed, row.level) == (False, "deep")
    narrow = ("LG-CLI-001",)
    tried = [(each.level, each.only) for each in runs.trials]
    assert tried == [("standard", narrow), ("deep", narrow), ("deep", ())]


def test_one_is_sought_by_all_suites_at_standard_where_no_run_goes_deeper() -> None:
    runs = Runs(ended(), ended())
    sought(runs)
    assert [(each.level, each.only) for each in runs.trials] == [("standard", ("LG-CLI-001",)), ("standard", ())]


def test_one_that_only_a_deep_run_claims_is_not_sought_at_standard() -> None:
    runs = Runs()
    ((row, lasting),) = sought(runs, AT_DEEP)
    assert (row.killed, lasting, runs.trials) == (False, True, [])
    assert row.reason == f"{DEEP.id} is claimed at deep alone"


def test_a_row_whose_run_came_to_its_end_lasts() -> None:
    assert [lasting for _, lasting in sought(Runs(ended(), ended()))] == [True]


def test_a_row_whose_run_was_stopped_at_its_kill_lasts() -> None:
    assert [lasting for _, lasting in sought(Runs(ended(breach(), ending="stopped")))] == [True]


@pytest.mark.parametrize("ending", ["broken", "too long"])
def test_a_row_whose_run_did_not_come_to_its_end_does_not_last(ending: str) -> None:
    ((row, lasting),) = sought(Runs(ended(), ended(ending=ending, reason="it took more than 600 s")))
    assert (row.killed, lasting) == (False, False)


def test_a_row_does_not_last_where_an_earlier_run_did_not_come_to_its_end() -> None:
    runs = Runs(ended(ending="broken"), ended(ending="broken"), ended(breach(), ending="stopped"))
    ((row, lasting),) = sought(runs, deepest="deep")
    assert (row.killed, row.level, lasting) == (True, "deep", False)


def test_a_row_says_which_run_did_not_come_to_its_end_though_a_deeper_one_kills() -> None:
    runs = Runs(ended(ending="broken", reason="t: KeyError: 'id'"), ended(breach()))
    ((row, _),) = sought(runs, deepest="deep")
    assert (row.killed, row.unended) == (True, ("standard: t: KeyError: 'id'",))


@pytest.mark.parametrize("doubt", ["flaky", "undecided"])
def test_a_row_does_not_last_where_a_clean_run_in_doubt_spoiled_its_kill(doubt: str) -> None:
    clean = ended(**{doubt: ("LG-CLI-001",)})
    ((row, lasting),) = sought(Runs(ended(breach()), ended(breach()), clean=clean))
    assert (row.killed, lasting) == (False, False)


def test_a_clean_run_that_does_not_come_to_its_end_ends_the_search() -> None:
    with pytest.raises(HarnessBroken, match="without a defect did not come to its end: it hung"):
        sought(Runs(clean=ended(ending="too long", reason="it hung")))


def test_in_an_order_nothing_of_a_defect_decides_what_runs_when() -> None:
    runs = Runs(ended(breach()))
    sought(runs, order=Order())
    (trial,) = runs.trials
    assert (trial.order, trial.about, trial.until, trial.only) == (("b", "a"), (), "", ())


def test_an_order_that_no_run_needs_is_not_measured() -> None:
    assert [row.killed for row, _ in sought(Runs(), AT_DEEP, order=NotToBeMeasured())] == [False]
