"""A walk is waited for like any look: until it holds, and once more where views may lag."""

from collections.abc import Callable, Sequence

import pytest

from conformance.exchange import Exchange
from conformance.polling import Patience
from conformance.walking import Walk, holds_more, walk_twice, walk_until
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


def listed(*shown: str, total: object = None) -> Callable[[str], Exchange]:
    """The pages of a listing by their tokens: rows named by the letters of each word, a token on each but the last."""
    last = len(shown) - 1
    pages = [
        exchange(200, {"leads": [{"id": each} for each in ids], "nextToken": f"{at + 1}" if at < last else None})
        for at, ids in enumerate(shown)
    ]
    if total is not None:
        pages[0] = exchange(200, pages[0].json | {"total": total})
    return lambda token: pages[int(token)]


@pytest.mark.parametrize(("pages", "more"), [(("abc", ""), True), (("ab", ""), False), (("ab", "c"), True)])
def test_a_listing_has_as_many_rows_as_its_pages_show_whatever_token_follows(
    pages: tuple[str, ...], more: bool
) -> None:
    follow = listed(*pages)
    assert holds_more(follow("0"), "leads", 2, follow) is more


def test_a_row_on_two_pages_is_one_row_of_a_listing() -> None:
    follow = listed("ab", "ba", "a")
    assert not holds_more(follow("0"), "leads", 2, follow)


def test_pages_without_end_are_counted_to_a_bound() -> None:
    empty = exchange(200, {"leads": [], "nextToken": "more"})
    assert not holds_more(empty, "leads", 2, lambda _token: empty)


@pytest.mark.parametrize(("total", "more"), [(3, True), (2, False), ("3", False)])
def test_a_list_of_leads_has_as_many_rows_as_its_total_says(total: object, more: bool) -> None:
    follow = listed("ab", total=total)
    assert holds_more(follow("0"), "leads", 2, follow) is more
