"""Territory companies that are not kept, not found again, or take what they must not."""

import uuid
from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.territory import FIELDS, TERRITORY, Territory
from conformance.sandbox.territories import Company
from conformance.sandbox.values import Object

SAVE = ("saveTerritoryCompany",)


class TerritorySaveAnswersWithoutRow(Defect):
    """Saved, and nothing said of it."""

    id = "territory-save-answers-without-row"
    sentence = "POST /territory-workbench/companies answers with an id and without the row."
    faults = ("F53",)
    operations = SAVE
    requirement = "LG-TERR-014"

    def apply(self, application: Application) -> None:
        """Answer with the id alone."""

        def around(handler: Handler) -> Handler:
            def answered(call: Call) -> Answer:
                answer = handler(call)
                body = answer.body if isinstance(answer.body, dict) else {}
                company = body.get("company")
                id = company.get("id") if isinstance(company, dict) else None
                return replace(answer, body={"success": True, "id": id})

            return answered

        application.wrap("saveTerritoryCompany", around)


class TerritorySaveNotKept(Defect):
    """The answer shows a row that the database never gets."""

    id = "territory-save-not-kept"
    sentence = "POST /territory-workbench/companies answers 201 with the row and stores nothing."
    faults = ("F24", "F25")
    operations = SAVE
    requirement = "LG-TERR-015"

    def apply(self, application: Application) -> None:
        """Take the row back."""
        territory = application.resource(Territory)

        def stored(call: Call, client_id: str, fields: Object) -> Record:
            record = original(call, client_id, fields)
            territory.posted.delete(record)
            return record

        original = territory.stored
        override(territory.stored, lambda _: stored)


class TerritorySaveNewId(Defect):
    """Replaced instead of updated."""

    id = "territory-save-new-id"
    sentence = "POST /territory-workbench/companies of a saved company gives its row another id."
    faults = ("F28",)
    operations = SAVE
    requirement = "LG-TERR-016"
    advisory = True

    def apply(self, application: Application) -> None:
        """Draw an id for each post."""
        territory, store = application.resource(Territory), application.store

        def changed(record: Record, changes: Object) -> Record:
            after = replace(original(record, changes), id=str(uuid.uuid4()))
            store.execute(f"UPDATE {TERRITORY.name} SET id = ? WHERE seq = ?", (after.id, after.seq))
            return after

        original = territory.changed
        override(territory.changed, lambda _: changed)


class TerritoryTakesNameless(Defect):
    """A name is made up where none was sent."""

    id = "territory-takes-nameless"
    sentence = "POST /territory-workbench/companies without a companyName saves a company `Unknown`."
    faults = ("F52", "F30")
    operations = SAVE
    requirement = "LG-TERR-018"
    advisory = True

    def apply(self, application: Application) -> None:
        """Fill in a name."""

        def sent(call: Call) -> Object:
            return FIELDS.for_create({**call.body, "companyName": call.body.get("companyName") or "Unknown"})

        override(application.resource(Territory).sent, lambda _: sent)


class TerritoryCountsWritable(Defect):
    """The body's count is stored with the rest, and shown."""

    id = "territory-counts-writable"
    sentence = "POST /territory-workbench/companies with totalLeads sets the count that the list shows."
    faults = ("F18", "F34")
    operations = SAVE
    requirement = "LG-TERR-019"
    advisory = True

    def apply(self, application: Application) -> None:
        """Take one field more, and prefer it to what was counted."""
        territory = application.resource(Territory)

        def counted(call: Call) -> Object:
            total = call.body.get("totalLeads")
            return {"totalLeads": total} if isinstance(total, int) else {}

        def joined(live: Company | None, posted: Record) -> Company:
            company, total = original(live, posted), posted.fields.get("totalLeads")
            return replace(company, leads=total) if isinstance(total, int) else company

        original = territory.territories.joined
        override(territory.sent, lambda sent: lambda call: sent(call) | counted(call))
        override(territory.changes, lambda changes: lambda call: changes(call) | counted(call))
        override(territory.territories.joined, lambda _: joined)
