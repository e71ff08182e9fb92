"""Walls that have a gap on one way alone: a batch, a purge, a filter, a reference, a thread."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.defects.isolation_suite_walls import refuse_foreign
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import NotFound
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.chat import Chat
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.find_lead import FindLead
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.resources.scraping import Scraping
from conformance.sandbox.resources.unipile import UnipileAccounts
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
        leads = application.resource(Leads)

        def update_one(call: Call, id: str, row: Object) -> None:
            record = leads.rows.leads.get(id)
            if record is not None and record.company_id != call.company_id:
                leads.rows.changed(record, {"title": row.get("title")})
            else:
                original(call, id, row)

        original = leads.batches.update_one
        override(leads.batches.update_one, lambda _: update_one)


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
                return original(call, row)
            fields: Object = {name: row.get(name) for name in ("firstName", "lastName", "email")}
            leads.rows.leads.insert(
                company_id=client.company_id,
                owner=call.principal.owner,
                fields=fields,
                client_id=client.columns["client_id"],
            )
            return None

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


class AccountsOfAllCompanies(Defect):
    """The accounts are those of the platform."""

    id = "accounts-of-all-companies"
    sentence = "GET /unipile-accounts lists the messaging accounts of all companies."
    faults = ("F15",)
    operations = ("listUnipileAccounts",)
    requirement = "LG-ISO-019"

    def apply(self, application: Application) -> None:
        """Select without the company."""
        unipile = application.resource(UnipileAccounts)

        def listed(handler: Handler) -> Handler:
            def answered(call: Call) -> Answer:
                answer = handler(call)
                if isinstance(answer.body, dict):
                    answer.body["accounts"] = [unipile.shown(each) for each in unipile.accounts.select(Filter())]
                return answer

            return answered

        application.wrap("listUnipileAccounts", listed)


class ForeignClientScraped(Defect):
    """Any client that exists may be scraped for."""

    id = "foreign-client-scraped"
    sentence = "POST /start-lead-scrape-complete starts a run for another company's client_id."
    faults = ("F13", "F17")
    operations = ("startLeadScrape",)
    requirement = "LG-ISO-022"

    def apply(self, application: Application) -> None:
        """Look the client up without the company."""
        scraping = application.resource(Scraping)

        def client(call: Call, client_id: str) -> Record:
            return scraping.clients.find(Filter().equals("client_id", client_id)) or original(call, client_id)

        original = scraping.client
        override(scraping.client, lambda _: client)


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


class ForeignScrapeToldApart(Defect):
    """The refusal to scrape tells that the client exists."""

    id = "foreign-client-told-apart-by-scraping"
    sentence = "POST /start-lead-scrape-complete answers 403 for another company's client and 404 for an unknown one."
    faults = ("F19",)
    operations = ("startLeadScrape",)
    requirement = "LG-ISO-029"
    advisory = True

    def apply(self, application: Application) -> None:
        """Name the reason."""
        scraping, clients = application.resource(Scraping), application.resource(Clients).clients

        def client(call: Call, client_id: str) -> Record:
            refuse_foreign(call, clients, client_id)
            return original(call, client_id)

        original = scraping.client
        override(scraping.client, lambda _: client)
