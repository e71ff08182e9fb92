"""Bugs and wishes that users report: two lists of the company, alike in all but their names."""

from typing import TYPE_CHECKING, ClassVar

from conformance.sandbox import words
from conformance.sandbox.call import Answer, Call, created, ok
from conformance.sandbox.fields import Field, FieldTable
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import operation
from conformance.sandbox.records import Record, Records
from conformance.sandbox.resource import Resource
from conformance.sandbox.seed import Seeding
from conformance.sandbox.tables import Table
from conformance.sandbox.values import Json, Object

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

BUGS = Table("bugs")
ENHANCEMENTS = Table("enhancements")
FIELDS = FieldTable(Field("description", required=True), Field("userEmail"))


class Maintenance(Resource):
    """`/maintenance/bugs` and `/maintenance/enhancements`. Nothing deletes an entry."""

    seed_order: ClassVar[int] = 60

    def __init__(self, application: "Application") -> None:
        super().__init__(application)
        self.bugs = self.records(BUGS)
        self.enhancements = self.records(ENHANCEMENTS)

    @operation("listBugs", "GET", "/api/maintenance/bugs")
    def list_bugs(self, call: Call) -> Answer:
        """All bugs that the company reported."""
        return ok(bugs=self.entries(call, self.bugs))

    @operation("reportBug", "POST", "/api/maintenance/bugs")
    def report_bug(self, call: Call) -> Answer:
        """A new bug; `userEmail` may be `null`."""
        return created(bug=self.shown(self.entered(call, self.bugs)))

    @operation("listEnhancements", "GET", "/api/maintenance/enhancements")
    def list_enhancements(self, call: Call) -> Answer:
        """All enhancements that the company asked for."""
        return ok(enhancements=self.entries(call, self.enhancements))

    @operation("requestEnhancement", "POST", "/api/maintenance/enhancements")
    def request_enhancement(self, call: Call) -> Answer:
        """A new enhancement; `userEmail` may be `null`."""
        return created(enhancement=self.shown(self.entered(call, self.enhancements)))

    def entries(self, call: Call, records: Records) -> Json:
        """One of the two lists."""
        return [self.shown(record) for record in records.select(self.listed(call))]

    def listed(self, call: Call) -> Filter:
        """Which entries the lists hold."""
        return self.access.readable(call)

    def entered(self, call: Call, records: Records) -> Record:
        """A new entry of one of the two lists, `open`."""
        return self.stored(call, records, {**self.fields(call), "status": "open"})

    def fields(self, call: Call) -> Object:
        """What was sent of an entry."""
        return FIELDS.for_create(call.body)

    def stored(self, call: Call, records: Records, fields: Object) -> Record:
        """Store a new entry."""
        return records.insert(company_id=call.company_id, owner=call.principal.owner, fields=fields)

    def shown(self, record: Record) -> Object:
        """An entry as answers show it."""
        return {
            "id": record.id,
            **record.fields,
            "owner": record.owner,
            "company_id": record.company_id,
            "createdAt": record.created_at,
        }

    def seed(self, seeding: Seeding) -> None:
        """One to three entries of each list for each company."""
        drawn = ((self.bugs, "The list of {} shows no names"), (self.enhancements, "Let us sort leads by {}"))
        for company, company_id in seeding.companies.items():
            for records, sentence in drawn:
                for _ in range(seeding.rng.randint(1, 3)):
                    member = seeding.rng.choice(seeding.members(company))
                    about = f"{seeding.rng.choice(words.INDUSTRIES)} in {seeding.rng.choice(words.CITIES)}"
                    records.insert(
                        id=seeding.uuid(),
                        company_id=company_id,
                        owner=member.user_id,
                        fields={"description": sentence.format(about), "userEmail": member.username, "status": "open"},
                        at=seeding.moment(),
                    )
