"""Clients: the tenants' own customers, under whose `client_id` leads are kept."""

import uuid
from typing import TYPE_CHECKING, ClassVar

from conformance.sandbox.call import Answer, Call, created, ok
from conformance.sandbox.fields import Field, FieldTable, flag, required_parameter, required_string
from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import LEADS, SOURCE_LEADS, same_client
from conformance.sandbox.operations import operation
from conformance.sandbox.records import Record
from conformance.sandbox.resource import Resource
from conformance.sandbox.seed import Seeding
from conformance.sandbox.tables import Table
from conformance.sandbox.values import Object

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

CLIENTS = Table("clients", columns=("client_id",), indexes=(("company_id",), ("client_id",)))
FIELDS = FieldTable(Field("clientName", required=True), Field("companyURL"), Field("description"))


class Clients(Resource):
    """`/clients`: `id` names the record for update and delete, `client_id` is what leads refer to."""

    seed_order: ClassVar[int] = 10

    def __init__(self, application: "Application") -> None:
        super().__init__(application)
        self.clients = self.records(CLIENTS)
        self.leads = (self.records(LEADS), self.records(SOURCE_LEADS))

    @operation("listClients", "GET", "/api/clients")
    def list(self, call: Call) -> Answer:
        """The company's clients; with `clientId` (either id) a list of that one, or an empty one."""
        wanted = call.query.get("clientId")
        if wanted:
            record = self.named(call, wanted)
            return ok(clients=[self.shown(record)] if record else [])
        page = self.pages.page(call, self.clients, self.listed(call), listing="clients", tenant=call.company_id)
        return ok(clients=[self.shown(record) for record in page.records], nextToken=page.next_token)

    @operation("createClient", "POST", "/api/clients")
    def create(self, call: Call) -> Answer:
        """A new client, owned by the caller."""
        return created(client=self.shown(self.stored(call, FIELDS.for_create(call.body))))

    @operation("updateClient", "PUT", "/api/clients")
    def update(self, call: Call) -> Answer:
        """Change the fields sent; the others stay."""
        id = required_string(call.body, "id")
        changes = FIELDS.for_update(call.body)
        record = self.access.get_to_change(call, self.clients, id, "client")
        return ok(client=self.shown(self.changed(record, changes) if changes else record))

    @operation("deleteClient", "DELETE", "/api/clients")
    def delete(self, call: Call) -> Answer:
        """Remove a client, and with `purge=true` its leads too."""
        id = required_parameter(call.query, "id")
        purge = flag(call.query, "purge")
        record = self.access.get_to_change(call, self.clients, id, "client")
        if not purge:
            self.remove(record)
            return ok()
        deleted = self.purge_leads(record)
        self.remove(record)
        return ok(deletedLeads=deleted)

    def listed(self, call: Call) -> Filter:
        """Which clients the caller's list holds."""
        return self.access.readable(call)

    def named(self, call: Call, id: str) -> Record | None:
        """The caller's client of that `id` or `client_id`, at once; None for an unknown or foreign one."""
        return self.clients.find(self.access.readable(call).where("id = ? OR client_id = ?", id, id))

    def by_client_id(self, call: Call, client_id: str) -> Record | None:
        """The caller's client that leads refer to by this `client_id`; None for an unknown or foreign one."""
        return self.clients.find(self.access.readable(call).equals("client_id", client_id))

    def required(self, call: Call, client_id: str) -> Record:
        """The same; raises what `absent` gives where there is none."""
        client = self.by_client_id(call, client_id)
        if client is None:
            raise self.access.absent("client")
        return client

    def stored(self, call: Call, fields: Object) -> Record:
        """Store a new client."""
        return self.clients.insert(
            company_id=call.company_id, owner=call.principal.owner, fields=fields, client_id=str(uuid.uuid4())
        )

    def changed(self, record: Record, changes: Object) -> Record:
        """Store changed fields."""
        return self.clients.update(record, changes)

    def remove(self, record: Record) -> None:
        """Remove the client itself; its leads stay."""
        self.clients.delete(record)

    def purge_leads(self, record: Record) -> int:
        """Remove all leads of a client, whoever owns them, and say how many enrich leads there were."""
        owned = same_client(record)
        enrich, source = self.leads
        source.delete_where(owned)
        return enrich.delete_where(owned)

    def shown(self, record: Record) -> Object:
        """A client as answers show it."""
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
        """Two to five clients for each company."""
        for company, company_id in seeding.companies.items():
            members = seeding.members(company)
            for _ in range(seeding.rng.randint(2, 5)):
                name, domain = seeding.business()
                self.clients.insert(
                    id=seeding.uuid(),
                    company_id=company_id,
                    owner=seeding.rng.choice(members).user_id,
                    fields={"clientName": name, "companyURL": f"https://{domain}", "description": f"Leads for {name}"},
                    at=seeding.moment(),
                    client_id=seeding.uuid(),
                )
