"""Clean-up: gentle, through the makers, and honest about what it could not remove."""

from typing import Any

import pytest

from conformance.cleanup import Cleaner
from conformance.exchange import Response
from conformance.polling import Patience
from conformance.transport import TransportFault
from tests.engine.building import HUNG, RUN, answer
from tests.engine.house import House, instead


def test_nothing_is_left_of_clients_and_leads(house: House) -> None:
    house.client(leads=3)
    house.lead(house.client()["client_id"])
    house.clean()
    assert (house.target.clients, house.target.leads, house.reasons()) == ({}, {}, [])


def test_leads_go_in_batches_of_fifty_before_their_client(house: House) -> None:
    house.client(leads=120)
    house.clean()
    writes = [(path, len(body.get("ids", ()))) for method, path, body in house.target.asked if method == "DELETE"]
    assert writes == [("/leads", 50), ("/leads", 50), ("/leads", 20), ("/clients", 0)]


def test_a_client_is_purged(house: House) -> None:
    made = house.client()
    house.clean()
    assert ("DELETE", "/clients", {"id": made["id"], "purge": "true"}) in house.target.asked


def test_what_is_already_gone_is_not_asked_for(house: House) -> None:
    made = house.client(leads=1)
    house.owner.call("deleteClient", query={"id": made["id"], "purge": "true"})
    house.clean()
    assert house.target.asked == []


def test_a_client_that_somebody_else_removed_is_gone(house: House) -> None:
    house.lead(house.client()["client_id"])
    house.target.clients.clear()
    house.target.leads.clear()
    house.clean()
    assert house.reasons() == []


def test_a_lead_that_a_removal_skips_because_it_is_gone_is_no_leftover(house: House) -> None:
    made = house.client()
    house.lead(made["client_id"])
    house.owner.call("deleteClient", query={"id": made["id"]})
    house.target.leads.clear()
    house.clean()
    assert house.reasons() == []


def test_leads_that_outlived_their_client_are_removed_by_id(house: House) -> None:
    made = house.client()
    house.lead(made["client_id"])
    house.owner.call("deleteClient", query={"id": made["id"]})
    house.clean()
    assert (house.target.leads, house.reasons()) == ({}, [])


def test_a_batch_whose_workspace_shows_nothing_any_more_is_gone(house: House) -> None:
    made = house.client(leads=2)
    house.owner.call("deleteClient", query={"id": made["id"]})
    house.target.leads.clear()
    house.clean()
    assert house.reasons() == []


def test_a_client_whose_answer_never_came_is_found_by_its_name(house: House) -> None:
    def lose(method: str, path: str, body: Any) -> Response | None:
        if (method, path) != ("POST", "/clients"):
            return None
        house.target.add_client(body["clientName"])
        return answer(502)

    house.target.instead = lose
    house.owner.call("createClient", json={"clientName": f"{RUN.tag}-a main-1"})
    house.clean()
    assert (house.target.clients, house.reasons()) == ({}, [])


def test_a_client_of_the_same_name_is_not_taken_for_another(house: House) -> None:
    body = {"clientName": f"{RUN.tag}-a main-1"}
    house.owner.call("createClient", json=body)
    instead(house, "POST", "/clients", answer(502))
    house.owner.call("createClient", json=body)
    house.clean()
    assert house.target.clients == {}
    assert house.reasons() == ["its id was never told, and no listing shows it"]


def test_what_nothing_removes_is_told_apart(house: House) -> None:
    house.target.instead = lambda _method, path, _body: (
        answer(201, {"success": True, "searchHistory": {"id": "s-1"}}) if path == "/search-history" else None
    )
    house.owner.call("createSearchHistory", json={"searchName": "x"})
    house.clean()
    left = list(house.cleaner.leftovers(wanted=True))
    assert [(each.what, each.id, each.permanent, each.wanted, each.reason) for each in left] == [
        ("search", "s-1", True, False, "nothing removes it")
    ]


def test_declined_clean_up_leaves_what_is_wanted(house: House) -> None:
    house.client()
    assert [each.wanted for each in house.cleaner.leftovers(wanted=True)] == [True]


@pytest.mark.parametrize(
    ("method", "path", "outcome", "reason"),
    [
        ("DELETE", "/clients", answer(403), "removing it got status 403"),
        ("DELETE", "/clients", answer(500), "removing it got status 500"),
        ("DELETE", "/clients", HUNG, "no whole answer"),
        ("GET", "/leads", answer(500), "the listing of leads got status 500"),
    ],
)
def test_what_could_not_be_removed_says_why(
    house: House, method: str, path: str, outcome: Response | TransportFault, reason: str
) -> None:
    house.client(leads=60)
    instead(house, method, path, outcome)
    house.clean()
    assert reason in " ".join(house.reasons())


def test_one_failure_does_not_keep_the_rest_from_being_removed(house: House) -> None:
    stuck = house.client()
    house.client()
    house.target.instead = lambda method, _path, body: (
        answer(500) if method == "DELETE" and body.get("id") == stuck["id"] else None
    )
    house.clean()
    assert list(house.target.clients) == [stuck["id"]]


def test_an_actor_who_is_no_more_leaves_it_standing(house: House) -> None:
    house.rig.ledger.made(house.rig.ledger.intend("client", "createClient", "ghost", "a"), id="c9")
    house.clean()
    assert house.reasons() == ["removing it failed: the profile has no actor ghost"]


def test_clean_up_ends_when_the_target_is_lost(house: House) -> None:
    for _ in range(9):
        house.client()

    def gone(*_: object) -> Response | None:
        raise TransportFault("the connection failed: refused", processed=False)

    house.target.instead = gone
    house.clean()
    assert len(house.target.asked) == 5
    assert len(house.reasons()) == 9


def test_a_strangers_lead_in_a_workspace_is_left_alone(house: House) -> None:
    theirs = house.target.add_client("Acme", owner="u-2")
    house.owner.call(
        "createLeads", json={"leads": [{"client_id": theirs["client_id"], "email": f"x@{RUN.email_domain}"}]}
    )
    stranger = house.target.add_lead(theirs["client_id"], email="ada@acme.example")
    house.clean()
    assert stranger["id"] in house.target.leads


def test_a_thorough_clean_up_empties_clients_whose_leads_nobody_booked(house: House) -> None:
    made = house.client()
    for _ in range(60):
        house.target.add_lead(made["client_id"], notes=RUN.tag)
    house.target.asked.clear()
    house.cleaner.remove(house.rig.ledger.outstanding(), thorough=True)
    batches = [len(body["ids"]) for method, path, body in house.target.asked if (method, path) == ("DELETE", "/leads")]
    assert batches == [50, 10]


def test_a_client_that_the_target_only_says_it_removed_is_left(house: House) -> None:
    house.client()
    instead(house, "DELETE", "/clients", answer(200))
    house.clean()
    assert house.reasons() == ["the target said that it removed it, and still shows it"]


def test_leads_that_the_target_only_says_it_removed_are_left(house: House) -> None:
    house.lead(house.target.add_client("Acme", owner="u-1")["client_id"])
    instead(house, "DELETE", "/leads", answer(200, {"success": True, "deleted": 1}))
    house.clean()
    assert house.reasons() == ["the target said that it removed it, and still shows it"]


def test_a_list_that_lags_behind_a_removal_leaves_nothing(house: House) -> None:
    house.cleaner = Cleaner(house.rig.ledger, house.actor, Patience(1.0, sleep=lambda _: house.target.clients.clear()))
    house.client()
    instead(house, "DELETE", "/clients", answer(200))
    house.clean()
    assert house.reasons() == []


def test_the_leads_of_clients_that_stay_go_in_one_batch(house: House) -> None:
    for client in (house.target.add_client("Acme", owner="u-1"), house.target.add_client("Beta", owner="u-1")):
        house.lead(client["client_id"])
    house.clean()
    assert [path for method, path, _ in house.target.asked if method == "DELETE"] == ["/leads"]


def test_the_few_leads_of_a_batch_go_with_their_client(house: House) -> None:
    house.client(leads=50)
    house.clean()
    assert [(method, path) for method, path, _ in house.target.asked] == [("DELETE", "/clients"), ("GET", "/clients")]
    assert house.target.leads == {}


def test_a_batch_that_lies_in_a_client_that_stays_is_emptied(house: House) -> None:
    stays, goes = house.target.add_client("Acme", owner="u-1"), house.client()
    rows = [
        {"client_id": each["client_id"], "email": f"x{n}@{RUN.email_domain}"} for n, each in enumerate((stays, goes))
    ]
    house.owner.call("createLeads", json={"leads": rows})
    house.clean()
    assert (house.target.leads, list(house.target.clients)) == ({}, [stays["id"]])


def test_the_few_leads_of_a_client_go_with_it_and_one_is_looked_for(house: House) -> None:
    house.lead(house.client()["client_id"])
    house.clean()
    assert [method for method, _, _ in house.target.asked] == ["DELETE", "GET", "GET"]
    assert house.target.leads == {}


def test_leads_that_a_purge_leaves_are_deleted_by_id(house: House) -> None:
    client = house.client()
    house.lead(client["client_id"])

    def purge_the_client_alone(method: str, path: str, body: Any) -> Response | None:
        if (method, path) != ("DELETE", "/clients"):
            return None
        house.target.clients.pop(body["id"], None)
        return answer(200)

    house.target.instead = purge_the_client_alone
    house.clean()
    assert (house.target.leads, house.reasons()) == ({}, [])


def test_a_thorough_clean_up_looks_at_every_lead_that_is_passed_over(house: House) -> None:
    made = house.client()
    for _ in range(30):
        house.lead(made["client_id"])
    house.target.clients.clear()
    house.target.leads.clear()
    leads = [entry for entry in house.rig.ledger.outstanding() if entry.kind == "lead"]
    house.cleaner.remove(leads, thorough=True)
    assert [entry.state for entry in leads] == ["gone"] * 30
