"""A target in memory with its owner, who makes clients and leads there, and the cleaner that removes them."""

from typing import Any

from conformance.actors import Actor
from conformance.cleanup import Cleaner
from conformance.evidence import CannotTest
from conformance.exchange import Response
from conformance.polling import Patience
from conformance.transport import TransportFault
from tests.engine.building import RUN, Rig
from tests.engine.memory import Memory, Row


class House:
    """A rig over a target in memory, its owner and its cleaner."""

    def __init__(self, rig: Rig, target: Memory) -> None:
        self.rig = rig
        self.target = target
        self.owner = rig.actor("owner_a", user_id="u-1")
        self.cleaner = Cleaner(rig.ledger, self.actor, Patience(0))

    def actor(self, name: str) -> Actor:
        if name != "owner_a":
            raise CannotTest(f"the profile has no actor {name}")
        return self.owner

    def client(self, leads: int = 0) -> Row:
        body = {"clientName": f"{RUN.tag}-a main-{len(self.target.asked)}"}
        row: Row = self.owner.call("createClient", json=body).at("client")
        if leads:
            rows = [{"client_id": row["client_id"], "email": f"{n}@{RUN.email_domain}"} for n in range(leads)]
            self.owner.call("createLeads", json={"leads": rows})
        return row

    def lead(self, client_id: str) -> None:
        self.owner.call("createLeads", json={"client_id": client_id, "notes": RUN.tag})

    def clean(self) -> None:
        self.target.asked.clear()
        self.cleaner.remove(self.rig.ledger.outstanding())

    def reasons(self) -> list[str]:
        return [leftover.reason for leftover in self.cleaner.leftovers(wanted=False)]


def instead(house: House, method: str, path: str, outcome: Response | TransportFault) -> None:
    """Let one kind of request have this outcome, always."""

    def decide(asked_method: str, asked_path: str, _body: Any) -> Response | None:
        if (asked_method, asked_path) != (method, path):
            return None
        if isinstance(outcome, TransportFault):
            raise TransportFault(outcome.reason, processed=outcome.processed)
        return outcome

    house.target.instead = decide
