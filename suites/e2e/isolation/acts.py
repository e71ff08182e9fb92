"""What the tests of isolation send and look at, in one spelling."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from conformance.actors import Actor
from conformance.credentials import Credential
from conformance.exchange import ABSENT, Exchange, Purpose
from conformance.expectations import Expectation, satisfying

NO_SUCCESS = satisfying("no 2xx status", lambda status: not 200 <= status < 300)


def client_row(exchange: Exchange) -> dict[str, Any] | None:
    """The one client of a list with `clientId`, or None."""
    return next(iter(exchange.rows("clients")), None)


def client_of(actor: Actor, id: str, purpose: Purpose = "test") -> Exchange:
    """GET /clients?clientId: a client by its id."""
    return actor.call("listClients", query={"clientId": id}, purpose=purpose)


def names(page: Exchange) -> list[object]:
    """The companies of a territory, by name."""
    return [row.get("companyName") for row in page.rows("companies")]


def update_lead(
    actor: Actor,
    operation: str,
    id: str,
    changes: Mapping[str, object],
    *,
    purpose: Purpose = "test",
    trespass: Collection[str] = (),
    by: Sequence[Credential] | None = None,
) -> Exchange:
    """A lead changed by PUT /leads or by PUT /enrich-leads/{id}."""
    if operation == "updateEnrichLead":
        return actor.call(operation, path={"id": id}, json=dict(changes), by=by, purpose=purpose, trespass=trespass)
    return actor.call(operation, json={"id": id, **changes}, by=by, purpose=purpose, trespass=trespass)


def one_at_most() -> Expectation:
    """Holds for the count of a batch that may have done one row: absent, 0 or 1."""
    return satisfying("a count of 1 at most", lambda count: count is ABSENT or count is None or 0 <= count <= 1)
