"""Technographic jobs that are refused, lost, or about nobody."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.fields import missing
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.tasks import Tasks
from conformance.sandbox.resources.tasks_technographic import TechnographicJobs
from conformance.sandbox.values import Object


class EnrichmentNeedsType(Defect):
    """The only type there is has to be named."""

    id = "enrichment-needs-type"
    sentence = "POST /enrichment/trigger answers 400 without an enrichmentType."
    faults = ("F53",)
    operations = ("triggerEnrichment",)
    requirement = "LG-INT-028"

    def apply(self, application: Application) -> None:
        """Ask for it."""

        def typed(handler: Handler) -> Handler:
            def trigger(call: Call) -> Answer:
                if call.body.get("leadIds") and not call.body.get("enrichmentType"):
                    raise missing("enrichmentType")
                return handler(call)

            return trigger

        application.wrap("triggerEnrichment", typed)


class JobIsNoRun(Defect):
    """Jobs are kept elsewhere."""

    id = "enrichment-job-is-no-run"
    sentence = "GET /trigger-task-status answers 404 to the jobId of an enrichment."
    faults = ("F55", "F60")
    operations = ("triggerEnrichment", "getTaskStatus")
    requirement = "LG-INT-029"
    advisory = True

    def apply(self, application: Application) -> None:
        """Find no job."""

        def found(call: Call, id: str) -> Record:
            run = original(call, id)
            if run.columns["kind"] == application.resource(TechnographicJobs).runs.kind:
                raise application.access.absent("run")
            return run

        original = application.resource(Tasks).found
        override(application.resource(Tasks).found, lambda _: found)


class EnrichmentOfNobody(Defect):
    """A job over nothing is done at once."""

    id = "enrichment-of-nobody-started"
    sentence = "POST /enrichment/trigger without leads starts a job."
    faults = ("F52",)
    operations = ("triggerEnrichment",)
    requirement = "LG-INT-030"
    advisory = True

    def apply(self, application: Application) -> None:
        """Take an empty list."""

        def lead_ids(sent: Object) -> list[str]:
            return original(sent) if sent.get("leadIds") else []

        original = application.resource(TechnographicJobs).lead_ids
        override(application.resource(TechnographicJobs).lead_ids, lambda _: lead_ids)
