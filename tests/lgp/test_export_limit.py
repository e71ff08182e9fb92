"""The proof of an export: 20,000 leads within a Standard limit, interrupted and gone on with."""

import pytest

from benchmarks.export_20000 import Outcome, Question, outcome

QUESTION = Question()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """What came of exporting 20,000 leads in two goes, with fewer requests a window than pages."""
    return outcome(QUESTION, tmp_path_factory.mktemp("export"))


def test_the_interrupted_export_said_how_to_go_on(found: Outcome) -> None:
    assert found.codes[0] == 3
    assert f"interrupted; {found.kept} rows are kept in " in found.words[0]
    assert 0 < found.kept < QUESTION.rows


def test_the_second_one_went_on_where_the_first_was_stopped(found: Outcome) -> None:
    assert found.codes[1] == 0
    assert f"going on after {found.kept} rows in {found.kept // QUESTION.page} pages\n" in found.words[1]


def test_every_lead_is_in_the_file_once(found: Outcome) -> None:
    assert len(found.stored) == QUESTION.rows
    assert len(found.exported) == QUESTION.rows
    assert set(found.exported) == found.stored


def test_several_windows_were_needed_and_none_was_overrun(found: Outcome) -> None:
    assert sum(found.statuses.values()) >= QUESTION.pages > 3 * QUESTION.rate
    assert set(found.statuses) == {200}


def test_the_wait_for_a_window_was_told(found: Outcome) -> None:
    assert " s for the next window of the rate limit\n" in found.words[1]


def test_no_page_was_asked_for_twice_but_the_one_under_way(found: Outcome) -> None:
    looking_up = 2 * 2  # the client and the company, by each command
    assert found.statuses[200] - looking_up - QUESTION.pages in (0, 1)


def test_the_pace_is_that_of_the_limit(found: Outcome) -> None:
    windows = QUESTION.pages / QUESTION.rate - 1
    assert sum(found.seconds) >= (windows - 1) * QUESTION.window
