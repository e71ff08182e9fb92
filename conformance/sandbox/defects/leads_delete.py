"""Deletions of leads that do too little or too much."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.lead_tables import same_client
from conformance.sandbox.resources.leads import Leads


class LeadDeleteKeepsRow(Defect):
    """The answer says deleted, the row stays."""

    id = "lead-delete-keeps-row"
    sentence = "DELETE /leads answers 200 and keeps the lead."
    faults = ("F29",)
    operations = ("deleteLeads",)
    requirement = "LG-LEAD-048"

    def apply(self, application: Application) -> None:
        """Forget to remove the row of a single call."""
        rows = application.resource(Leads).rows

        def delete(call: Call, id: str) -> None:
            if call.body.get("ids") is None:
                rows.to_remove(call, id)
            else:
                original(call, id)

        original = rows.delete
        override(rows.delete, lambda _: delete)


class LeadDeleteTakesNeighbour(Defect):
    """The next lead of the client goes along."""

    id = "lead-delete-takes-neighbour"
    sentence = "DELETE /leads removes the client's next lead too."
    faults = ("F29",)
    operations = ("deleteLeads",)
    requirement = "LG-LEAD-048"

    def apply(self, application: Application) -> None:
        """Remove one row too many in a single call."""
        rows = application.resource(Leads).rows

        def delete(call: Call, id: str) -> None:
            record = rows.to_remove(call, id)
            original(call, id)
            if call.body.get("ids") is None:
                for neighbour in rows.leads.select(same_client(record), after=record.seq, limit=1, at_once=True):
                    rows.removed(neighbour)

        original = rows.delete
        override(rows.delete, lambda _: delete)


class BatchDeletesFirstAlone(Defect):
    """The loop ends after its first round."""

    id = "lead-batch-deletes-first-alone"
    sentence = "A batch DELETE of /leads counts all its ids and removes the first."
    faults = ("F32", "F29")
    operations = ("deleteLeads",)
    requirement = "LG-LEAD-049"

    def apply(self, application: Application) -> None:
        """Do the first and count the others."""
        batches = application.resource(Leads).batches

        def delete(call: Call, ids: list[str]) -> Answer:
            answer = original(call, ids[:1])
            if isinstance(answer.body, dict):
                answer.body["deleted"] = len(ids)
            return answer

        original = batches.delete
        override(batches.delete, lambda _: delete)
