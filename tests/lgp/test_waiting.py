"""How runs are waited for: pauses grow, requests are spared, a gateway's answer passes."""

import json
from collections.abc import Callable
from typing import Any, cast

import pytest

from conformance import contract
from conformance.errors import Incomplete, TargetLost, Unreachable
from conformance.exchange import Exchange, Request, Response
from conformance.lgp import waiting
from conformance.lgp.session import Session
from conformance.lgp.waiting import RunsFailed, Wait


class Service:
    """Answers with the states of runs; `states` gives those of a moment, in seconds from the beginning.

    `listed` is what its list holds instead; `away` says whether it gives no answer at a moment, and `how` that is told.
    """

    def __init__(self, states: Callable[[float], dict[str, str]]) -> None:
        self.contract = contract.load()
        self.now = 0.0
        self.asked: list[str] = []
        self.pauses: list[float] = []
        self.notes: list[str] = []
        self.status = 200
        self.listed: list[dict[str, Any]] | None = None
        self.away: Callable[[float], bool] = lambda _: False
        self.how: type[Incomplete] = Unreachable
        self._states = states

    def heard(self, operation: str, *, query: dict[str, Any]) -> Exchange:
        """The answer to one of the two questions about runs."""
        self.asked.append(operation)
        if self.away(self.now):
            raise self.how("no answer from http://x: hung up")
        states = self._states(self.now)
        if operation == "listRecentRuns":
            runs = [{"runId": run, "status": state} for run, state in states.items()]
            body: Any = {"success": True, "runs": runs if self.listed is None else self.listed}
        else:
            body = {"success": True, "runId": query["runId"], "status": states[query["runId"]]}
        return Exchange("1", Request("GET", ""), Response(self.status, (), json.dumps(body).encode()), operation, None)

    def taken(self, answer: Exchange) -> Exchange:
        """Every answer is taken."""
        return answer

    def sleep(self, seconds: float) -> None:
        """Time goes on."""
        self.pauses.append(seconds)
        self.now += seconds

    def wait(self, *runs: str, bound: float = 600) -> list[str]:
        """The states at the end of a wait for the runs."""
        wait = Wait(cast(Session, self), self.notes.append, lambda: self.now, self.sleep)
        return [str(row["status"]) for row in wait.until_ended(runs, bound)]


def after(seconds: float, end: str, *runs: str) -> Callable[[float], dict[str, str]]:
    """Runs that are under way until then."""
    return lambda now: dict.fromkeys(runs, end if now >= seconds else "EXECUTING")


def test_a_run_that_has_ended_is_not_paused_for() -> None:
    service = Service(after(0, "COMPLETED", "a"))
    assert (service.wait("a"), service.pauses) == (["COMPLETED"], [])


def test_pauses_grow_from_one_second_to_five() -> None:
    service = Service(after(30, "COMPLETED", "a"))
    service.wait("a")
    assert (service.pauses[0], max(service.pauses), service.pauses == sorted(service.pauses)) == (1, 5, True)


def test_the_last_pause_goes_no_further_than_the_time_out() -> None:
    service = Service(after(999, "COMPLETED", "a"))
    assert (service.wait("a", bound=12), service.now) == (["EXECUTING"], 12)


@pytest.mark.parametrize("state", ["completed", "Completed_With_Warnings", "FAILED", "canceled", "TIMED_OUT"])
def test_an_end_is_known_in_any_case(state: str) -> None:
    service = Service(after(1, state, "a"))
    assert service.wait("a") == [state]


def test_an_unknown_state_is_under_way() -> None:
    service = Service(after(2, "DREAMING", "a"))
    assert (service.wait("a", bound=9), service.now) == (["DREAMING"], 9)


def test_one_list_tells_of_all_runs_that_are_under_way() -> None:
    service = Service(after(3, "COMPLETED", "a", "b", "c"))
    service.wait("a", "b", "c")
    assert service.asked == ["getTaskStatus"] * 3 + ["listRecentRuns"] * 3 + ["getTaskStatus"] * 3


def test_a_run_that_the_list_does_not_name_is_asked_after_itself() -> None:
    service = Service(after(2, "COMPLETED", "a", "b"))
    service.listed = []
    assert service.wait("a", "b") == ["COMPLETED", "COMPLETED"]


def test_a_list_of_nonsense_is_passed_over() -> None:
    service = Service(after(1, "COMPLETED", "a", "b"))
    service.listed = [{"runId": ["a"], "status": 7}, {"runId": "b"}]
    assert service.wait("a", "b", bound=9) == ["COMPLETED", "COMPLETED"]


def test_an_answer_of_a_gateway_does_not_end_the_wait() -> None:
    service = Service(after(0, "COMPLETED", "a"))
    service.status = 503
    assert (service.wait("a", bound=7), service.now) == ([""], 7)


@pytest.mark.parametrize("how", [Unreachable, TargetLost])
def test_connections_that_are_dropped_do_not_end_the_wait(how: type[Incomplete]) -> None:
    service = Service(after(6, "COMPLETED", "a"))
    service.how = how
    service.away = lambda now: 1 <= now < 5
    assert service.wait("a") == ["COMPLETED"]
    assert service.notes.count("no answer from http://x: hung up; asking again") == 1


def test_a_service_that_is_away_at_first_is_waited_for() -> None:
    service = Service(after(0, "COMPLETED", "a", "b"))
    service.away = lambda now: now < 3
    assert service.wait("a", "b") == ["COMPLETED", "COMPLETED"]


def test_a_service_that_is_away_is_asked_once_a_round() -> None:
    service = Service(after(0, "COMPLETED", "a", "b", "c"))
    service.away = lambda now: now < 1
    service.wait("a", "b", "c")
    assert service.asked[:2] == ["getTaskStatus", "listRecentRuns"]


def test_a_service_that_never_answers_is_told_when_the_time_is_over() -> None:
    service = Service(after(0, "COMPLETED", "a"))
    service.away = lambda _: True
    with pytest.raises(Unreachable):
        service.wait("a", bound=7)
    assert service.now == 7


def test_a_service_that_is_away_at_the_end_leaves_what_was_known() -> None:
    service = Service(after(99, "COMPLETED", "a"))
    service.away = lambda now: now > 2
    assert service.wait("a", bound=7) == ["EXECUTING"]


def test_a_line_is_told_only_when_a_state_has_changed() -> None:
    service = Service(after(20, "COMPLETED", "a"))
    service.wait("a")
    assert [each.partition(": ")[2] for each in service.notes] == ["1 EXECUTING", "1 COMPLETED"]


def test_runs_that_completed_are_not_told_among_those_that_did_not() -> None:
    with pytest.raises(RunsFailed, match=r"1 of 2 runs did not complete: b FAILED$"):
        waiting.judge([{"runId": "a", "status": "COMPLETED"}, {"runId": "b", "status": "FAILED"}], 1)


def test_a_run_that_failed_weighs_more_than_one_that_is_late() -> None:
    rows = [{"runId": "a", "status": "EXECUTING"}, {"runId": "b", "status": "FAILED"}]
    with pytest.raises(RunsFailed, match="1 of 2 runs did not complete: b FAILED"):
        waiting.judge(rows, 1)


def test_a_run_that_is_late_is_incomplete() -> None:
    with pytest.raises(Incomplete, match="1 of 1 run had not ended after 1 s"):
        waiting.judge([{"runId": "a", "status": "EXECUTING"}], 1)
