"""Rows outlive a self-test that was stopped; what was cut off, or is of another kind, is sought again."""

from pathlib import Path

from conformance.proving.remembered import Remembered
from tests.proving.building import clean_run, defect, row


def test_a_row_that_was_kept_is_recalled(tmp_path: Path) -> None:
    Remembered(tmp_path, "seed 1").keep(row())
    assert Remembered(tmp_path, "seed 1").recall(defect()) == row()


def test_a_row_of_another_kind_of_self_test_is_not(tmp_path: Path) -> None:
    Remembered(tmp_path, "seed 1").keep(row())
    assert Remembered(tmp_path, "seed 2").recall(defect()) is None


def test_a_row_of_another_order_is_not(tmp_path: Path) -> None:
    Remembered(tmp_path, "seed 1", lambda: "one order").keep(row())
    assert Remembered(tmp_path, "seed 1", lambda: "another").recall(defect()) is None


def test_a_row_is_kept_by_the_order_that_is_known_by_then(tmp_path: Path) -> None:
    known = [""]
    memory = Remembered(tmp_path, "seed 1", lambda: known[0])
    known[0] = "measured"
    memory.keep(row())
    assert Remembered(tmp_path, "seed 1", lambda: "measured").recall(defect()) == row()


def test_a_row_of_a_defect_that_reads_otherwise_now_is_not(tmp_path: Path) -> None:
    Remembered(tmp_path, "seed 1").keep(row())
    assert Remembered(tmp_path, "seed 1").recall(defect(sentence="Another mistake.")) is None


def test_a_row_that_was_cut_off_is_not(tmp_path: Path) -> None:
    memory = Remembered(tmp_path, "seed 1")
    memory.keep(row())
    file = tmp_path / "client-lost.json"
    file.write_bytes(file.read_bytes()[:50])
    assert memory.recall(defect()) is None


def test_a_row_that_rests_on_a_clean_run_is_recalled_with_it_alone(tmp_path: Path) -> None:
    memory, resting = Remembered(tmp_path, "seed 1"), row(cleans=("standard-1",))
    memory.keep(resting)
    assert memory.recall(defect()) is None
    memory.keep_clean(clean_run())
    assert memory.recall(defect()) == resting


def test_what_a_clean_run_found_outlives_another_one_that_found_nothing(tmp_path: Path) -> None:
    memory = Remembered(tmp_path, "seed 1")
    memory.keep_clean(clean_run(alarms=("LG-CLI-001 flaky",)))
    memory.keep_clean(clean_run())
    kept = Remembered(tmp_path, "seed 1").clean("standard-1")
    assert kept is not None
    assert kept.alarms == ("LG-CLI-001 flaky",)


def test_a_clean_run_of_another_kind_of_self_test_is_forgotten(tmp_path: Path) -> None:
    Remembered(tmp_path, "seed 1").keep_clean(clean_run(alarms=("LG-CLI-001 flaky",)))
    assert Remembered(tmp_path, "seed 2").clean("standard-1") is None
