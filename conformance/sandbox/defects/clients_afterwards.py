"""Clients that are not wholly gone, not as they were changed, or not whose they were."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import before_one
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import LEADS, same_client
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import CLIENTS, FIELDS, Clients
from conformance.sandbox.values import Object

PAGE = 100


class PurgeSparesColleaguesLeads(Defect):
    """What one deletes is one's own."""

    id = "purge-spares-colleagues-leads"
    sentence = "DELETE /clients?purge=true removes those of the client's leads alone that belong to the caller."
    faults = ("F33",)
    operations = ("deleteClient",)
    requirement = "LG-CLI-021"

    def apply(self, application: Application) -> None:
        """Ask for the owner too."""
        clients = application.resource(Clients)
        caller = ""

        def noted(call: Call) -> None:
            nonlocal caller
            caller = call.principal.owner

        def purge_leads(record: Record) -> int:
            owned = same_client(record).equals("owner", caller)
            enrich, source = clients.leads
            source.delete_where(owned)
            return enrich.delete_where(owned)

        before_one(application, "deleteClient", noted)
        override(clients.purge_leads, lambda _: purge_leads)


class PurgeRemovesFirstHundred(Defect):
    """The leads to remove are read with the list, one page of them."""

    id = "purge-removes-first-hundred"
    sentence = "DELETE /clients?purge=true removes the first 100 leads of the client."
    faults = ("F33",)
    operations = ("deleteClient",)
    requirement = "LG-CLI-021"

    def apply(self, application: Application) -> None:
        """Stop behind the first page."""
        clients = application.resource(Clients)

        def purge_leads(record: Record) -> int:
            owned = same_client(record)
            enrich, source = clients.leads
            source.delete_where(owned)
            page = f"SELECT seq FROM {LEADS.name} WHERE {owned.sql} ORDER BY seq LIMIT {PAGE}"
            return enrich.delete_where(Filter().where(f"seq IN ({page})", *owned.values))

        override(clients.purge_leads, lambda _: purge_leads)


class ClientIdUsedAgain(Defect):
    """Numbers that were given back are given out again."""

    id = "client-id-used-again"
    sentence = "A client that is made after one was deleted gets the deleted one's client_id, and its leads."
    faults = ("F29", "F24", "F52")
    operations = ("createClient", "deleteClient", "listLeads")
    requirement = "LG-CLI-028"
    advisory = True

    def apply(self, application: Application) -> None:
        """Keep the free ones of each company."""
        clients = application.resource(Clients)
        free: dict[str, list[str]] = {}

        def remove(record: Record) -> None:
            original(record)
            free.setdefault(record.company_id, []).append(str(record.columns["client_id"]))

        def stored(call: Call, fields: Object) -> Record:
            if not free.get(call.company_id):
                return store(call, fields)
            return clients.clients.insert(
                company_id=call.company_id,
                owner=call.principal.owner,
                fields=fields,
                client_id=free[call.company_id].pop(),
            )

        original, store = clients.remove, clients.stored
        override(clients.remove, lambda _: remove)
        override(clients.stored, lambda _: stored)


class ClientLookupCached(Defect):
    """A cache that nobody clears."""

    id = "client-lookup-cached"
    sentence = "GET /clients?clientId goes on answering a client as it was first asked for."
    faults = ("F26", "F29")
    operations = ("listClients", "updateClient", "deleteClient")
    requirement = "LG-CLI-011"
    because = "The lookup is how every other law reads a client back after it was changed or removed."

    def apply(self, application: Application) -> None:
        """Keep what was found."""
        clients = application.resource(Clients)
        known: dict[tuple[str, str], Record] = {}

        def named(call: Call, id: str) -> Record | None:
            key = (call.company_id, id)
            record = known.get(key) or original(call, id)
            if record:
                known[key] = record
            return record

        original = clients.named
        override(clients.named, lambda _: named)


class ClientEditorBecomesOwner(Defect):
    """The owner is set at every write."""

    id = "client-editor-becomes-owner"
    sentence = "PUT /clients makes the caller the client's owner."
    faults = ("F34", "F27")
    operations = ("updateClient",)
    requirement = "LG-CLI-012"

    def apply(self, application: Application) -> None:
        """Write the caller into the row and the answer."""

        def around(handler: Handler) -> Handler:
            def answered(call: Call) -> Answer:
                answer, owner = handler(call), call.principal.owner
                client = answer.body.get("client") if isinstance(answer.body, dict) else None
                if isinstance(client, dict) and any(name in call.body for name in FIELDS.names):
                    client["owner"] = owner
                    application.store.execute(
                        f"UPDATE {CLIENTS.name} SET owner = ? WHERE id = ?", (owner, str(client["id"]))
                    )
                return answer

            return answered

        application.wrap("updateClient", around)
