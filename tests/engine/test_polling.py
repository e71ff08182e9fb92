"""Waiting for a view: within a bound, without a fixed sleep, and with a word on how long it took."""

from collections.abc import Callable

from conformance.exchange import Exchange
from conformance.polling import Patience
from tests.engine.building import exchange


class Clock:
    """A time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class View:
    """A view that shows a row from a moment on; counts its looks."""

    def __init__(self, clock: Clock, shown_from: float) -> None:
        self.clock = clock
        self.shown_from = shown_from
        self.looks = 0

    def look(self) -> Exchange:
        self.looks += 1
        return exchange(200 if self.clock.now >= self.shown_from else 404)


def waited(
    shown_from: float, bound: float = 2.0, task: float | None = None
) -> tuple[View, Exchange, list[tuple[float, bool]]]:
    clock = Clock()
    view = View(clock, shown_from)
    notes: list[tuple[float, bool]] = []
    patience = Patience(bound, clock, clock.sleep, lambda _, seconds, held: notes.append((seconds, held)))
    return view, patience.until(view.look, lambda seen: seen.succeeded, task), notes


def test_what_is_there_is_looked_at_once() -> None:
    assert waited(0.0)[0].looks == 1


def test_what_is_there_at_once_has_no_lag() -> None:
    assert waited(0.0)[2] == []


def test_what_comes_late_is_waited_for() -> None:
    assert waited(1.0)[1].status == 200


def test_the_last_look_begins_when_the_bound_is_over_however_long_one_takes() -> None:
    clock = Clock()
    view = View(clock, 2.0)

    def long_look() -> Exchange:
        seen = view.look()
        clock.sleep(1.5)
        return seen

    assert Patience(2.0, clock, clock.sleep).until(long_look, lambda seen: seen.succeeded).succeeded
    assert view.looks == 3


def test_the_lag_seen_is_told() -> None:
    ((seconds, held),) = waited(1.0)[2]
    assert held
    assert 1.0 <= seconds < 2.0


def test_what_never_comes_is_given_up_at_the_bound() -> None:
    view, last, notes = waited(9.0)
    assert (last.status, view.clock.now, notes) == (404, 2.0, [(2.0, False)])


def test_waiting_for_a_task_is_no_lag_of_a_view() -> None:
    assert waited(3.0, task=5.0)[2] == []


def test_absence_is_looked_at_again_after_the_bound() -> None:
    clock = Clock()
    view = View(clock, 1.0)
    assert [each.status for each in Patience(2.0, clock, clock.sleep).twice(view.look)] == [404, 200]


def test_without_lag_absence_is_looked_at_once() -> None:
    clock = Clock()
    assert len(Patience(0.0, clock, clock.sleep).twice(View(clock, 1.0).look)) == 1


def flapping(bound: float, *statuses: int) -> tuple[Patience, Callable[[], Exchange]]:
    """A view that shows these, look by look, and how long its lag is waited out."""
    clock, shown = Clock(), iter(statuses)
    return Patience(bound, clock, clock.sleep), lambda: exchange(next(shown))


def test_what_must_be_there_is_waited_for_before_the_first_of_two_looks() -> None:
    patience, look = flapping(2.0, 404, 404, 200, 200)
    assert [each.status for each in patience.twice(look, lambda seen: seen.succeeded)] == [200, 200]


def test_what_must_be_there_and_is_gone_after_the_bound_is_gone() -> None:
    patience, look = flapping(2.0, 200, 404)
    assert [each.status for each in patience.twice(look, lambda seen: seen.succeeded)] == [200, 404]


def test_without_lag_what_must_be_there_is_looked_at_once() -> None:
    patience, look = flapping(0.0, 404, 200)
    assert [each.status for each in patience.twice(look, lambda seen: seen.succeeded)] == [404]


def test_a_view_has_settled_when_the_bound_is_over_since_it_held() -> None:
    patience, look = flapping(2.0, 404, 200, 201)
    assert patience.settled(look, lambda seen: seen.succeeded).status == 201


def test_what_is_shown_both_times_remains() -> None:
    clock = Clock()
    shown = iter([{"a", "b"}, {"b", "c"}])
    assert Patience(1.0, clock, clock.sleep).remaining(lambda: next(shown)) == {"b"}
