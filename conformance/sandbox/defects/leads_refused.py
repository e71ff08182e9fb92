"""Writes that are refused and happen all the same."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import keep_refused
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect
from conformance.sandbox.lead_tables import LEAD_FIELDS
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Object


class RefusedLeadStored(Defect):
    """Stored first, judged afterwards."""

    id = "refused-lead-stored"
    sentence = "A single POST /leads that is refused with 400 stores what it had of the lead."
    faults = ("F30",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-021"

    def apply(self, application: Application) -> None:
        """Store the texts of a refused lead, wherever its client is known."""
        rows, clients = application.resource(Leads).rows, application.resource(Clients)

        def keep(call: Call) -> None:
            client = clients.by_client_id(call, str(call.body.get("client_id")))
            if client is not None:
                rows.stored(call, client, _texts(call.body))

        keep_refused(application, "createLeads", keep)


class RefusedBatchStored(Defect):
    """The first 500 rows are stored before anybody counts."""

    id = "refused-batch-stored"
    sentence = "A batch POST /leads with more than 500 rows is refused with 400 and stores the first 500."
    faults = ("F30", "F32")
    operations = ("createLeads",)
    requirement = "LG-LEAD-021"

    def apply(self, application: Application) -> None:
        """Store what fits."""
        batches = application.resource(Leads).batches

        def keep(call: Call) -> None:
            sent = call.body.get("leads")
            if isinstance(sent, list) and len(sent) > 500:
                batches.create(call, sent[:500])

        keep_refused(application, "createLeads", keep)


class RefusedUpdateStored(Defect):
    """The good fields are written before the bad one is seen."""

    id = "refused-update-stored"
    sentence = "{operation} that is refused with 400 for one field changes the others."
    faults = ("F30",)
    choices = ("updateEnrichLead", "updateLeads")
    requirement = "LG-LEAD-021"

    def apply(self, application: Application) -> None:
        """Write the texts of a refused update."""
        rows = application.resource(Leads).rows

        def keep(call: Call) -> None:
            record = rows.to_change(call, call.path_parameters.get("id") or str(call.body.get("id")))
            rows.changed(record, _texts(call.body))

        for name in self.operations:
            keep_refused(application, name, keep)


class RefusedDeletionDone(Defect):
    """Every id that can be read is removed before the others are looked at."""

    id = "refused-deletion-done"
    sentence = "A DELETE /leads that is refused with 400 removes the leads that it names."
    faults = ("F30", "F32")
    operations = ("deleteLeads",)
    requirement = "LG-LEAD-021"

    def apply(self, application: Application) -> None:
        """Remove what is named, whatever is wrong."""
        batches = application.resource(Leads).batches

        def keep(call: Call) -> None:
            sent = call.body.get("ids")
            batches.delete(call, [each for each in sent if isinstance(each, str)] if isinstance(sent, list) else [])

        keep_refused(application, "deleteLeads", keep)


def _texts(body: Object) -> Object:
    return {
        name: value for name, value in body.items() if name in LEAD_FIELDS.names and value and isinstance(value, str)
    }
