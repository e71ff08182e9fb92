"""The wire: what leaves, in whose name, and what is written down before and after."""

import pytest

from conformance.call import Payer
from conformance.custody import NotAllowed
from conformance.exchange import Response
from conformance.guard import Trespass
from conformance.ledger import replay
from conformance.transport import TransportFault
from tests.engine.building import HUNG, REFUSED, RUN, Rig, answer
from tests.engine.conftest import Rigged

CLIENT = {"clientName": f"{RUN.tag}-a main-1"}
MADE = {"success": True, "client": {"id": "7", "client_id": "ws-7", "clientName": CLIENT["clientName"]}}


@pytest.fixture
def rig(rigged: Rigged) -> Rig:
    return rigged()


def test_every_request_says_whose_it_is(rig: Rig) -> None:
    rig.call("listClients")
    sent = rig.transport.requests[0]
    assert str(sent.header("User-Agent")).startswith("leadgenius-conformance/")
    assert sent.header("X-Request-Id") == f"{RUN.text}-main.1"


def test_the_profiles_headers_are_sent_along(rig: Rig) -> None:
    rig.call("listClients")
    assert rig.transport.requests[0].header("X-Gateway") == "g"


def test_the_query_is_encoded(rig: Rig) -> None:
    rig.call("listClients", query=(("clientId", "a b&c"), ("limit", "1")))
    assert rig.transport.requests[0].url == "http://127.0.0.1:8765/api/clients?clientId=a+b%26c&limit=1"


def test_a_raw_target_is_journalled_as_it_was_sent(rig: Rig) -> None:
    sent = rig.call("listClients", target=b"/api//clients/?x=%zz")
    assert rig.transport.targets == [b"/api//clients/?x=%zz"]
    assert sent.request.url == "http://127.0.0.1:8765/api//clients/?x=%zz"


def test_every_exchange_is_journalled_in_the_name_of_its_test(rig: Rig) -> None:
    rig.stage.enter("test_clients.py::test_it", 2)
    rig.call("listClients")
    record = rig.records()[0]
    assert (record.id, record.test, record.attempt, record.actor, record.operation) == (
        "main.1",
        "test_clients.py::test_it",
        2,
        "owner_a",
        "listClients",
    )


def test_a_fault_is_journalled_with_its_reason(rigged: Rigged) -> None:
    rig = rigged(HUNG)
    with pytest.raises(TransportFault):
        rig.call("createClient", json=CLIENT)
    assert [(record.response, record.fault) for record in rig.records()] == [(None, HUNG.reason)]


def test_an_answer_with_a_known_secret_is_journalled_without_it(rigged: Rigged) -> None:
    rig = rigged(answer(200, {"echo": "hunter2-hunter2"}))
    rig.redactor.learn("owner_a.password", "hunter2-hunter2")
    rig.call("login", json={"username": "ada", "password": "hunter2-hunter2"})
    assert b"hunter2" not in (rig.folder / "journal" / "main.jsonl").read_bytes()


def test_the_intent_is_in_the_ledger_before_the_request_leaves(rigged: Rigged) -> None:
    rig = rigged(answer(201, MADE))
    seen: list[str] = []
    rig.transport.before = lambda _request: seen.extend(each.state for each in replay(rig.folder / "ledger")[2])
    rig.call("createClient", json=CLIENT)
    assert seen == ["intent"]


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(answer(201, MADE), "made"), (answer(400), "refused"), (answer(302), "unknown"), (answer(502), "unknown")],
)
def test_the_answer_tells_the_ledger_what_became_of_it(rigged: Rigged, outcome: Response, state: str) -> None:
    rig = rigged(outcome)
    rig.call("createClient", json=CLIENT)
    assert [entry.state for entry in replay(rig.folder / "ledger")[2]] == [state]


def test_no_answer_leaves_the_ledger_not_knowing(rigged: Rigged) -> None:
    rig = rigged(HUNG)
    with pytest.raises(TransportFault):
        rig.call("createClient", json=CLIENT)
    entry = replay(rig.folder / "ledger")[2][0]
    assert (entry.state, entry.reason) == ("unknown", HUNG.reason)


def test_an_effect_without_consent_does_not_leave(rig: Rig) -> None:
    with pytest.raises(NotAllowed, match="createSearchHistory is permanent"):
        rig.call("createSearchHistory", json={"searchName": "x"})
    assert rig.transport.requests == []


def test_a_trespass_does_not_leave(rigged: Rigged) -> None:
    rig = rigged(answer(200, {"success": True, "clients": [{"id": "theirs", "clientName": "Acme"}]}))
    rig.call("listClients")
    with pytest.raises(Trespass, match="theirs"):
        rig.call("deleteClient", query=(("id", "theirs"), ("purge", "true")))
    assert len(rig.transport.requests) == 1
    assert rig.ledger.outstanding() == []


@pytest.mark.parametrize(
    "facts",
    [
        {"target": b"/api/clients?id=theirs"},
        {"target": b"/api/clients?id=%74heirs"},
        {"target": b"/api/clients/theirs"},
        {"method": "delete", "query": (("id", "theirs"),)},
        {"body": b'{"ids": ["theirs"'},
        {"body": b"ids=theirs&x=1"},
    ],
    ids=["target", "encoded target", "path", "lower case", "broken JSON", "form"],
)
def test_exact_bytes_do_not_slip_past_the_guard(rigged: Rigged, facts: dict[str, object]) -> None:
    rig = rigged(answer(200, {"success": True, "clients": [{"id": "theirs", "clientName": "Acme"}]}))
    rig.call("listClients")
    with pytest.raises(Trespass, match="theirs"):
        rig.call("deleteClient", **facts)


def test_a_read_may_name_what_is_not_ours(rigged: Rigged) -> None:
    rig = rigged(answer(200, {"success": True, "clients": [{"id": "theirs", "clientName": "Acme"}]}))
    rig.call("listClients")
    assert rig.call("listClients", query=(("clientId", "theirs"),)).status == 200


def test_a_delete_by_raw_target_is_booked(rigged: Rigged) -> None:
    rig = rigged(answer(201, MADE), answer(200))
    rig.call("createClient", json=CLIENT)
    rig.call("deleteClient", target=b"/api/clients?id=7&purge=true")
    assert rig.ledger.outstanding() == []


def test_every_payer_is_charged(rig: Rig) -> None:
    for _ in range(11):
        rig.call("listClients", payers=(Payer("ada", 100), Payer("bob", 10)))
    assert rig.slept == [pytest.approx(60, abs=0.1)]


def test_a_burst_is_not_paced(rig: Rig) -> None:
    for _ in range(15):
        rig.call("listClients", paced=False)
    assert (rig.slept, len(rig.transport.requests)) == ([], 15)


@pytest.mark.parametrize(
    ("purpose", "judged"),
    [("test", 1), ("generated", 1), ("setup", 1), ("login", 1), ("control", 1), ("preflight", 0), ("cleanup", 0)],
)
def test_what_proves_nothing_is_not_judged(rigged: Rigged, purpose: str, judged: int) -> None:
    rig = rigged()
    rig.call("listClients", purpose=purpose)
    assert len(rig.onlooker.shown) == judged


def test_a_preflight_waits_five_seconds_at_most(rig: Rig) -> None:
    rig.call("listClients", purpose="preflight")
    rig.call("listClients")
    assert rig.transport.bounds == [5, 10]


def test_a_write_that_names_the_other_tenants_row_needs_its_name(rigged: Rigged) -> None:
    rig = rigged(answer(201, MADE), answer(404))
    rig.call("createClient", json=CLIENT, company="b", actor="owner_b")
    with pytest.raises(Trespass, match="another tenant"):
        rig.call("updateClient", json={"id": "7", "clientName": "x"})
    assert rig.call("updateClient", json={"id": "7", "clientName": "x"}, trespass=["7"]).status == 404


def test_a_refused_connection_leaves_nothing_standing_once_it_is_answered(rigged: Rigged) -> None:
    rig = rigged(REFUSED, answer(201, MADE))
    rig.call("createClient", json=CLIENT)
    assert [(entry.state, entry.id) for entry in rig.ledger.outstanding()] == [("made", "7")]
