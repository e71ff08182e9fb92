"""What tests share is made once for all first attempts, and anew for the second ones."""

import itertools
from dataclasses import dataclass, field
from typing import cast

import pytest

from conformance.evidence import CannotTest, Unusable
from conformance.fixtures.once import Once
from conformance.harness import Harness
from conformance.stage import Stage


@dataclass
class Staged:
    """As much of a harness as is asked for."""

    stage: Stage = field(default_factory=lambda: Stage("main"))


@pytest.fixture
def staged() -> Staged:
    """Where the attempts are told."""
    return Staged()


def counted(staged: Staged) -> Once[int]:
    """The number of times that it was made."""
    numbers = itertools.count(1)
    return Once(cast(Harness, staged), lambda: next(numbers))


def test_tests_share_what_was_made_for_the_first_of_them(staged: Staged) -> None:
    once = counted(staged)
    seen = []
    for test in ("one", "other"):
        staged.stage.enter(test, 1)
        seen += [once.get(), once.get()]
    assert seen == [1, 1, 1, 1]


def test_a_repeated_test_gets_it_made_anew_and_others_keep_theirs(staged: Staged) -> None:
    once = counted(staged)
    seen = []
    for test, attempt in (("one", 1), ("one", 2), ("other", 1)):
        staged.stage.enter(test, attempt)
        seen.append(once.get())
    assert seen == [1, 2, 1]


def test_what_kept_it_from_being_made_is_not_tried_again_in_that_attempt(staged: Staged) -> None:
    tries: list[int] = []

    def make() -> int:
        tries.append(staged.stage.attempt)
        raise CannotTest("nobody may")

    once = Once(cast(Harness, staged), make)
    for test, attempt in (("one", 1), ("other", 1), ("one", 2)):
        staged.stage.enter(test, attempt)
        with pytest.raises(CannotTest, match="nobody may"):
            once.get()
    assert tries == [1, 2]


@pytest.mark.parametrize("disturbed", [True, False])
def test_whoever_misses_it_knows_whether_what_kept_it_may_have_passed_by(staged: Staged, disturbed: bool) -> None:
    def make() -> int:
        staged.stage.disturbed = disturbed
        raise Unusable("not to be had")

    once = Once(cast(Harness, staged), make)
    for test in ("one", "other"):
        staged.stage.enter(test, 1)
        with pytest.raises(Unusable):
            once.get()
        assert staged.stage.disturbed is disturbed
