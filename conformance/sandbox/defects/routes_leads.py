"""Leads that one way among several changes, finds or counts otherwise."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.around import before, refusals, successes
from conformance.sandbox.around_records import changed_rows
from conformance.sandbox.call import Call
from conformance.sandbox.defects.routes_settings import spell_nulls
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import BadRequest, NotFound
from conformance.sandbox.records import Record
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Object

UPDATES = ("updateEnrichLead", "updateLeads")
NAMES = ("firstName", "lastName")


class LeadUpdateLosesLastField(Defect):
    """The statement is one column short."""

    id = "lead-update-loses-last-field"
    sentence = "{operation} echoes all fields sent and stores all but the last."
    faults = ("F25", "F26")
    choices = UPDATES
    requirement = "LG-LEAD-037"
    because = "Updates of one field lose the whole of it, so that it shows like an update that is not stored."

    def apply(self, application: Application) -> None:
        """Store without it, answer with it."""

        def changed(record: Record, changes: Object) -> Record:
            after = original(record, dict(list(changes.items())[:-1]))
            return replace(after, fields={**after.fields, **changes})

        rows = application.resource(Leads).rows
        original = rows.changed
        override(rows.changed, lambda _: changed)


class LeadUpdateClearsEmail(Defect):
    """The page always sends the address, so it is always written."""

    id = "lead-update-clears-email"
    sentence = "{operation} without an e-mail clears the lead's."
    faults = ("F27",)
    choices = UPDATES
    requirement = "LG-LEAD-038"

    def apply(self, application: Application) -> None:
        """Write what was not sent."""
        rows = application.resource(Leads).rows
        override(rows.changed, lambda original: lambda record, changes: original(record, {"email": None, **changes}))


class LeadEmptyUpdateClears(Defect):
    """Nothing sent is everything cleared."""

    id = "lead-empty-update-clears"
    sentence = "{operation} with the lead's id alone clears its optional fields."
    faults = ("F27", "F28")
    choices = UPDATES
    requirement = "LG-LEAD-040"
    advisory = True

    def apply(self, application: Application) -> None:
        """Clear where no field came."""
        rows = application.resource(Leads).rows

        def update(call: Call, id: str, body: Object) -> Record:
            record = original(call, id, body)
            if body.keys() - {"id"}:
                return record
            return rows.changed(record, {name: None for name in record.fields if name not in NAMES})

        original = rows.update
        override(rows.update, lambda _: update)


class LeadNullMadeText(Defect):
    """null, in letters."""

    id = "lead-null-made-text"
    sentence = "{operation} stores null as the text null."
    faults = ("F26", "F51")
    choices = UPDATES
    requirement = "LG-LEAD-039"
    advisory = True

    def apply(self, application: Application) -> None:
        """Spell it."""
        before(application, spell_nulls)


class _GoneError(NotFound):
    """410: what is not there was there once."""

    status = 410
    error_type = "gone"


class UnknownLeadIs410(Defect):
    """Somebody read the RFC more closely than the contract."""

    id = "unknown-lead-is-410"
    sentence = "{operation} with an id that no lead has is answered 410."
    faults = ("F53",)
    choices = ("deleteLeads", "getEnrichLead", "updateEnrichLead", "updateLeads")
    requirement = "LG-LEAD-052"
    advisory = True
    because = "One status is asked for by the laws on reading, changing, removing and on strangers' leads alike."

    def apply(self, application: Application) -> None:
        """Raise the other error."""
        refusals(application, NotFound, lambda error: _GoneError(error.error))


class CreatedAtMoves(Defect):
    """One column of time for both."""

    id = "created-at-moves"
    sentence = "{operation} moves createdAt to the time of the change."
    faults = ("F34",)
    choices = ("updateClient", *UPDATES)
    requirement = "LG-LEAD-055"
    advisory = True

    def apply(self, application: Application) -> None:
        """Write the time into both."""

        def moved(record: Record, table: str) -> Record:
            application.store.execute(
                f"UPDATE {table} SET created_at = ? WHERE seq = ?", (record.updated_at, record.seq)
            )
            return replace(record, created_at=record.updated_at)

        changed_rows(application, moved)


class BatchUnbounded(Defect):
    """The bound stands in the documentation alone."""

    id = "batch-unbounded"
    sentence = "{operation} takes a batch of more than 500."
    faults = ("F52",)
    choices = ("createLeads", "deleteLeads", "updateLeads")
    requirement = "LG-LEAD-034"
    advisory = True

    def apply(self, application: Application) -> None:
        """Find no batch too large."""
        override(application.resource(Leads).batches.too_many, lambda _: lambda entries: False)  # noqa: ARG005  # as the original


class SkippedNotNamed(Defect):
    """Only what was done is told."""

    id = "skipped-not-named"
    sentence = "{operation} of a batch counts what it did and names nothing as skipped."
    faults = ("F32",)
    choices = ("deleteLeads", "updateLeads")
    requirement = "LG-LEAD-043"
    advisory = True

    def apply(self, application: Application) -> None:
        """Empty the list."""

        def emptied(_call: Call, body: Object) -> Object:
            return {**body, "skipped": []} if "skipped" in body else body

        successes(application, emptied)


class UnknownClientIs400(Defect):
    """An id that names nothing is a wrong value."""

    id = "unknown-client-is-400"
    sentence = "{operation} with an id that no client has is answered 400."
    faults = ("F53",)
    choices = ("deleteClient", "updateClient")
    requirement = "LG-CLI-017"
    advisory = True

    def apply(self, application: Application) -> None:
        """Raise the other error."""
        refusals(application, NotFound, lambda error: BadRequest(error.error))
