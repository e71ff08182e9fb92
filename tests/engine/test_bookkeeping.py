"""The books: every creating and deleting call is in the ledger, whoever sends it and in whatever form."""

from typing import Any

import pytest

from conformance.exchange import Response
from conformance.guard import AlreadyThere
from conformance.ledger import Entry
from tests.engine.building import Rig, answer
from tests.engine.conftest import Rigged

CLIENT = answer(201, {"success": True, "client": {"id": "7", "client_id": "ws-7"}})
THEIRS = answer(200, {"success": True, "clients": [{"id": "7", "client_id": "ws-7", "clientName": "Acme"}]})
LEAD = answer(201, {"success": True, "lead": {"id": "l1", "client_id": "ws-7"}})
BATCH = answer(201, {"success": True, "created": 2, "skipped": []})
LEADS = {"leads": [{"client_id": "ws-7", "email": "a@x"}, {"client_id": "ws-7", "email": "b@x"}]}


def booked(rig: Rig, operation: str, **facts: Any) -> Entry:
    rig.call(operation, **facts)
    return list(rig.ledger.entries.values())[-1]


def test_a_made_client_is_booked_with_its_ids_and_names(rigged: Rigged) -> None:
    entry = booked(rigged(CLIENT), "createClient", json={"clientName": "n"})
    assert (entry.kind, entry.state, entry.id, entry.client_ids, entry.names, entry.actor, entry.company) == (
        *("client", "made", "7", ("ws-7",), ("n",)),
        *("owner_a", "a"),
    )


def test_a_made_lead_is_booked_in_its_workspace(rigged: Rigged) -> None:
    entry = booked(rigged(LEAD), "createLeads", json={"client_id": "ws-7", "email": "a@x"})
    assert (entry.kind, entry.id, entry.client_ids) == ("lead", "l1", ("ws-7",))


def test_a_batch_is_one_entry_whose_ids_nobody_told(rigged: Rigged) -> None:
    entry = booked(rigged(BATCH), "createLeads", json=LEADS)
    assert (entry.kind, entry.state, entry.id, entry.client_ids, entry.names) == (
        *("leads", "made", None),
        *(("ws-7",), ("a@x", "b@x")),
    )


def test_a_batch_that_stored_nothing_leaves_nothing(rigged: Rigged) -> None:
    entry = booked(rigged(answer(201, {"success": True, "created": 0})), "createLeads", json=LEADS)
    assert entry.state == "refused"


def test_a_body_that_means_nothing_is_booked_all_the_same(rigged: Rigged) -> None:
    rig = rigged(CLIENT)
    rig.call("createClient", body=b"{broken")
    assert [entry.id for entry in rig.ledger.outstanding()] == ["7"]


def test_what_nothing_removes_is_booked_as_permanent(rigged: Rigged) -> None:
    rig = rigged(answer(201, {"success": True, "searchHistory": {"id": "s"}}), allow=["permanent"], disposable=True)
    entry = booked(rig, "createSearchHistory", json={"searchName": "n"})
    assert (entry.kind, entry.removable) == ("search", False)


@pytest.mark.parametrize("operation", ["listClients", "updateClient", "login"])
def test_what_creates_nothing_is_not_booked(rigged: Rigged, operation: str) -> None:
    rig = rigged()
    rig.call(operation, json={"id": "1"})
    assert rig.ledger.entries == {}


@pytest.mark.parametrize(
    "success",
    [answer(201), answer(201, {"client": None}), answer(201, [1]), answer(201, {"client": {"id": 7}}), Response(204)],
    ids=["no record", "null", "a list", "a number", "no body"],
)
def test_a_success_without_an_id_still_stands(rigged: Rigged, success: Response) -> None:
    entry = booked(rigged(success), "createClient", json={"clientName": "n"})
    assert (entry.state, entry.id) == ("made", None)


def test_a_deleted_row_is_gone(rigged: Rigged) -> None:
    rig = rigged(LEAD, answer())
    booked(rig, "createLeads", json={"client_id": "ws-7"})
    rig.call("deleteLeads", query=(("id", "l1"),))
    assert rig.ledger.outstanding() == []


@pytest.mark.parametrize("refusal", [answer(400), answer(403), answer(404), answer(500)])
def test_a_refused_delete_leaves_it_standing(rigged: Rigged, refusal: Response) -> None:
    rig = rigged(LEAD, refusal)
    booked(rig, "createLeads", json={"client_id": "ws-7"})
    rig.call("deleteLeads", query=(("id", "l1"),))
    assert len(rig.ledger.outstanding()) == 1


def test_an_id_asked_for_twice_in_a_batch_and_skipped_once_is_gone(rigged: Rigged) -> None:
    rig = rigged(LEAD, answer(200, {"success": True, "deleted": 1, "skipped": ["l1"]}))
    rig.call("createLeads", json={"client_id": "ws-7"})
    rig.call("deleteLeads", json={"ids": ["l1", "l1"]})
    assert rig.ledger.outstanding() == []


def test_a_batch_delete_leaves_what_it_skipped(rigged: Rigged) -> None:
    other = answer(201, {"success": True, "lead": {"id": "l2", "client_id": "ws-7"}})
    rig = rigged(LEAD, other, answer(200, {"success": True, "deleted": 1, "skipped": ["l2"]}))
    booked(rig, "createLeads", json={"client_id": "ws-7"})
    booked(rig, "createLeads", json={"client_id": "ws-7"})
    rig.call("deleteLeads", json={"ids": ["l1", "l2"]})
    assert [entry.id for entry in rig.ledger.outstanding()] == ["l2"]


def test_a_purge_takes_the_leads_along(rigged: Rigged) -> None:
    rig = rigged(CLIENT, LEAD, BATCH, answer())
    booked(rig, "createClient", json={"clientName": "n"})
    booked(rig, "createLeads", json={"client_id": "ws-7"})
    booked(rig, "createLeads", json=LEADS)
    rig.call("deleteClient", query=(("id", "7"), ("purge", "true")))
    assert rig.ledger.outstanding() == []


def test_a_delete_without_purge_leaves_the_leads(rigged: Rigged) -> None:
    rig = rigged(CLIENT, LEAD, answer())
    booked(rig, "createClient", json={"clientName": "n"})
    booked(rig, "createLeads", json={"client_id": "ws-7"})
    rig.call("deleteClient", query=(("id", "7"),))
    assert [entry.id for entry in rig.ledger.outstanding()] == ["l1"]


def test_an_answer_that_names_a_strangers_row_does_not_make_it_ours(rigged: Rigged) -> None:
    rig = rigged(THEIRS, CLIENT, answer())
    rig.call("listClients")
    entry = booked(rig, "createClient", json={"clientName": "n"})
    assert entry.id is None
    for named in (("id", "7"), ("client_id", "ws-7")):
        with pytest.raises(AlreadyThere):
            rig.call("deleteClient", query=(named, ("purge", "true")))


def test_a_workspace_name_that_two_tenants_of_ours_got_is_the_targets_doing(rigged: Rigged) -> None:
    same_workspace = answer(201, {"success": True, "client": {"id": "8", "client_id": "ws-7"}})
    rig = rigged(CLIENT, same_workspace, answer(), answer())
    booked(rig, "createClient", json={"clientName": "n"})
    entry = booked(rig, "createClient", json={"clientName": "n"}, actor="owner_b", company="b")
    assert entry.id == "8"
    with pytest.raises(AlreadyThere):
        rig.call("createLeads", json={"client_id": "ws-7", "email": "a@x"}, actor="owner_b", company="b")
    rig.call("updateClient", json={"id": "8", "clientName": "m"}, actor="owner_b", company="b")
    rig.call("createLeads", json={"client_id": "ws-7", "email": "a@x"})


@pytest.mark.parametrize("query", [(("id", "8"),), (("id", "8"), ("purge", "true"))], ids=["without purge", "purge"])
def test_a_client_whose_workspace_a_stranger_has_as_well_is_not_removed(
    rigged: Rigged, query: tuple[tuple[str, str], ...]
) -> None:
    rig = rigged(THEIRS, answer(201, {"success": True, "client": {"id": "8", "client_id": "ws-7"}}))
    rig.call("listClients")
    entry = booked(rig, "createClient", json={"clientName": "n"})
    with pytest.raises(AlreadyThere):
        rig.call("deleteClient", query=query)
    assert (entry.id, entry.shared) == ("8", True)


def test_the_clients_of_two_tenants_with_one_workspace_are_both_booked_as_shared(rigged: Rigged) -> None:
    rig = rigged(CLIENT, answer(201, {"success": True, "client": {"id": "8", "client_id": "ws-7"}}))
    booked(rig, "createClient", json={"clientName": "n"})
    booked(rig, "createClient", json={"clientName": "n"}, actor="owner_b", company="b")
    assert [entry.shared for entry in rig.ledger.entries.values()] == [True, True]


def test_a_client_is_booked_as_shared_when_a_stranger_shows_up_with_its_workspace(rigged: Rigged) -> None:
    rig = rigged(answer(201, {"success": True, "client": {"id": "8", "client_id": "ws-7"}}), THEIRS)
    entry = booked(rig, "createClient", json={"clientName": "n"})
    rig.call("listClients")
    assert entry.shared


def test_a_lead_is_booked_as_shared_in_a_contested_workspace_whose_id_is_also_its_clients(rigged: Rigged) -> None:
    theirs = answer(200, {"success": True, "clients": [{"id": "ws-7", "client_id": "ws-7", "clientName": "Acme"}]})
    rig = rigged(LEAD, theirs, answer(201, {"success": True, "client": {"id": "ws-7", "client_id": "ws-7"}}))
    lead = booked(rig, "createLeads", json={"client_id": "ws-7"})
    rig.call("listClients")
    booked(rig, "createClient", json={"clientName": "n"})
    assert lead.shared


def test_a_client_id_in_the_body_of_a_new_client_is_no_workspace_of_ours(rigged: Rigged) -> None:
    rig = rigged(answer(201, {"success": True, "client": {"id": "8"}}))
    entry = booked(rig, "createClient", json={"clientName": "n", "client_id": "ws-7"})
    assert entry.client_ids == ()


def test_an_untagged_row_that_the_run_made_is_its_own(rigged: Rigged) -> None:
    rig = rigged(LEAD, LEAD, answer())
    booked(rig, "createLeads", json={"client_id": "ws-7", "lastName": "."})
    rig.call("listLeads")
    rig.call("deleteLeads", json={"ids": ["l1"]})
    assert rig.ledger.outstanding() == []
