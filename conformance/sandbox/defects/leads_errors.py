"""Errors that leave the form which the contract gives them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect
from conformance.sandbox.errors import ApiError
from conformance.sandbox.operations import Handler
from conformance.sandbox.values import Object


class ErrorOutsideEnvelope(Defect):
    """The framework's own error page."""

    id = "error-outside-envelope"
    sentence = "Errors of GET /enrich-leads/{id} are a bare message without success, error and errorType."
    faults = ("F53",)
    operations = ("getEnrichLead",)
    requirement = "LG-ENV-001"

    def apply(self, application: Application) -> None:
        """Answer as a framework would."""
        _errors(application, "getEnrichLead", lambda error: {"message": error["error"]})


class ErrorSaysSuccess(Defect):
    """`success` is set before anything is known."""

    id = "error-says-success"
    sentence = "Errors of GET /enrich-leads/{id} say success: true."
    faults = ("F53",)
    operations = ("getEnrichLead",)
    requirement = "LG-ENV-003"

    def apply(self, application: Application) -> None:
        """Claim success."""
        _errors(application, "getEnrichLead", lambda error: {**error, "success": True})


class ErrorShowsTrace(Defect):
    """Debug mode."""

    id = "error-shows-trace"
    sentence = "Errors of POST /leads carry a stack trace with source paths in details."
    faults = ("F54",)
    operations = ("createLeads",)
    requirement = "LG-ENV-013"
    advisory = True

    def apply(self, application: Application) -> None:
        """Show where it happened."""
        trace = 'Traceback (most recent call last):\n  File "/srv/api/leads.py", line 81, in create\nValueError'
        _errors(application, "createLeads", lambda error: {**error, "details": trace})


class NotFoundIs400(Defect):
    """One status for every mistake."""

    id = "not-found-is-400"
    sentence = "{operation} of an unknown lead is answered 400 with errorType not_found."
    faults = ("F06", "F53")
    choices = ("deleteLeads", "getEnrichLead", "updateEnrichLead", "updateLeads")
    requirement = "LG-ENV-004"
    advisory = True

    def apply(self, application: Application) -> None:
        """Keep the type and change the status."""
        for name in self.operations:
            _errors(application, name, lambda error: error, {404: 400})


def _errors(
    application: Application,
    operation_id: str,
    changed: Callable[[Object], Object],
    statuses: Mapping[int, int] = MappingProxyType({}),
) -> None:
    """Let `changed` alter the envelopes of an operation's errors, and `statuses` their statuses."""

    def around(handler: Handler) -> Handler:
        def answered(call: Call) -> Answer:
            try:
                return handler(call)
            except ApiError as error:
                return Answer(statuses.get(error.status, error.status), changed(error.envelope()))

        return answered

    application.wrap(operation_id, around)
