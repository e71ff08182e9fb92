from pathlib import Path

import pytest

from conformance.errors import UsageError
from conformance.reports import formats, write, write_all
from tests.reports.outcomes import HOSTILE, HUGE, hostile, ordinary


def test_every_module_of_the_folder_is_a_format() -> None:
    assert {name: each.name for name, each in formats().items()} == {
        "html": "report.html",
        "json_report": "report.json",
        "junit": "junit.xml",
        "terminal": "summary.txt",
    }


def test_all_formats_are_written_whole_into_a_new_folder(tmp_path: Path) -> None:
    files = write_all(ordinary(), tmp_path / "new")
    assert sorted(tmp_path.joinpath("new").iterdir()) == sorted(files)


def test_a_report_replaces_the_one_before(tmp_path: Path) -> None:
    tmp_path.joinpath("summary.txt").write_text("the one before")
    assert "the one before" not in write(ordinary(), "terminal", tmp_path).read_text()


def test_an_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="html, json_report, junit, terminal"):
        write(ordinary(), "pdf", tmp_path)


@pytest.mark.parametrize("name", list(formats()))
def test_a_format_renders_the_same_outcome_alike(name: str) -> None:
    render = formats()[name].render
    assert render(ordinary()) == render(ordinary())


@pytest.mark.parametrize("name", list(formats()))
def test_no_format_lets_a_control_character_of_the_target_through(name: str) -> None:
    rendered = formats()[name].render(hostile(HOSTILE))
    text = rendered.decode() if isinstance(rendered, bytes) else rendered
    unprintable = {character for character in text if not character.isprintable()} - {"\n"}
    assert unprintable == set()


@pytest.mark.parametrize("name", list(formats()))
def test_no_format_grows_with_a_huge_value(name: str) -> None:
    assert len(formats()[name].render(hostile(HUGE))) < 250_000


@pytest.mark.parametrize("name", list(formats()))
def test_every_format_tells_the_verdict_with_its_claim(name: str) -> None:
    rendered = formats()[name].render(ordinary())
    text = rendered.decode() if isinstance(rendered, bytes) else rendered
    assert "NOT CONFORMANT for core at standard: 1 of 4 MUST" in text
