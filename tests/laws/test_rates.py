from collections.abc import Sequence

import pytest

from conformance.exchange import Exchange, Headers, Request, Response
from conformance.laws import rates

OPENED = 1000.0
RESET = 1010


def answer(
    remaining: int | None = None,
    *,
    status: int = 200,
    sent: float = OPENED,
    reset: float = RESET,
    limit: int = 5,
    headers: Headers = (),
) -> Exchange:
    """An answer of a window of five requests that was opened at 1000 and lasts ten seconds."""
    told: Headers = ()
    if remaining is not None:
        told = (
            ("X-RateLimit-Limit", str(limit)),
            ("X-RateLimit-Remaining", str(remaining)),
            ("X-RateLimit-Reset", str(reset)),
        )
    response = Response(status, (*told, *headers), b"{}")
    return Exchange("main.1", Request("GET", "http://t/api/clients"), response, "listClients", "x", sent=sent)


def window(*remaining: int, refused: int = 0) -> list[Exchange]:
    """Answers with these Remaining, and so many refusals after them."""
    return [*(answer(each) for each in remaining), *(answer(0, status=429) for _ in range(refused))]


def test_a_window_that_serves_the_number_and_two_is_right() -> None:
    exchanges = window(4, 3, 2, 1, 0, 0, 0, refused=1)
    assert rates.enough_served(exchanges, 5).holds
    assert rates.no_more_served(exchanges, 5).holds


def test_a_window_that_serves_one_less_than_the_number_serves_too_few() -> None:
    assert not rates.enough_served(window(4, 3, 2, 1, refused=4), 5).holds


def test_a_window_that_serves_three_more_than_the_number_serves_too_many() -> None:
    assert not rates.no_more_served(window(4, 3, 2, 1, 0, 0, 0, 0), 5).holds


def test_a_client_error_is_served_and_counts() -> None:
    assert not rates.is_refused(answer(3, status=404))
    assert not rates.is_refused(answer(3, status=403))


@pytest.mark.parametrize(
    "refusal",
    [
        answer(0, status=429),
        answer(status=503),
        answer(0, status=403),
        answer(status=403, headers=(("Retry-After", "3"),)),
    ],
)
def test_a_refusal_may_be_said_in_other_words(refusal: Exchange) -> None:
    assert rates.is_refused(refusal)


def test_remaining_falls_by_one_in_turn_and_as_a_set_in_the_crowd() -> None:
    assert rates.counts_down(window(4, 3), [answer(0), answer(2), answer(1), answer(0, status=429)]).holds


@pytest.mark.parametrize(
    ("in_turn", "crowd"),
    [((4, 4), (2, 1)), ((4, 2), (1, 0)), ((5, 5), (5, 5)), ((4, 3), (1, 0)), ((3, 4), (2, 1))],
    ids=["one does not count", "one counts twice", "it stands still", "the crowd leaves one out", "out of turn"],
)
def test_remaining_that_falls_otherwise_is_told(in_turn: Sequence[int], crowd: Sequence[int]) -> None:
    assert not rates.counts_down(window(*in_turn), window(*crowd)).holds


def test_remaining_cannot_fall_without_headers() -> None:
    assert not rates.counts_down([answer()], [answer()]).holds
    assert not rates.counts_down(window(4), [answer()]).holds


@pytest.mark.parametrize("reset", [1009, 1010, 1011])
def test_a_window_is_as_long_as_it_should_be_within_a_second(reset: int) -> None:
    assert rates.one_fixed_window([answer(4, reset=reset), answer(3, reset=reset, sent=1003)], 10).holds


@pytest.mark.parametrize("reset", [10, 1_010_000, 1006, 1014])
def test_a_window_of_another_length_or_unit_is_told(reset: int) -> None:
    assert not rates.one_fixed_window([answer(4, reset=reset)], 10).holds


def test_a_window_that_moves_with_each_request_is_not_fixed() -> None:
    assert not rates.one_fixed_window([answer(4), answer(3, reset=1013, sent=1003)], 10).holds


def refusal(value: str | None) -> Exchange:
    return answer(0, status=429, sent=1004, headers=() if value is None else (("Retry-After", value),))


@pytest.mark.parametrize("value", ["6", "1", "7", "Thu, 01 Jan 1970 00:16:50 GMT"])
def test_a_refusal_may_ask_to_come_back_up_to_a_second_after_the_end(value: str) -> None:
    assert rates.honest_retry_after(refusal(value), RESET).holds


@pytest.mark.parametrize("value", [None, "60", "soon", "5.5", "Thu, 01 Jan 1970 00:18:00 GMT"])
def test_a_refusal_that_asks_otherwise_is_not_honest(value: str | None) -> None:
    assert not rates.honest_retry_after(refusal(value), RESET).holds


def test_a_neighbour_is_untouched_where_only_their_own_request_counted() -> None:
    assert rates.untouched(answer(4), answer(3)).holds


@pytest.mark.parametrize(
    "after", [answer(1), answer(4), answer(0, status=429), answer()], ids=["fell", "stood still", "refused", "silent"]
)
def test_a_neighbour_who_feels_the_others_is_not_untouched(after: Exchange) -> None:
    assert not rates.untouched(answer(4), after).holds


def test_answers_with_another_reset_tell_of_another_window() -> None:
    assert rates.same_window(answer(4), answer(3, reset=RESET + 1))
    assert not rates.same_window(answer(4), answer(4, reset=RESET + 10))


def test_remaining_that_falls_by_more_than_our_own_requests_is_odd() -> None:
    assert not rates.spending(window(4, 3, 2)).odd
    assert rates.spending(window(4, 2)).odd
    assert rates.spending(window(2, 1)).odd


def test_remaining_at_nothing_tells_of_nobody_else() -> None:
    assert not rates.spending(window(4, 3, 2, 1, 0, 0)).odd


def test_requests_under_way_explain_a_remaining_that_is_ahead_of_its_turn() -> None:
    assert not rates.unexplained([answer(4), answer(2, sent=1001), answer(3, sent=1001)])
    assert rates.unexplained([answer(4), answer(1, sent=1001), answer(3, sent=1001)])
