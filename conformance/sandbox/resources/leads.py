"""Leads: the people whom a client wants to reach, listed under its `client_id`."""

from typing import TYPE_CHECKING, ClassVar

from conformance.sandbox import words
from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.fields import Field, FieldTable, required_parameter
from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.operations import operation
from conformance.sandbox.records import Record
from conformance.sandbox.resource import Resource
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.seed import Seeding
from conformance.sandbox.values import Object

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

FIELDS = FieldTable(
    Field("firstName", required=True),
    Field("lastName", required=True),
    *(
        Field(name)
        for name in (
            "email",
            "companyName",
            "companyDomain",
            "title",
            "linkedinUrl",
            "notes",
            "status",
            "city",
            "country",
        )
    ),
)


class Leads(Resource):
    """`/leads`: `id` names a lead, `client_id` the client whom it was found for."""

    seed_order: ClassVar[int] = 20

    def __init__(self, application: "Application") -> None:
        super().__init__(application)
        self.leads = self.records(LEADS)

    @operation("listLeads", "GET", "/api/leads")
    def list(self, call: Call) -> Answer:
        """One client's leads and their number; none for an unknown or foreign `client_id`."""
        rows = self.listed(call, required_parameter(call.query, "client_id"))
        page = self.pages.page(call, self.leads, rows, listing="leads", tenant=call.company_id)
        return ok(
            leads=[self.shown(record) for record in page.records],
            total=self.leads.count(rows),
            count=len(page.records),
            nextToken=page.next_token,
        )

    def listed(self, call: Call, client_id: str) -> Filter:
        """Which leads the caller's list of a client holds."""
        return self.access.readable(call).equals("client_id", client_id)

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

    def seed(self, seeding: Seeding) -> None:
        """Up to twelve leads for each client that was drawn."""
        clients = self.application.resource(Clients).clients.select(Filter(), at_once=True)
        for client in clients:
            for _ in range(seeding.rng.randint(3, 12)):
                self.leads.insert(
                    id=seeding.uuid(),
                    company_id=client.company_id,
                    owner=client.owner,
                    fields=self.drawn(seeding),
                    at=seeding.moment(),
                    client_id=client.columns["client_id"],
                )

    def drawn(self, seeding: Seeding) -> Object:
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
