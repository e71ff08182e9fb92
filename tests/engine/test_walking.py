"""A walk is waited for like any look: until it holds, and once more where views may lag."""

from collections.abc import Callable, Sequence

from conformance.polling import Patience
from conformance.walking import Walk, walk_twice, walk_until
from tests.engine.building import exchange


def walks(*rows: Sequence[str]) -> Callable[[], Walk]:
    """Walks of one page, which show these rows one after the other."""
    shown = iter(rows)

    def walked() -> Walk:
        page = exchange(200, {"leads": [{"id": each} for each in next(shown)]})
        return Walk("leads", (page,), "no token")

    return walked


def waiting(bound: float) -> Patience:
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    return Patience(bound, lambda: now[0], sleep)


def shows_two(seen: Walk) -> bool:
    return len(seen.rows) == 2


def test_a_walk_is_repeated_until_it_holds() -> None:
    assert walk_until(waiting(2.0), walks("a", "a", "ab"), shows_two).ids() == ["a", "b"]


def test_a_walk_that_never_holds_is_given_as_it_stands_at_the_bound() -> None:
    assert walk_until(waiting(0.0), walks("a"), shows_two).ids() == ["a"]


def test_two_walks_are_the_one_that_held_and_the_one_after_the_bound() -> None:
    assert [each.ids() for each in walk_twice(waiting(2.0), walks("a", "ab", "c"), shows_two)] == [["a", "b"], ["c"]]


def test_without_lag_there_is_one_walk() -> None:
    assert [each.ids() for each in walk_twice(waiting(0.0), walks("a", "ab"))] == [["a"]]
