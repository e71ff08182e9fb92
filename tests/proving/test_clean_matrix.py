"""The clean matrix is written as it goes, and one of the same code goes on where it was stopped."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from conformance.proving import clean_matrix
from conformance.proving.beside import Scene
from conformance.proving.clean_matrix import CleanMatrix
from conformance.proving.false_alarms import Tried
from conformance.proving.trial import Trial, TrialEnded

ONE, TWO = (Trial(name=f"variant seed {seed}", flags=(), seed=seed) for seed in (1, 2))
SCENE = Scene(("two at once, one, seed 1", "two at once, other, seed 1"), seed=1)
GOOD = "CONFORMANT"


class Machine:
    """Stands for processes: what it runs is kept, and after `lasts` trials it is stopped."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.lasts = 99
        self.verdict = GOOD

    def run(self, trials: Sequence[Trial], heard: Callable[[Trial, TrialEnded], None]) -> None:
        for each in trials:
            self._ran(each.name)
            heard(each, TrialEnded(trial=each.name, ending="whole", verdict=self.verdict))

    def played(self, scene: Scene, _out: Path) -> list[Tried]:
        for name in scene.names:
            self._ran(name)
        return [Tried(trial=name, verdict=GOOD) for name in scene.names]

    def _ran(self, name: str) -> None:
        if len(self.ran) == self.lasts:
            raise KeyboardInterrupt
        self.ran.append(name)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine()

    @contextmanager
    def no_nursery() -> Iterator[None]:
        yield

    monkeypatch.setattr(clean_matrix, "nursery", no_nursery)
    monkeypatch.setattr(clean_matrix, "warm", lambda _nursery, _folder, _workers, then: then(made))
    monkeypatch.setattr(clean_matrix, "played", made.played)
    monkeypatch.setattr(clean_matrix, "code", lambda: "this code")
    return made


def matrix(out: Path, *trials: Trial) -> CleanMatrix:
    return CleanMatrix(trials or (ONE, TWO), [SCENE], out, 1, told=lambda _: None)


def written(out: Path) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads((out / "clean.json").read_bytes())
    return figures


def test_all_that_ended_before_a_stop_is_written(machine: Machine, tmp_path: Path) -> None:
    machine.lasts = 1
    with pytest.raises(KeyboardInterrupt):
        matrix(tmp_path).run()
    assert list(written(tmp_path)["ended"]) == [ONE.name]
    assert (written(tmp_path)["planned"], written(tmp_path)["trials"]) == (4, 1)


def test_a_second_start_of_the_same_code_tries_what_is_left(machine: Machine, tmp_path: Path) -> None:
    machine.lasts = 1
    with pytest.raises(KeyboardInterrupt):
        matrix(tmp_path).run()
    machine.lasts = 99
    second = matrix(tmp_path)
    second.run()
    assert machine.ran == [ONE.name, TWO.name, *SCENE.names]
    assert second.is_whole


def test_a_scene_that_was_stopped_is_played_again_as_a_whole(machine: Machine, tmp_path: Path) -> None:
    machine.lasts = 3
    with pytest.raises(KeyboardInterrupt):
        matrix(tmp_path).run()
    machine.lasts = 99
    matrix(tmp_path).run()
    assert machine.ran[3:] == list(SCENE.names)


def test_an_alarm_is_taken_over_with_the_rest(machine: Machine, tmp_path: Path) -> None:
    machine.verdict = "NOT CONFORMANT"
    matrix(tmp_path).run()
    machine.verdict = GOOD
    second = matrix(tmp_path)
    second.run()
    assert [each.trial for each in second.alarms] == [ONE.name, TWO.name]
    assert [each["trial"] for each in written(tmp_path)["alarms"]] == [ONE.name, TWO.name]


def test_other_code_tries_everything_again(machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    matrix(tmp_path).run()
    monkeypatch.setattr(clean_matrix, "code", lambda: "other code")
    matrix(tmp_path).run()
    assert machine.ran == [ONE.name, TWO.name, *SCENE.names] * 2


def test_another_trial_of_the_same_name_is_tried(machine: Machine, tmp_path: Path) -> None:
    matrix(tmp_path).run()
    machine.ran.clear()
    matrix(tmp_path, ONE, TWO.model_copy(update={"flags": ("--lag", "1")})).run()
    assert machine.ran == [TWO.name]


def test_a_row_that_cannot_be_read_is_tried_again(machine: Machine, tmp_path: Path) -> None:
    matrix(tmp_path).run()
    machine.ran.clear()
    for file in (tmp_path / "rows").iterdir():
        file.write_text("{", encoding="utf-8")
    matrix(tmp_path).run()
    assert machine.ran == [ONE.name, TWO.name, *SCENE.names]
