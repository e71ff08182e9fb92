"""Errors that one route among all answers in a form of its own."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import errors
from conformance.sandbox.around_callers import anonymous_callers, refused_callers
from conformance.sandbox.around_pages import bad_limits
from conformance.sandbox.call import Call
from conformance.sandbox.choices import EVERY, PAGED, SECURED
from conformance.sandbox.deviation import Defect
from conformance.sandbox.errors import InternalError, InvalidValue, Unauthenticated
from conformance.sandbox.values import Object

TRACE = 'Traceback (most recent call last):\n  File "/srv/api/handlers.py", line 81, in handle\nValueError'


class ErrorsBare(Defect):
    """The framework's own error page."""

    id = "errors-bare"
    sentence = "Errors of {operation} are a bare message outside the envelope."
    faults = ("F53",)
    choices = EVERY
    requirement = "LG-ENV-001"

    def apply(self, application: Application) -> None:
        """Answer as a framework would."""
        errors(application, lambda _, body: {"message": body["error"]})


class ErrorsWithoutDetails(Defect):
    """The envelope is written by hand."""

    id = "errors-without-details"
    sentence = "Errors of {operation} carry no details."
    faults = ("F53",)
    choices = EVERY
    requirement = "LG-ENV-002"
    advisory = True

    def apply(self, application: Application) -> None:
        """Leave them out."""
        errors(application, lambda _, body: {name: value for name, value in body.items() if name != "details"})


class ErrorsSaySuccess(Defect):
    """`success` is set before anything is known."""

    id = "errors-say-success"
    sentence = "Errors of {operation} say success: true."
    faults = ("F53",)
    choices = EVERY
    requirement = "LG-ENV-003"

    def apply(self, application: Application) -> None:
        """Claim success."""
        errors(application, lambda _, body: {**body, "success": True})


class _Insufficient(Unauthenticated):
    """401, with the type of a 403."""

    error_type = "insufficient_permissions"


class RefusalUnderOtherType(Defect):
    """The status was corrected, the type was not."""

    id = "refusal-under-other-type"
    sentence = "Refusals for credentials by {operation} are a 401 with errorType insufficient_permissions."
    faults = ("F06", "F53")
    choices = SECURED
    requirement = "LG-ENV-004"
    advisory = True

    def apply(self, application: Application) -> None:
        """Raise the other error."""
        refused_callers(application, lambda refusal: _Insufficient(refusal.error))


class AnonymousBreaksServer(Defect):
    """A header that is not there is read all the same."""

    id = "anonymous-breaks-server"
    sentence = "{operation} without credentials is answered 500."
    faults = ("F51",)
    choices = SECURED
    requirement = "LG-ENV-005"

    def apply(self, application: Application) -> None:
        """Fail where there is nothing to read."""
        anonymous_callers(application, lambda: InternalError("Something went wrong on our side."))


class LimitBreaksServer(Defect):
    """The conversion's exception is nobody's."""

    id = "limit-breaks-server"
    sentence = "{operation} with a limit that is no number is answered 500."
    faults = ("F51", "F40")
    choices = PAGED
    requirement = "LG-ENV-005"

    def apply(self, application: Application) -> None:
        """Let the error through."""

        def broken(call: Call, error: InvalidValue, _default: int, _maximum: int) -> int:
            if call.query.get("limit", "").isdigit():
                raise error
            raise InternalError("Something went wrong on our side.") from error

        bad_limits(application, broken)


class ErrorsShowTrace(Defect):
    """Debug mode."""

    id = "errors-show-trace"
    sentence = "Errors of {operation} carry a stack trace in details."
    faults = ("F54",)
    choices = EVERY
    requirement = "LG-ENV-013"
    advisory = True

    def apply(self, application: Application) -> None:
        """Show where it happened."""

        def traced(_call: Call, body: Object) -> Object:
            return {**body, "details": TRACE}

        errors(application, traced)
