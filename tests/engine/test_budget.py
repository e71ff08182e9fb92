"""The budget: what remains of a window, by our own count and by the target's headers, whoever shares it."""

import threading
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest

from conformance.budget import Budget, RateHeaders, retry_after
from conformance.exchange import Response

NOW = 1_800_000_000.0


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = NOW
        self._lock = threading.Lock()

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def budget(tmp_path: Path, time: Time) -> Iterator[Budget]:
    made = Budget(tmp_path / "budget.sqlite", 60, time, time.sleep)
    yield made
    made.close()


def answer(remaining: object = 7, reset: object = NOW + 30, limit: object = 10, **more: str) -> Response:
    headers = {"X-RateLimit-Limit": limit, "X-RateLimit-Remaining": remaining, "X-RateLimit-Reset": reset} | more
    return Response(200, tuple((name, str(value)) for name, value in headers.items()))


def taken(budget: Budget, limit: int = 10, identity: str = "ada") -> int:
    """How many requests go without a wait."""
    count = 0
    while budget.take(identity, limit) == 0:
        count += 1
    return count


def test_a_window_is_spent_without_waiting(budget: Budget) -> None:
    assert taken(budget, 10) == 10


def test_the_next_window_is_waited_for_by_our_own_count(budget: Budget) -> None:
    for _ in range(10):
        budget.take("ada", 10)
    assert budget.take("ada", 10) == pytest.approx(60, abs=0.1)


def test_a_new_window_is_whole(budget: Budget) -> None:
    taken(budget, 10)
    assert taken(budget, 10) == 9  # the one that waited is spent


def test_identities_share_nothing(budget: Budget) -> None:
    taken(budget, 10, "ada")
    assert taken(budget, 3, "bob") == 3


def test_the_targets_headers_say_that_less_remains(budget: Budget) -> None:
    budget.take("ada", 10)
    budget.learn("ada", answer(remaining=2))
    assert taken(budget) == 2


def test_the_wait_ends_with_the_targets_own_reset(budget: Budget, time: Time) -> None:
    budget.take("ada", 10)
    budget.learn("ada", answer(remaining=0, reset=NOW + 12))
    budget.take("ada", 10)
    assert time.now == pytest.approx(NOW + 12, abs=0.1)


def test_the_targets_headers_never_give_back_what_is_on_its_way(budget: Budget) -> None:
    for _ in range(8):
        budget.take("ada", 10)
    budget.learn("ada", answer(remaining=9))
    assert taken(budget) == 2


def test_a_window_that_holds_more_than_was_assumed_is_widened_but_for_what_is_under_way(budget: Budget) -> None:
    budget.take("ada", 10)
    told = answer(remaining=99, limit=100)
    budget.learn("ada", told)
    headers = RateHeaders.of(told, NOW)
    assert headers is not None
    budget.widen("ada", headers)
    assert taken(budget) == 94


def test_another_window_is_not_widened(budget: Budget) -> None:
    budget.take("ada", 10)
    budget.learn("ada", answer(remaining=9))
    headers = RateHeaders.of(answer(remaining=99, limit=100, reset=NOW + 90), NOW)
    assert headers is not None
    budget.widen("ada", headers)
    assert taken(budget) == 9


def test_a_later_reset_begins_a_new_window(budget: Budget) -> None:
    for _ in range(8):
        budget.take("ada", 10)
    budget.learn("ada", answer(remaining=1, reset=NOW + 10))
    budget.learn("ada", answer(remaining=6, reset=NOW + 70))
    assert taken(budget) == 6


def test_a_late_answer_of_the_last_window_teaches_nothing(budget: Budget) -> None:
    budget.take("ada", 10)
    budget.learn("ada", answer(remaining=6, reset=NOW + 50))
    budget.learn("ada", answer(remaining=0, reset=NOW + 20))
    assert taken(budget) == 6


@pytest.mark.parametrize(
    "response",
    [
        Response(200),
        answer(remaining="many"),
        answer(reset=""),
        answer(limit="nan"),
        answer(remaining=0, reset=30),
        answer(remaining=0, reset=(NOW + 30) * 1000),
        answer(remaining=0, reset="inf"),
        answer(limit="1e30", remaining="1e30"),
        answer(remaining="-1e30"),
    ],
    ids=["none", "word", "empty", "nan", "seconds to go", "milliseconds", "inf", "absurd", "absurdly little"],
)
def test_headers_that_name_no_end_of_a_window_teach_nothing(budget: Budget, response: Response) -> None:
    budget.take("ada", 10)
    budget.learn("ada", response)
    assert taken(budget) == 9


def test_a_429_that_was_not_planned_spends_the_window(budget: Budget, time: Time) -> None:
    budget.take("ada", 10)
    budget.exhaust("ada", 5)
    budget.take("ada", 10)
    assert time.now == pytest.approx(NOW + 5, abs=0.1)


def test_a_servers_clock_that_is_ahead_is_corrected_by_its_date() -> None:
    found = RateHeaders.of(answer(reset=NOW + 3630, Date=formatdate(NOW + 3600, usegmt=True)), NOW)
    assert found is not None
    assert found.reset == NOW + 30


def test_a_servers_clock_that_is_behind_is_corrected_by_its_date() -> None:
    found = RateHeaders.of(answer(reset=NOW - 570, Date=formatdate(NOW - 600, usegmt=True)), NOW)
    assert found is not None
    assert found.reset == NOW + 30


def test_the_whole_seconds_of_a_date_are_no_skew() -> None:
    found = RateHeaders.of(answer(reset=NOW + 30, Date=formatdate(NOW - 1, usegmt=True)), NOW)
    assert found is not None
    assert found.reset == NOW + 30


@pytest.mark.parametrize("date", ["Mon, 01 Jan 99999999999999999999 00:00:00 GMT", "1 Jan 2020 0:0:0 +9999999999999"])
def test_a_date_beyond_any_calendar_is_no_clock(date: str) -> None:
    found = RateHeaders.of(answer(reset=NOW + 30, Date=date), NOW)
    assert found is not None
    assert found.reset == NOW + 30
    assert retry_after(Response(429, (("retry-after", date),)), NOW) is None


def test_what_absurd_headers_name_is_no_larger_window() -> None:
    assert RateHeaders.of(answer(limit="1e30", remaining="1e30"), NOW) is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7),
        ("0", 0),
        ("-3", 0),
        ("1.5", 1.5),
        (formatdate(NOW + 20, usegmt=True), 20),
        (formatdate(NOW - 20, usegmt=True), 0),
        ("soon", None),
        ("", None),
        ("nan", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: float | None) -> None:
    assert retry_after(Response(429, (("retry-after", value),)), NOW) == seconds


def test_a_date_to_come_back_at_is_one_of_the_servers_clock() -> None:
    headers = (("date", formatdate(NOW - 60, usegmt=True)), ("retry-after", formatdate(NOW - 40, usegmt=True)))
    assert retry_after(Response(429, headers), NOW) == 20


def test_an_answer_without_retry_after_asks_for_no_wait() -> None:
    assert retry_after(Response(429), NOW) is None


def test_threads_share_one_window(budget: Budget) -> None:
    waits: list[float] = []

    def spend() -> None:
        waits.extend(budget.take("ada", 20) for _ in range(5))

    threads = [threading.Thread(target=spend) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(10)
    assert waits == [0.0] * 20
    assert budget.take("ada", 20) > 0


def test_what_is_known_outlives_the_process(tmp_path: Path, time: Time) -> None:
    first = Budget(tmp_path / "b.sqlite", 60, time, time.sleep)
    for _ in range(6):
        first.take("ada", 10)
    first.close()
    second = Budget(tmp_path / "b.sqlite", 60, time, time.sleep)
    assert taken(second) == 4
    second.close()
