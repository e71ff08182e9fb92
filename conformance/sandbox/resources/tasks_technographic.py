"""Technographic enrichment: one job over several leads, which answers as a run."""

import uuid
from typing import TYPE_CHECKING

from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.errors import InvalidFormat, InvalidValue
from conformance.sandbox.fields import Field, FieldTable, missing
from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.operations import operation
from conformance.sandbox.records import Record
from conformance.sandbox.resource import Resource
from conformance.sandbox.results import result
from conformance.sandbox.runs import RunFailed, Runs
from conformance.sandbox.values import Object

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

MOST_LEADS = 500
FIELDS = FieldTable(Field("leadIds", kind="strings"), Field("enrichmentType"))


class TechnographicJobs(Resource):
    """`/enrichment/trigger`: what a job finds stands in its output, by lead; the leads keep their fields."""

    def __init__(self, application: "Application") -> None:
        super().__init__(application)
        self.leads = self.records(LEADS)
        self.runs = Runs(self, "enrichment", lambda run: self.carried_out(run))

    @operation("triggerEnrichment", "POST", "/api/enrichment/trigger")
    def trigger(self, call: Call) -> Answer:
        """Start a job for leads of the company, all or none."""
        sent = FIELDS.for_create(call.body)
        ids = self.lead_ids(sent)
        for id in ids:
            self.lead(call, id)
        fields: Object = {
            "taskId": "enrichment",
            "enrichmentType": sent.get("enrichmentType") or "technographic",
            "leadIds": list(ids),
            "leadId": ids[0] if len(ids) == 1 else None,
        }
        run = self.runs.stored(
            company_id=call.company_id, owner=call.principal.owner, fields=fields, id=f"run-{uuid.uuid4()}"
        )
        return ok(jobId=self.runs.start(run).id)

    def lead_ids(self, sent: Object) -> list[str]:
        """The leads asked for, each once."""
        ids = sent.get("leadIds")
        if ids is None:
            raise missing("leadIds")
        if not isinstance(ids, list):
            raise InvalidFormat("leadIds must be a list.", {"field": "leadIds"})
        if not 1 <= len(ids) <= MOST_LEADS:
            raise InvalidValue(f"leadIds must hold 1 to {MOST_LEADS} ids.", {"field": "leadIds"})
        return list(dict.fromkeys(str(id) for id in ids))

    def lead(self, call: Call, id: str) -> Record:
        """A lead of the company."""
        return self.access.get(call, self.leads, id, "lead")

    def carried_out(self, run: Record) -> Object:
        """A finding for each lead that is still there. Raises RunFailed where none is."""
        ids = run.fields["leadIds"]
        leads = [lead for id in (ids if isinstance(ids, list) else []) if (lead := self.leads.get(str(id)))]
        if not leads:
            raise RunFailed("The leads were deleted before the job came to an end.")
        return {lead.id: result(lead, str(run.fields["enrichmentType"]), run.company_id) for lead in leads}
