"""Processing is refused, or skips all there is, where nothing is configured."""

from typing import ClassVar

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import ApiError, InvalidValue, NotFound
from conformance.sandbox.fields import required_string
from conformance.sandbox.filters import Filter
from conformance.sandbox.resources.processing import SETTINGS, Order, Processing
from conformance.sandbox.services import Process
from conformance.sandbox.values import Json, Object


class _Unconfigured(Variant):
    """Configure first."""

    requirements: ClassVar[tuple[str, ...]] = ("LG-PROC-003", "LG-PROC-011")

    def apply(self, application: Application) -> None:
        """Refuse an order that has no setting behind it."""

        def order(call: Call, process: Process, body: Object) -> Order:
            whole = original(call, process, body)
            if not any(target.setting in whole.configured for target in process.targets):
                raise self.error(f"Your company has configured nothing for {process.task}.")
            return whole

        original = application.resource(Processing).order
        override(application.resource(Processing).order, lambda _: order)

    def error(self, message: str) -> ApiError:
        """What is said."""
        raise NotImplementedError


class ProcessingUnconfigured400(_Unconfigured):
    """The request makes no sense yet."""

    id = "processing-unconfigured-400"
    sentence = "Processing answers 400 in a company that has configured nothing of that kind."

    def error(self, message: str) -> ApiError:
        """A wrong request."""
        return InvalidValue(message)


class ProcessingUnconfigured404(_Unconfigured):
    """The settings are what is missing."""

    id = "processing-unconfigured-404"
    sentence = "Processing answers 404 in a company that has configured nothing of that kind."

    def error(self, message: str) -> ApiError:
        """Something absent."""
        return NotFound(message)


class UnusedCompaniesProcessNothing(ProcessingUnconfigured400):
    """A run has to configure what it processes, for whoever it processes it."""

    id = "unused-companies-process-nothing"
    sentence = "Processing answers 400 where nothing of that kind is configured, as in every company at first."
    requirements = ("LG-ISO-022", "LG-ISO-029", "LG-PROC-011")

    def apply(self, application: Application) -> None:
        """Take away what was drawn."""
        super().apply(application)
        for kind in SETTINGS.values():
            application.resource(kind).sets.delete_where(Filter())


class UnusedCompaniesSkipEverything(Variant):
    """Who has configured nothing is told so, whatever the lead."""

    id = "unused-companies-skip-everything"
    sentence = (
        "Processing answers 200 and skips everything, before it looks the lead up, where nothing of that kind is "
        "configured, as in every company at first."
    )
    requirements = ("LG-ISO-022", "LG-ISO-029", "LG-PROC-011")

    def apply(self, application: Application) -> None:
        """Take away what was drawn, and look at the settings first."""
        processing = application.resource(Processing)

        def process(call: Call, process: Process) -> Answer:
            configured = processing.configured(call.company_id, process)
            if any(target.setting in configured for target in process.targets):
                return original(call, process)
            lead = required_string(call.body, "leadId")
            asked = processing.asked(process, call.body) or []
            processing.overwrite(call.body)  # what is wrong with the request comes first, here too
            skipped: list[Json] = [target.name for target in asked]
            return ok(runIds=[], batchTag=f"{process.task}-process-0", triggered=[], skipped=skipped, leadId=lead)

        original = processing.process
        override(processing.process, lambda _: process)
        for kind in SETTINGS.values():
            application.resource(kind).sets.delete_where(Filter())
