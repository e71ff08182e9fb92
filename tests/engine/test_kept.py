"""Kept examples: what generation found is written, carried over to the next run, and given back newest first."""

from pathlib import Path

import pytest

from conformance import kept
from conformance.kept import FOLDER, Kept
from conformance.redaction import Redactor


def book(run: Path, target: str = "embedded", test: str | None = "t", redactor: Redactor | None = None) -> Kept:
    return Kept(run / FOLDER, "main", target, lambda: test, redactor or Redactor())


def test_an_example_is_given_back_to_its_test(tmp_path: Path) -> None:
    own = book(tmp_path)
    own.keep({"query": "a"})
    own.keep({"query": "b"})
    assert own.examples() == [{"query": "b"}, {"query": "a"}]


def test_another_test_gets_no_such_example(tmp_path: Path) -> None:
    book(tmp_path).keep({"query": "a"})
    assert book(tmp_path, test="other").examples() == []


def test_the_next_run_against_the_same_target_has_the_example(tmp_path: Path) -> None:
    book(tmp_path / "first").keep([1])
    kept.carry(tmp_path / "first", tmp_path / "second", "embedded")
    assert book(tmp_path / "second").examples() == [[1]]


def test_a_run_against_another_target_has_it_not(tmp_path: Path) -> None:
    book(tmp_path / "first").keep([1])
    kept.carry(tmp_path / "first", tmp_path / "second", "http://127.0.0.1:1")
    assert book(tmp_path / "second").examples() == []


def test_an_example_outlives_a_run_that_did_not_find_it_again(tmp_path: Path) -> None:
    book(tmp_path / "first").keep([1])
    kept.carry(tmp_path / "first", tmp_path / "second", "embedded")
    kept.carry(tmp_path / "second", tmp_path / "third", "embedded")
    assert book(tmp_path / "third").examples() == [[1]]


def test_an_example_found_again_stands_once(tmp_path: Path) -> None:
    book(tmp_path / "first").keep([1])
    kept.carry(tmp_path / "first", tmp_path / "second", "embedded")
    second = book(tmp_path / "second")
    second.keep([1])
    assert second.examples() == [[1]]


def test_only_so_many_are_carried(tmp_path: Path) -> None:
    first = book(tmp_path / "first")
    for number in range(kept.MOST_CARRIED + 5):
        first.keep(number)
    kept.carry(tmp_path / "first", tmp_path / "second", "embedded")
    newest_first = list(reversed(range(5, kept.MOST_CARRIED + 5)))
    assert [each.example for each in kept.read(tmp_path / "second")] == newest_first


def test_one_test_tries_only_so_many(tmp_path: Path) -> None:
    own = book(tmp_path)
    for number in range(300):
        own.keep(number)
    assert own.examples() == list(reversed(range(300 - kept.MOST_TRIED, 300)))


def test_an_example_kept_twice_is_written_once(tmp_path: Path) -> None:
    own = book(tmp_path)
    own.keep([1])
    own.keep([1])
    assert len(kept.read(tmp_path)) == 1


@pytest.mark.parametrize(
    "example",
    [
        pytest.param({"name": "\ud800"}, id="half a character"),
        pytest.param({"limit": 10**40}, id="a number of many digits"),
        pytest.param({"limit": float("inf")}, id="a number without an end"),
        pytest.param({"name": "\u2028\x00\r\n"}, id="line breaks"),
    ],
)
def test_whatever_JSON_data_was_found_is_carried(tmp_path: Path, example: object) -> None:
    book(tmp_path / "first").keep(example)
    kept.carry(tmp_path / "first", tmp_path / "second", "embedded")
    assert book(tmp_path / "second").examples() == [example]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(b'{"target": "embedd', id="torn"),
        pytest.param(b"\xff\xfe\x00", id="no text"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b"7" * 10_000, id="a number too long to read"),
        pytest.param(b'{"target": "embedded", "test": 1, "example": 2, "more": 3}', id="of another version"),
    ],
)
def test_a_line_that_is_no_example_is_passed_over(tmp_path: Path, line: bytes) -> None:
    book(tmp_path / "first").keep([1])
    with (tmp_path / "first" / FOLDER / "main.jsonl").open("ab") as file:
        file.write(line)
    kept.carry(tmp_path / "first", tmp_path / "second", "embedded")
    assert book(tmp_path / "second").examples() == [[1]]


@pytest.mark.parametrize("secret", ["a-very-secret-password"])
def test_no_secret_is_written(tmp_path: Path, secret: str) -> None:
    redactor = Redactor()
    redactor.learn("owner_a.password", secret)
    book(tmp_path, redactor=redactor).keep({"password": secret})
    assert secret not in (tmp_path / FOLDER / "main.jsonl").read_text()


def test_a_folder_in_the_place_of_a_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "first" / FOLDER / "main.jsonl").mkdir(parents=True)
    kept.carry(tmp_path / "first", tmp_path / "second", "embedded")
    assert book(tmp_path / "second").examples() == []
