"""Clean-up where a target gave a client of ours an id that another client has: nothing of the other's is touched."""

import pytest

from tests.engine.building import RUN, answer
from tests.engine.house import House, instead

SHARED = "another client has one of its ids: to remove it might remove what is another's"
AMONG_OTHERS = "another client has an id of the one it lies in: nothing tells it from what is another's"


class Sharing:
    """A house where a stranger's client has the `client_id` of a client of ours, and a lead in it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.target = house.target
        self.ours = house.client()
        house.lead(self.ours["client_id"])

    def let_in(self, *, shown: bool = True) -> None:
        """Let the stranger's client be there, and be seen."""
        theirs = self.target.add_client("Acme", owner="u-2")
        theirs["client_id"] = self.ours["client_id"]
        self.theirs, self.their_lead = theirs, self.target.add_lead(theirs["client_id"], email="ada@acme.example")
        if shown:
            self.house.owner.call("listClients")


@pytest.fixture
def sharing(house: House) -> Sharing:
    return Sharing(house)


def test_a_client_that_was_given_a_strangers_client_id_is_left_and_told(house: House) -> None:
    theirs = house.target.add_client("Acme", owner="u-2")
    lead = house.target.add_lead(theirs["client_id"], email="ada@acme.example")
    house.owner.call("listClients")
    ours = {**theirs, "id": "ours"}
    house.target.clients["ours"] = ours
    instead(house, "POST", "/clients", answer(201, {"success": True, "client": ours}))
    house.client()
    house.clean()
    assert (house.reasons(), list(house.target.leads)) == ([SHARED], [lead["id"]])


def test_no_client_is_removed_whose_client_id_a_stranger_turns_out_to_have(sharing: Sharing) -> None:
    sharing.let_in()
    sharing.house.clean()
    assert [path for method, path, _ in sharing.target.asked if method == "DELETE"] == ["/leads"]
    assert (sharing.house.reasons(), sharing.ours["id"] in sharing.target.clients) == ([SHARED], True)


def test_the_leads_of_ours_go_by_their_ids_from_a_client_that_a_stranger_shares(sharing: Sharing) -> None:
    sharing.let_in()
    sharing.house.clean()
    assert list(sharing.target.leads) == [sharing.their_lead["id"]]


def test_leads_without_known_ids_are_left_in_a_client_that_a_stranger_shares(house: House) -> None:
    sharing = Sharing(house)
    rows = [{"client_id": sharing.ours["client_id"], "email": f"{n}@{RUN.email_domain}"} for n in range(60)]
    house.owner.call("createLeads", json={"leads": rows})
    sharing.let_in()
    house.clean()
    assert (house.reasons(), len(house.target.leads)) == ([SHARED, AMONG_OTHERS], 61)


def test_a_batch_that_lies_in_a_shared_client_too_is_not_taken_for_gone_with_another(sharing: Sharing) -> None:
    house, other = sharing.house, sharing.house.client()
    rows = [{"client_id": each["client_id"], "email": f"x@{RUN.email_domain}"} for each in (sharing.ours, other)]
    house.owner.call("createLeads", json={"leads": rows})
    sharing.let_in()
    house.clean()
    assert (house.reasons(), other["id"] in house.target.clients) == ([SHARED, AMONG_OTHERS], False)


def test_a_thorough_clean_up_looks_for_strangers_who_share_a_client(sharing: Sharing) -> None:
    sharing.let_in(shown=False)
    sharing.house.cleaner.remove(sharing.house.rig.ledger.outstanding(), thorough=True)
    assert (sharing.house.reasons(), list(sharing.target.leads)) == ([SHARED], [sharing.their_lead["id"]])


def test_a_thorough_clean_up_removes_no_client_where_it_may_not_look(sharing: Sharing) -> None:
    instead(sharing.house, "GET", "/clients", answer(403))
    sharing.house.cleaner.remove(sharing.house.rig.ledger.outstanding(), thorough=True)
    assert sharing.house.reasons() == ["removing it failed: the listing of clients got status 403"]
    assert (list(sharing.target.clients), sharing.target.leads) == ([sharing.ours["id"]], {})
