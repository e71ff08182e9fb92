"""Requests about leads that are taken where they should be refused, or refused where they should be taken."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import before_one
from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.call import created as answered_created
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import ApiError, InvalidValue, MissingRequiredField
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Json, Object


class NullRefused(Defect):
    """null is neither a text nor nothing."""

    id = "null-lead-field-refused"
    sentence = "POST /leads with null for an optional field answers 400."
    faults = ("F51", "F53")
    operations = ("createLeads",)
    requirement = "LG-LEAD-010"
    advisory = True

    def apply(self, application: Application) -> None:
        """Refuse it."""

        def check(call: Call) -> None:
            if None in call.body.values():
                raise InvalidValue("A field may not be null.")

        before_one(application, "createLeads", check)


class LeadWithoutLastNameTaken(Defect):
    """A dash where a name is missing."""

    id = "lead-without-last-name-taken"
    sentence = "POST /leads without a lastName makes a lead called -."
    faults = ("F52",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-011"

    def apply(self, application: Application) -> None:
        """Make a name up."""

        def name(call: Call) -> None:
            if "leads" not in call.body and not call.body.get("lastName"):
                call.body["lastName"] = "-"

        before_one(application, "createLeads", name)


class SearchForNothingTaken(Defect):
    """Looking for nothing finds nothing."""

    id = "search-for-nothing-taken"
    sentence = "GET /find-lead with neither e-mail nor LinkedIn URL answers 200 with an empty list."
    faults = ("F52",)
    operations = ("findLead",)
    requirement = "LG-LEAD-012"
    advisory = True

    def apply(self, application: Application) -> None:
        """Find nothing."""

        def around(handler: Handler) -> Handler:
            def found(call: Call) -> Answer:
                try:
                    return handler(call)
                except MissingRequiredField:
                    return ok(leads=[])

            return found

        application.wrap("findLead", around)


class LeadOfUnknownClientTaken(Defect):
    """Nobody looks whether there is such a client."""

    id = "lead-of-unknown-client-taken"
    sentence = "POST /leads with a client_id that no client has answers 201 and stores nothing."
    faults = ("F17", "F52")
    operations = ("createLeads",)
    requirement = "LG-LEAD-013"
    advisory = True
    because = "Taken as it is, it breaks the laws on statuses, on error types and on what must not be stored."

    def apply(self, application: Application) -> None:
        """Say that it is made."""
        clients = application.resource(Clients)

        def around(handler: Handler) -> Handler:
            def created(call: Call) -> Answer:
                named = call.body.get("client_id")
                unknown = isinstance(named, str) and clients.by_client_id(call, named) is None
                return answered_created(lead={**call.body, "id": str(named)}) if unknown else handler(call)

            return created

        application.wrap("createLeads", around)


class DuplicateAcrossClients(Defect):
    """One e-mail, one lead, in all the company."""

    id = "duplicate-across-clients"
    sentence = "A lead with the e-mail of another client's lead is refused as a duplicate."
    faults = ("F20",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-019"
    advisory = True

    def apply(self, application: Application) -> None:
        """Look in the whole company."""
        rows = application.resource(Leads).rows

        def has_email(sibling: Record, email: str) -> bool:
            same = Filter().equals("company_id", sibling.company_id).where("email = ? COLLATE NOCASE", email)
            return rows.leads.find(same) is not None

        override(rows.has_email, lambda _: has_email)


class ListWithoutClient(Defect):
    """Without a client, all of them."""

    id = "leads-listed-without-client"
    sentence = "GET /leads without client_id lists all the company's leads."
    faults = ("F15", "F52")
    operations = ("listLeads",)
    requirement = "LG-LEAD-022"

    def apply(self, application: Application) -> None:
        """List them all."""
        leads = application.resource(Leads)

        def around(handler: Handler) -> Handler:
            def listed(call: Call) -> Answer:
                if call.query.get("client_id"):
                    return handler(call)
                records = leads.rows.leads.select(application.access.readable(call))
                return ok(leads=[leads.rows.shown(each) for each in records], total=len(records), count=len(records))

            return listed

        application.wrap("listLeads", around)


class UnknownClientListsAllLeads(Defect):
    """Nothing found counts as nothing asked."""

    id = "unknown-client-lists-all-leads"
    sentence = "GET /leads with an unknown client_id lists all the company's leads."
    faults = ("F15", "F17")
    operations = ("listLeads",)
    requirement = "LG-LEAD-023"

    def apply(self, application: Application) -> None:
        """Fall back to the company."""
        clients = application.resource(Clients)

        def listed(call: Call, client_id: str) -> Filter:
            known = clients.by_client_id(call, client_id) is not None
            return original(call, client_id) if known else application.access.readable(call)

        original = application.resource(Leads).listed
        override(application.resource(Leads).listed, lambda _: listed)


class RowWithoutEmailUnnamed(Defect):
    """Without an e-mail there is nothing to name."""

    id = "skipped-row-without-email-unnamed"
    sentence = "skipped of a batch POST /leads names a row without e-mail by an empty string."
    faults = ("F32",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-032"
    advisory = True

    def apply(self, application: Application) -> None:
        """Name it so."""

        def named(entry: Json, field: str, index: int) -> str:
            unnamed = field == "email" and isinstance(entry, dict) and not entry.get("email")
            return "" if unnamed else original(entry, field, index)

        batches = application.resource(Leads).batches
        original = batches.named
        override(batches.named, lambda _: named)


class FiveHundredTooMany(Defect):
    """Fewer than, in place of at most."""

    id = "five-hundred-leads-too-many"
    sentence = "{operation} refuses a batch of exactly 500 leads or ids."
    faults = ("F51", "F52")
    choices = ("createLeads", "deleteLeads", "updateLeads")
    requirement = "LG-LEAD-034"
    advisory = True

    def apply(self, application: Application) -> None:
        """Count one too few."""

        def check(call: Call) -> None:
            sent = call.body.get("ids" if call.method == "DELETE" else "leads")
            if isinstance(sent, list) and len(sent) == 500:
                raise InvalidValue("A batch must hold fewer than 500 entries.")

        before_one(application, self.operation, check)


class EmptyLeadUpdateRefused(Defect):
    """Nothing to do is taken for a mistake."""

    id = "empty-lead-update-refused"
    sentence = "{operation} with the lead's id alone is refused with 400."
    faults = ("F28",)
    choices = ("updateEnrichLead", "updateLeads")
    requirement = "LG-LEAD-040"
    advisory = True

    def apply(self, application: Application) -> None:
        """Ask for a change."""

        def check(call: Call) -> None:
            if call.body.keys() <= {"id"}:
                raise InvalidValue("Send what should change.")

        for name in self.operations:
            before_one(application, name, check)


class UnknownIdsCounted(Defect):
    """The count is the number sent."""

    id = "unknown-leads-counted"
    sentence = "{operation} of a batch counts unknown ids too."
    faults = ("F32", "F21")
    choices = ("deleteLeads", "updateLeads")
    requirement = "LG-LEAD-043"
    advisory = True

    def apply(self, application: Application) -> None:
        """Count what came."""

        def update(call: Call, sent: list[Json]) -> Answer:
            answer = original(call, sent)
            if isinstance(answer.body, dict):
                answer.body["updated"] = len(sent)
            return answer

        def delete(call: Call, ids: list[str]) -> Answer:
            answer = removed(call, ids)
            if isinstance(answer.body, dict):
                answer.body["deleted"] = len(ids)
            return answer

        batches = application.resource(Leads).batches
        original, removed = batches.update, batches.delete
        override(batches.update, lambda _: update)
        override(batches.delete, lambda _: delete)


class LeadMovedNowhere(Defect):
    """`client_id` is a field like others."""

    id = "lead-moved-nowhere"
    sentence = "{operation} takes a client_id that no client has, and the lead is in no list."
    faults = ("F17", "F34")
    choices = ("updateEnrichLead", "updateLeads")
    requirement = "LG-LEAD-046"
    advisory = True

    def apply(self, application: Application) -> None:
        """Write it."""
        rows = application.resource(Leads).rows

        def update(call: Call, id: str, body: Object) -> Record:
            record = original(call, id, body)
            named = body.get("client_id")
            return rows.leads.update(record, {}, client_id=named) if isinstance(named, str) else record

        original = rows.update
        override(rows.update, lambda _: update)


class DeletingNothingWorks(Defect):
    """What is not there is as good as deleted."""

    id = "deleting-an-unknown-lead-is-200"
    sentence = "DELETE /leads?id of an unknown lead answers 200."
    faults = ("F29",)
    operations = ("deleteLeads",)
    requirement = "LG-LEAD-052"
    advisory = True

    def apply(self, application: Application) -> None:
        """Say so."""

        def around(handler: Handler) -> Handler:
            def deleted(call: Call) -> Answer:
                try:
                    return handler(call)
                except ApiError as error:
                    if error.status == 404:
                        return ok()
                    raise

            return deleted

        application.wrap("deleteLeads", around)
