"""Repeats: only what cannot have been processed is sent again, and a target that is gone ends the run."""

from email.utils import formatdate
from time import time

import pytest

from conformance.errors import TargetLost
from conformance.exchange import Response
from conformance.transport import TransportFault
from tests.engine.building import HUNG, REFUSED, answer
from tests.engine.conftest import Rigged

BUSY = answer(429, None, ("Retry-After", "7"))
CLIENT = {"clientName": "x"}


@pytest.mark.parametrize("outcome", [HUNG, REFUSED], ids=["hung", "refused"])
def test_a_read_is_repeated_after_a_fault(rigged: Rigged, outcome: TransportFault) -> None:
    rig = rigged(outcome, answer())
    assert rig.call("listClients").status == 200
    assert [record.repeat for record in rig.records()] == [0, 1]


@pytest.mark.parametrize("outcome", [HUNG, REFUSED], ids=["hung", "refused"])
def test_a_read_is_given_up_after_two_repeats(rigged: Rigged, outcome: TransportFault) -> None:
    rig = rigged(outcome)
    with pytest.raises(TransportFault):
        rig.call("listClients")
    assert len(rig.transport.requests) == 3


@pytest.mark.parametrize("operation", ["createClient", "updateClient", "deleteClient", "login"])
def test_a_write_that_may_have_been_processed_is_never_repeated(rigged: Rigged, operation: str) -> None:
    rig = rigged(HUNG, answer())
    with pytest.raises(TransportFault):
        rig.call(operation, json=CLIENT)
    assert len(rig.transport.requests) == 1


def test_a_write_whose_connection_was_refused_is_repeated(rigged: Rigged) -> None:
    rig = rigged(REFUSED, answer(201))
    assert rig.call("createClient", json=CLIENT).status == 201


@pytest.mark.parametrize("method", ["DELETE", "POST", "PATCH"])
def test_the_method_that_leaves_decides_and_not_the_operations(rigged: Rigged, method: str) -> None:
    rig = rigged(HUNG, answer())
    with pytest.raises(TransportFault):
        rig.call("listClients", method=method)
    assert len(rig.transport.requests) == 1


def test_a_429_that_was_not_planned_is_waited_out(rigged: Rigged) -> None:
    rig = rigged(BUSY, answer(201))
    assert rig.call("createClient", json=CLIENT).status == 201
    assert rig.slept == [pytest.approx(7, abs=0.1)]


def test_a_429_with_a_date_is_waited_out(rigged: Rigged) -> None:
    rig = rigged(answer(429, None, ("Retry-After", formatdate(time() + 20, usegmt=True))), answer())
    rig.call("listClients")
    assert rig.slept == [pytest.approx(20, abs=2)]


def test_a_429_without_retry_after_is_waited_out_for_a_window(rigged: Rigged) -> None:
    rig = rigged(answer(429), answer())
    rig.call("listClients")
    assert rig.slept == [pytest.approx(60, abs=0.1)]


def test_an_unplanned_429_is_journalled_as_such(rigged: Rigged) -> None:
    rig = rigged(BUSY, answer())
    rig.call("listClients")
    assert [record.unplanned_429 for record in rig.records()] == [True, False]


def test_a_429_that_never_ends_is_given_back_after_two_repeats(rigged: Rigged) -> None:
    rig = rigged(BUSY)
    assert rig.call("listClients").status == 429
    assert len(rig.transport.requests) == 3


@pytest.mark.parametrize("seconds", ["63", "86400"])
def test_a_429_that_asks_for_more_than_a_window_is_given_back(rigged: Rigged, seconds: str) -> None:
    rig = rigged(answer(429, None, ("Retry-After", seconds)), answer())
    assert rig.call("listClients").status == 429
    assert rig.slept == []


def test_a_planned_429_is_given_back_at_once(rigged: Rigged) -> None:
    rig = rigged(BUSY, answer())
    assert rig.call("listClients", paced=False).status == 429
    assert [record.unplanned_429 for record in rig.records()] == [False]


def test_a_429_to_nobody_is_waited_out_as_well(rigged: Rigged) -> None:
    rig = rigged(BUSY, answer(401))
    assert rig.call("listClients", payers=()).status == 401
    assert rig.slept == [pytest.approx(7, abs=0.1)]


def test_a_limit_on_who_pays_nothing_that_does_not_relent_is_waited_for_once(rigged: Rigged) -> None:
    rig = rigged(BUSY)
    statuses = [rig.call("listClients", payers=()).status for _ in range(5)]
    assert statuses == [429] * 5
    assert rig.slept == [pytest.approx(7, abs=0.1)]


def test_such_a_limit_that_has_relented_is_waited_for_anew(rigged: Rigged) -> None:
    rig = rigged(BUSY, answer(401), BUSY, answer(401))
    assert [rig.call("listClients", payers=()).status for _ in range(2)] == [401, 401]


def test_a_429_in_preflight_is_given_back_at_once(rigged: Rigged) -> None:
    rig = rigged(BUSY, answer())
    assert rig.call("listClients", payers=(), purpose="preflight").status == 429


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_read_that_a_gateway_answered_is_sent_again(rigged: Rigged, status: int) -> None:
    rig = rigged(answer(status), answer(status), answer())
    assert rig.call("listClients").status == 200
    assert not rig.stage.disturbed


def test_a_login_that_a_gateway_answered_is_sent_again(rigged: Rigged) -> None:
    rig = rigged(answer(503), answer())
    assert rig.call("login", payers=(), purpose="login", json={}).status == 200


@pytest.mark.parametrize("operation", ["createClient", "updateClient", "deleteClient"])
def test_a_write_that_a_gateway_answered_may_have_been_processed(rigged: Rigged, operation: str) -> None:
    rig = rigged(answer(503), answer())
    assert rig.call(operation, json=CLIENT).status == 503
    assert rig.stage.disturbed


def test_a_read_of_a_burst_is_sent_once_whoever_answers(rigged: Rigged) -> None:
    rig = rigged(answer(503), answer())
    assert rig.call("listClients", paced=False).status == 503


def test_where_gateways_answer_all_the_time_nothing_is_sent_again(rigged: Rigged) -> None:
    rig = rigged(answer(503))
    for _ in range(10):
        rig.call("listClients")
    sent = len(rig.transport.requests)
    rig.call("listClients")
    assert (len(rig.transport.requests), rig.stage.is_passing) == (sent + 1, False)


def test_a_login_waits_a_429_out_though_nobody_pays(rigged: Rigged) -> None:
    rig = rigged(BUSY, answer())
    assert rig.call("login", payers=(), purpose="login", json={}).status == 200
    assert rig.slept == [pytest.approx(7, abs=0.1)]


def test_nothing_but_429_for_three_windows_ends_the_run(rigged: Rigged) -> None:
    rig = rigged(answer(429))
    assert rig.call("listClients").status == 429
    with pytest.raises(TargetLost, match="nothing but 429 for 180 s"):
        rig.call("createClient", json=CLIENT)
    assert sum(rig.slept) == pytest.approx(180, abs=1)
    assert len(rig.transport.requests) == 5
    assert rig.ledger.outstanding() == []


@pytest.mark.parametrize("facts", [{}, {"paced": False}], ids=["paced", "in a burst"])
def test_any_other_answer_shows_that_waiting_helps(rigged: Rigged, facts: dict[str, bool]) -> None:
    rig = rigged(*[answer(429)] * 3, answer(500), answer(429))
    rig.call("listClients")
    rig.call("listClients", **facts)
    assert rig.call("listClients").status == 429


def test_a_target_that_refused_everything_is_waited_for_once_at_most(rigged: Rigged) -> None:
    rig = rigged(answer(429))
    rig.call("listClients")
    for _ in range(2):
        with pytest.raises(TargetLost):
            rig.call("listClients")
    assert len(rig.transport.requests) == 6


def test_five_faults_in_a_row_end_the_run(rigged: Rigged) -> None:
    rig = rigged(REFUSED)
    with pytest.raises(TransportFault):
        rig.call("listClients")
    with pytest.raises(TargetLost, match="stopped answering"):
        rig.call("listClients")
    assert len(rig.transport.requests) == 5


def test_a_lost_target_is_given_little_time_until_it_answers_again(rigged: Rigged) -> None:
    rig = rigged(*[HUNG] * 5, answer())
    for _ in range(5):
        with pytest.raises((TransportFault, TargetLost)):
            rig.call("updateClient", json=CLIENT)
    rig.call("listClients")
    rig.call("listClients")
    assert rig.transport.bounds == [*[10] * 5, 5, 10]


def test_a_lost_target_leaves_what_was_asked_for_in_the_ledger(rigged: Rigged) -> None:
    rig = rigged(HUNG)
    for _ in range(4):
        with pytest.raises(TransportFault):
            rig.call("updateClient", json=CLIENT)
    with pytest.raises(TargetLost):
        rig.call("createClient", json=CLIENT)
    assert [entry.state for entry in rig.ledger.outstanding()] == ["unknown"]


@pytest.mark.parametrize("between", [answer(), answer(500)])
def test_an_answer_between_them_breaks_the_row(rigged: Rigged, between: Response) -> None:
    rig = rigged(*[HUNG] * 4, between, *[HUNG] * 4, answer())
    outcomes: list[int | None] = []
    for _ in range(10):
        try:
            outcomes.append(rig.call("updateClient", json=CLIENT).status)
        except TransportFault:
            outcomes.append(None)
    assert outcomes == [*[None] * 4, between.status, *[None] * 4, 200]


def test_a_login_that_is_waited_for_does_not_have_such_a_limit_waited_for_again(rigged: Rigged) -> None:
    rig = rigged(BUSY, BUSY, BUSY, BUSY, answer(), BUSY)
    rig.call("listClients", payers=())
    rig.call("login", payers=(), purpose="login", json={})
    waited = len(rig.slept)
    assert rig.call("listClients", payers=()).status == 429
    assert len(rig.slept) == waited
