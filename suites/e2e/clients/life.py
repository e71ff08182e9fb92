"""The life of one client: made, looked at in every view, deleted, and looked for; each step sent once for all tests."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

from conformance import contract
from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange, Purpose
from conformance.expectations import nonempty_string
from conformance.fixtures.naming import Naming
from conformance.polling import Patience
from conformance.walking import Walk, walk, walk_until

Row = dict[str, Any]


def clients(actor: Actor) -> Walk:
    """All clients that an actor sees."""
    return walk(actor, contract.load()["listClients"], limit=1000)


def clients_once(patience: Patience, actor: Actor, id: str, holds: Callable[[Row | None], bool]) -> Walk:
    """All clients that an actor sees, once what the list shows of one of them holds or the bound is over."""
    return walk_until(patience, partial(clients, actor), lambda seen: holds(seen.row(id)))


def client_of(actor: Actor, id: str, purpose: Purpose = "test") -> Exchange:
    """GET /clients?clientId."""
    return actor.call("listClients", query={"clientId": id}, purpose=purpose)


def client_row(exchange: Exchange) -> Row | None:
    """The first client of a list."""
    return next(iter(exchange.rows("clients")), None)


class Life:
    """Each step is sent at first need, after all the steps before it."""

    def __init__(self, actor: Actor, naming: Naming, patience: Patience) -> None:
        self.sent = {
            "clientName": naming.client_name(actor),
            "companyURL": "https://acme.example/about",
            "description": "Wörk – ok, “quoted” & <plain>",
        }
        self._actor = actor
        self._patience = patience

    @cached_property
    def made(self) -> Exchange:
        """POST."""
        return self._actor.call("createClient", json=self.sent)

    @cached_property
    def row(self) -> Row:
        """The client as answered; Unusable where the target gives none."""
        for key in ("id", "client_id"):
            needed(
                self.made, expected=nonempty_string(), actual=self.made.at(f"client.{key}"), what=f"a client's {key}"
            )
        row: Row = self.made.at("client")
        return row

    @cached_property
    def read(self) -> Exchange:
        """The client by its id."""
        id = self.row["id"]
        return self._patience.until(lambda: client_of(self._actor, id), lambda seen: bool(seen.rows("clients")))

    @cached_property
    def listing(self) -> Walk:
        """All clients, among them this one."""
        _ = self.read
        return self._walked(lambda row: row is not None)

    @cached_property
    def deleted(self) -> Exchange:
        """DELETE."""
        _ = self.listing
        return self._actor.call("deleteClient", query={"id": self.row["id"]})

    @cached_property
    def sought(self) -> Exchange:
        """The client by its id, after its deletion."""
        _ = self.deleted
        id = self.row["id"]
        return self._patience.until(lambda: client_of(self._actor, id), lambda seen: not seen.rows("clients"))

    @cached_property
    def after(self) -> Walk:
        """All clients, without this one."""
        _ = self.sought
        return self._walked(lambda row: row is None)

    def _walked(self, holds: Callable[[Row | None], bool]) -> Walk:
        return clients_once(self._patience, self._actor, self.row["id"], holds)
