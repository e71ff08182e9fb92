"""Answers about leads that have another status, another key or another row than they should."""

from collections.abc import Callable

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.deviation import Defect
from conformance.sandbox.operations import Handler
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Json, Object


class LeadCreatedIs200(Defect):
    """The framework's default status."""

    id = "lead-created-is-200"
    sentence = "POST /leads answers 200 in place of 201 for a single lead."
    faults = ("F53",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-001"
    because = "Each law whose story begins with a lead that is made alone names the status of that."

    def apply(self, application: Application) -> None:
        """Say OK."""
        _answered(application, "createLeads", "lead", lambda answer, _: _with(answer, status=200))


class LeadOwnedByItself(Defect):
    """The wrong variable: two ids of one form."""

    id = "lead-owned-by-itself"
    sentence = "The owner of a new lead is its own id."
    faults = ("F10", "F18", "F53")
    operations = ("createLeads",)
    requirement = "LG-LEAD-003"
    because = "Owners are how rows tell whose they are, and each law on identity reads this field."

    def apply(self, application: Application) -> None:
        """Show the lead's id as the owner."""

        def changed(answer: Answer, body: Object) -> Answer:
            lead = body["lead"]
            assert isinstance(lead, dict)  # noqa: S101  # what the handler always answers
            return _with(answer, {**body, "lead": {**lead, "owner": lead["id"]}})

        _answered(application, "createLeads", "lead", changed)


class LeadsUnderItems(Defect):
    """The key of the framework's own lists."""

    id = "leads-under-items"
    sentence = "GET /leads answers its list under items."
    faults = ("F53",)
    operations = ("listLeads",)
    requirement = "LG-LEAD-004"
    because = "Whoever looks for leads in this list finds none, and misses what was created, kept or shared."

    def apply(self, application: Application) -> None:
        """Rename the key."""

        def changed(answer: Answer, body: Object) -> Answer:
            return _with(answer, {"items" if name == "leads" else name: each for name, each in body.items()})

        _answered(application, "listLeads", "leads", changed)


class NewestLeadListedTwice(Defect):
    """A join that finds its row by two ways."""

    id = "newest-lead-listed-twice"
    sentence = "GET /leads shows the last lead of a page twice."
    faults = ("F36",)
    operations = ("listLeads",)
    requirement = "LG-LEAD-005"
    because = "Every law on lists asks that a row come once, whatever selects or orders it."

    def apply(self, application: Application) -> None:
        """Show it again."""

        def changed(answer: Answer, body: Object) -> Answer:
            rows = body["leads"]
            assert isinstance(rows, list)  # noqa: S101  # what the handler always answers
            return _with(answer, {**body, "leads": [*rows, *rows[-1:]]})

        _answered(application, "listLeads", "leads", changed)


class CountIsTotal(Defect):
    """Two words for one number."""

    id = "count-is-total"
    sentence = "The count of a page of GET /leads is its total."
    faults = ("F43",)
    operations = ("listLeads",)
    requirement = "LG-LEAD-025"
    advisory = True

    def apply(self, application: Application) -> None:
        """Count them all."""
        _answered(
            application, "listLeads", "count", lambda answer, body: _with(answer, {**body, "count": body["total"]})
        )


class ListedLeadsAbridged(Defect):
    """The list shows what the screen has room for."""

    id = "listed-leads-abridged"
    sentence = "GET /leads shows the first three letters of each companyName."
    faults = ("F25",)
    operations = ("listLeads",)
    requirement = "LG-LEAD-026"
    advisory = True

    def apply(self, application: Application) -> None:
        """Cut them."""

        def changed(answer: Answer, body: Object) -> Answer:
            rows = body["leads"]
            assert isinstance(rows, list)  # noqa: S101  # what the handler always answers
            return _with(answer, {**body, "leads": [abridged(row) for row in rows]})

        def abridged(row: Json) -> Json:
            name = row.get("companyName") if isinstance(row, dict) else None
            return {**row, "companyName": name[:3]} if isinstance(row, dict) and isinstance(name, str) else row

        _answered(application, "listLeads", "leads", changed)


class CreatedIsText(Defect):
    """A number that went through a form."""

    id = "batch-created-is-text"
    sentence = "created of a batch POST /leads is a string."
    faults = ("F53", "F32")
    operations = ("createLeads",)
    requirement = "LG-LEAD-027"

    def apply(self, application: Application) -> None:
        """Quote it."""
        _answered(
            application,
            "createLeads",
            "created",
            lambda answer, body: _with(answer, {**body, "created": str(body["created"])}),
        )


class LeadUpdateAnswersOldRow(Defect):
    """The row is read before it is written."""

    id = "lead-update-answers-old-row"
    sentence = "PUT /leads of one lead answers with the lead as it was before."
    faults = ("F26",)
    operations = ("updateLeads",)
    requirement = "LG-LEAD-035"

    def apply(self, application: Application) -> None:
        """Answer with the row of before."""
        rows = application.resource(Leads).rows

        def around(handler: Handler) -> Handler:
            def updated(call: Call) -> Answer:
                before = rows.leads.get(str(call.body.get("id")))
                answer = handler(call)
                single = isinstance(answer.body, dict) and "lead" in answer.body
                return ok(lead=rows.shown(before)) if single and before is not None else answer

            return updated

        application.wrap("updateLeads", around)


class EnrichedLeadUnderData(Defect):
    """An older version's key."""

    id = "enriched-lead-under-data"
    sentence = "PUT /enrich-leads/{id} answers the lead under data."
    faults = ("F53",)
    operations = ("updateEnrichLead",)
    requirement = "LG-LEAD-036"

    def apply(self, application: Application) -> None:
        """Rename the key."""
        _answered(
            application,
            "updateEnrichLead",
            "lead",
            lambda answer, body: _with(answer, {"success": True, "data": body["lead"]}),
        )


class BatchUpdateIs207(Defect):
    """The multi-status of another protocol."""

    id = "lead-batch-update-is-207"
    sentence = "A batch PUT of /leads answers 207."
    faults = ("F53",)
    operations = ("updateLeads",)
    requirement = "LG-LEAD-044"

    def apply(self, application: Application) -> None:
        """Say multi-status."""
        _answered(application, "updateLeads", "updated", lambda answer, _: _with(answer, status=207))


class LeadDeleteIs202(Defect):
    """Accepted, as if it were a job."""

    id = "lead-delete-is-202"
    sentence = "DELETE /leads?id answers 202."
    faults = ("F53", "F29")
    operations = ("deleteLeads",)
    requirement = "LG-LEAD-047"

    def apply(self, application: Application) -> None:
        """Say accepted."""
        _answered(application, "deleteLeads", "success", lambda answer, _: _with(answer, status=202))


class FindingNothingGivesNull(Defect):
    """Nothing found is null, not an empty list."""

    id = "finding-nothing-gives-null"
    sentence = "GET /find-lead answers leads: null where it finds nothing."
    faults = ("F53",)
    operations = ("findLead",)
    requirement = "LG-LEAD-058"
    advisory = True

    def apply(self, application: Application) -> None:
        """Say null."""
        _answered(
            application,
            "findLead",
            "leads",
            lambda answer, body: _with(answer, {**body, "leads": body["leads"] or None}),
        )


def _with(answer: Answer, body: Object | None = None, *, status: int | None = None) -> Answer:
    return Answer(status or answer.status, answer.body if body is None else body, answer.headers)


def _answered(
    application: Application, operation_id: str, key: str, changed: Callable[[Answer, Object], Answer]
) -> None:
    """Let `changed` alter the answers of an operation that have a key."""

    def around(handler: Handler) -> Handler:
        def answered(call: Call) -> Answer:
            answer = handler(call)
            return changed(answer, answer.body) if isinstance(answer.body, dict) and key in answer.body else answer

        return answered

    application.wrap(operation_id, around)
