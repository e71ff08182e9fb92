"""Who counts as somebody without a company, by what the target answers to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from conformance.evidence import CannotTest, Unusable
from conformance.exchange import Exchange
from conformance.fixtures.newcomers import Pool
from conformance.harness import Harness
from tests.engine.building import exchange


class Person:
    """Somebody to whom GET /company answers with these statuses, one after the other."""

    def __init__(self, name: str, *statuses: int) -> None:
        self.name = name
        self._statuses = iter(statuses)

    def call(self, operation: str, **_: Any) -> Exchange:
        """The next answer."""
        assert operation == "getCompany"
        return exchange(next(self._statuses), {"success": True})


@contextmanager
def pool(folder: Path, *people: Person) -> Iterator[Pool]:
    """The pool of a profile with these people."""
    known = {each.name: each for each in people}
    harness = SimpleNamespace(
        profile=SimpleNamespace(actors=known), context=SimpleNamespace(state=folder), actor=known.__getitem__
    )
    made = Pool(cast(Harness, harness))
    yield made
    made.release()


@pytest.mark.parametrize("status", [403, 404])
def test_whom_the_company_is_refused_has_none(tmp_path: Path, status: int) -> None:
    with pool(tmp_path, Person("newcomer_1", status)) as newcomers:
        assert newcomers.take().name == "newcomer_1"


def test_who_has_a_company_is_passed_over(tmp_path: Path) -> None:
    with pool(tmp_path, Person("newcomer_1", 200), Person("newcomer_2", 404)) as newcomers:
        assert newcomers.take().name == "newcomer_2"


def test_an_answer_that_tells_nothing_is_asked_for_again(tmp_path: Path) -> None:
    with pool(tmp_path, Person("newcomer_1", 503, 200), Person("newcomer_2", 502, 504, 404)) as newcomers:
        assert newcomers.take().name == "newcomer_2"


def test_of_whom_nothing_is_told_nobody_is_made_a_newcomer(tmp_path: Path) -> None:
    with pool(tmp_path, Person("newcomer_1", 503, 503, 503)) as newcomers, pytest.raises(Unusable, match="newcomer_1"):
        newcomers.take()


def test_where_all_have_companies_there_is_none_left(tmp_path: Path) -> None:
    with pool(tmp_path, Person("newcomer_1", 200)) as newcomers, pytest.raises(CannotTest, match="newcomer"):
        newcomers.take()
