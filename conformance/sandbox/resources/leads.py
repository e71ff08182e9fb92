"""Leads: the people whom a client wants to reach, listed under its `client_id`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from conformance.sandbox import words
from conformance.sandbox.call import Answer, Call, created, ok
from conformance.sandbox.errors import InvalidValue
from conformance.sandbox.fields import missing, required_parameter, required_string
from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import LEAD_FIELDS
from conformance.sandbox.operations import operation
from conformance.sandbox.records import Record
from conformance.sandbox.resource import Resource
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.leads_batches import LeadBatches, texts
from conformance.sandbox.resources.leads_rows import LeadRows, of_client
from conformance.sandbox.seed import Seeding
from conformance.sandbox.values import Object

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

SINGLE = ("id", "client_id", *LEAD_FIELDS.names)


class Leads(Resource):
    """`/leads`: `id` names a lead, `client_id` the client whom it was found for."""

    seed_order: ClassVar[int] = 20

    def __init__(self, application: "Application") -> None:
        super().__init__(application)
        self.rows = LeadRows(application)
        self.batches = LeadBatches(self.rows)

    @operation("listLeads", "GET", "/api/leads")
    def list(self, call: Call) -> Answer:
        """One client's leads and their number; none for an unknown or foreign `client_id`."""
        rows = self.listed(call, required_parameter(call.query, "client_id"))
        page = self.pages.page(call, self.rows.leads, rows, listing="leads", tenant=call.company_id)
        return ok(
            leads=[self.rows.shown(record) for record in page.records],
            total=self.total(rows, page.records),
            count=len(page.records),
            nextToken=page.next_token,
        )

    @operation("createLeads", "POST", "/api/leads")
    def create(self, call: Call) -> Answer:
        """One lead, or those in `leads`."""
        if self.is_batch(call.body):
            return self.batches.create(call, self.batches.entries(call.body, "leads"))
        return created(lead=self.rows.shown(self.rows.create(call, call.body)))

    @operation("updateLeads", "PUT", "/api/leads")
    def update(self, call: Call) -> Answer:
        """Change one lead, or those in `leads`, each by its `id`."""
        if self.is_batch(call.body):
            return self.batches.update(call, self.batches.entries(call.body, "leads"))
        record = self.rows.update(call, required_string(call.body, "id"), call.body)
        return ok(lead=self.rows.shown(record))

    @operation("deleteLeads", "DELETE", "/api/leads", body="optional")
    def delete(self, call: Call) -> Answer:
        """Remove the lead of the query's `id`, or those of the body's `ids`."""
        id = call.query.get("id")
        if call.body.get("ids") is not None:
            if id is not None:
                raise InvalidValue("Send either id or ids.", {"field": "ids"})
            return self.batches.delete(call, [*texts(self.batches.entries(call.body, "ids"), "ids")])
        if not id:
            raise missing("id")
        self.rows.delete(call, id)
        return ok()

    def listed(self, call: Call, client_id: str) -> Filter:
        """Which leads the caller's list of a client holds."""
        return of_client(self.access.readable(call), call.company_id, client_id)

    def total(self, rows: Filter, _shown: Sequence[Record]) -> int:
        """How many leads the whole list has, whatever the page shows of it."""
        return self.rows.leads.count(rows)

    def is_batch(self, body: Object) -> bool:
        """Whether the body holds `leads`. Raises InvalidValue where it is a single lead as well."""
        if body.get("leads") is None:
            return False
        for name in SINGLE:
            if body.get(name) is not None:
                raise InvalidValue("Send either leads or the fields of one lead.", {"field": name})
        return True

    def seed(self, seeding: Seeding) -> None:
        """Up to twelve leads for each client that was drawn."""
        clients = self.application.resource(Clients).clients.select(Filter(), at_once=True)
        for client in clients:
            for _ in range(seeding.rng.randint(3, 12)):
                self.rows.leads.insert(
                    id=seeding.uuid(),
                    company_id=client.company_id,
                    owner=client.owner,
                    fields=drawn(seeding),
                    at=seeding.moment(),
                    client_id=client.columns["client_id"],
                )


def drawn(seeding: Seeding) -> Object:
    """The fields of a drawn lead."""
    rng = seeding.rng
    (first, last), (company, domain) = seeding.full_name(), seeding.business()
    handle = f"{first}.{last}.{rng.randrange(10**6)}".lower()
    return {
        "firstName": first,
        "lastName": last,
        "email": f"{handle}@{domain}",
        "companyName": company,
        "companyDomain": domain,
        "title": rng.choice(words.TITLES),
        "linkedinUrl": f"https://linkedin.example/in/{handle.replace('.', '-')}",
        "status": rng.choice(words.LEAD_STATUSES),
        "city": rng.choice(words.CITIES),
        "country": rng.choice(words.COUNTRIES),
    }
