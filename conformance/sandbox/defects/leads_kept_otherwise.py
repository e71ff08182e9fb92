"""Single leads that are refused, changed or kept otherwise than was asked."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import keep_refused
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import AlreadyExists
from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import LEAD_FIELDS
from conformance.sandbox.records import Record
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Object

OPTIONAL = tuple(field.name for field in LEAD_FIELDS.fields if not field.required)
LONGEST_NUMBER = 15


class DuplicateRefusedAndMerged(Defect):
    """An upsert in the store, and a check for what it did behind it."""

    id = "duplicate-refused-and-merged"
    sentence = (
        "POST /leads with an e-mail that the client has answers 409 and writes its fields to the lead that is there."
    )
    faults = ("F30",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-021"

    def apply(self, application: Application) -> None:
        """Write first, then refuse."""
        rows = application.resource(Leads).rows

        def keep(call: Call) -> None:
            sent = LEAD_FIELDS.for_create(call.body)
            same = Filter().equals("company_id", call.company_id)
            same = same.equals("client_id", str(call.body["client_id"]))
            known = rows.leads.find(same.where("email = ? COLLATE NOCASE", str(sent["email"])))
            if known:
                rows.changed(known, {name: value for name, value in sent.items() if name != "email"})

        keep_refused(application, "createLeads", keep, AlreadyExists)


class DeletedEmailStaysTaken(Defect):
    """The index of e-mails is written and never cleaned."""

    id = "deleted-email-stays-taken"
    sentence = "POST /leads with the e-mail of a deleted lead of the client answers 409."
    faults = ("F29",)
    operations = ("createLeads", "deleteLeads")
    requirement = "LG-LEAD-018"
    advisory = True

    def apply(self, application: Application) -> None:
        """Remember the e-mails of what is removed."""
        rows = application.resource(Leads).rows
        taken: set[tuple[str, str, str]] = set()

        def entry(record: Record, email: object) -> tuple[str, str, str]:
            return (record.company_id, str(record.columns["client_id"]), str(email).lower())

        def removed(record: Record) -> None:
            remove(record)
            taken.add(entry(record, record.fields.get("email")))

        def has_email(sibling: Record, email: str) -> bool:
            return entry(sibling, email) in taken or original(sibling, email)

        remove, original = rows.removed, rows.has_email
        override(rows.removed, lambda _: removed)
        override(rows.has_email, lambda _: has_email)


class CompanyNameClearsDomain(Defect):
    """Another company has another domain."""

    id = "company-name-clears-domain"
    sentence = "PUT of a lead with a companyName and no companyDomain clears its companyDomain."
    faults = ("F27",)
    operations = ("updateLeads", "updateEnrichLead")
    requirement = "LG-LEAD-038"

    def apply(self, application: Application) -> None:
        """Clear it."""
        rows = application.resource(Leads).rows

        def changed(record: Record, changes: Object) -> Record:
            if "companyName" in changes:
                changes = {"companyDomain": None, **changes}
            return original(record, changes)

        original = rows.changed
        override(rows.changed, lambda _: changed)


class ZeroTextIsEmpty(Defect):
    """A language in which "0" is false."""

    id = "zero-text-is-empty"
    sentence = "The text 0 in a lead's optional field counts as empty."
    faults = ("F25", "F52")
    operations = ("createLeads", "updateLeads", "updateEnrichLead")
    requirement = "LG-LEAD-006"

    def apply(self, application: Application) -> None:
        """Take it for the empty text."""
        rows = application.resource(Leads).rows

        def without(body: Object) -> Object:
            return {name: "" if value == "0" and name in OPTIONAL else value for name, value in body.items()}

        override(rows.create, lambda original: lambda call, body: original(call, without(body)))
        override(rows.update, lambda original: lambda call, id, body: original(call, id, without(body)))


class DigitsBecomeNumbers(Defect):
    """The store guesses the type from the text."""

    id = "digits-become-numbers"
    sentence = "A phoneNumber of digits alone is stored as a number."
    faults = ("F25", "F53")
    operations = ("createLeads", "updateLeads")
    requirement = "LG-LEAD-007"

    def apply(self, application: Application) -> None:
        """Convert it."""
        rows = application.resource(Leads).rows

        def guessed(fields: Object) -> Object:
            phone = fields.get("phoneNumber")
            if isinstance(phone, str) and phone.isascii() and phone.isdigit() and len(phone) <= LONGEST_NUMBER:
                return {**fields, "phoneNumber": int(phone)}
            return fields

        override(rows.stored, lambda original: lambda call, client, fields: original(call, client, guessed(fields)))
        override(rows.changed, lambda original: lambda record, changes: original(record, guessed(changes)))


class NotesAppendedOnUpdate(Defect):
    """Notes are a log."""

    id = "notes-appended-on-update"
    sentence = "PUT of a lead adds the notes sent to those that are there."
    faults = ("F28", "F26")
    operations = ("updateLeads", "updateEnrichLead")
    requirement = "LG-LEAD-037"
    because = "Each way to write a lead is held to its own law, and updates of notes are among all of them."

    def apply(self, application: Application) -> None:
        """Write below what is there."""
        rows = application.resource(Leads).rows

        def changed(record: Record, changes: Object) -> Record:
            known, sent = record.fields.get("notes"), changes.get("notes")
            if known and sent:
                changes = {**changes, "notes": f"{known}\n{sent}"}
            return original(record, changes)

        original = rows.changed
        override(rows.changed, lambda _: changed)
