"""Clients that are not kept as they were written."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.values import Object


class ClientUpdateClears(Defect):
    """PUT replaces instead of merging."""

    id = "client-update-clears"
    sentence = "PUT /clients clears companyURL and description where they were not sent."
    faults = ("F27",)
    operations = ("updateClient",)
    requirement = "LG-CLI-012"

    def apply(self, application: Application) -> None:
        """Begin with an empty client of that name."""
        override(
            application.resource(Clients).changed,
            lambda original: (
                lambda record, changes: original(record, {"companyURL": None, "description": None, **changes})
            ),
        )


class ClientNotStored(Defect):
    """Created and forgotten."""

    id = "client-not-stored"
    sentence = "POST /clients answers 201 with a client and stores none."
    faults = ("F24",)
    operations = ("createClient",)
    requirement = "LG-CLI-002"
    because = "Nothing can be done with a client that is not there: what needs one, needs one that was stored."

    def apply(self, application: Application) -> None:
        """Answer with a row that is gone."""
        clients = application.resource(Clients)

        def stored(call: Call, fields: Object) -> Record:
            record = original(call, fields)
            clients.clients.delete(record)
            return record

        original = clients.stored
        override(clients.stored, lambda _: stored)


class ClientFoundByRecordIdOnly(Defect):
    """The list knows clients by one of their ids."""

    id = "client-not-found-by-client-id"
    sentence = "GET /clients?clientId with a client_id gives an empty list."
    faults = ("F15", "F53")
    operations = ("listClients",)
    requirement = "LG-CLI-008"
    advisory = True

    def apply(self, application: Application) -> None:
        """Compare the record id alone."""
        clients = application.resource(Clients)

        def named(call: Call, id: str) -> Record | None:
            record = original(call, id)
            return record if record and record.id == id else None

        original = clients.named
        override(clients.named, lambda _: named)


class ClientIdDeletes(Defect):
    """Either id of a client deletes it."""

    id = "client-id-deletes-client"
    sentence = "DELETE /clients takes a client_id in place of the id, and deletes the client."
    faults = ("F29", "F53")
    operations = ("deleteClient",)
    requirement = "LG-CLI-017"
    advisory = True

    def apply(self, application: Application) -> None:
        """Translate the one into the other."""
        clients = application.resource(Clients)

        def delete(handler: Handler) -> Handler:
            def deleted(call: Call) -> Answer:
                named = clients.named(call, call.query.get("id", ""))
                if named is not None:
                    call.query["id"] = named.id
                return handler(call)

            return deleted

        application.wrap("deleteClient", delete)
