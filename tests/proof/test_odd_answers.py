"""Whatever an answer holds, the harness has a verdict on it: nothing in it breaks a test of ours."""

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from conformance.exits import Exit
from tests.proof.between import Passing
from tests.proof.odd_answers import broke, odd, ran

SEED = 1
"""Each draws other values: `odd_answers` tries many in a row."""


@pytest.mark.parametrize(
    ("code", "said"), [(Exit.BROKEN, "broke: a test: KeyError"), (1, "Traceback (most recent call last)")]
)
def test_a_run_that_broke_is_told_from_one_that_found_something(code: int, said: str) -> None:
    assert broke(CompletedProcess([], code, said, "")) == said
    assert broke(CompletedProcess([], Exit.NOT_CONFORMANT, "NOT CONFORMANT", "")) == ""


def test_a_seed_draws_the_same_odd_values_again() -> None:
    passing = Passing("GET", "/api/leads", 200, b'{"success": true, "leads": [{"id": "1", "email": "a@x.example"}]}')
    first, second = ([change(passing) for _ in range(20)] for change in (odd(SEED, 1.0), odd(SEED, 1.0)))
    assert first == second
    assert all(each != passing.body for each in first if each is not None)


def test_answers_with_an_odd_value_here_and_there_break_nothing_of_ours(tmp_path: Path) -> None:
    assert broke(ran(SEED, tmp_path)) == ""
