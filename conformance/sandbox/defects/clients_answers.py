"""Answers about clients that have another status, another key or another row than they should."""

import uuid
from collections.abc import Callable

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.values import Object


class ClientCreatedIs200(Defect):
    """The framework's default status."""

    id = "client-created-is-200"
    sentence = "POST /clients answers 200 in place of 201."
    faults = ("F53",)
    operations = ("createClient",)
    requirement = "LG-CLI-001"

    def apply(self, application: Application) -> None:
        """Say OK."""
        _status(application, "createClient", 200)


class ClientOwnedByItself(Defect):
    """The wrong variable: two ids of one form."""

    id = "client-owned-by-itself"
    sentence = "The owner of a new client is its own id."
    faults = ("F10", "F18", "F53")
    operations = ("createClient",)
    requirement = "LG-CLI-003"
    because = "Owners are how rows tell whose they are, and each law on identity reads this field."

    def apply(self, application: Application) -> None:
        """Show the record's id as the owner."""
        _client(application, "createClient", lambda client: {**client, "owner": client["id"]})


class ClientIdFromName(Defect):
    """A speaking id, made of what somebody typed."""

    id = "client-id-from-name"
    sentence = "The client_id of a new client follows from its clientName."
    faults = ("F52",)
    operations = ("createClient", "listClients")
    requirement = "LG-CLI-004"

    def apply(self, application: Application) -> None:
        """Hash the name."""

        def stored(call: Call, fields: Object) -> Record:
            made = str(uuid.uuid5(uuid.NAMESPACE_DNS, str(fields["clientName"])))
            owner = call.principal.owner
            return resource.clients.insert(company_id=call.company_id, owner=owner, fields=fields, client_id=made)

        resource = application.resource(Clients)
        override(resource.stored, lambda _: stored)


class ClientsUnderItems(Defect):
    """The key of the framework's own lists."""

    id = "clients-under-items"
    sentence = "GET /clients answers its list under items."
    faults = ("F53",)
    operations = ("listClients",)
    requirement = "LG-CLI-005"
    because = "Whoever looks for clients in this list finds none, in whichever law."

    def apply(self, application: Application) -> None:
        """Rename the key of lists; one client asked for by its id stays where it is."""

        def around(handler: Handler) -> Handler:
            def listed(call: Call) -> Answer:
                answer = handler(call)
                if isinstance(answer.body, dict) and "clientId" not in call.query:
                    answer.body["items"] = answer.body.pop("clients")
                return answer

            return listed

        application.wrap("listClients", around)


class NewestClientUnlisted(Defect):
    """Up to, and not including."""

    id = "newest-client-unlisted"
    sentence = "GET /clients leaves out the newest client."
    faults = ("F37", "F24")
    operations = ("listClients",)
    requirement = "LG-CLI-006"

    def apply(self, application: Application) -> None:
        """Leave out the last one that was made."""
        clients = application.resource(Clients)

        def listed(call: Call) -> Filter:
            return original(call).where("seq < (SELECT MAX(seq) FROM clients AS newest)")

        original = clients.listed
        override(clients.listed, lambda _: listed)


class ClientFilterIgnored(Defect):
    """`clientId` is not read."""

    id = "client-filter-ignored"
    sentence = "GET /clients?clientId answers all the company's clients."
    faults = ("F15",)
    operations = ("listClients",)
    requirement = "LG-CLI-007"
    because = "The filter is how every other law reads one client, and each of them sees the others in its place."

    def apply(self, application: Application) -> None:
        """Forget the parameter."""

        def around(handler: Handler) -> Handler:
            def listed(call: Call) -> Answer:
                call.query.pop("clientId", None)
                return handler(call)

            return listed

        application.wrap("listClients", around)


class UnknownClientListsAll(Defect):
    """Nothing found counts as nothing asked."""

    id = "unknown-client-lists-all"
    sentence = "GET /clients?clientId with an unknown id answers all the company's clients."
    faults = ("F15", "F19")
    operations = ("listClients",)
    requirement = "LG-CLI-009"
    advisory = True

    def apply(self, application: Application) -> None:
        """Fall back to the list."""
        clients = application.resource(Clients)

        def around(handler: Handler) -> Handler:
            def listed(call: Call) -> Answer:
                if clients.named(call, call.query.get("clientId", "")) is None:
                    call.query.pop("clientId", None)
                return handler(call)

            return listed

        application.wrap("listClients", around)


class ClientUpdateAnswersOldRow(Defect):
    """The row is read before it is written."""

    id = "client-update-answers-old-row"
    sentence = "PUT /clients answers with the client as it was before."
    faults = ("F26",)
    operations = ("updateClient",)
    requirement = "LG-CLI-010"

    def apply(self, application: Application) -> None:
        """Answer with the row of before."""
        clients = application.resource(Clients)

        def around(handler: Handler) -> Handler:
            def updated(call: Call) -> Answer:
                before = clients.named(call, str(call.body.get("id")))
                answer = handler(call)
                return ok(client=clients.shown(before)) if before is not None else answer

            return updated

        application.wrap("updateClient", around)


class ClientDeleteIs202(Defect):
    """Accepted, as if it were a job."""

    id = "client-delete-is-202"
    sentence = "DELETE /clients answers 202."
    faults = ("F53", "F29")
    operations = ("deleteClient",)
    requirement = "LG-CLI-019"

    def apply(self, application: Application) -> None:
        """Say accepted."""
        _status(application, "deleteClient", 202)


def _status(application: Application, operation_id: str, status: int) -> None:
    """Let an operation's successes have another status."""

    def around(handler: Handler) -> Handler:
        def answered(call: Call) -> Answer:
            answer = handler(call)
            return Answer(status, answer.body, answer.headers)

        return answered

    application.wrap(operation_id, around)


def _client(application: Application, operation_id: str, changed: Callable[[Object], Object]) -> None:
    """Let an operation's successes show another client."""

    def around(handler: Handler) -> Handler:
        def answered(call: Call) -> Answer:
            answer = handler(call)
            if isinstance(answer.body, dict) and isinstance(client := answer.body.get("client"), dict):
                answer.body["client"] = changed(client)
            return answer

        return answered

    application.wrap(operation_id, around)
