"""One lead: what single calls, batches and the route by id do to it alike."""

from typing import TYPE_CHECKING

from conformance.sandbox.call import Call
from conformance.sandbox.errors import AlreadyExists
from conformance.sandbox.fields import required_string
from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import LEAD_FIELDS, LEADS, index_emails, same_client
from conformance.sandbox.records import Record, Records
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.values import Object

if TYPE_CHECKING:
    from conformance.sandbox.application import Application


class LeadRows:
    """Creates, changes, removes and shows leads, one at a time; whoever cannot have it gets an `ApiError`."""

    def __init__(self, application: "Application") -> None:
        self.application = application
        self.access = application.access
        self.leads = Records(application.store, LEADS)
        index_emails(application.store)

    def create(self, call: Call, body: Object) -> Record:
        """A new lead of the caller, under one of the company's clients.

        Raises BadRequest for a wrong field, what `absent` gives for an unknown or foreign client, AlreadyExists.
        """
        client_id = required_string(body, "client_id")
        fields = LEAD_FIELDS.for_create(body)
        client = self.client(call, client_id)
        self.check_unique(client, fields)
        return self.stored(call, client, fields)

    def update(self, call: Call, id: str, body: Object) -> Record:
        """Change the fields sent; the others stay, and so do client, owner and id whatever is sent for them."""
        changes = LEAD_FIELDS.for_update(body)
        record = self.to_change(call, id)
        self.check_unique_still(record, changes)
        return self.changed(record, changes) if changes else record

    def delete(self, call: Call, id: str) -> None:
        """Remove a lead."""
        self.removed(self.to_remove(call, id))

    def read(self, call: Call, id: str) -> Record:
        """The lead of that id."""
        return self.access.get(call, self.leads, id, "lead")

    def to_change(self, call: Call, id: str) -> Record:
        """The lead of that id, for the caller to change."""
        return self.access.get_to_change(call, self.leads, id, "lead")

    # Apart from `to_change`, and not by it: where that goes wrong, deletions go on as they are.
    def to_remove(self, call: Call, id: str) -> Record:
        """The lead of that id, for the caller to remove."""
        return self.access.get_to_change(call, self.leads, id, "lead")

    def client(self, call: Call, client_id: str) -> Record:
        """The caller's client that a new lead names. Raises what `absent` gives for any other."""
        return self.application.resource(Clients).required(call, client_id)

    def check_unique(self, client: Record, fields: Object) -> None:
        """Raise AlreadyExists where the client has a lead of that e-mail."""
        email = fields.get("email")
        if isinstance(email, str) and self.has_email(client, email):
            raise AlreadyExists("This client has a lead with that e-mail already.", {"field": "email"})

    def check_unique_still(self, record: Record, changes: Object) -> None:
        """The same for a lead that gets another e-mail."""
        if str(changes.get("email") or "").lower() != str(record.fields.get("email") or "").lower():
            self.check_unique(record, changes)

    def has_email(self, sibling: Record, email: str) -> bool:
        """Whether a lead with this e-mail, in any letter case, is kept under the same `client_id`."""
        return self.leads.find(same_client(sibling).where("email = ? COLLATE NOCASE", email)) is not None

    def stored(self, call: Call, client: Record, fields: Object) -> Record:
        """Store a new lead."""
        return self.leads.insert(
            company_id=call.company_id,
            owner=call.principal.owner,
            fields=fields,
            client_id=client.columns["client_id"],
        )

    def changed(self, record: Record, changes: Object) -> Record:
        """Store changed fields."""
        return self.leads.update(record, changes)

    def removed(self, record: Record) -> None:
        """Remove the row."""
        self.leads.delete(record)

    def shown(self, record: Record) -> Object:
        """A lead as answers show it."""
        return {
            "id": record.id,
            "client_id": record.columns["client_id"],
            **record.fields,
            "owner": record.owner,
            "company_id": record.company_id,
            "createdAt": record.created_at,
            "updatedAt": record.updated_at,
        }


def of_client(rows: Filter, company_id: str, client_id: str) -> Filter:
    """The leads among `rows` that a client of that company has; none where there is no such client (any more)."""
    known = "EXISTS (SELECT 1 FROM clients WHERE clients.company_id = ? AND clients.client_id = ?)"
    return rows.equals("client_id", client_id).where(known, company_id, client_id)
