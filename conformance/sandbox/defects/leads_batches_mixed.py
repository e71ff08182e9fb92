"""Batches whose rows get mixed up, lost, kept or changed."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call, created
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import ApiError, InvalidValue
from conformance.sandbox.lead_tables import LEAD_FIELDS
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Json, Object

INHERITED = tuple(field.name for field in LEAD_FIELDS.fields if not field.required and field.name != "email")
CHUNK = 100


class BatchRowsInherit(Defect):
    """One object is filled again for each row, and not emptied between them."""

    id = "batch-rows-inherit"
    sentence = (
        "A row of a batch POST /leads has the optional fields of the rows before it that it does not name itself."
    )
    faults = ("F32", "F35")
    operations = ("createLeads",)
    requirement = "LG-LEAD-029"

    def apply(self, application: Application) -> None:
        """Fill each row up; e-mails are looked at apart."""
        batches = application.resource(Leads).batches

        def create(call: Call, sent: list[Json]) -> Answer:
            known: Object = {}
            rows: list[Json] = []
            for entry in sent:
                if isinstance(entry, dict):
                    rows.append({**known, **entry})
                    known |= {name: value for name, value in entry.items() if name in INHERITED}
                else:
                    rows.append(entry)
            return original(call, rows)

        original = batches.create
        override(batches.create, lambda _: create)


class BatchTakesFirstClient(Defect):
    """The client is looked up once for all rows."""

    id = "batch-takes-first-client"
    sentence = "A batch POST /leads stores all its rows under the client_id of the first."
    faults = ("F32",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-028"

    def apply(self, application: Application) -> None:
        """Write the first one's over the others."""
        batches = application.resource(Leads).batches

        def create(call: Call, sent: list[Json]) -> Answer:
            first = sent[0].get("client_id") if isinstance(sent[0], dict) else None
            rows: list[Json] = [
                {**row, "client_id": first} if isinstance(row, dict) and row.get("client_id") and first else row
                for row in sent
            ]
            return original(call, rows)

        original = batches.create
        override(batches.create, lambda _: create)


class BatchRefusalKeepsRowsBefore(Defect):
    """The first bad row ends the loop, and nothing is undone."""

    id = "batch-refusal-keeps-rows-before"
    sentence = "A batch POST /leads with a bad row answers 400 and keeps the rows before it."
    faults = ("F30", "F32")
    operations = ("createLeads",)
    requirement = "LG-LEAD-021"

    def apply(self, application: Application) -> None:
        """Answer in the middle."""
        batches = application.resource(Leads).batches

        def create(call: Call, sent: list[Json]) -> Answer:
            for index, entry in enumerate(sent):
                try:
                    batches.create_one(call, batches.row(entry))
                except ApiError as error:
                    refusal = InvalidValue(f"leads[{index}]: {error.error}", {"index": index})
                    return Answer(refusal.status, refusal.envelope())
            return created(created=len(sent), skipped=[], errors=[])

        override(batches.create, lambda _: create)


class BatchLosesLastChunk(Defect):
    """Rows are written when a hundred have come together, and the rest never is."""

    id = "batch-loses-last-chunk"
    sentence = (
        "A batch POST /leads of more than 100 rows counts all of them, "
        "and does not store those behind the last full hundred."
    )
    faults = ("F32", "F24")
    operations = ("createLeads",)
    requirement = "LG-LEAD-028"

    def apply(self, application: Application) -> None:
        """Store the full hundreds, and count the others."""
        batches = application.resource(Leads).batches

        def create(call: Call, sent: list[Json]) -> Answer:
            rest = len(sent) % CHUNK if len(sent) > CHUNK else 0
            answer = original(call, sent[: len(sent) - rest])
            if isinstance(answer.body, dict) and isinstance(done := answer.body["created"], int):
                answer.body["created"] = done + rest
            return answer

        original = batches.create
        override(batches.create, lambda _: create)


class MemberBatchUnchecked(Defect):
    """The check for single leads was not written a second time."""

    id = "member-batch-unchecked"
    sentence = "A Member changes the leads of colleagues in a batch PUT of /leads, which a single PUT refuses."
    faults = ("F22", "F35")
    operations = ("updateLeads",)
    requirement = "LG-ISO-036"
    advisory = True

    def apply(self, application: Application) -> None:
        """Change what the caller can read."""
        rows, batches = application.resource(Leads).rows, application.resource(Leads).batches

        def update_one(call: Call, id: str, row: Object) -> None:
            changes = LEAD_FIELDS.for_update(row)
            record = rows.read(call, id)
            rows.check_unique_still(record, changes)
            if changes:
                rows.changed(record, changes)

        override(batches.update_one, lambda _: update_one)
