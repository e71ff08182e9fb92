"""Limits of listings that are not those of the contract."""

from conformance.sandbox.application import Application
from conformance.sandbox.around_pages import bad_limits, default_is_maximum
from conformance.sandbox.call import Call
from conformance.sandbox.choices import PAGED
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import InvalidValue


class DefaultLimitIsMaximum(Defect):
    """Without a limit, all that one may have."""

    id = "leads-default-limit-is-maximum"
    sentence = "GET /leads without limit shows up to 1,000 rows."
    faults = ("F39",)
    operations = ("listLeads",)
    requirement = "LG-PAGE-002"

    def apply(self, application: Application) -> None:
        """Take the maximum for the default."""
        default_is_maximum(application, "/api/leads")


class LimitUnbounded(Defect):
    """The maximum is not looked at."""

    id = "limit-unbounded"
    sentence = "{operation} takes a limit above its maximum and shows that many rows."
    faults = ("F39", "F52")
    # Nothing removes searches and campaigns, and no request makes companies, users or scraped leads by the thousand:
    # the other listings cannot be brought to hold more rows than their maximum.
    choices = ("bulkEnrichLeads", "listClients", "listLeads")
    requirement = "LG-PAGE-004"

    def apply(self, application: Application) -> None:
        """Let any number of digits be a limit."""
        override(
            application.pages.limit,
            lambda original: lambda call, default, maximum: original(call, default, max(maximum, 10**9)),
        )


class LimitRefusedWith422(Defect):
    """The framework's own validation answers."""

    id = "limit-refused-with-422"
    sentence = "{operation} with a limit out of range is answered 422."
    faults = ("F39", "F53")
    choices = PAGED
    requirement = "LG-PAGE-005"
    advisory = True

    def apply(self, application: Application) -> None:
        """Raise the other error."""

        def unprocessable(_call: Call, error: InvalidValue, _default: int, _maximum: int) -> int:
            raise _UnprocessableError(error.error, error.details) from error

        bad_limits(application, unprocessable)


class _UnprocessableError(InvalidValue):
    """422: what some frameworks say to a value out of range."""

    status = 422
