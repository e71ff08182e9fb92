"""Searches for leads as their users remember them: what was looked for, how far it came, what it found."""

from typing import TYPE_CHECKING, ClassVar

from conformance.sandbox import words
from conformance.sandbox.actors import Actor
from conformance.sandbox.call import Answer, Call, created, ok
from conformance.sandbox.client_reference import check_client, drawn_client
from conformance.sandbox.errors import InvalidValue, OwnerMismatch
from conformance.sandbox.fields import Field, FieldTable, required_string
from conformance.sandbox.filters import Filter
from conformance.sandbox.nesting import check_depth
from conformance.sandbox.operations import ANY, JWT, operation
from conformance.sandbox.records import Record
from conformance.sandbox.resource import Resource
from conformance.sandbox.seed import Seeding
from conformance.sandbox.tables import Table
from conformance.sandbox.values import Object

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

STATUSES = ("initiated", "running", "completed", "failed")
FILTERS = {"client_id": "client_id", "status": "status", "icpId": "icp_id", "category": "category"}
"""Query parameter → the column that it must equal."""

SEARCHES = Table(
    "searches", mirrored={column: field for field, column in FILTERS.items()}, indexes=(("company_id", "owner"),)
)
FREE_FORM = ("searchCriteria", "searchFilters")
FIELDS = FieldTable(
    Field("searchName", required=True),
    Field("searchDescription"),
    *(Field(name, kind="object") for name in FREE_FORM),
    *(Field(name) for name in ("client_id", "clientName", "icpId", "icpName", "apifyActorId", "category")),
    Field("tags", kind="strings"),
)
TOTALS = ("totalLeadsFound", "totalLeadsSaved")
PROGRESS = FieldTable(
    Field("status", required=True, choices=STATUSES), *(Field(name, kind="integer") for name in TOTALS)
)
CATEGORIES = ("competitors", "events", "expansion", "prospecting")


class SearchHistory(Resource):
    """`/search-history`: each user's own searches, in the order of their creation. Nothing deletes one."""

    seed_order: ClassVar[int] = 60

    def __init__(self, application: "Application") -> None:
        super().__init__(application)
        self.searches = self.records(SEARCHES)

    @operation("listSearchHistory", "GET", "/api/search-history", takes=JWT)
    def list(self, call: Call) -> Answer:
        """A page of the caller's searches that pass all filters given."""
        page = self.pages.page(
            call,
            self.searches,
            self.listed(call),
            listing="search-history",
            tenant=call.principal.owner,
            cursor="cursor",
        )
        return ok(searchHistories=[self.shown(record) for record in page.records], nextToken=page.next_token)

    @operation("createSearchHistory", "POST", "/api/search-history", takes=ANY)
    def create(self, call: Call) -> Answer:
        """A new search of the caller's, `initiated`."""
        fields = self.sent(call)
        for name in FREE_FORM:
            check_depth(name, fields.get(name))
        self.check_client(call, fields)
        return created(searchHistory=self.shown(self.stored(call, {**fields, "status": "initiated"})))

    @operation("updateSearchHistory", "PUT", "/api/search-history", takes=JWT)
    def update(self, call: Call) -> Answer:
        """Note how far a search came; its states may follow each other in any order."""
        id = required_string(call.body, "id")
        changes = PROGRESS.for_update(call.body)
        self.check_totals(changes)
        record = self.to_change(call, id)
        return ok(searchHistory=self.shown(self.changed(record, changes) if changes else record))

    def listed(self, call: Call) -> Filter:
        """Which searches the list holds."""
        return self.readable(call) & self.wanted(call)

    def readable(self, call: Call) -> Filter:
        """The caller's own searches."""
        return self.access.own(call)

    def wanted(self, call: Call) -> Filter:
        """What the query asks for; an empty parameter counts as not sent. Raises InvalidValue for an unknown status."""
        filter = Filter()
        for parameter, column in FILTERS.items():
            value = call.query.get(parameter)
            if parameter == "status" and value and value not in STATUSES:
                raise InvalidValue(
                    f"status must be one of {', '.join(STATUSES)}.", {"field": "status", "allowed": [*STATUSES]}
                )
            if value:
                filter = filter.equals(column, value)
        return filter

    def sent(self, call: Call) -> Object:
        """The fields of a new search. Raises BadRequest for the first one that is wrong."""
        return FIELDS.for_create(call.body)

    def check_client(self, call: Call, fields: Object) -> None:
        """Raise what an absent client gives unless a `client_id` sent is the company's."""
        check_client(self, call, fields)

    def check_totals(self, changes: Object) -> None:
        """Raise InvalidValue for a number of leads below 0."""
        for name in TOTALS:
            value = changes.get(name)
            if isinstance(value, int) and value < 0:
                raise InvalidValue(f"{name} must be 0 or more.", {"field": name})

    def to_change(self, call: Call, id: str) -> Record:
        """The caller's search of that id. Raises OwnerMismatch for a colleague's: each user sees only their own."""
        record = self.access.get(call, self.searches, id, "search")
        if record.owner != call.principal.owner:
            raise OwnerMismatch("This search belongs to another member of your company.", {"id": id})
        return record

    def stored(self, call: Call, fields: Object) -> Record:
        """Store a new search."""
        return self.searches.insert(company_id=call.company_id, owner=call.principal.owner, fields=fields)

    def changed(self, record: Record, changes: Object) -> Record:
        """Store changed fields."""
        return self.searches.update(record, changes)

    def shown(self, record: Record) -> Object:
        """A search as answers show it."""
        return {
            "id": record.id,
            **record.fields,
            "owner": record.owner,
            "company_id": record.company_id,
            "createdAt": record.created_at,
            "updatedAt": record.updated_at,
        }

    def seed(self, seeding: Seeding) -> None:
        """One to four searches for each member of a company."""
        for company, company_id in seeding.companies.items():
            for member in seeding.members(company):
                for _ in range(seeding.rng.randint(1, 4)):
                    self._draw(seeding, company_id, member)

    def _draw(self, seeding: Seeding, company_id: str, member: Actor) -> None:
        industry, country = seeding.rng.choice(words.INDUSTRIES), seeding.rng.choice(words.COUNTRIES)
        fields: Object = {
            "searchName": f"{industry} in {country}",
            "searchCriteria": {"industry": industry, "country": country},
            **drawn_client(self, seeding, company_id),
            "icpId": f"icp-{seeding.rng.randrange(1, 6)}",
            "category": seeding.rng.choice(CATEGORIES),
            "status": seeding.rng.choice(STATUSES),
        }
        if fields["status"] == "completed":
            found = seeding.rng.randrange(20, 400)
            fields |= {"totalLeadsFound": found, "totalLeadsSaved": seeding.rng.randint(0, found)}
        self.searches.insert(
            id=seeding.uuid(), company_id=company_id, owner=member.user_id, fields=fields, at=seeding.moment()
        )
