"""Processing that does not do what was asked, or more."""

from collections.abc import Callable
from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.records import Record
from conformance.sandbox.resources.processing import Order, Processing
from conformance.sandbox.services import Process, Target
from conformance.sandbox.values import Object

PROCESSES = ("processEnrich", "processCopyright", "processSdr")


class ProcessingIgnoresSettings(Defect):
    """Every service has a default that nobody can switch off."""

    id = "processing-ignores-settings"
    sentence = "{operation} triggers what the settings do not configure."
    faults = ("F56",)
    choices = PROCESSES
    requirement = "LG-PROC-003"

    def apply(self, application: Application) -> None:
        """Fill up what is configured with defaults."""
        processing = application.resource(Processing)

        def configured(company_id: str, process: Process) -> dict[str, str]:
            return {target.setting: "default" for target in process.targets} | original(company_id, process)

        original = processing.configured
        override(processing.configured, lambda _: configured)


class ProcessingIgnoresOverwrite(Defect):
    """A result that is there stays for ever."""

    id = "processing-ignores-overwrite"
    sentence = "{operation} skips a result that is there even with overwrite true."
    faults = ("F55",)
    choices = PROCESSES
    requirement = "LG-PROC-012"
    advisory = True

    def apply(self, application: Application) -> None:
        """Read overwrite as false."""

        def open(lead: Record, target: Target, overwrite: bool) -> bool:
            return original(lead, target, overwrite and False)

        original = application.resource(Processing).open
        override(application.resource(Processing).open, lambda _: open)


class ProcessingLosesSkipped(Defect):
    """One name too few in the answer."""

    id = "processing-loses-skipped"
    sentence = "{operation} leaves the last name that it skips out of its answer."
    faults = ("F55",)
    choices = PROCESSES
    requirement = "LG-PROC-008"
    advisory = True

    def apply(self, application: Application) -> None:
        """Cut the list."""

        def order(call: Call, process: Process, body: Object) -> Order:
            whole = original(call, process, body)
            return replace(whole, skipped=whole.skipped[:-1])

        original = application.resource(Processing).order
        override(application.resource(Processing).order, lambda _: order)


class ProcessingIgnoresSelector(Defect):
    """Always everything, at everybody's expense."""

    id = "processing-ignores-selector"
    sentence = "{operation} triggers all that is configured, whatever is selected."
    faults = ("F55", "F56")
    choices = PROCESSES
    requirement = "LG-PROC-004"

    def apply(self, application: Application) -> None:
        """Judge the selector and forget it."""

        def asked(process: Process, body: Object) -> list[Target] | None:
            original(process, body)
            return None

        original = application.resource(Processing).asked
        override(application.resource(Processing).asked, lambda _: asked)


class RunWithoutEffect(Defect):
    """The result never reaches the lead."""

    id = "run-without-effect"
    sentence = "A run of {operation} completes with an output and leaves the lead as it was."
    faults = ("F55",)
    choices = PROCESSES
    requirement = "LG-PROC-013"
    advisory = True

    def apply(self, application: Application) -> None:
        """Store the fields that the lead has already."""
        fill_otherwise(application, self.id, lambda lead, found: {name: lead.fields.get(name) for name in found})


class RunChangesStatus(Defect):
    """The worker writes more than its own field."""

    id = "run-changes-status"
    sentence = "A run of {operation} sets the status of its lead to processed besides storing its result."
    faults = ("F27", "F55")
    choices = PROCESSES
    requirement = "LG-PROC-014"
    advisory = True

    def apply(self, application: Application) -> None:
        """Add a field to what is stored."""
        fill_otherwise(application, self.id, lambda _, found: {**found, "status": "processed"})


def fill_otherwise(application: Application, mark: str, make: Callable[[Record, Object], Object]) -> None:
    """Let the runs that start from here on, as their `mark` tells, store `make(lead, found)` when they end."""
    processing = application.resource(Processing)
    marked = False

    def task(process: Process, lead: Record, work: dict[str, str]) -> Object:
        return {**started(process, lead, work), mark: True}

    def carried_out(run: Record) -> Object:
        nonlocal marked
        marked = mark in run.fields
        return ended(run)

    def fill(lead: Record, found: Object) -> None:
        stored(lead, make(lead, found) if marked else found)

    started, ended, stored = processing.task, processing.carried_out, processing.fill
    override(processing.task, lambda _: task)
    override(processing.carried_out, lambda _: carried_out, everywhere=True)
    override(processing.fill, lambda _: fill, everywhere=True)
