"""Walls that have a gap on one way alone: a batch, a purge, a filter, a reference, a thread."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import NotFound
from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import LEAD_FIELDS
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.chat import Chat
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.find_lead import FindLead
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Object


class BatchUpdateReachesForeignLeads(Defect):
    """Only single updates ask whose lead it is."""

    id = "batch-update-reaches-foreign-leads"
    sentence = "A batch PUT of /leads changes and counts another company's leads among its rows."
    faults = ("F21", "F13")
    operations = ("updateLeads",)
    requirement = "LG-ISO-010"

    def apply(self, application: Application) -> None:
        """Look the ids of a batch up without the company."""
        rows, batches = application.resource(Leads).rows, application.resource(Leads).batches

        def update_one(call: Call, id: str, row: Object) -> None:
            record = rows.leads.get(id)
            if record is None or record.company_id == call.company_id:
                original(call, id, row)
                return
            changes = LEAD_FIELDS.for_update(row)
            rows.check_unique_still(record, changes)
            if changes:
                rows.changed(record, changes)

        original = batches.update_one
        override(batches.update_one, lambda _: update_one)


class BatchWritesIntoForeignClient(Defect):
    """The client of a batch's rows is looked up among everybody's."""

    id = "batch-writes-into-foreign-client"
    sentence = "A batch POST of /leads stores rows under another company's client_id."
    faults = ("F17", "F21")
    operations = ("createLeads",)
    requirement = "LG-ISO-012"

    def apply(self, application: Application) -> None:
        """Put the lead where the client is."""
        leads, clients = application.resource(Leads), application.resource(Clients).clients

        def create_one(call: Call, row: Object) -> None:
            client = clients.find(Filter().equals("client_id", str(row.get("client_id"))))
            if client is None or client.company_id == call.company_id:
                original(call, row)
                return
            fields = LEAD_FIELDS.for_create(row)
            leads.rows.check_unique(client, fields)
            leads.rows.leads.insert(
                company_id=client.company_id,
                owner=call.principal.owner,
                fields=fields,
                client_id=client.columns["client_id"],
            )

        original = leads.batches.create_one
        override(leads.batches.create_one, lambda _: create_one)


class ForeignPurgeTakesLeads(Defect):
    """The leads go before anybody asks whose client it is."""

    id = "foreign-purge-takes-leads"
    sentence = "DELETE /clients with purge=true and another company's id answers 404 and removes the client's leads."
    faults = ("F14", "F30")
    operations = ("deleteClient",)
    requirement = "LG-ISO-007"

    def apply(self, application: Application) -> None:
        """Purge first, then answer as ever."""
        clients = application.resource(Clients)

        def delete(handler: Handler) -> Handler:
            def deleted(call: Call) -> Answer:
                record = clients.clients.get(call.query.get("id", ""))
                if record is None or record.company_id == call.company_id or call.query.get("purge") != "true":
                    return handler(call)
                clients.purge_leads(record)
                return Answer(404, NotFound("There is no such client.").envelope())

            return deleted

        application.wrap("deleteClient", delete)


class ClientIdOpensForeignLead(Defect):
    """Who knows a lead's client is taken for its owner."""

    id = "client-id-opens-foreign-lead"
    sentence = "PUT /leads with the id and the client_id of another company's lead changes it."
    faults = ("F13", "F17")
    operations = ("updateLeads",)
    requirement = "LG-ISO-008"

    def apply(self, application: Application) -> None:
        """Look the lead up by both, without the company."""
        rows = application.resource(Leads).rows

        def to_change(call: Call, id: str) -> Record:
            both = Filter().equals("id", id).equals("client_id", str(call.body.get("client_id")))
            return rows.leads.find(both) or original(call, id)

        original = rows.to_change
        override(rows.to_change, lambda _: to_change)


class ForeignProfileFound(Defect):
    """The index of LinkedIn URLs knows no companies."""

    id = "foreign-profile-found"
    sentence = "GET /find-lead with a LinkedIn URL finds the leads of all companies."
    faults = ("F15",)
    operations = ("findLead",)
    requirement = "LG-ISO-005"

    def apply(self, application: Application) -> None:
        """Search everything where no e-mail is given."""
        find = application.resource(FindLead)
        override(find.readable, lambda original: lambda call: original(call) if call.query.get("email") else Filter())


class ForeignLeadsUnderAnotherKey(Defect):
    """What was filtered out is told for debugging."""

    id = "foreign-leads-under-another-key"
    sentence = "GET /leads with another company's client_id answers an empty `leads`, and its leads under `hidden`."
    faults = ("F15", "F54")
    operations = ("listLeads",)
    requirement = "LG-ISO-003"

    def apply(self, application: Application) -> None:
        """Add them to the answer."""
        rows = application.resource(Leads).rows

        def listed(handler: Handler) -> Handler:
            def answered(call: Call) -> Answer:
                answer = handler(call)
                asked = Filter().equals("client_id", call.query.get("client_id", ""))
                others = rows.leads.select(asked.where("company_id <> ?", call.company_id))
                if others and isinstance(answer.body, dict):
                    answer.body["hidden"] = [rows.shown(record) for record in others]
                return answer

            return answered

        application.wrap("listLeads", listed)


class ForeignThreadContinued(Defect):
    """Whoever knows the thread talks in it."""

    id = "foreign-thread-continued"
    sentence = "POST /epsimo-chat with another company's threadId goes on with what was said there."
    faults = ("F12", "F23")
    operations = ("chat",)
    requirement = "LG-ISO-040"

    def apply(self, application: Application) -> None:
        """Look the thread up without its user."""
        chat = application.resource(Chat)

        def thread(call: Call, id: str) -> Record:
            return chat.threads.find(Filter().equals("id", id)) or original(call, id)

        original = chat.thread
        override(chat.thread, lambda _: thread)


class FindLeadCrossesClients(Defect):
    """The search of one client is a search of all."""

    id = "find-lead-crosses-clients"
    sentence = "GET /find-lead with a client_id finds the leads of the company's other clients."
    faults = ("F15", "F17")
    operations = ("findLead",)
    requirement = "LG-ISO-034"

    def apply(self, application: Application) -> None:
        """Keep to the company where the client is its own."""
        find, clients = application.resource(FindLead), application.resource(Clients)

        def narrowed(call: Call, rows: Filter) -> Filter:
            known = clients.by_client_id(call, call.query.get("client_id", "")) is not None
            return rows if known else original(call, rows)

        original = find.narrowed
        override(find.narrowed, lambda _: narrowed)
