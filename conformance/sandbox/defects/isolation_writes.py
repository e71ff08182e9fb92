"""Changing and removing over the tenant's wall, or against the owner."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import NotFound
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.leads import Leads


class ForeignLeadChanged(Defect):
    """Whoever knows the id changes the lead."""

    id = "foreign-lead-changed"
    sentence = "{operation} on another company's lead answers 200 and changes it."
    faults = ("F13",)
    choices = ("updateEnrichLead", "updateLeads")
    requirement = "LG-ISO-008"

    def apply(self, application: Application) -> None:
        """Look the id up without the company where it is foreign."""
        rows = application.resource(Leads).rows

        def to_change(call: Call, id: str) -> Record:
            record = rows.leads.get(id)
            batch = call.body.get("leads") is not None
            return record if record and record.company_id != call.company_id and not batch else original(call, id)

        original = rows.to_change
        override(rows.to_change, lambda _: to_change)


class ForeignClientChanged(Defect):
    """Whoever knows the id changes the client."""

    id = "foreign-client-changed"
    sentence = "PUT /clients with another company's id answers 200 and changes its client."
    faults = ("F13",)
    operations = ("updateClient",)
    requirement = "LG-ISO-006"

    def apply(self, application: Application) -> None:
        """Update by the id alone where it is foreign."""
        clients = application.resource(Clients)

        def update(handler: Handler) -> Handler:
            def updated(call: Call) -> Answer:
                record = clients.clients.get(str(call.body.get("id")))
                name = call.body.get("clientName")
                if record is None or record.company_id == call.company_id or not name:
                    return handler(call)
                return ok(client=clients.shown(clients.changed(record, {"clientName": name})))

            return updated

        application.wrap("updateClient", update)


class ForeignLeadGoneDespite404(Defect):
    """The row is removed before anybody asks whose it is."""

    id = "foreign-lead-gone-despite-404"
    sentence = "DELETE /leads with another company's id answers 404 and removes the lead."
    faults = ("F14", "F30")
    operations = ("deleteLeads",)
    requirement = "LG-ISO-009"

    def apply(self, application: Application) -> None:
        """Remove first, then answer as ever."""
        rows = application.resource(Leads).rows

        def delete(handler: Handler) -> Handler:
            def deleted(call: Call) -> Answer:
                record = rows.leads.get(call.query.get("id", ""))
                if record is None or record.company_id == call.company_id:
                    return handler(call)
                rows.leads.delete(record)
                return Answer(404, NotFound("There is no such lead.").envelope())

            return deleted

        application.wrap("deleteLeads", delete)


class ForeignClientDeleted(Defect):
    """Whoever knows the id deletes the client."""

    id = "foreign-client-deleted"
    sentence = "DELETE /clients with another company's id answers 200 and removes its client."
    faults = ("F14",)
    operations = ("deleteClient",)
    requirement = "LG-ISO-007"

    def apply(self, application: Application) -> None:
        """Delete by the id alone where it is foreign."""
        clients = application.resource(Clients)

        def delete(handler: Handler) -> Handler:
            def deleted(call: Call) -> Answer:
                record = clients.clients.get(call.query.get("id", ""))
                if record is None or record.company_id == call.company_id:
                    return handler(call)
                clients.remove(record)
                return ok()

            return deleted

        application.wrap("deleteClient", delete)


class BatchReachesForeignLeads(Defect):
    """Only single calls ask whose lead it is."""

    id = "batch-reaches-foreign-leads"
    sentence = "A batch DELETE of /leads removes and counts another company's leads among its ids."
    faults = ("F21", "F14")
    operations = ("deleteLeads",)
    requirement = "LG-ISO-010"

    def apply(self, application: Application) -> None:
        """Delete each id of a batch as it comes."""
        leads = application.resource(Leads)

        def delete_one(call: Call, id: str) -> None:
            record = leads.rows.leads.get(id)
            if record is not None and record.company_id != call.company_id:
                leads.rows.removed(record)
            else:
                original(call, id)

        original = leads.batches.delete_one
        override(leads.batches.delete_one, lambda _: delete_one)


class MemberChangesColleagues(Defect):
    """Everybody in a company may do everything."""

    id = "member-changes-colleagues"
    sentence = "{operation} by a Member acts on the records of colleagues."
    faults = ("F22",)
    choices = ("deleteClient", "deleteLeads", "updateClient", "updateEnrichLead", "updateLeads")
    requirement = "LG-ISO-036"
    advisory = True

    def apply(self, application: Application) -> None:
        """Forget the owner."""
        override(application.access.may_change, lambda _: lambda principal, record: True)  # noqa: ARG005  # as the original
