"""Bursts, against a server of five requests in ten seconds that exists in memory alone."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from conformance.bursts import Burst, Bursts
from conformance.evidence import Unusable
from conformance.exchange import Exchange, Headers, Request, Response

NUMBER = 5
WINDOW = 10.0


@dataclass
class Server:
    """Counts requests in fixed windows; `strange` says how many a stranger sends before each of ours."""

    silent: bool = False
    seconds: float = 0.01
    strange: Callable[[int], int] = lambda _number: 0
    weight: int = 1
    now: float = 1000.0
    reset: float = 0.0
    used: int = 0
    sent: int = 0
    slept: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self) -> Exchange:
        with self.lock:
            sent = self.now
            self.now += self.seconds
            self.sent += 1
            if self.now >= self.reset:
                self.reset, self.used = self.now + WINDOW, 0
            self.used += self.weight + self.strange(self.sent)
            headers: Headers = (
                ("X-RateLimit-Limit", str(NUMBER)),
                ("X-RateLimit-Remaining", str(max(0, NUMBER - self.used))),
                ("X-RateLimit-Reset", str(self.reset)),
            )
            status = 200 if self.used <= NUMBER else 429
            response = Response(status, () if self.silent else headers, b"{}")
            request = Request("GET", "http://t/api/clients")
            return Exchange(f"m.{self.sent}", request, response, "listClients", "x", sent=sent, elapsed=self.seconds)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def bursts(self) -> Bursts:
        return Bursts(WINDOW, clock=lambda: self.now, sleep=self.sleep)

    def burst(self, by: Bursts | None = None) -> Burst:
        return (by or self.bursts()).burst(NUMBER, [self.send, self.send], self.send)


def test_a_burst_at_rest_starts_at_once_and_sends_three_too_many() -> None:
    server = Server()
    burst = server.burst()
    assert (len(burst.exchanges), burst.served, len(burst.refused)) == (NUMBER + 3, NUMBER, 3)
    assert server.slept == []


def test_a_burst_waits_for_the_window_that_an_earlier_request_opened() -> None:
    server = Server()
    server.send()
    assert server.burst().served == NUMBER
    assert len(server.slept) == 1
    assert server.slept[0] == pytest.approx(WINDOW, abs=0.2)


def test_a_spent_window_costs_a_burst_one_request_and_a_wait() -> None:
    server = Server()
    server.burst()
    before = server.sent
    server.burst()
    assert server.sent - before == 1 + NUMBER + 3


def test_without_headers_a_burst_waits_a_window_out_first() -> None:
    server = Server(silent=True)
    server.send()
    assert server.burst().served == NUMBER
    assert sum(server.slept) >= WINDOW


def test_a_strangers_request_lets_a_burst_begin_again() -> None:
    server = Server(strange=lambda number: int(number == 2))
    assert server.burst().served == NUMBER
    assert len(server.slept) == 1


def test_a_stranger_who_never_rests_lets_a_burst_give_up() -> None:
    server = Server(strange=lambda number: number % 3)
    with pytest.raises(Unusable, match="somebody else"):
        server.burst()
    assert len(server.slept) == 5


def test_after_a_burst_that_gave_up_the_next_one_waits_less() -> None:
    server = Server(strange=lambda number: number % 3)
    bursts = server.bursts()
    with pytest.raises(Unusable, match="in 5 tries"):
        server.burst(bursts)
    with pytest.raises(Unusable, match="in 2 tries"):
        server.burst(bursts)


def test_a_burst_that_succeeds_lets_later_ones_try_as_often_as_before() -> None:
    strangers = [1]
    server = Server(strange=lambda number: strangers[0] * (number % 3))
    bursts = server.bursts()
    with pytest.raises(Unusable, match="in 5 tries"):
        server.burst(bursts)
    strangers[0] = 0
    server.burst(bursts)
    strangers[0] = 1
    with pytest.raises(Unusable, match="in 5 tries"):
        server.burst(bursts)


def test_a_server_that_counts_each_request_twice_is_told_from_a_stranger() -> None:
    server = Server(weight=2)
    assert server.burst().served == 2


def test_a_burst_that_does_not_fit_into_a_window_says_how_much_did() -> None:
    with pytest.raises(Unusable, match=r"sent 5 in 10 s"):
        Server(seconds=2.0).burst()


def test_the_window_of_a_burst_lasts_surely_until_a_second_before_its_reset() -> None:
    server = Server()
    burst = server.burst()
    assert burst.seconds_left(burst.in_turn[0].sent) == pytest.approx(WINDOW - 1, abs=0.1)
