"""The order of a matrix is measured once: the next self-test of the same code and seed takes it over."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from conformance.errors import HarnessBroken
from conformance.outcome.transcript import Transcript
from conformance.proving import measured
from conformance.proving.measured import MeasuredOrder
from conformance.proving.trial import Trial
from tests.outcome.building import Journal, requirement
from tests.proving.building import ended, told


def item(id: str, *, generated: bool = False) -> Any:
    """As much of a collected test as an order looks at."""
    return SimpleNamespace(
        nodeid=id,
        keywords={"generated"} if generated else set(),
        iter_markers=lambda _: iter(()),
        get_closest_marker=lambda _: None,
    )


class Runs:
    """Stands in for the warm parent: each test sends as many requests as its name is long.

    `breaks` says how often the run of a test alone breaks before it comes to its end.
    """

    def __init__(self, *ids: str, generated: Sequence[str] = (), breaks: dict[str, int] | None = None) -> None:
        drawn = [item(each, generated=True) for each in generated]
        self.session = SimpleNamespace(items=[*drawn, *(item(each) for each in ids)])
        self.ran: list[str] = []
        self._breaks = dict(breaks or {})

    def transcript(self, trial: Trial) -> Transcript:
        """What the run of a test alone tells."""
        (test,) = trial.tests
        name = f"LG-CLI-{ord(test[0]):03}"
        journal = Journal(requirement(name))
        for _ in test[1:]:
            journal.exchange(purpose="setup")
        journal.verify(name, "passed")
        return told(journal)

    def run(self, trials: Sequence[Trial], heard: Any) -> None:
        """Tell at once how each trial ended."""
        for trial in trials:
            (test,) = trial.tests
            self.ran.append(test)
            left = self._breaks.get(test, 0)
            self._breaks[test] = left - 1
            heard(trial, ended(ending="broken", reason="no space left") if left > 0 else ended())


def order(folder: Path, runs: Any, seed: int = 1) -> tuple[str, ...]:
    """The order by a seed."""
    return MeasuredOrder(folder / "order.json", seed).tests(runs, ("--window", "4"))


def test_what_is_worth_most_for_a_request_comes_first_and_generated_tests_come_last_by_id(tmp_path: Path) -> None:
    assert order(tmp_path, Runs("aaa", "c", "bb", generated=["z", "y"])) == ("c", "bb", "aaa", "y", "z")


def test_it_is_taken_over_as_it_was_measured(tmp_path: Path) -> None:
    first, later = Runs("a", "bb"), Runs("a", "b", "cc")
    assert order(tmp_path, first) == order(tmp_path, later)
    assert later.ran == []


def test_one_of_another_seed_is_measured_anew(tmp_path: Path) -> None:
    order(tmp_path, Runs("a"))
    later = Runs("a")
    order(tmp_path, later, seed=2)
    assert later.ran == ["a"]


def test_one_of_other_code_is_measured_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order(tmp_path, Runs("a"))
    monkeypatch.setattr(measured, "code", lambda: "of other code")
    later = Runs("a")
    order(tmp_path, later)
    assert later.ran == ["a"]


def test_one_whose_file_was_cut_off_is_measured_anew(tmp_path: Path) -> None:
    order(tmp_path, Runs("a"))
    file = tmp_path / "order.json"
    file.write_bytes(file.read_bytes()[:20])
    assert order(tmp_path, Runs("b")) == ("b",)


def test_its_digest_is_known_before_it_is_used_again(tmp_path: Path) -> None:
    first = MeasuredOrder(tmp_path / "order.json", 1)
    assert first.digest == ""
    first.tests(Runs("a", "bb"), ())  # type: ignore[arg-type]  # it stands in for a warm parent
    assert MeasuredOrder(tmp_path / "order.json", 1).digest == first.digest != ""


def test_orders_that_differ_have_digests_that_do(tmp_path: Path) -> None:
    digests = set()
    for number, runs in enumerate([Runs("a", "bb"), Runs("aa", "b")]):
        known = MeasuredOrder(tmp_path / f"{number}.json", 1)
        known.tests(runs, ())  # type: ignore[arg-type]  # as above
        digests.add(known.digest)
    assert len(digests) == 2


def test_a_test_that_does_not_come_to_its_end_alone_is_run_once_more(tmp_path: Path) -> None:
    runs = Runs("a", "bb", breaks={"a": 1})
    assert order(tmp_path, runs) == ("a", "bb")
    assert runs.ran == ["a", "bb", "a"]


def test_one_that_does_not_do_so_either_is_named(tmp_path: Path) -> None:
    with pytest.raises(HarnessBroken, match="a does not come to its end where it runs alone: no space left"):
        order(tmp_path, Runs("a", "bb", breaks={"a": 2}))
    assert not (tmp_path / "order.json").exists()
