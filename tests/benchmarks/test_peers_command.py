"""What `python -m benchmarks.peers` refuses in one line: nothing that it holds is overwritten by nothing."""

from pathlib import Path

import pytest

from benchmarks.peers import __main__ as peers
from benchmarks.peers.cells import CLEAN, Cell, Cells
from benchmarks.peers.tools import contenders


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[Path, Path]:
    """Facts and a document of an earlier comparison, in place of the project's own."""
    results, document = tmp_path / "results.json", tmp_path / "README.md"
    results.write_text("{}", encoding="utf-8")
    document.write_text("a <!-- peers --> old <!-- end of peers --> b", encoding="utf-8")
    monkeypatch.setattr(peers, "RESULTS", results)
    monkeypatch.setattr(peers, "README", document)
    return results, document


def command(folder: Path, *flags: str, defects: int = 1) -> list[str]:
    return ["--out", str(folder), "--installed", str(folder), "--defects", str(defects), "--as-it-is", *flags]


def begun(folder: Path, *tools: str) -> None:
    """Let these tools have met the clean sandboxes."""
    cells = Cells(folder, {each.name: each.code for each in contenders(folder, 1)})
    for tool in tools:
        for clean in CLEAN:
            made = Cell(tool=tool, defect=clean, requests=1, wall=1, cpu=1, cut_off=False, failures=())
            cells.made(tool, clean, lambda made=made: made)  # type: ignore[misc]  # called at once


def test_a_folder_without_a_tool_that_has_begun_is_refused(
    kept: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = [each.read_bytes() for each in kept]
    assert peers.main(command(tmp_path / "out", "--json", str(kept[0]))) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert [each.read_bytes() for each in kept] == before


def test_an_unknown_tool_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as refused:
        peers.main(command(tmp_path / "out", "--tool", "no such"))
    assert refused.value.code == 2
    assert not (tmp_path / "out").exists()


def test_another_number_of_defects_than_the_folders_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    peers.main(command(tmp_path))
    capsys.readouterr()
    assert peers.main(command(tmp_path, defects=2)) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'draw.json'} holds 1 defects by seed 1; take another folder\n"


def test_the_table_of_the_document_is_replaced_by_one_of_all_tools_alone(
    kept: tuple[Path, Path], tmp_path: Path
) -> None:
    before = [each.read_bytes() for each in kept]
    begun(tmp_path, "st run")
    assert peers.main(command(tmp_path, "--json", str(kept[0]))) == 0
    assert [each.read_bytes() for each in kept] == before


def test_a_comparison_that_every_tool_has_begun_is_told_of(kept: tuple[Path, Path], tmp_path: Path) -> None:
    begun(tmp_path, *(each.name for each in contenders(tmp_path, 1)))
    assert peers.main(command(tmp_path, "--json", str(kept[0]))) == 0
    assert "| st run" in kept[1].read_text(encoding="utf-8")
