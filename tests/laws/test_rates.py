from collections.abc import Sequence
from email.utils import formatdate

import pytest

from conformance.budget import RateHeaders
from conformance.exchange import Exchange, Headers, Request, Response
from conformance.expectations import Judgement
from conformance.laws import rates

OPENED = 1000.0
RESET = 1010


def answer(
    remaining: int | None = None,
    *,
    status: int = 200,
    sent: float = OPENED,
    elapsed: float = 0.0,
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
    request = Request("GET", "http://t/api/clients")
    return Exchange("main.1", request, response, "listClients", "x", sent=sent, elapsed=elapsed)


def dated(seconds: int) -> Headers:
    """A Date so many seconds after the epoch."""
    return (("Date", formatdate(seconds, usegmt=True)),)


def window(*remaining: int, refused: int = 0) -> list[Exchange]:
    """Answers with these Remaining, and so many refusals after them."""
    return [*(answer(each) for each in remaining), *(answer(0, status=429) for _ in range(refused))]


def test_a_window_that_serves_the_number_and_two_is_right() -> None:
    exchanges = window(4, 3, 2, 1, 0, 0, 0, refused=1)
    assert rates.enough_served(exchanges, 5).holds
    assert rates.no_more_served(exchanges, 5).holds


def test_a_window_that_serves_just_the_number_is_right() -> None:
    assert rates.enough_served(window(4, 3, 2, 1, 0, refused=3), 5).holds


def test_a_window_that_serves_one_less_than_the_number_serves_too_few() -> None:
    assert not rates.enough_served(window(4, 3, 2, 1, refused=4), 5).holds


def test_a_window_that_serves_three_more_than_the_number_serves_too_many() -> None:
    assert not rates.no_more_served(window(4, 3, 2, 1, 0, 0, 0, 0), 5).holds


@pytest.mark.parametrize(
    ("served", "mistakes", "holds"),
    [(5, 3, True), (7, 3, True), (8, 1, False), (8, 3, False), (10, 3, False)],
    ids=["not spent", "two more", "one not counted", "several", "all of them"],
)
def test_mistakes_count_where_they_alone_are_not_what_was_too_many(served: int, mistakes: int, holds: bool) -> None:
    exchanges = [answer(0, status=404 if number < mistakes else 200) for number in range(served)]
    law = rates.mistakes_counted([*exchanges, answer(0, status=429)], 5)
    assert law is not None
    assert law.holds is holds


def test_where_too_many_were_served_whatever_they_were_nothing_is_told_of_mistakes() -> None:
    exchanges = [answer(0, status=404 if number < 3 else 200) for number in range(11)]
    assert rates.mistakes_counted(exchanges, 5) is None


@pytest.mark.parametrize(("status", "is_mistake"), [(302, False), (400, True), (499, True), (500, False)])
def test_a_mistake_is_any_4xx(status: int, is_mistake: bool) -> None:
    exchanges = [answer(0)] * 7 + [answer(0, status=status)]
    law = rates.mistakes_counted(exchanges, 5)
    assert (law is not None and not law.holds) is is_mistake


def test_it_is_told_how_many_of_those_served_were_mistakes() -> None:
    law = rates.mistakes_counted([answer(1, status=404), answer(0), answer(0, status=429)], 5)
    assert law == Judgement(True, "at most 7 served, mistakes among them", "2 served, 1 mistakes")


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


@pytest.mark.parametrize(("reset", "holds"), [(1008, False), (1009, True), (1014, True), (1015, False)])
def test_a_window_may_open_at_any_time_while_its_first_request_is_under_way(reset: int, holds: bool) -> None:
    assert rates.one_fixed_window([answer(4, reset=reset, elapsed=3)], 10).holds is holds


def test_a_window_that_moves_with_each_request_is_not_fixed() -> None:
    assert not rates.one_fixed_window([answer(4), answer(3, reset=1013, sent=1003)], 10).holds


def test_a_window_is_measured_by_the_clock_of_the_server() -> None:
    an_hour_ahead = dated(4600)
    assert rates.one_fixed_window([answer(4, reset=RESET + 3600, headers=an_hour_ahead)], 10).holds
    assert not rates.one_fixed_window([answer(4, reset=RESET, headers=an_hour_ahead)], 10).holds


@pytest.mark.parametrize("date", ["", "soon", "Mon, 01 Jan 99999999999999999999 00:00:00 GMT"])
def test_a_window_is_measured_by_our_clock_where_a_date_is_none(date: str) -> None:
    assert rates.one_fixed_window([answer(4, headers=(("Date", date),))], 10).holds


def test_an_answer_that_was_long_on_its_way_moves_no_window() -> None:
    slow = answer(3, sent=1001, elapsed=3.5, headers=dated(1001))
    assert rates.one_fixed_window([answer(4), slow], 10).holds


def test_a_reset_is_read_by_a_clock_that_is_as_far_off_as_it_must_be() -> None:
    def reset(date: int) -> RateHeaders | None:
        return rates.headers_of(answer(3, sent=1001, elapsed=3, headers=dated(date)))

    assert reset(1001) == RateHeaders(5, 3, RESET)
    assert reset(1010) == RateHeaders(5, 3, RESET - 6)
    assert reset(990) == RateHeaders(5, 3, RESET + 11)


def test_a_reset_that_is_no_number_is_no_header() -> None:
    odd = (("X-RateLimit-Limit", "5"), ("X-RateLimit-Remaining", "3"), ("X-RateLimit-Reset", "soon"))
    assert rates.headers_of(answer(headers=odd)) is None


def test_a_date_that_is_written_late_moves_no_window() -> None:
    late = [answer(4, headers=dated(998)), answer(3, sent=1000.5, headers=dated(1000))]
    assert rates.one_fixed_window(late, 10).holds


@pytest.mark.parametrize(("reset", "holds"), [(1005, False), (1006, True), (1013, True), (1014, False)])
def test_by_another_clock_a_window_may_open_from_the_way_there_to_two_seconds_after_the_date(
    reset: int, holds: bool
) -> None:
    an_hour_ahead = dated(4600)
    told = answer(4, reset=reset + 3600, elapsed=3, headers=an_hour_ahead)
    assert rates.one_fixed_window([told], 10).holds is holds


@pytest.mark.parametrize(
    ("date", "reset", "holds"),
    [(996, 1011, False), (997, 1011, True), (1003, 1009, True), (1004, 1009, False)],
    ids=["four behind", "three behind", "three ahead", "four ahead"],
)
def test_a_date_that_is_up_to_three_seconds_off_may_be_of_our_clock(date: int, reset: int, holds: bool) -> None:
    assert rates.one_fixed_window([answer(4, reset=reset, headers=dated(date))], 10).holds is holds


@pytest.mark.parametrize(("reset", "holds"), [(1006, False), (1007, True), (1011, True), (1013, False)])
def test_a_clock_that_is_two_seconds_behind_is_the_servers_or_a_date_that_is_late(reset: int, holds: bool) -> None:
    assert rates.one_fixed_window([answer(4, reset=reset, headers=dated(998))], 10).holds is holds


def test_the_resets_of_one_window_may_differ_by_a_second() -> None:
    assert rates.one_fixed_window([answer(4), answer(3, reset=1011, sent=1003)], 10).holds


@pytest.mark.parametrize("exchanges", [[], [answer()], [answer(4), answer()]])
def test_no_window_is_known_without_headers(exchanges: list[Exchange]) -> None:
    assert not rates.one_fixed_window(exchanges, 10).holds


def refusal(value: str | None) -> Exchange:
    return answer(0, status=429, sent=1004, headers=() if value is None else (("Retry-After", value),))


@pytest.mark.parametrize("value", ["6", "1", "7", "8", "Thu, 01 Jan 1970 00:16:50 GMT"])
def test_a_refusal_may_ask_to_come_back_up_to_a_second_after_an_end_that_is_rounded_down(value: str) -> None:
    assert rates.honest_retry_after(refusal(value), RESET).holds


@pytest.mark.parametrize("value", [None, "9", "60", "soon", "5.5", "Thu, 01 Jan 1970 00:18:00 GMT"])
def test_a_refusal_that_asks_otherwise_is_not_honest(value: str | None) -> None:
    assert not rates.honest_retry_after(refusal(value), RESET).holds


def test_a_neighbour_is_untouched_where_only_their_own_request_counted() -> None:
    assert rates.untouched(answer(4), answer(3)).holds


@pytest.mark.parametrize(
    "after", [answer(1), answer(4), answer(0, status=429), answer()], ids=["fell", "stood still", "refused", "silent"]
)
def test_a_neighbour_who_feels_the_others_is_not_untouched(after: Exchange) -> None:
    assert not rates.untouched(answer(4), after).holds


def test_a_neighbour_whose_first_request_was_refused_shows_nothing() -> None:
    assert not rates.untouched(answer(4, status=429), answer(3)).holds


def test_a_neighbour_may_send_more_than_one_request_of_their_own() -> None:
    assert rates.untouched(answer(4), answer(2), own=2).holds
    assert not rates.untouched(answer(4), answer(3), own=2).holds


@pytest.mark.parametrize(("before", "after"), [(answer(), answer(3)), (answer(4), answer())])
def test_answers_without_headers_may_be_of_one_window(before: Exchange, after: Exchange) -> None:
    assert rates.same_window(before, after)


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


def test_without_headers_on_the_first_answer_nothing_is_odd_or_unexplained() -> None:
    assert rates.spending([]) == rates.Spending((), odd=False)
    assert rates.spending([answer(), answer(0)]) == rates.Spending((None, 0), odd=False)
    assert not rates.unexplained([answer(), answer(0)])


def test_a_silent_answer_between_others_explains_as_much_as_it_sent() -> None:
    assert rates.spending([answer(4), answer(), answer(2)]) == rates.Spending((4, None, 2), odd=False)
    assert rates.spending([answer(4), answer(), answer(1)]) == rates.Spending((4, None, 1), odd=True)


def test_a_single_request_explains_one_less() -> None:
    assert not rates.unexplained([answer(4)])
    assert rates.unexplained([answer(3)])


def test_a_request_that_was_sent_after_an_answer_came_explains_nothing_of_it() -> None:
    assert rates.unexplained([answer(4), answer(2, sent=1001, elapsed=1), answer(2, sent=1003)])
    assert not rates.unexplained([answer(4), answer(2, sent=1001, elapsed=1), answer(3, sent=1002)])


def test_remaining_at_nothing_is_explained_by_any_number_of_requests() -> None:
    assert not rates.unexplained([answer(0, limit=1), answer(0, limit=1, sent=1001)])


def test_what_a_window_served_is_counted_beside_its_statuses() -> None:
    assert rates.enough_served(window(4, 3, refused=1), 5) == Judgement(
        False,
        "at least 5 of a window's requests served",
        "2 of 3 served, statuses [200, 429]",
    )
    assert rates.no_more_served(window(4, 3, refused=1), 5) == Judgement(
        True,
        "at most 7 of a window's requests served",
        "2 of 3 served, statuses [200, 429]",
    )


def test_remaining_is_told_at_each_request_where_it_is_not_as_due() -> None:
    assert rates.counts_down(window(4, 3), window(1, 2)) == Judgement(
        True,
        "Remaining falling by one from request to request, to 0 at the refusal",
        "as due",
    )
    assert rates.counts_down(window(4, 4), window(1)) == Judgement(
        False,
        "Remaining falling by one from request to request, to 0 at the refusal",
        "(request, Remaining, due): [(2, 4, 3), (3, 1, 2)]",
    )
    assert rates.counts_down(window(4), [answer(9)] * 9) == Judgement(
        False,
        "Remaining falling by one from request to request, to 0 at the refusal",
        "(request, Remaining, due): [(2, 9, 3), (3, 9, 2), (4, 9, 1), (5, 9, 0), (6, 9, 0), "
        "(7, 9, 0), (8, 9, 0), (9, 9, 0)]",
    )
    assert rates.counts_down([answer()], []) == Judgement(
        False,
        "Remaining falling by one from request to request, to 0 at the refusal",
        "no rate-limit headers on the window's first answer",
    )
    assert rates.counts_down(window(4), [answer()]) == Judgement(
        False,
        "Remaining falling by one from request to request, to 0 at the refusal",
        "an answer without the rate-limit headers",
    )


def test_a_window_is_told_by_its_reset() -> None:
    assert rates.one_fixed_window([answer(4), answer(3, reset=1013)], 10) == Judgement(
        False,
        "one X-RateLimit-Reset in epoch seconds, 10 s after the window's first request",
        "Reset 10.0 s after the first request, differing by 3.0 s within the window",
    )
    assert rates.one_fixed_window([answer(4, elapsed=3)], 10) == Judgement(
        True,
        "one X-RateLimit-Reset in epoch seconds, 10 s after the window's first request",
        "Reset 10.0 s after the first request, differing by 0.0 s within the window",
    )
    assert rates.one_fixed_window([answer(4), answer()], 10) == Judgement(
        False,
        "one X-RateLimit-Reset in epoch seconds, 10 s after the window's first request",
        "an answer without the rate-limit headers",
    )


def test_a_refusal_is_told_by_what_it_asks_and_how_late_that_is() -> None:
    assert rates.honest_retry_after(refusal("9"), RESET) == Judgement(
        False,
        "Retry-After in whole seconds or as a date, within a second of the window's end",
        "Retry-After: 9, +3.0 s from the end",
    )
    assert rates.honest_retry_after(refusal("soon"), RESET) == Judgement(
        False,
        "Retry-After in whole seconds or as a date, within a second of the window's end",
        "Retry-After: 'soon'",
    )


def test_a_neighbour_is_told_by_their_statuses_and_remaining() -> None:
    assert rates.untouched(answer(4), answer(2)) == Judgement(
        False, "served, and Remaining lower by 1", "Remaining 4, then 2"
    )
    assert rates.untouched(answer(4), answer(0, status=429)) == Judgement(
        False, "served, and Remaining lower by 1", "statuses 200 and 429"
    )
    assert rates.untouched(answer(4), answer()) == Judgement(
        False,
        "served, and Remaining lower by 1",
        "an answer without the rate-limit headers",
    )
