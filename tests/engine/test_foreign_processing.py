"""What is decided of processing for another company's lead, and what waits until something is configured."""

from typing import Any

import pytest

from conformance import contract
from conformance.examples import example_of
from conformance.exchange import Exchange
from conformance.fixtures.leads import TemporaryLead
from conformance.suites.e2e.isolation.processes import TASK, TASKS_PROCESS, Attempts
from conformance.suites.e2e.processing.processes import PROCESSES
from tests.engine.building import exchange

SDR, ENRICH = "processSdr", "processEnrich"
ROW = {"id": "1", "email": "x@lgc.example"}
LEAD = TemporaryLead("1", {"email": "x@lgc.example", "companyName": "Word"}, ROW, exchange(201))
RUN = {"success": True, "runIds": ["run-1"]}
SKIPPED = {"success": True, "runIds": [], "triggered": [], "skipped": ["message1"]}


def answered(status: int, body: Any = None) -> Exchange:
    """An answer in the envelope."""
    return exchange(status, body)


def did(answer: int | Exchange) -> Exchange:
    """What a call for a lead of one's own came to: a success has started a run."""
    return answered(answer, RUN if answer == 200 else None) if isinstance(answer, int) else answer


def attempts(
    right: dict[str, int | Exchange],
    foreign: dict[str, Exchange] | None = None,
    own: dict[str, int | Exchange] | None = None,
    row: dict[str, Any] = ROW,
) -> Attempts:
    """Attempts at a lead by the operations of `right`; a stranger gets 404, and runs of its own, unless told others."""
    none = {each: answered(404) for each in right}
    return Attempts(
        LEAD,
        none | (foreign or {}),
        none,
        {each: did((own or {}).get(each, 200)) for each in right},
        (),
        [answered(200, {"success": True, "lead": row})],
        {each: did(answer) for each, answer in right.items()},
    )


def broken(tries: Attempts) -> list[str]:
    """What was expected where a law does not hold."""
    return [law.expected.split(" in ")[0] for _, law in tries.laws() if not law.holds]


@pytest.mark.parametrize("status", [400, 404])
def test_what_the_owner_itself_is_refused_is_not_decided(status: int) -> None:
    tries = attempts({SDR: status, ENRICH: 200})
    assert (tries.lacking, tries.decided) == ([SDR], [ENRICH])


@pytest.mark.parametrize("status", [400, 404])
def test_what_the_stranger_is_refused_for_its_own_lead_is_not_decided(status: int) -> None:
    assert attempts({SDR: 200, ENRICH: 200}, own={SDR: status}).lacking == [SDR]


@pytest.mark.parametrize("whose", ["right", "own"])
def test_what_either_skips_for_its_own_lead_is_not_decided(whose: str) -> None:
    skipped: dict[str, int | Exchange] = {SDR: answered(200, SKIPPED)}
    tries = attempts(skipped) if whose == "right" else attempts({SDR: 200}, own=skipped)
    assert tries.decided == []


def test_a_task_is_decided_no_sooner_than_the_process_that_the_same_settings_steer() -> None:
    assert attempts({TASK: 200, TASKS_PROCESS: 404}).decided == []


def test_a_task_that_its_owner_is_refused_lacks_something_alone() -> None:
    assert attempts({TASK: 404, TASKS_PROCESS: 200}).lacking == [TASK]


def test_the_example_of_a_task_is_of_the_process_named() -> None:
    known = contract.load()
    task = dict(example_of(known, known.require(TASK)).json)["taskId"]
    assert [each.operation for each in PROCESSES if each.operation.casefold() == f"process{task}"] == [TASKS_PROCESS]


def test_an_operation_that_fails_for_its_owner_otherwise_lacks_no_settings() -> None:
    assert attempts({SDR: 500}).lacking == []


def test_a_run_for_a_stranger_is_a_breach_whatever_is_decided() -> None:
    assert broken(attempts({SDR: 400}, {SDR: answered(200, RUN)})) == ["no run"]


def test_a_trace_in_the_lead_is_a_breach_whatever_is_decided() -> None:
    assert len(broken(attempts({SDR: 400}, row=ROW | {"email": "y@lgc.example"}))) == 1


def test_a_success_without_a_run_is_a_breach_where_it_is_decided() -> None:
    tells_nothing = {SDR: answered(200, {"success": True, "runIds": []})}
    assert len(broken(attempts({SDR: 200}, tells_nothing))) == 1


def test_a_success_without_a_run_is_no_breach_where_it_is_not_decided() -> None:
    assert broken(attempts({SDR: 400}, {SDR: answered(200, {"success": True, "runIds": []})})) == []


def test_to_skip_all_of_a_strangers_lead_is_as_good_as_a_refusal() -> None:
    assert broken(attempts({SDR: 200}, {SDR: answered(200, SKIPPED)})) == []


def test_to_skip_one_and_start_another_is_a_breach() -> None:
    some = SKIPPED | {"runIds": ["run-1"], "triggered": ["message2"]}
    assert broken(attempts({SDR: 200}, {SDR: answered(200, some)})) != []
