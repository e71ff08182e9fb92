"""Tasks that are taken and not done, or done without having been asked for."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.resources.processing import Order, Processing
from conformance.sandbox.rewriting import renamed, rewrite
from conformance.sandbox.services import ENRICH, PROCESSES, Process
from conformance.sandbox.values import Object


class TaskAnswersId(Defect):
    """The name of the platform behind it comes through."""

    id = "task-run-under-another-name"
    sentence = "POST /trigger answers with the run's id under `id` instead of `runId`."
    faults = ("F53",)
    operations = ("submitTask",)
    requirement = "LG-TASK-001"
    advisory = True

    def apply(self, application: Application) -> None:
        """Rename it."""
        rewrite(application, "submitTask", renamed("runId", "id"))


class TaskWithoutWork(Defect):
    """The payload does not reach the worker."""

    id = "task-without-work"
    sentence = "A run of POST /trigger completes without having done what its task selects."
    faults = ("F55",)
    operations = ("submitTask", "getEnrichLead")
    requirement = "LG-TASK-002"
    advisory = True

    def apply(self, application: Application) -> None:
        """Leave nothing to be done for what a task asks."""

        def order(call: Call, process: Process, body: Object) -> Order:
            whole = original(call, process, body)
            return replace(whole, triggered=[]) if call.path.endswith("/trigger") else whole

        original = application.resource(Processing).order
        override(application.resource(Processing).order, lambda _: order)


class UnknownTaskTaken(Defect):
    """What is not known is the first of the list."""

    id = "unknown-task-taken"
    sentence = "POST /trigger with a taskId that names no task starts an enrichment."
    faults = ("F52", "F30")
    operations = ("submitTask",)
    requirement = "LG-TASK-003"
    advisory = True

    def apply(self, application: Application) -> None:
        """Fall back on enrichment."""
        application.wrap(
            "submitTask",
            lambda handler: lambda call: handler(known(call)),
        )


def known(call: Call) -> Call:
    """The call, with a known task in it."""
    task = call.body.get("taskId")
    if isinstance(task, str) and task not in PROCESSES:
        call.body = {**call.body, "taskId": ENRICH.task}
    return call
