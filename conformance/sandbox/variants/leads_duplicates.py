"""What else may become of a lead whose e-mail its client has already."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.fields import required_string
from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import LEAD_FIELDS
from conformance.sandbox.records import Record
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Object


class LeadsUpsert(Variant):
    """The first lead takes the second one's fields."""

    id = "leads-upsert"
    sentence = "A lead with the e-mail of a lead of the same client updates that one, with 201."
    requirements = ("LG-LEAD-018", "LG-LEAD-019", "LG-LEAD-020")

    def apply(self, application: Application) -> None:
        """Look for the e-mail, and update instead of refusing."""
        rows = application.resource(Leads).rows

        def create(call: Call, body: Object) -> Record:
            email = body.get("email")
            if not isinstance(email, str) or not email.strip():
                return original(call, body)
            client = rows.client(call, required_string(body, "client_id"))
            same = Filter().equals("company_id", call.company_id).equals("client_id", client.columns["client_id"])
            known = rows.leads.find(same.where("email = ? COLLATE NOCASE", email.strip()))
            return rows.changed(known, LEAD_FIELDS.for_create(body)) if known else original(call, body)

        original = rows.create
        override(rows.create, lambda _: create)


class LeadsLowerCaseEmails(Variant):
    """E-mails are normalised on their way in."""

    id = "leads-lower-case-emails"
    sentence = "The e-mail of a lead is stored in lower case."
    requirements = ("LG-LEAD-002", "LG-LEAD-006", "LG-LEAD-018", "LG-LEAD-056")

    def apply(self, application: Application) -> None:
        """Fold the case of what is stored."""

        def folded(fields: Object) -> Object:
            email = fields.get("email")
            return {**fields, "email": email.lower()} if isinstance(email, str) else fields

        rows = application.resource(Leads).rows
        override(rows.stored, lambda original: lambda call, client, fields: original(call, client, folded(fields)))
        override(rows.changed, lambda original: lambda record, changes: original(record, folded(changes)))
