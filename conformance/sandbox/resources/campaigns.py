"""Campaigns of a company, for one of its clients or for all."""

from typing import TYPE_CHECKING, ClassVar

from conformance.sandbox.call import Answer, Call, created, ok
from conformance.sandbox.client_reference import check_client, drawn_client
from conformance.sandbox.fields import Field, FieldTable
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import operation
from conformance.sandbox.records import Record
from conformance.sandbox.resource import Resource
from conformance.sandbox.seed import Seeding
from conformance.sandbox.tables import Table
from conformance.sandbox.values import Object

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

CAMPAIGNS = Table("campaigns")
FIELDS = FieldTable(
    Field("name", required=True), *(Field(name) for name in ("campaignType", "status", "client_id", "description"))
)
DEFAULTS: Object = {"campaignType": "outbound", "status": "draft"}
STATUSES = ("draft", "active", "paused", "completed")


class Campaigns(Resource):
    """`/campaigns`: the whole company sees them. Nothing deletes one."""

    seed_order: ClassVar[int] = 60

    def __init__(self, application: "Application") -> None:
        super().__init__(application)
        self.campaigns = self.records(CAMPAIGNS)

    @operation("listCampaigns", "GET", "/api/campaigns")
    def list(self, call: Call) -> Answer:
        """A page of the company's campaigns."""
        page = self.pages.page(call, self.campaigns, self.listed(call), listing="campaigns", tenant=call.company_id)
        return ok(campaigns=[self.shown(record) for record in page.records], nextToken=page.next_token)

    @operation("createCampaign", "POST", "/api/campaigns")
    def create(self, call: Call) -> Answer:
        """A new campaign; its type and status are free text."""
        fields = FIELDS.for_create(call.body)
        self.check_client(call, fields)
        record = self.stored(call, {**DEFAULTS, **fields})
        return created(id=record.id, campaign=self.shown(record))

    def listed(self, call: Call) -> Filter:
        """Which campaigns the list holds."""
        return self.access.readable(call)

    def check_client(self, call: Call, fields: Object) -> None:
        """Raise what an absent client gives unless a `client_id` sent is the company's."""
        check_client(self, call, fields)

    def stored(self, call: Call, fields: Object) -> Record:
        """Store a new campaign."""
        return self.campaigns.insert(company_id=call.company_id, owner=call.principal.owner, fields=fields)

    def shown(self, record: Record) -> Object:
        """A campaign as answers show it."""
        return {
            "id": record.id,
            **record.fields,
            "owner": record.owner,
            "company_id": record.company_id,
            "createdAt": record.created_at,
        }

    def seed(self, seeding: Seeding) -> None:
        """One to four campaigns for each company."""
        for company, company_id in seeding.companies.items():
            for _ in range(seeding.rng.randint(1, 4)):
                self.campaigns.insert(
                    id=seeding.uuid(),
                    company_id=company_id,
                    owner=seeding.rng.choice(seeding.members(company)).user_id,
                    fields={
                        "name": f"Outreach to {seeding.business()[0]}",
                        "campaignType": "outbound",
                        "status": seeding.rng.choice(STATUSES),
                        "client_id": drawn_client(self, seeding, company_id)["client_id"],
                    },
                    at=seeding.moment(),
                )
