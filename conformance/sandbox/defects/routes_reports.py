"""Reports, and the platform's lists, of which one among two goes wrong."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import successes
from conformance.sandbox.call import Call
from conformance.sandbox.defects.admin_lists import LISTS
from conformance.sandbox.defects.maintenance_reports import REPORTS
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.operations import Operation
from conformance.sandbox.records import Record, Records
from conformance.sandbox.resources.maintenance import Maintenance
from conformance.sandbox.values import Json, Object


class ReportAnsweredWithoutId(Defect):
    """The answer is what was sent."""

    id = "report-answered-without-id"
    sentence = "{operation} answers with the entry without its id."
    faults = ("F53",)
    choices = REPORTS
    requirement = "LG-INT-011"

    def apply(self, application: Application) -> None:
        """Leave it out."""

        def nameless(_call: Call, body: Object) -> Object:
            return {name: without_id(value) for name, value in body.items()}

        def without_id(value: Json) -> Json:
            return {name: each for name, each in value.items() if name != "id"} if isinstance(value, dict) else value

        successes(application, nameless)


class ReportNotKept(Defect):
    """The transaction is never committed."""

    id = "report-not-kept"
    sentence = "{operation} answers with an entry that stands in no list."
    faults = ("F24", "F60")
    choices = REPORTS
    requirement = "LG-INT-013"

    def apply(self, application: Application) -> None:
        """Take the row back once it was made."""

        def stored(call: Call, records: Records, fields: Object) -> Record:
            record = original(call, records, fields)
            records.delete(record)
            return record

        original = application.resource(Maintenance).stored
        override(application.resource(Maintenance).stored, lambda _: stored)


class ReportAnsweredUnderData(Defect):
    """The envelope of another framework."""

    id = "report-answered-under-data"
    sentence = "{operation} answers with the entry under data."
    faults = ("F53",)
    choices = REPORTS
    requirement = "LG-INT-011"

    def apply(self, application: Application) -> None:
        """Rename the key."""
        successes(application, lambda _, body: {"success": True, "data": body.get("bug", body.get("enhancement"))})


class AdminListOpensToMembers(Defect):
    """Whoever belongs to a company may look."""

    id = "admin-list-opens-to-members"
    sentence = "A Member of a company opens {operation}."
    faults = ("F22",)
    choices = LISTS
    requirement = "LG-ADM-003"

    def apply(self, application: Application) -> None:
        """Let Members through."""

        def check_permission(operation: Operation, call: Call) -> None:
            if call.principal.role != "Member":
                original(operation, call)

        original = application.dispatch.check_permission
        override(application.dispatch.check_permission, lambda _: check_permission)
