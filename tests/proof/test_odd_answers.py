"""Whatever an answer holds, the harness has a verdict on it: nothing in it breaks a test of ours."""

from pathlib import Path

from tests.proof.odd_answers import broke, ran

SEED = 3
"""One that has broken it."""


def test_answers_with_an_odd_value_here_and_there_break_nothing_of_ours(tmp_path: Path) -> None:
    assert broke(ran(SEED, tmp_path)) == ""
