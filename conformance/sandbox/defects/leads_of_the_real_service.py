"""What public clients of the real service met when they wrote leads."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import InternalError
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Object


class _LeadBreaksServer(Defect):
    """A lead of some kind is answered 500."""

    def apply(self, application: Application) -> None:
        """Fall over such a lead."""

        def create(call: Call, body: Object) -> Record:
            if self.breaks(body):
                raise InternalError("The lead could not be written.")
            return original(call, body)

        rows = application.resource(Leads).rows
        original = rows.create
        override(rows.create, lambda _: create)

    def breaks(self, body: Object) -> bool:
        """Whether the server falls over this lead."""
        raise NotImplementedError


class PhoneBreaksServer(_LeadBreaksServer):
    """An unknown field that people expect."""

    id = "phone-breaks-server"
    sentence = "POST /leads with the field phone answers 500."
    faults = ("F51",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-015"

    def breaks(self, body: Object) -> bool:
        """One that has a phone."""
        return "phone" in body


class EmptyTextBreaksServer(_LeadBreaksServer):
    """A store that cannot index empty texts."""

    id = "empty-text-breaks-server"
    sentence = "POST /leads with an empty string in an optional field answers 500."
    faults = ("F51",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-016"

    def breaks(self, body: Object) -> bool:
        """One that has an empty text."""
        return "" in [value for name, value in body.items() if name not in ("firstName", "lastName", "client_id")]


class DotAsNameBreaksServer(_LeadBreaksServer):
    """What people type who know no last name."""

    id = "dot-as-name-breaks-server"
    sentence = "POST /leads with the lastName . answers 500."
    faults = ("F51",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-017"

    def breaks(self, body: Object) -> bool:
        """One called `.`."""
        return body.get("lastName") == "."


class RecordIdAccepted(Defect):
    """The client's record id is stored where its `client_id` belongs."""

    id = "record-id-accepted"
    sentence = "POST /leads with a client's record id as client_id answers 201, and the lead is in no list."
    faults = ("F24", "F17")
    operations = ("createLeads",)
    requirement = "LG-LEAD-014"

    def apply(self, application: Application) -> None:
        """Take either id, and keep the one that was sent."""

        def client(call: Call, client_id: str) -> Record:
            record = application.resource(Clients).named(call, client_id)
            if record is None or record.id != client_id:
                return original(call, client_id)
            return replace(record, columns={**record.columns, "client_id": client_id})

        rows = application.resource(Leads).rows
        original = rows.client
        override(rows.client, lambda _: client)
