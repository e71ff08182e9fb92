"""Deletions of a client that take too many of its leads, too few, or too long."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import InternalError
from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import same_client
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.leads import Leads

TOO_MANY = 1000


class PurgeLeavesLeads(Defect):
    """The client goes, its leads are only counted."""

    id = "purge-leaves-leads"
    sentence = "DELETE /clients?purge=true removes the client and leaves its leads."
    faults = ("F33", "F29")
    operations = ("deleteClient",)
    requirement = "LG-CLI-021"

    def apply(self, application: Application) -> None:
        """Count instead of removing."""
        leads = application.resource(Leads).rows.leads
        override(application.resource(Clients).purge_leads, lambda _: lambda record: leads.count(same_client(record)))


class PlainDeleteTakesLeads(Defect):
    """Every deletion is a purge."""

    id = "plain-delete-takes-leads"
    sentence = "DELETE /clients without purge removes the client's leads."
    faults = ("F33",)
    operations = ("deleteClient",)
    requirement = "LG-CLI-023"
    advisory = True

    def apply(self, application: Application) -> None:
        """Let the leads go with the client."""
        clients = application.resource(Clients)

        def remove(record: Record) -> None:
            clients.purge_leads(record)
            original(record)

        original = clients.remove
        override(clients.remove, lambda _: remove)


class PurgeTakesOtherClients(Defect):
    """The purge forgets which client it is about."""

    id = "purge-takes-other-clients"
    sentence = "DELETE /clients?purge=true removes the leads of all the company's clients."
    faults = ("F33", "F29")
    operations = ("deleteClient",)
    requirement = "LG-CLI-022"
    because = "Leads that stood are gone, and laws on what must stay meet that wherever they keep some."

    def apply(self, application: Application) -> None:
        """Narrow by the company alone."""
        leads = application.resource(Leads).rows.leads

        def purge_leads(record: Record) -> int:
            number = original(record)
            leads.delete_where(Filter().equals("company_id", record.company_id))
            return number

        original = application.resource(Clients).purge_leads
        override(application.resource(Clients).purge_leads, lambda _: purge_leads)


class LargePurgeTimesOut(Defect):
    """Seen on the real service: more than about a thousand leads are too many at once."""

    id = "large-purge-times-out"
    sentence = "DELETE /clients?purge=true of a client with more than 1,000 leads answers 504 and removes nothing."
    faults = ("F33", "F51")
    operations = ("deleteClient",)
    requirement = "LG-CLI-025"

    def apply(self, application: Application) -> None:
        """Give up, as the gateway would, without making anybody wait for it."""
        clients, leads = application.resource(Clients), application.resource(Leads).rows.leads

        def delete(handler: Handler) -> Handler:
            def deleted(call: Call) -> Answer:
                record = clients.named(call, call.query.get("id", ""))
                purge = call.query.get("purge") == "true"
                if record is None or not purge or leads.count(same_client(record)) <= TOO_MANY:
                    return handler(call)
                return Answer(504, InternalError("The endpoint took too long.").envelope())

            return deleted

        application.wrap("deleteClient", delete)


class DeletedLeadsMiscounted(Defect):
    """The client itself is counted among its leads."""

    id = "deleted-leads-miscounted"
    sentence = "deletedLeads of a purge is one too many."
    faults = ("F32",)
    operations = ("deleteClient",)
    requirement = "LG-CLI-026"
    advisory = True

    def apply(self, application: Application) -> None:
        """Count the client along."""
        override(application.resource(Clients).purge_leads, lambda original: lambda record: original(record) + 1)
