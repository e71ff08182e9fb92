"""Leads that go wrong on one way alone: in one field, for one kind of row, in the words of a refusal."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.around import refuse_instead
from conformance.sandbox.call import Answer, Call, created, ok
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import InvalidValue, MissingRequiredField
from conformance.sandbox.lead_tables import LEAD_FIELDS
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Json, Object


class LeadShowsCompanysName(Defect):
    """A join that shows the wrong column."""

    id = "lead-shows-companys-name"
    sentence = "The company_id of leads is the company's name."
    faults = ("F10", "F53")
    operations = ("createLeads", "listLeads", "getEnrichLead")
    requirement = "LG-LEAD-003"

    def apply(self, application: Application) -> None:
        """Look the company up."""
        rows, companies = application.resource(Leads).rows, application.identity.companies

        def shown(record: Record) -> Object:
            company = companies.get(record.company_id)
            return {**original(record), "company_id": company.fields["name"] if company else None}

        original = rows.shown
        override(rows.shown, lambda _: shown)


class SkippedRowsFromOne(Defect):
    """People count from one."""

    id = "skipped-rows-from-one"
    sentence = "skipped of a batch POST /leads names a row without e-mail by its number, counted from 1."
    faults = ("F32",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-032"
    advisory = True

    def apply(self, application: Application) -> None:
        """Add one."""
        batches = application.resource(Leads).batches

        def named(entry: Json, field: str, index: int) -> str:
            return original(entry, field, index + 1 if field == "email" else index)

        original = batches.named
        override(batches.named, lambda _: named)


class EqualValuesNotCounted(Defect):
    """The database counts rows that changed."""

    id = "equal-values-not-counted"
    sentence = "updated of a batch PUT of /leads leaves out the rows that had their values already."
    faults = ("F32",)
    operations = ("updateLeads",)
    requirement = "LG-LEAD-043"
    advisory = True

    def apply(self, application: Application) -> None:
        """Take them off."""
        batches = application.resource(Leads).batches
        leads = application.resource(Leads).rows.leads

        def equal(entry: Json) -> bool:
            record = leads.get(str(entry.get("id"))) if isinstance(entry, dict) else None
            if record is None or not isinstance(entry, dict):
                return False
            names = [name for name in LEAD_FIELDS.names if name in entry]
            return all((entry[name] or None) == record.fields.get(name) for name in names)

        def update(call: Call, sent: list[Json]) -> Answer:
            same = [each["id"] for each in sent if isinstance(each, dict) and equal(each)]
            answer = original(call, sent)
            body = answer.body
            if isinstance(body, dict) and isinstance(body["skipped"], list):
                done = [id for id in same if id not in body["skipped"]]
                body["updated"] = len(sent) - len(body["skipped"]) - len(done)
            return answer

        original = batches.update
        override(batches.update, lambda _: update)


class MissingLeadFieldIsInvalidValue(Defect):
    """One type for all that is wrong with a field."""

    id = "missing-lead-field-is-invalid-value"
    sentence = "{operation} that lacks what it needs is answered 400 with errorType invalid_value."
    faults = ("F53",)
    choices = ("createLeads", "listLeads")
    requirement = "LG-LEAD-012"
    advisory = True

    def apply(self, application: Application) -> None:
        """Raise the other error."""

        refuse_instead(
            application, self.operation, MissingRequiredField, lambda error: InvalidValue(error.error, error.details)
        )


class EmptyBatchTaken(Defect):
    """A loop over nothing succeeds."""

    id = "empty-batch-taken"
    sentence = "{operation} of an empty batch succeeds."
    faults = ("F52",)
    choices = ("createLeads", "deleteLeads", "updateLeads")
    requirement = "LG-LEAD-034"
    advisory = True

    def apply(self, application: Application) -> None:
        """Do nothing, successfully."""

        told: dict[str, Answer] = {
            "POST": created(created=0, skipped=[]),
            "PUT": ok(updated=0, skipped=[]),
            "DELETE": ok(deleted=0, skipped=[]),
        }

        def around(handler: Handler) -> Handler:
            def answered(call: Call) -> Answer:
                sent = call.body.get("ids" if call.method == "DELETE" else "leads")
                return replace(told[call.method], headers=[]) if sent == [] else handler(call)

            return answered

        application.wrap(self.operation, around)
