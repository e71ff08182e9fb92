"""Bulk lists: all of a company's leads in large pages, for machines, which come with an API key."""

from typing import TYPE_CHECKING, ClassVar

from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.errors import InsufficientPermissions
from conformance.sandbox.fields import required_parameter
from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import LEADS, SOURCE_LEADS
from conformance.sandbox.operations import KEY, operation
from conformance.sandbox.records import Records
from conformance.sandbox.resource import Resource
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.leads import Leads, drawn
from conformance.sandbox.resources.leads_rows import of_client
from conformance.sandbox.seed import Seeding
from conformance.sandbox.values import Object

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

ALL = ("", "ALL", "DEFAULT")


class Bulk(Resource):
    """`/enrich-leads/list` and `/source-leads/list`: alike, over two tables."""

    seed_order: ClassVar[int] = 30
    default: ClassVar[int] = 1000
    maximum: ClassVar[int] = 5000

    def __init__(self, application: "Application") -> None:
        super().__init__(application)
        self.enrich_leads = self.records(LEADS)
        self.source_leads = self.records(SOURCE_LEADS)

    @operation("bulkEnrichLeads", "GET", "/api/enrich-leads/list", takes=KEY)
    def enrich(self, call: Call) -> Answer:
        """The leads that `/leads` shows by client."""
        return self.answered(call, self.enrich_leads, "enrich-leads")

    @operation("bulkSourceLeads", "GET", "/api/source-leads/list", takes=KEY)
    def source(self, call: Call) -> Answer:
        """The leads that scraping brought."""
        return self.answered(call, self.source_leads, "source-leads")

    def answered(self, call: Call, records: Records, listing: str) -> Answer:
        """One page, its rows cut to the fields asked for."""
        self.check_company(call, required_parameter(call.query, "companyId"))
        default, maximum = self.sizes()
        page = self.pages.page(
            call,
            records,
            self.listed(call),
            listing=listing,
            tenant=call.company_id,
            default=default,
            maximum=maximum,
        )
        shown = self.application.resource(Leads).rows.shown
        fields = self.fields(call)
        return ok(
            leads=[self.projected(shown(record), fields) for record in page.records],
            count=len(page.records),
            nextToken=page.next_token,
        )

    def check_company(self, call: Call, company_id: str) -> None:
        """Raise InsufficientPermissions for any company but the caller's own, alike whether it exists."""
        if company_id != call.company_id:
            raise InsufficientPermissions("The API key does not belong to this company.")

    def sizes(self) -> tuple[int, int]:
        """The page's default and largest size, in rows."""
        return self.default, self.maximum

    def listed(self, call: Call) -> Filter:
        """Which leads the list holds: the company's, or one client's."""
        rows = self.access.readable(call)
        client_id = call.query.get("clientId", "")
        return rows if client_id in ALL else of_client(rows, call.company_id, client_id)

    def fields(self, call: Call) -> frozenset[str]:
        """The names in `fields`, which are separated by commas; none means all."""
        names = (name.strip() for name in call.query.get("fields", "").split(","))
        return frozenset(name for name in names if name)

    def projected(self, lead: Object, fields: frozenset[str]) -> Object:
        """The lead with the chosen fields that it has, and its id."""
        if not fields:
            return lead
        return {name: value for name, value in lead.items() if name in fields or name == "id"}

    def seed(self, seeding: Seeding) -> None:
        """A few source leads for each client that was drawn."""
        clients = self.application.resource(Clients).clients.select(Filter(), at_once=True)
        for client in clients:
            for _ in range(seeding.rng.randint(1, 4)):
                self.source_leads.insert(
                    id=seeding.uuid(),
                    company_id=client.company_id,
                    owner=client.owner,
                    fields=drawn(seeding),
                    at=seeding.moment(),
                    client_id=client.columns["client_id"],
                )
