import itertools

import pytest

from conformance.outcome.precedence import Said, Saying, first_of, over_attempts
from tests.outcome.building import Journal, requirement, row

ONE = "LG-CLI-001"
OUTCOMES: tuple[Said, ...] = ("failed", "flaky", "inconclusive", "not tested", "passed")


@pytest.mark.parametrize(("graver", "lighter"), [*itertools.combinations(OUTCOMES, 2)])
def test_of_several_outcomes_the_graver_one_is_taken(graver: Said, lighter: Said) -> None:
    for pair in itertools.permutations((graver, lighter)):
        taken = first_of(Saying(each) for each in pair)
        assert taken is not None
        assert taken.outcome == graver


def test_nothing_said_is_no_outcome() -> None:
    assert first_of([]) is None


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("failed", "passed", "flaky"),
        ("failed", "failed", "failed"),
        ("failed", "inconclusive", "failed"),
        ("failed", "silent", "failed"),
        ("passed", "failed", "failed"),
        ("passed", "passed", "passed"),
        ("passed", "inconclusive", "passed"),
        ("inconclusive", "passed", "passed"),
        ("inconclusive", "failed", "failed"),
        ("inconclusive", "inconclusive", "inconclusive"),
    ],
)
def test_two_attempts_of_a_test_give_one_status(first: str, second: str, status: str) -> None:
    journal = Journal(requirement(ONE))
    journal.attempt({ONE: first})
    journal.attempt({ONE: second}, attempt=2)
    assert row(journal.finish()).status == status


def test_a_flaky_outcome_stays_flaky_when_a_third_attempt_passes() -> None:
    flaky = Saying("flaky", "seen once")
    assert over_attempts(flaky, Saying("passed")) == flaky


@pytest.mark.parametrize(
    ("one", "other"), [*itertools.combinations(("failed", "inconclusive", "not tested", "passed"), 2)]
)
def test_two_tests_of_a_requirement_give_the_graver_status(one: str, other: str) -> None:
    journal = Journal(requirement(ONE))
    journal.attempt({ONE: other}, test="second")
    journal.plan(ONE)
    journal.begin()
    if one == "inconclusive":
        journal.unreached(ONE)
    elif one == "not tested":
        journal.untested(ONE)
    else:
        journal.verify(ONE, one)
    journal.end(one)
    assert row(journal.finish()).status == one
