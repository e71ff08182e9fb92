"""The `client_id` that a search, a webhook or a campaign may carry: it names a client of the caller's company."""

from conformance.sandbox.call import Call
from conformance.sandbox.filters import Filter
from conformance.sandbox.resource import Resource
from conformance.sandbox.resources.clients import CLIENTS, Clients
from conformance.sandbox.seed import Seeding
from conformance.sandbox.values import Object


def check_client(resource: Resource, call: Call, fields: Object) -> None:
    """Raise what an absent client gives where `client_id` names none of the caller's, unknown and foreign alike."""
    client_id = fields.get("client_id")
    if isinstance(client_id, str):
        resource.application.resource(Clients).required(call, client_id)


def drawn_client(resource: Resource, seeding: Seeding, company_id: str) -> Object:
    """The `client_id` and `clientName` of one of a company's clients, for a drawn row."""
    of_company = Filter().equals("company_id", company_id)
    client = seeding.rng.choice(resource.records(CLIENTS).select(of_company, at_once=True))
    return {"client_id": str(client.columns["client_id"]), "clientName": client.fields["clientName"]}
