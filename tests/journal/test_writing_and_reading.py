from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest

from conformance.errors import UsageError
from conformance.journal import reader
from conformance.journal.records import Planned, RunFinished
from conformance.journal.writer import Writer
from tests.outcome.building import Journal, requirement

BEGINNING = Journal(requirement()).records[0]


def a_journal(folder: Path) -> Path:
    """A segment that begins, plans a test and ends; gives its file."""
    with Writer(folder, "main", clock=map(float, count(1)).__next__) as writer:
        writer.write(BEGINNING)
        writer.write(Planned(test="t", requirements=()))
        writer.write(RunFinished())
    return folder / "main.jsonl"


def kinds(folder: Path) -> list[str]:
    """The kinds of the records in a folder, in the order of reading."""
    return [record.kind for record in reader.read(folder)]


def test_what_is_written_is_read_back_in_order(tmp_path: Path) -> None:
    a_journal(tmp_path)
    assert kinds(tmp_path) == ["run_started", "planned", "run_finished"]


def test_records_are_numbered_in_their_segment(tmp_path: Path) -> None:
    a_journal(tmp_path)
    assert [(each.segment, each.seq, each.at) for each in reader.read(tmp_path)] == [
        ("main", 1, 1.0),
        ("main", 2, 2.0),
        ("main", 3, 3.0),
    ]


def test_segments_are_merged_by_time(tmp_path: Path) -> None:
    a_journal(tmp_path)
    with Writer(tmp_path, "gw0", clock=lambda: 2.5) as writer:
        writer.write(Planned(test="other", requirements=()))
    assert [each.segment for each in reader.read(tmp_path)] == ["main", "main", "gw0", "main"]


def test_every_record_is_on_disk_before_the_segment_is_closed(tmp_path: Path) -> None:
    with Writer(tmp_path, "main") as writer:
        writer.write(BEGINNING)
        assert kinds(tmp_path) == ["run_started"]


@pytest.mark.parametrize("cut", [1, 2, 20])
def test_a_torn_last_line_is_left_out(tmp_path: Path, cut: int) -> None:
    file = a_journal(tmp_path)
    file.write_bytes(file.read_bytes()[:-cut])
    assert kinds(tmp_path) == ["run_started", "planned"]


def test_a_damaged_line_in_the_middle_is_named(tmp_path: Path) -> None:
    file = a_journal(tmp_path)
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join([lines[0], "{}\n", lines[2]]))
    with pytest.raises(UsageError, match=r"line 2 of .*main\.jsonl is no record"):
        reader.read(tmp_path)


def test_threads_share_a_segment_without_tearing_lines(tmp_path: Path) -> None:
    with Writer(tmp_path, "main") as writer:
        writer.write(BEGINNING)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda number: writer.write(Planned(test=str(number), requirements=())), range(200)))
    assert sorted(each.seq for each in reader.read(tmp_path)) == list(range(1, 202))


@pytest.mark.parametrize("folder", ["missing", "."])
def test_a_folder_without_a_journal_is_refused(tmp_path: Path, folder: str) -> None:
    with pytest.raises(UsageError, match="there is no journal"):
        reader.read(tmp_path / folder)


def test_a_journal_without_its_beginning_is_refused(tmp_path: Path) -> None:
    with Writer(tmp_path, "main") as writer:
        writer.write(RunFinished())
    with pytest.raises(UsageError, match="has no beginning"):
        reader.read(tmp_path)
