"""Bodies that name what is not the sender's to name, and figures that move with strangers."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import AlreadyExists
from conformance.sandbox.filters import Filter
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Object


class ForeignClientWrittenInto(Defect):
    """Any client that exists may be named."""

    id = "foreign-client-written-into"
    sentence = "POST /leads with another company's client_id stores the lead there."
    faults = ("F17",)
    operations = ("createLeads",)
    requirement = "LG-ISO-012"

    def apply(self, application: Application) -> None:
        """Look the client up without the company, and put the lead where the client is."""
        rows, clients = application.resource(Leads).rows, application.resource(Clients).clients

        def client(call: Call, client_id: str) -> Record:
            return clients.find(Filter().equals("client_id", client_id)) or original(call, client_id)

        def stored(call: Call, client: Record, fields: Object) -> Record:
            return rows.leads.insert(
                company_id=client.company_id,
                owner=call.principal.owner,
                fields=fields,
                client_id=client.columns["client_id"],
            )

        original = rows.client
        override(rows.client, lambda _: client)
        override(rows.stored, lambda _: stored)


class OwnerInBodyTaken(Defect):
    """The sender says whose record it is."""

    id = "owner-in-body-taken"
    sentence = "{operation} takes the owner from the body."
    faults = ("F18", "F34")
    choices = ("createClient", "createLeads")
    requirement = "LG-ISO-030"

    def apply(self, application: Application) -> None:
        """Write it over the caller's."""
        _stored_as_told(application, "owner")


class CompanyInBodyTaken(Defect):
    """The sender says in whose company the record is."""

    id = "company-in-body-taken"
    sentence = "{operation} takes the company_id from the body."
    faults = ("F18", "F34")
    choices = ("createClient", "createLeads")
    requirement = "LG-ISO-030"

    def apply(self, application: Application) -> None:
        """Write it over the caller's."""
        _stored_as_told(application, "company_id")


class OwnerInUpdateTaken(Defect):
    """A lead can be given away."""

    id = "owner-in-update-taken"
    sentence = "{operation} takes the owner from the body."
    faults = ("F18", "F34")
    choices = ("updateEnrichLead", "updateLeads")
    requirement = "LG-ISO-031"

    def apply(self, application: Application) -> None:
        """Write it over the stored one."""
        rows = application.resource(Leads).rows
        override(
            rows.update,
            lambda original: lambda call, id, body: _given(application, original(call, id, body), body, "owner"),
        )


class LeadMovesToAnyClient(Defect):
    """An update may name any client."""

    id = "lead-moves-to-any-client"
    sentence = "{operation} takes the client_id from the body, whose ever it is."
    faults = ("F17", "F34")
    choices = ("updateEnrichLead", "updateLeads")
    requirement = "LG-ISO-013"

    def apply(self, application: Application) -> None:
        """Write it over the stored one."""
        rows = application.resource(Leads).rows

        def update(call: Call, id: str, body: Object) -> Record:
            record, client_id = original(call, id, body), body.get("client_id")
            return rows.leads.update(record, {}, client_id=client_id) if isinstance(client_id, str) else record

        original = rows.update
        override(rows.update, lambda _: update)


class DuplicateAcrossTenants(Defect):
    """One e-mail, one lead, in all the world."""

    id = "duplicate-across-tenants"
    sentence = "A lead with the e-mail of another company's lead is refused as a duplicate."
    faults = ("F20",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-020"
    advisory = True

    def apply(self, application: Application) -> None:
        """Look among everybody's leads, but not among those of the company's other clients."""
        rows = application.resource(Leads).rows

        def has_email(sibling: Record, email: str) -> bool:
            foreign = Filter().where("company_id <> ?", sibling.company_id).where("email = ? COLLATE NOCASE", email)
            return rows.leads.find(foreign) is not None or original(sibling, email)

        original = rows.has_email
        override(rows.has_email, lambda _: has_email)


class TotalCountsStrangers(Defect):
    """The count forgets the condition."""

    id = "total-counts-strangers"
    sentence = "The total of GET /leads counts the leads of all companies."
    faults = ("F16", "F43")
    operations = ("listLeads",)
    requirement = "LG-ISO-015"

    def apply(self, application: Application) -> None:
        """Count the table."""
        leads = application.resource(Leads)
        override(leads.total, lambda _: lambda rows, _shown: leads.rows.leads.count(Filter()))  # noqa: ARG005  # as the original


class ClientNameTakenByStrangers(Defect):
    """A name belongs to whoever used it first, in all the world."""

    id = "client-name-taken-by-strangers"
    sentence = "POST /clients refuses a clientName that another company's client has."
    faults = ("F20",)
    operations = ("createClient",)
    requirement = "LG-CLI-027"
    advisory = True

    def apply(self, application: Application) -> None:
        """Look for the name among everybody's clients."""
        clients = application.resource(Clients)

        def stored(call: Call, fields: Object) -> Record:
            for record in clients.clients.select(Filter().where("company_id <> ?", call.company_id), at_once=True):
                if record.fields.get("clientName") == fields["clientName"]:
                    raise AlreadyExists("There is a client of this name already.")
            return original(call, fields)

        original = clients.stored
        override(clients.stored, lambda _: stored)


def _stored_as_told(application: Application, column: str) -> None:
    """Write what the body says over the column of a new client or lead."""
    clients, rows = application.resource(Clients), application.resource(Leads).rows

    def client_stored(call: Call, fields: Object) -> Record:
        return _given(application, made(call, fields), call.body, column, table="clients")

    def lead_created(call: Call, body: Object) -> Record:
        return _given(application, entered(call, body), body, column)

    made, entered = clients.stored, rows.create
    override(clients.stored, lambda _: client_stored)
    override(rows.create, lambda _: lead_created)


def _given(application: Application, record: Record, body: Object, column: str, table: str = "leads") -> Record:
    value = body.get(column)
    if not isinstance(value, str) or not value:
        return record
    application.store.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (value, record.id))
    return replace(record, owner=value) if column == "owner" else replace(record, company_id=value)
