"""Processing of which one kind among three goes wrong."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import refusals, successes
from conformance.sandbox.call import Call
from conformance.sandbox.defects.processing import PROCESSES
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import BadRequest, MissingRequiredField
from conformance.sandbox.resources.processing import Processing
from conformance.sandbox.services import Process, Target
from conformance.sandbox.values import Object


class ProcessingDoublesRunId(Defect):
    """The loop appends the first of them."""

    id = "processing-doubles-run-id"
    sentence = "{operation} answers with the id of its first run for every run."
    faults = ("F55",)
    choices = PROCESSES
    requirement = "LG-PROC-009"
    advisory = True

    def apply(self, application: Application) -> None:
        """Repeat it."""

        def repeated(_call: Call, body: Object) -> Object:
            runs = body.get("runIds")
            return {**body, "runIds": runs[:1] * len(runs)} if isinstance(runs, list) else body

        successes(application, repeated)


class ProcessingOverwritesAlways(Defect):
    """`overwrite` is read as true."""

    id = "processing-overwrites-always"
    sentence = "{operation} makes a result anew that is there, with overwrite false."
    faults = ("F55",)
    choices = PROCESSES
    requirement = "LG-PROC-012"
    advisory = True

    def apply(self, application: Application) -> None:
        """Hold every result to be open."""
        override(application.resource(Processing).open, lambda _: lambda lead, target, overwrite: True)  # noqa: ARG005  # as the original


class _UnprocessableError(BadRequest):
    """422: what some frameworks say to a missing field."""

    status = 422
    error_type = "missing_required_field"


class ProcessingLackingIs422(Defect):
    """The framework's own validation answers."""

    id = "processing-lacking-is-422"
    sentence = "{operation} without a leadId is answered 422."
    faults = ("F06", "F53")
    choices = PROCESSES
    requirement = "LG-PROC-007"
    advisory = True

    def apply(self, application: Application) -> None:
        """Raise the other error."""
        refusals(application, MissingRequiredField, lambda error: _UnprocessableError(error.error, error.details))


class ProcessingSelectsFirstAlone(Defect):
    """One name is what the page sends."""

    id = "processing-selects-first-alone"
    sentence = "{operation} triggers the first of the names selected alone."
    faults = ("F55",)
    choices = PROCESSES
    requirement = "LG-PROC-008"
    advisory = True

    def apply(self, application: Application) -> None:
        """Take one."""

        def asked(process: Process, body: Object) -> list[Target] | None:
            found = original(process, body)
            return found and found[:1]

        original = application.resource(Processing).asked
        override(application.resource(Processing).asked, lambda _: asked)


class ProcessingWithoutLeadId(Defect):
    """Whoever asked knows it."""

    id = "processing-without-lead-id"
    sentence = "{operation} answers without the leadId."
    faults = ("F53",)
    choices = PROCESSES
    requirement = "LG-PROC-001"

    def apply(self, application: Application) -> None:
        """Leave it out."""
        successes(application, lambda _, body: {name: value for name, value in body.items() if name != "leadId"})
