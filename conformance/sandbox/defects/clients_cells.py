"""Clients that go wrong on one way alone: in one field, in one view, by one verb."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import keep_refused
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect
from conformance.sandbox.operations import Handler
from conformance.sandbox.resources.clients import FIELDS, Clients
from conformance.sandbox.rewriting import rewrite
from conformance.sandbox.values import Object

SHOWN = 20
"""Signs of a description that the list has room for."""


class ClientCreatedWithoutCompany(Defect):
    """The answer is made before the company is looked up."""

    id = "client-created-without-company"
    sentence = "POST /clients answers with an empty company_id."
    faults = ("F53",)
    operations = ("createClient",)
    requirement = "LG-CLI-003"
    because = "Each law that places a record in a company reads this field, in answers and in lists."

    def apply(self, application: Application) -> None:
        """Leave it blank."""

        def blank(_call: Call, body: Object) -> Object:
            client = body["client"]
            assert isinstance(client, dict)  # noqa: S101  # what the handler always answers
            return {**body, "client": {**client, "company_id": ""}}

        rewrite(application, "createClient", blank)


class DescriptionCutInList(Defect):
    """The list shows a teaser."""

    id = "description-cut-in-list"
    sentence = "GET /clients shows the first 20 signs of each description, and GET /clients?clientId the whole."
    faults = ("F25",)
    operations = ("listClients",)
    requirement = "LG-CLI-006"

    def apply(self, application: Application) -> None:
        """Cut it."""

        def cut(call: Call, body: Object) -> Object:
            clients = body["clients"]
            assert isinstance(clients, list)  # noqa: S101  # what the handler always answers
            if call.query.get("clientId"):
                return body
            rows = [each for each in clients if isinstance(each, dict)]
            return {
                **body,
                "clients": [
                    {name: str(value)[:SHOWN] if name == "description" else value for name, value in row.items()}
                    for row in rows
                ],
            }

        rewrite(application, "listClients", cut)


class RefusedClientUpdateStored(Defect):
    """The good fields are written before the bad one is seen."""

    id = "refused-client-update-stored"
    sentence = "PUT /clients that is refused with 400 for one field changes the others."
    faults = ("F30",)
    operations = ("updateClient",)
    requirement = "LG-CLI-018"

    def apply(self, application: Application) -> None:
        """Write the texts of a refused update."""
        clients = application.resource(Clients)

        def keep(call: Call) -> None:
            record = application.access.get_to_change(call, clients.clients, str(call.body.get("id")), "client")
            texts = {name: value for name, value in call.body.items() if name in FIELDS.names and value}
            clients.changed(record, {name: value for name, value in texts.items() if isinstance(value, str)})

        keep_refused(application, "updateClient", keep)


class OddPurgeIsNoPurge(Defect):
    """Whatever is not true is false."""

    id = "odd-purge-is-no-purge"
    sentence = "DELETE /clients with a purge that is neither true nor false deletes the client and answers 200."
    faults = ("F52",)
    operations = ("deleteClient",)
    requirement = "LG-CLI-024"
    advisory = True

    def apply(self, application: Application) -> None:
        """Compare with the one word."""

        def around(handler: Handler) -> Handler:
            def delete(call: Call) -> Answer:
                if call.query.get("purge") != "true":
                    call.query.pop("purge", None)
                return handler(call)

            return delete

        application.wrap("deleteClient", around)
