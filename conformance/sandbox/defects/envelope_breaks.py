"""Refusals in a gateway's words, and requests on which the service breaks."""

import sqlite3

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import Operation
from conformance.sandbox.resources.email import Email
from conformance.sandbox.resources.find_lead import FindLead


class RateRefusalBare(Defect):
    """The limiter stands before what makes the envelope."""

    id = "rate-refusal-bare"
    sentence = "A 429 is a bare message without success, error and errorType."
    faults = ("F53", "F49")
    operations = ("listClients", "listLeads")
    requirement = "LG-ENV-001"

    def apply(self, application: Application) -> None:
        """Answer as the limiter does by itself."""

        def guarded(operation: Operation, call: Call) -> Answer:
            answer = original(operation, call)
            if answer.status == 429:
                answer.body = {"message": "Too Many Requests"}
            return answer

        original = application.dispatch.guarded
        override(application.dispatch.guarded, lambda _: guarded)


class BulkRefusalBare(Defect):
    """The gateway judges the keys of machines."""

    id = "bulk-refusal-bare"
    sentence = "The 401 of the bulk lists is a bare message without success, error and errorType."
    faults = ("F53", "F06")
    operations = ("bulkEnrichLeads", "bulkSourceLeads")
    requirement = "LG-ENV-001"

    def apply(self, application: Application) -> None:
        """Answer as a gateway does."""

        def guarded(operation: Operation, call: Call) -> Answer:
            answer = original(operation, call)
            if answer.status == 401 and operation.id in self.operations:
                answer.body = {"message": "Unauthorized"}
            return answer

        original = application.dispatch.guarded
        override(application.dispatch.guarded, lambda _: guarded)


class FindLeadApostrophe500(Defect):
    """The e-mail is put between apostrophes."""

    id = "find-lead-apostrophe-500"
    sentence = "GET /find-lead with an apostrophe in the e-mail answers 500."
    faults = ("F51",)
    operations = ("findLead",)
    requirement = "LG-ENV-005"

    def apply(self, application: Application) -> None:
        """Break as the store would."""
        find = application.resource(FindLead)

        def wanted(call: Call) -> Filter:
            if "'" in call.query.get("email", ""):
                raise sqlite3.OperationalError("unrecognized token")
            return original(call)

        original = find.wanted
        override(find.wanted, lambda _: wanted)


class EmailTwoAts500(Defect):
    """An address has two halves."""

    id = "email-two-ats-500"
    sentence = "POST /email-validate and /email-verify answer 500 to a text with two @."
    faults = ("F51",)
    operations = ("validateEmail", "verifyEmail")
    requirement = "LG-ENV-005"

    def apply(self, application: Application) -> None:
        """Unpack them."""
        email = application.resource(Email)

        def fault(address: str) -> str | None:
            if "@" in address:
                _local, _domain = address.split("@")
            return original(address)

        original = email.fault
        override(email.fault, lambda _: fault)
