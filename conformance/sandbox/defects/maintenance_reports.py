"""Reports that are refused, lost or shown to the wrong people."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import InternalError
from conformance.sandbox.records import Record, Records
from conformance.sandbox.resources.maintenance import Maintenance
from conformance.sandbox.values import Object

REPORTS = ("reportBug", "requestEnhancement")


class ReportWithoutAddressBreaks(Defect):
    """What every real client sends is not expected."""

    id = "report-null-email-breaks-server"
    sentence = '{operation} with "userEmail": null is answered 500.'
    faults = ("F51",)
    choices = ("reportBug", "requestEnhancement")
    requirement = "LG-INT-012"

    def apply(self, application: Application) -> None:
        """Fail on null."""

        def fields(call: Call) -> Object:
            if call.body.get("userEmail", "") is None:
                raise InternalError("Something went wrong on our side.")
            return original(call)

        original = application.resource(Maintenance).fields
        override(application.resource(Maintenance).fields, lambda _: fields)


class EnhancementStoredAsBug(Defect):
    """One table for both, and no column that tells them apart."""

    id = "enhancement-stored-as-bug"
    sentence = "What is posted to /maintenance/enhancements stands in GET /maintenance/bugs and not in its own list."
    faults = ("F60", "F24")
    operations = ("requestEnhancement", "listEnhancements", "listBugs")
    requirement = "LG-INT-013"

    def apply(self, application: Application) -> None:
        """Store every entry with the bugs."""
        maintenance = application.resource(Maintenance)
        override(
            maintenance.stored,
            lambda original: lambda call, records, fields: original(call, maintenance.bugs, fields),  # noqa: ARG005  # as the original
        )


class ReportCutShort(Defect):
    """The column is too narrow."""

    id = "report-cut-short"
    sentence = "{operation} stores the first 20 characters of a description."
    faults = ("F25",)
    choices = ("reportBug", "requestEnhancement")
    requirement = "LG-INT-013"

    def apply(self, application: Application) -> None:
        """Answer in full, store the beginning."""

        def stored(call: Call, records: Records, fields: Object) -> Record:
            short = {**fields, "description": str(fields["description"])[:20]}
            return replace(original(call, records, short), fields=fields)

        original = application.resource(Maintenance).stored
        override(application.resource(Maintenance).stored, lambda _: stored)


class ReportsOwnOnly(Defect):
    """The lists are each user's own."""

    id = "report-of-colleague-hidden"
    sentence = "{operation} leaves out what colleagues reported."
    faults = ("F15",)
    choices = ("listBugs", "listEnhancements")
    requirement = "LG-ISO-039"
    advisory = True

    def apply(self, application: Application) -> None:
        """Ask for the caller's own."""
        override(application.resource(Maintenance).listed, lambda _: lambda call: application.access.own(call))
