"""Processing that answers other than it acts, or acts on other settings than the company's own."""

from collections.abc import Callable

from conformance.sandbox.application import Application
from conformance.sandbox.around_processing import unknown_targets
from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.defects.processing import PROCESSES
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import InvalidValue, NotFound
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.processing import Processing
from conformance.sandbox.services import Process
from conformance.sandbox.values import Object


class ProcessingWithoutBatchTag(Defect):
    """The tag is for batches."""

    id = "processing-without-batch-tag"
    sentence = "{operation} answers without a batchTag where it starts a single run."
    faults = ("F53",)
    choices = PROCESSES
    requirement = "LG-PROC-001"

    def apply(self, application: Application) -> None:
        """Leave it out."""

        def single(body: Object) -> Object:
            runs = body.get("runIds")
            lone = isinstance(runs, list) and len(runs) == 1
            return {name: value for name, value in body.items() if not (lone and name == "batchTag")}

        answer_with(application, single)


class ProcessingOnOldSettings(Defect):
    """Settings are read once and kept in memory."""

    id = "processing-on-old-settings"
    sentence = "{operation} goes by the settings that the company had when it was asked for first."
    faults = ("F56",)
    choices = PROCESSES
    requirement = "LG-PROC-002"

    def apply(self, application: Application) -> None:
        """Remember them."""
        known: dict[tuple[str, str], dict[str, str]] = {}

        def configured(company_id: str, process: Process) -> dict[str, str]:
            return known.setdefault((company_id, process.task), original(company_id, process))

        original = application.resource(Processing).configured
        override(application.resource(Processing).configured, lambda _: configured)


class ProcessingDefaultsToFirst(Defect):
    """Without a selector there is still a default."""

    id = "processing-defaults-to-first"
    sentence = "{operation} without a selector triggers the first name alone."
    faults = ("F55",)
    choices = PROCESSES
    requirement = "LG-PROC-005"

    def apply(self, application: Application) -> None:
        """Ask for the first."""
        processing = application.resource(Processing)
        override(
            processing.asked, lambda original: lambda process, body: original(process, body) or [process.targets[0]]
        )


class ProcessingWithoutLead(Defect):
    """No lead, nothing to do, nothing wrong."""

    id = "processing-without-lead"
    sentence = "{operation} without a leadId answers 200 with empty lists."
    faults = ("F52",)
    choices = PROCESSES
    requirement = "LG-PROC-006"

    def apply(self, application: Application) -> None:
        """Answer before anything is judged."""

        def lenient(handler: Handler) -> Handler:
            def process(call: Call) -> Answer:
                if call.body.get("leadId"):
                    return handler(call)
                return ok(runIds=[], batchTag="none", triggered=[], skipped=[], leadId="")

            return process

        for operation in PROCESSES:
            application.wrap(operation, lenient)


class ProcessingUnknownLeadInvalid(Defect):
    """An id that names nothing is a wrong value."""

    id = "processing-unknown-lead-invalid"
    sentence = "{operation} of a lead that does not exist is answered 400."
    faults = ("F06",)
    choices = PROCESSES
    requirement = "LG-PROC-007"
    advisory = True

    def apply(self, application: Application) -> None:
        """Turn the refusal into another."""

        def lead(call: Call, id: str) -> Record:
            try:
                return original(call, id)
            except NotFound as error:
                raise InvalidValue("leadId names no lead.", {"field": "leadId"}) from error

        original = application.resource(Processing).lead
        override(application.resource(Processing).lead, lambda _: lead)


class ProcessingOneRunId(Defect):
    """The answer was made for single runs."""

    id = "processing-one-run-id"
    sentence = "{operation} answers with the id of its first run alone."
    faults = ("F55",)
    choices = PROCESSES
    requirement = "LG-PROC-009"
    advisory = True

    def apply(self, application: Application) -> None:
        """Cut the list."""

        def first(body: Object) -> Object:
            runs = body.get("runIds")
            return {**body, "runIds": runs[:1] if isinstance(runs, list) else runs}

        answer_with(application, first)


class ProcessingUnknownIsFirst(Defect):
    """What is not found in the table has index nought."""

    id = "processing-unknown-is-first"
    sentence = "{operation} takes an unknown name for its first service, process or field and triggers it."
    faults = ("F52", "F55")
    choices = PROCESSES
    requirement = "LG-PROC-010"
    advisory = True

    def apply(self, application: Application) -> None:
        """Fall back on the first."""
        unknown_targets(application, lambda process, _: process.targets[0])


class ProcessingUnconfiguredHasDefaults(Defect):
    """Who has configured nothing gets the house's own services."""

    id = "processing-unconfigured-has-defaults"
    sentence = "{operation} triggers everything asked for in a company that has configured nothing of that kind."
    faults = ("F56",)
    choices = PROCESSES
    requirement = "LG-PROC-011"
    advisory = True

    def apply(self, application: Application) -> None:
        """Fill an empty set with defaults."""
        processing = application.resource(Processing)

        def configured(company_id: str, process: Process) -> dict[str, str]:
            found = original(company_id, process)
            steers = any(target.setting in found for target in process.targets)
            return found if steers else {target.setting: "default" for target in process.targets}

        original = processing.configured
        override(processing.configured, lambda _: configured)


def answer_with(application: Application, make: Callable[[Object], Object]) -> None:
    """Let every process answer otherwise."""

    def otherwise(handler: Handler) -> Handler:
        def process(call: Call) -> Answer:
            answer = handler(call)
            return Answer(answer.status, make(answer.body) if isinstance(answer.body, dict) else answer.body)

        return process

    for operation in PROCESSES:
        application.wrap(operation, otherwise)
