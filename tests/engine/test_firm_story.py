"""The story of a firm keeps what tells that an end is left again, and nothing that a lagging view tells of it."""

from typing import cast

from conformance.actors import Actor
from conformance.exchange import Exchange
from conformance.fixtures.leads import TemporaryLead
from conformance.laws.tasks import ends_are_kept, sightings
from conformance.polling import Patience
from conformance.suites.e2e.tasks.firm import Firm, Story, told
from tests.engine.building import exchange


class Founder:
    """Starts a run with every call; its list shows them all in a state, look by look, and the last one for ever."""

    def __init__(self, *states: str) -> None:
        self._states = states
        self._looks = 0
        self._runs: list[str] = []

    def call(self, operation: str, query: dict[str, object] | None = None, **_sent: object) -> Exchange:
        if operation == "listRecentRuns":
            state = self._states[min(self._looks, len(self._states) - 1)]
            self._looks += 1
            return exchange(200, {"runs": [{"runId": each, "status": state} for each in self._runs]})
        if operation == "getTaskStatus":
            return exchange(200, {"runId": (query or {}).get("runId"), "status": "COMPLETED"})
        self._runs.append(f"run-{len(self._runs)}")
        return exchange(200, {"runId": self._runs[-1], "runIds": self._runs[-1:]})


def story(bound: float, *states: str) -> Story:
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    lead = TemporaryLead("lead-1", {}, {}, exchange())
    firm = Firm(cast(Actor, Founder(*states)), lead)
    return told(firm, Patience(bound, lambda: now[0], sleep), 10.0)


def kept(seen: Story) -> bool:
    return ends_are_kept(sightings(seen.looks, set(seen.crowd))).holds


def test_an_end_that_a_run_of_the_crowd_leaves_when_the_lag_is_over_is_left() -> None:
    assert not kept(story(2.0, "COMPLETED", "COMPLETED", "EXECUTING"))


def test_a_view_that_goes_back_within_the_lag_leaves_no_end() -> None:
    assert kept(story(2.0, "COMPLETED", "EXECUTING", "COMPLETED"))


def test_without_lag_every_look_counts() -> None:
    assert not kept(story(0.0, "COMPLETED", "EXECUTING"))
