"""Rows outlive a self-test that was stopped; what was cut off, or is of another kind, is sought again."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from conformance import _layout
from conformance.proving import remembered
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


def test_a_row_of_a_defect_that_is_made_of_other_code_now_is_not(tmp_path: Path) -> None:
    Remembered(tmp_path, "seed 1").keep(row(defect=defect(code="1")))
    assert Remembered(tmp_path, "seed 1").recall(defect(code="2")) is None


def test_a_row_is_recalled_with_the_reason_that_its_defect_gives_now(tmp_path: Path) -> None:
    Remembered(tmp_path, "seed 1").keep(row())
    now = defect(because="All lists read it.")
    assert Remembered(tmp_path, "seed 1").recall(now) == row(defect=now)


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


FILES = (
    *("package/engine.py", "package/sandbox/defects/__init__.py", "suites/test_x.py"),
    *("suites/pytest.ini", "fixtures/y.py", "references/api.json"),
)
DEFECT = "package/sandbox/defects/lost.py"
INSTALLED = (("httpx", "0.28.1"), ("pydantic", "2.12.0"))


@pytest.fixture
def digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    """The digest of some code, by files of other contents than they have at first, and by what is installed."""
    for name in ("PACKAGE", "SUITES", "FIXTURES", "REFERENCES"):
        monkeypatch.setattr(_layout, name, tmp_path / name.lower())

    def digest(installed: tuple[tuple[str, str], ...] = INSTALLED, **contents: str) -> str:
        found = [SimpleNamespace(name=name, version=version) for name, version in installed]
        monkeypatch.setattr(remembered, "distributions", lambda: found)
        for name in (*FILES, DEFECT):
            file = tmp_path / name
            file.parent.mkdir(exist_ok=True, parents=True)
            file.write_text(contents.get(file.stem, "at first"))
        remembered.code.cache_clear()
        return remembered.code()

    yield digest
    remembered.code.cache_clear()


def test_the_same_code_has_the_same_digest(digest: Callable[..., str]) -> None:
    assert digest() == digest()


@pytest.mark.parametrize("name", [Path(each).stem for each in FILES])
def test_code_that_differs_in_a_file_has_another_digest(name: str, digest: Callable[..., str]) -> None:
    assert digest(**{name: "then"}) != digest()


def test_a_defect_is_no_part_of_it_for_each_tells_its_own(digest: Callable[..., str]) -> None:
    assert digest(lost="then") == digest()


@pytest.mark.parametrize(
    "installed",
    [(("httpx", "0.28.1"), ("pydantic", "2.12.1")), INSTALLED[:1], (*INSTALLED, ("h11", "0.16.0"))],
)
def test_code_that_stands_on_other_libraries_has_another_digest(
    installed: tuple[tuple[str, str], ...], digest: Callable[..., str]
) -> None:
    assert digest(installed) != digest()


def test_a_row_of_other_code_is_not_recalled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Remembered(tmp_path, "seed 1").keep(row())
    monkeypatch.setattr(remembered, "code", lambda: "other code")
    assert Remembered(tmp_path, "seed 1").recall(defect()) is None
