"""Runs that are known no longer than their lead."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.records import Record
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.resources.tasks import Tasks


class RunsGoWithTheirLead(Variant):
    """Runs are shown with the name of their lead, and joined to it."""

    id = "runs-go-with-their-lead"
    sentence = "GET /trigger-task-status answers 404 to a run whose lead was deleted."
    requirements = ("LG-TASK-006",)

    def apply(self, application: Application) -> None:
        """Find no run without one."""
        tasks, leads = application.resource(Tasks), application.resource(Leads).rows.leads

        def found(call: Call, id: str) -> Record:
            run = original(call, id)
            lead_id = run.fields.get("leadId")
            if isinstance(lead_id, str) and leads.get(lead_id) is None:
                raise application.access.absent("run")
            return run

        original = tasks.found
        override(tasks.found, lambda _: found)
