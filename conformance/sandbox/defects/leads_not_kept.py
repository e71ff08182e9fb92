"""Leads that are answered, and not stored as they were answered."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.records import Record
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Json, Object


class LeadNotStored(Defect):
    """Created and forgotten."""

    id = "lead-not-stored"
    sentence = "POST /leads answers 201 with a lead and stores none."
    faults = ("F24",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-002"
    because = "Nothing can be done with a lead that is not there: what needs one, needs one that was stored."

    def apply(self, application: Application) -> None:
        """Answer with a row that is gone; batches keep theirs."""
        rows = application.resource(Leads).rows

        def stored(call: Call, client: Record, fields: Object) -> Record:
            record = original(call, client, fields)
            if call.body.get("leads") is None:
                rows.leads.delete(record)
            return record

        original = rows.stored
        override(rows.stored, lambda _: stored)


class BatchNotStored(Defect):
    """Seen on the real service: the account is right, the rows are not there."""

    id = "lead-batch-not-stored"
    sentence = "A batch POST /leads answers 201 with the right created and stores nothing."
    faults = ("F24", "F32")
    operations = ("createLeads",)
    requirement = "LG-LEAD-028"
    because = "Lists that are long enough to look at pages of are made in batches."

    def apply(self, application: Application) -> None:
        """Do all of it and undo it."""
        batches = application.resource(Leads).batches

        def create(call: Call, sent: list[Json]) -> Answer:
            answers: list[Answer] = []
            with suppress(_UndoneError), application.store.savepoint():
                answers.append(original(call, sent))
                raise _UndoneError
            return answers[0]

        original = batches.create
        override(batches.create, lambda _: create)


class LeadTitleDropped(Defect):
    """A documented field is only echoed."""

    id = "lead-title-dropped"
    sentence = "POST /leads answers with the title that was sent and does not store it."
    faults = ("F25",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-006"
    because = "A field that is lost is missed by each law that compares a lead with what was sent."

    def apply(self, application: Application) -> None:
        """Leave it out of the row."""
        _keep(application, lambda fields: {name: value for name, value in fields.items() if name != "title"})


class SdrFieldsDropped(Defect):
    """The fields of the SDR agents are only echoed."""

    id = "lead-ai-fields-dropped"
    sentence = "POST /leads answers with the ai… fields that were sent and does not store them."
    faults = ("F25",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-007"

    def apply(self, application: Application) -> None:
        """Leave them out of the row."""
        _keep(application, lambda fields: {name: value for name, value in fields.items() if not name.startswith("ai")})


class TenthResultDropped(Defect):
    """Two digits are one too many."""

    id = "lead-tenth-result-dropped"
    sentence = "enrichment10, copyright10 and message10 of a new lead are echoed and not stored."
    faults = ("F25",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-008"
    advisory = True

    def apply(self, application: Application) -> None:
        """Leave them out of the row."""
        _keep(application, lambda fields: {name: value for name, value in fields.items() if not name.endswith("10")})


class LeadTextRecoded(Defect):
    """The database speaks Latin-1."""

    id = "lead-text-recoded"
    sentence = "Letters of a new lead outside Latin-1 are echoed and stored as question marks."
    faults = ("F25",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-009"

    def apply(self, application: Application) -> None:
        """Recode every text on its way to the row."""

        def recoded(value: Json) -> Json:
            return value.encode("latin-1", "replace").decode("latin-1") if isinstance(value, str) else value

        _keep(application, lambda fields: {name: recoded(value) for name, value in fields.items()})


class BatchDropsNotes(Defect):
    """The batch has an older list of fields."""

    id = "lead-batch-drops-notes"
    sentence = "A batch POST /leads stores its rows without their notes, title and companyName."
    faults = ("F35", "F25")
    operations = ("createLeads",)
    requirement = "LG-LEAD-029"

    def apply(self, application: Application) -> None:
        """Leave them out of each row."""
        batches = application.resource(Leads).batches

        def create_one(call: Call, row: Object) -> None:
            original(call, {name: row[name] for name in row if name not in ("notes", "title", "companyName")})

        original = batches.create_one
        override(batches.create_one, lambda _: create_one)


class _UndoneError(Exception):
    """Leaves a savepoint without keeping what was written in it."""


def _keep(application: Application, kept: Callable[[Object], Object]) -> None:
    """Store only what `kept` gives of a new lead's fields, and answer with all of them."""

    def stored(call: Call, client: Record, fields: Object) -> Record:
        return replace(original(call, client, kept(fields)), fields=fields)

    rows = application.resource(Leads).rows
    original = rows.stored
    override(rows.stored, lambda _: stored)
