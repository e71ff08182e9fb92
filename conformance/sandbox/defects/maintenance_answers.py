"""Reports whose answers miss what clients read, and reports that say nothing."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.resources.maintenance import Maintenance
from conformance.sandbox.rewriting import renamed, rewrite
from conformance.sandbox.values import Object


class EnhancementAnsweredAsBug(Defect):
    """The handler was copied."""

    id = "enhancement-answered-as-bug"
    sentence = "POST /maintenance/enhancements answers with the entry under `bug` instead of `enhancement`."
    faults = ("F53",)
    operations = ("requestEnhancement",)
    requirement = "LG-INT-011"

    def apply(self, application: Application) -> None:
        """Rename it."""
        rewrite(application, "requestEnhancement", renamed("enhancement", "bug"))


class ReportWithoutDescription(Defect):
    """An address is enough."""

    id = "report-without-description-taken"
    sentence = "{operation} takes an entry without a description."
    faults = ("F52",)
    choices = ("reportBug", "requestEnhancement")
    requirement = "LG-INT-014"
    advisory = True

    def apply(self, application: Application) -> None:
        """Describe it for them."""

        def fields(call: Call) -> Object:
            call.body = {**call.body, "description": call.body.get("description") or "No description"}
            return original(call)

        original = application.resource(Maintenance).fields
        override(application.resource(Maintenance).fields, lambda _: fields)
