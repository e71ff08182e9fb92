"""Clients that a server keeps apart, or does not know."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import refuse_instead
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import AlreadyExists, ApiError, InvalidValue, NotFound
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.values import Json, Object


class ClientNamesAreUnique(Variant):
    """One name, one client."""

    id = "client-names-are-unique"
    sentence = "A second client of the same name in one company is refused with 409, and so is a change to such a name."
    requirements = ("LG-CLI-002", "LG-CLI-004", "LG-CLI-011", "LG-CLI-027", "LG-CLI-018")

    def apply(self, application: Application) -> None:
        """Look for the name in the company before storing it."""
        clients = application.resource(Clients)

        def check(company_id: str, name: Json, but: str = "") -> None:
            same = (
                Filter().equals("company_id", company_id).where("json_extract(fields, '$.clientName') = ?", str(name))
            )
            if name and clients.clients.find(same.where("id <> ?", but)):
                raise AlreadyExists("You have a client of that name already.", {"field": "clientName"})

        def stored(call: Call, fields: Object) -> Record:
            check(call.company_id, fields["clientName"])
            return store(call, fields)

        def changed(record: Record, changes: Object) -> Record:
            check(record.company_id, changes.get("clientName"), record.id)
            return change(record, changes)

        store, change = clients.stored, clients.changed
        override(clients.stored, lambda _: stored)
        override(clients.changed, lambda _: changed)


class ClientsUnknownIs404(Variant):
    """Nobody is no list."""

    id = "clients-unknown-is-404"
    sentence = "GET /clients with a clientId that names no client of the caller's answers 404 instead of an empty list."
    requirements = ("LG-CLI-009", "LG-CLI-020", "LG-ISO-002", "LG-ISO-026")

    def apply(self, application: Application) -> None:
        """Look at what the list holds."""

        def strict(handler: Handler) -> Handler:
            def listed(call: Call) -> Answer:
                answer = handler(call)
                if call.query.get("clientId") and isinstance(answer.body, dict) and answer.body.get("clients") == []:
                    raise NotFound("There is no such client.")
                return answer

            return listed

        application.wrap("listClients", strict)


class UnknownClientIs400(Variant):
    """A reference that leads nowhere is an invalid value."""

    id = "reference-to-no-client-is-400"
    sentence = "A client_id that names none of the caller's clients gets 400 in a lead, a scrape or a territory."
    requirements = ("LG-LEAD-013", "LG-LEAD-014", "LG-LEAD-021", "LG-ISO-012", "LG-ISO-028", "LG-ISO-029", "LG-INT-018")

    def apply(self, application: Application) -> None:
        """Translate what these operations do not find."""

        def unknown(_error: ApiError) -> ApiError:
            return InvalidValue("client_id names none of your clients.", {"field": "client_id"})

        for name in ("createLeads", "startLeadScrape", "saveTerritoryCompany"):
            refuse_instead(application, name, NotFound, unknown)
