"""Updates of a lead that do too little or too much."""

from collections.abc import Callable
from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.records import Record
from conformance.sandbox.resources.enrich_leads import EnrichLeads
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Object

RACE_SECONDS = 0.05

Changed = Callable[[Record, Object], Record]


def of_an_earlier_read(application: Application, original: Changed) -> Changed:
    """Updates of which those within the time of a round trip have read what the one before them had read."""
    last: dict[str, tuple[float, Object]] = {}

    def changed(record: Record, changes: Object) -> Record:
        now = application.clock()
        moment, read = last.get(record.id, (0.0, record.fields))
        if now - moment > RACE_SECONDS:
            read = record.fields
        last[record.id] = (now, read)
        lost: Object = {name: read.get(name) for name in record.fields}
        return original(record, {**lost, **changes})

    return changed


class LeadUpdateLost(Defect):
    """The answer shows the change, the database never gets it."""

    id = "lead-update-lost"
    sentence = "{operation} answers 200 with the new values and stores nothing."
    faults = ("F26", "F25")
    choices = ("updateEnrichLead", "updateLeads")
    requirement = "LG-LEAD-037"
    because = "A lead that cannot be changed fails each law whose story begins with a change."

    def apply(self, application: Application) -> None:
        """Merge in memory only."""
        override(
            application.resource(Leads).rows.changed,
            lambda _: lambda record, changes: replace(record, fields={**record.fields, **changes}),
        )


class LeadUpdateClears(Defect):
    """PUT replaces instead of merging."""

    id = "lead-update-clears"
    sentence = "{operation} clears every optional field of the lead that was not sent."
    faults = ("F27",)
    choices = ("updateEnrichLead", "updateLeads")
    requirement = "LG-LEAD-038"
    because = "Fields that vanish are missed by each law that holds a later view against what is known."

    def apply(self, application: Application) -> None:
        """Begin with an empty lead of that name."""

        def changed(record: Record, changes: Object) -> Record:
            blank: Object = {name: None for name in record.fields if name not in ("firstName", "lastName")}
            return original(record, {**blank, **changes})

        rows = application.resource(Leads).rows
        original = rows.changed
        override(rows.changed, lambda _: changed)


class LeadFieldNeverCleared(Defect):
    """No value is taken for no change."""

    id = "lead-field-never-cleared"
    sentence = "{operation} with null or an empty string for a field answers 200 and leaves the field."
    faults = ("F26",)
    choices = ("updateEnrichLead", "updateLeads")
    requirement = "LG-LEAD-039"
    advisory = True

    def apply(self, application: Application) -> None:
        """Drop the empty values."""

        def changed(record: Record, changes: Object) -> Record:
            return original(record, {name: value for name, value in changes.items() if value is not None})

        rows = application.resource(Leads).rows
        original = rows.changed
        override(rows.changed, lambda _: changed)


class LeadUpdatedAtStuck(Defect):
    """`updatedAt` is when the lead was made."""

    id = "lead-updated-at-stuck"
    sentence = "updatedAt of a lead stays through {operation}."
    faults = ("F34",)
    choices = ("updateEnrichLead", "updateLeads")
    requirement = "LG-LEAD-055"
    advisory = True

    def apply(self, application: Application) -> None:
        """Put the old time back."""

        def changed(record: Record, changes: Object) -> Record:
            after = original(record, changes)
            application.store.execute("UPDATE leads SET updated_at = ? WHERE seq = ?", (record.updated_at, record.seq))
            return replace(after, updated_at=record.updated_at)

        rows = application.resource(Leads).rows
        original = rows.changed
        override(rows.changed, lambda _: changed)


class ParallelLeadUpdateLost(Defect):
    """Read, merge, write back the whole: the later one wins, and the earlier one is gone."""

    id = "parallel-lead-update-lost"
    sentence = "Of two {operation} of different fields of one lead at the same time, only the later one stays."
    faults = ("F31",)
    choices = ("updateEnrichLead", "updateLeads")
    requirement = "LG-LEAD-041"

    def apply(self, application: Application) -> None:
        """Merge with what was read before."""
        rows = application.resource(Leads).rows
        merged = of_an_earlier_read(application, rows.changed)

        def changed(record: Record, changes: Object) -> Record:
            return merged(record, changes)

        override(rows.changed, lambda _: changed)


class BodyIdBeatsPath(Defect):
    """The body says which lead."""

    id = "body-id-beats-path"
    sentence = "PUT /enrich-leads/{id} changes the lead that the body's id names."
    faults = ("F18", "F34")
    operations = ("updateEnrichLead",)
    requirement = "LG-LEAD-054"
    advisory = True

    def apply(self, application: Application) -> None:
        """Prefer the body."""

        def named(call: Call) -> str:
            id = call.body.get("id")
            return id if isinstance(id, str) and id else original(call)

        leads = application.resource(EnrichLeads)
        original = leads.named
        override(leads.named, lambda _: named)


class UnknownLeadFieldStored(Defect):
    """Whatever is sent is kept."""

    id = "unknown-lead-field-stored"
    sentence = "{operation} stores and shows fields that no lead has."
    faults = ("F34", "F52")
    choices = ("updateEnrichLead", "updateLeads")
    requirement = "LG-ENV-017"
    advisory = True

    def apply(self, application: Application) -> None:
        """Keep all that does not collide with what a lead shows."""

        def update(call: Call, id: str, body: Object) -> Record:
            record = original(call, id, body)
            shown = rows.shown(record)
            more: Object = {name: value for name, value in body.items() if name not in shown and name != "leads"}
            return rows.leads.update(record, more) if more else record

        rows = application.resource(Leads).rows
        original = rows.update
        override(rows.update, lambda _: update)
