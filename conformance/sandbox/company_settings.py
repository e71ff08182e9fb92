"""What the three sets of settings share: one of each for a company, for all its members; keys never in clear."""

from typing import TYPE_CHECKING, ClassVar

from conformance.sandbox.call import Answer, Call, created, ok
from conformance.sandbox.errors import AlreadyExists
from conformance.sandbox.fields import FieldTable
from conformance.sandbox.filters import Filter
from conformance.sandbox.records import Record
from conformance.sandbox.resource import Resource
from conformance.sandbox.seed import Seeding
from conformance.sandbox.tables import Table
from conformance.sandbox.values import Json, Object

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

SECRET = "_Apikey"
MASK = "****"


class CompanySettings(Resource):
    """One kind of settings. `configurable`: the fields that configure something."""

    table: ClassVar[Table]
    fields: ClassVar[FieldTable]
    configurable: ClassVar[tuple[str, ...]]

    def __init__(self, application: "Application") -> None:
        super().__init__(application)
        self.sets = self.records(self.table)

    def read(self, call: Call) -> Answer:
        """The company's set."""
        return ok(settings=self.shown(self.required(call)))

    def make(self, call: Call) -> Answer:
        """The company's first set."""
        fields = self.unmasked(self.fields.for_create(call.body))
        if self.of(call.company_id):
            raise AlreadyExists("Your company has these settings already.")
        return created(settings=self.shown(self.stored(call, fields)))

    def change(self, call: Call) -> Answer:
        """Change the fields sent; the others stay."""
        changes = self.unmasked(self.fields.for_update(call.body))
        record = self.required(call)
        return ok(settings=self.shown(self.changed(record, changes) if changes else record))

    def of(self, company_id: str) -> Record | None:
        """The set of a company, at once."""
        return self.sets.find(Filter().equals("company_id", company_id))

    def required(self, call: Call) -> Record:
        """The set of the caller's company. Raises NotFound where it was never made."""
        record = self.of(call.company_id)
        if record is None:
            raise self.access.absent("set of settings")
        return record

    def values(self, company_id: str) -> Object:
        """What the company has set, keys in clear; empty where it has no set."""
        record = self.of(company_id)
        return record.fields if record else {}

    def stored(self, call: Call, fields: Object) -> Record:
        """Store the first set."""
        return self.sets.insert(company_id=call.company_id, owner=call.principal.owner, fields=fields)

    def changed(self, record: Record, changes: Object) -> Record:
        """Store changed fields."""
        return self.sets.update(record, changes)

    def unmasked(self, sent: Object) -> Object:
        """What was sent without the keys that came back as answers mask them: those stay as they are."""
        return {
            name: value
            for name, value in sent.items()
            if not (name.endswith(SECRET) and isinstance(value, str) and value.startswith(MASK))
        }

    def masked(self, secret: Json) -> str:
        """A key as answers show it: long ones by their last four characters."""
        text = str(secret)
        return f"{MASK}{text[-4:]}" if len(text) >= 12 else MASK

    def shown(self, record: Record) -> Object:
        """The set as answers show it."""
        values: Object = {
            name: self.masked(value) if name.endswith(SECRET) else value for name, value in record.fields.items()
        }
        return {
            "company_id": record.company_id,
            **values,
            "createdAt": record.created_at,
            "updatedAt": record.updated_at,
        }

    def seed(self, seeding: Seeding) -> None:
        """One set for each company that was drawn, some of it configured."""
        for company, company_id in seeding.companies.items():
            chosen = seeding.rng.sample(self.configurable, k=seeding.rng.randint(3, 8))
            fields: Object = {}
            for name in sorted(chosen, key=self.configurable.index):
                fields |= self.drawn(seeding, name)
            owner = seeding.members(company)[0].user_id
            self.sets.insert(id=seeding.uuid(), company_id=company_id, owner=owner, fields=fields, at=seeding.moment())

    def drawn(self, seeding: Seeding, name: str) -> Object:
        """The drawn value of one field, with what belongs to it."""
        return {name: f"agent-{seeding.rng.getrandbits(40):010x}"}
