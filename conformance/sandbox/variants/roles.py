"""Who of a company may change what a colleague owns, and how a refusal is said."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import refusals
from conformance.sandbox.call import Call, Principal
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import NotFound, OwnerMismatch
from conformance.sandbox.operations import Operation
from conformance.sandbox.records import Record

NAMES_A_RECORD = ("getEnrichLead", "updateEnrichLead", "deleteClient", "getTaskStatus", "getLeadGenerationStatus")


class ManagersChangeTheirOwn(Variant):
    """No exception for anybody."""

    id = "managers-change-their-own"
    sentence = "Owners and Admins of a company change and delete only the records that they own themselves."
    requirements = ("LG-ISO-036", "LG-ISO-037", "LG-COMP-005", "LG-COMP-006")

    def apply(self, application: Application) -> None:
        """Ask for the owner alone."""

        def may_change(principal: Principal, record: Record) -> bool:
            return record.owner == principal.owner

        override(application.access.may_change, lambda _: may_change)


class OwnerMismatchIs404(Variant):
    """What one may not change is not there to be changed."""

    id = "owner-mismatch-is-404"
    sentence = "A Member who changes or deletes a colleague's record gets 404 instead of 403 owner_mismatch."
    requirements = ("LG-ISO-036", "LG-ISO-037")

    def apply(self, application: Application) -> None:
        """Say it is absent."""
        refusals(application, OwnerMismatch, lambda _: NotFound("There is no such record."))


class NewcomerRecordsAre404(Variant):
    """Somebody without a company may ask, and finds nothing."""

    id = "newcomer-records-are-404"
    sentence = "A user without a company who names a lead, a client or a run by its id gets 404 instead of 403."
    requirements = ("LG-COMP-016", "LG-COMP-017")

    def apply(self, application: Application) -> None:
        """Refuse with the other error where the operation names a record."""
        dispatch = application.dispatch

        def check(operation: Operation, call: Call) -> None:
            if operation.id in NAMES_A_RECORD and call.principal.company_id is None:
                raise NotFound("There is no such record.")
            original(operation, call)

        original = dispatch.check_permission
        override(dispatch.check_permission, lambda _: check)
