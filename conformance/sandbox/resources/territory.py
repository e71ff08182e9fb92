"""The territory workbench: the companies behind a client's leads, with counts."""

from typing import TYPE_CHECKING, ClassVar

from conformance.sandbox import words
from conformance.sandbox.call import Answer, Call, created, ok
from conformance.sandbox.errors import OwnerMismatch
from conformance.sandbox.fields import Field, FieldTable, required_parameter
from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.operations import JWT, operation
from conformance.sandbox.records import Record
from conformance.sandbox.resource import Resource
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.leads_rows import of_client
from conformance.sandbox.seed import Seeding
from conformance.sandbox.tables import Table
from conformance.sandbox.territories import Territories, row_id
from conformance.sandbox.territory_queries import TerritoryQuery, territory_query
from conformance.sandbox.values import Object

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

TERRITORY = Table(
    "territory",
    columns=("client_id",),
    mirrored={"company_name": "companyName"},
    unique=(("client_id", "company_name"),),
    indexes=(("company_id", "client_id"),),
)
FIELDS = FieldTable(
    Field("client_id", required=True), Field("companyName", required=True), Field("industry"), Field("country")
)


class Territory(Resource):
    """`/territory-workbench/companies`: a row is a client's leads of one company name, and what was posted about it."""

    seed_order: ClassVar[int] = 70

    def __init__(self, application: "Application") -> None:
        super().__init__(application)
        self.posted = self.records(TERRITORY)
        self.territories = Territories(self.store)

    @operation("listTerritoryCompanies", "GET", "/api/territory-workbench/companies", takes=JWT)
    def list(self, call: Call) -> Answer:
        """The rows of a client, none for an unknown or foreign one."""
        client_id = self.client_asked(call)
        query = self.asked(call)
        rows = self.territories.rows(self.counted(call, client_id), self.posted.select(self.of_client(call, client_id)))
        wanted = [company for company in rows if query.wants(company)]
        return ok(companies=[company.shown() for company in query.ordered(wanted)])

    @operation("saveTerritoryCompany", "POST", "/api/territory-workbench/companies", takes=JWT)
    def save(self, call: Call) -> Answer:
        """Say something about a company, for the first time (201) or again (200); what is not sent stays."""
        sent = self.sent(call)
        client_id, name = str(sent["client_id"]), str(sent["companyName"])
        self.application.resource(Clients).required(call, client_id)
        record = self.named(call, client_id, name)
        if record is None:
            fields = {field: value for field, value in sent.items() if field != "client_id"}
            return created(company=self.shown(call, self.stored(call, client_id, fields)))
        if not self.access.may_change(call.principal, record):
            raise OwnerMismatch("This company was saved by another member of your company.", {"id": record.id})
        return ok(company=self.shown(call, self.changed(record, self.writable(self.changes(call)))))

    def client_asked(self, call: Call) -> str:
        """The client whose territory is listed. Raises MissingRequiredField where none is named."""
        return required_parameter(call.query, "client_id")

    def asked(self, call: Call) -> TerritoryQuery:
        """The filters and the order of the listing."""
        return territory_query(call.query)

    def of_client(self, call: Call, client_id: str) -> Filter:
        """The client's rows and leads that the caller may read."""
        return of_client(self.access.readable(call), call.company_id, client_id)

    def counted(self, call: Call, client_id: str) -> Filter:
        """Which leads count in the client's territory."""
        return self.of_client(call, client_id)

    def named(self, call: Call, client_id: str, name: str) -> Record | None:
        """What was posted about a company, at once."""
        own = Filter().equals("company_id", call.company_id).equals("client_id", client_id)
        return self.posted.find(own.equals("company_name", name))

    def writable(self, changes: Object) -> Object:
        """The changes without the key."""
        return {field: value for field, value in changes.items() if field not in ("client_id", "companyName")}

    def sent(self, call: Call) -> Object:
        """What a post says. Raises BadRequest where the key is missing or a field is wrong."""
        return FIELDS.for_create(call.body)

    def changes(self, call: Call) -> Object:
        """What a further post changes."""
        return FIELDS.for_update(call.body)

    def stored(self, call: Call, client_id: str, fields: Object) -> Record:
        """Store the first post about a company."""
        company_id = call.company_id
        return self.posted.insert(
            id=row_id(company_id, client_id, str(fields["companyName"])),
            company_id=company_id,
            owner=call.principal.owner,
            fields=fields,
            client_id=client_id,
        )

    def changed(self, record: Record, changes: Object) -> Record:
        """Store a further post; it counts as activity even where it changes nothing."""
        return self.posted.update(record, changes)

    def shown(self, call: Call, record: Record) -> Object:
        """The row of a posted record as answers show it."""
        client_id, name = str(record.columns["client_id"]), str(record.fields["companyName"])
        leads = self.counted(call, client_id).equals("company_name", name)
        return self.territories.joined(self.territories.live(leads).get(name), record).shown()

    def seed(self, seeding: Seeding) -> None:
        """Something about some companies of each client that was drawn."""
        rows = self.store.all(
            f"SELECT DISTINCT company_id, client_id, company_name, owner FROM {LEADS.name} ORDER BY seq"
        )
        drawn: set[str] = set()
        for company_id, client_id, name, owner in rows:
            id = row_id(company_id, client_id, name or "")
            if not name or id in drawn or seeding.rng.random() < 0.6:
                continue
            drawn.add(id)
            self.posted.insert(
                id=id,
                company_id=company_id,
                owner=owner,
                fields={"companyName": name, "industry": seeding.rng.choice(words.INDUSTRIES)},
                at=seeding.moment(),
                client_id=client_id,
            )
