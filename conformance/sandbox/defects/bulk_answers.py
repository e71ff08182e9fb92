"""Bulk lists that answer what was not asked, or not as agreed."""

from collections.abc import Callable

from conformance.sandbox.application import Application
from conformance.sandbox.around_pages import Asked, pages
from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.choices import OF_KEYS_ALONE
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import BadRequest, MissingRequiredField, NotFound
from conformance.sandbox.filters import Filter
from conformance.sandbox.pages import Page
from conformance.sandbox.records import Record, Records
from conformance.sandbox.resources.bulk import ALL, Bulk
from conformance.sandbox.resources.clients import Clients


class BulkRowsUnderData(Defect):
    """The envelope of another framework."""

    id = "bulk-rows-under-data"
    sentence = "{operation} shows its rows under data instead of leads."
    faults = ("F53",)
    choices = OF_KEYS_ALONE
    requirement = "LG-BULK-001"

    def apply(self, application: Application) -> None:
        """Rename the key."""

        def answered(call: Call, records: Records, listing: str) -> Answer:
            answer = original(call, records, listing)
            if isinstance(answer.body, dict):
                answer.body["data"] = answer.body.pop("leads")
            return answer

        original = application.resource(Bulk).answered
        override(application.resource(Bulk).answered, lambda _: answered)


class BulkKeepsDeleted(Defect):
    """The index learns of new leads and never of deleted ones."""

    id = "bulk-keeps-deleted"
    sentence = "GET /enrich-leads/list goes on showing leads that were deleted after it had shown them once."
    faults = ("F29",)
    operations = ("bulkEnrichLeads",)
    requirement = "LG-BULK-003"

    def apply(self, application: Application) -> None:
        """Remember what each list has shown, and add to its last page what is gone."""
        shown: dict[tuple[object, ...], dict[str, Record]] = {}

        def around(asked: Asked, give: Callable[[Asked], Page]) -> Page:
            found = give(asked)
            if asked.listing != "enrich-leads":
                return found
            known = shown.setdefault(asked.filter.values, {})
            known.update({record.id: record for record in found.records})
            gone = [each for each in known.values() if asked.records.get(each.id) is None]
            return found if found.next_token else Page([*found.records, *gone], None)

        pages(application, around)


class BulkCompanyNotNeeded(Defect):
    """The key says whose leads they are."""

    id = "bulk-company-not-needed"
    sentence = "{operation} without companyId shows the leads of the key's company."
    faults = ("F15", "F52")
    choices = OF_KEYS_ALONE
    requirement = "LG-BULK-004"

    def apply(self, application: Application) -> None:
        """Fill the parameter in."""

        def answered(call: Call, records: Records, listing: str) -> Answer:
            call.query.setdefault("companyId", call.company_id)
            return original(call, records, listing)

        original = application.resource(Bulk).answered
        override(application.resource(Bulk).answered, lambda _: answered)


class BulkCompanyMissingIs422(Defect):
    """The framework's own validation answers."""

    id = "bulk-company-missing-is-422"
    sentence = "{operation} without companyId is answered 422."
    faults = ("F06", "F53")
    choices = OF_KEYS_ALONE
    requirement = "LG-BULK-005"
    advisory = True

    def apply(self, application: Application) -> None:
        """Raise the other error."""

        def answered(call: Call, records: Records, listing: str) -> Answer:
            try:
                return original(call, records, listing)
            except MissingRequiredField as error:
                raise _UnprocessableError(error.error, error.details) from error

        original = application.resource(Bulk).answered
        override(application.resource(Bulk).answered, lambda _: answered)


class _UnprocessableError(BadRequest):
    """422: what some frameworks say to a missing parameter."""

    status = 422
    error_type = "missing_required_field"
    recommendation = "Send the named parameter with a value."


class BulkUnknownClientIs404(Defect):
    """The client is looked up first."""

    id = "bulk-unknown-client-is-404"
    sentence = "{operation} with a clientId that no client has is answered 404."
    faults = ("F58",)
    choices = OF_KEYS_ALONE
    requirement = "LG-BULK-008"
    advisory = True

    def apply(self, application: Application) -> None:
        """Insist on the client."""
        clients = application.resource(Clients).clients

        def listed(call: Call) -> Filter:
            named = call.query.get("clientId", "")
            if named not in ALL and clients.find(Filter().equals("client_id", named)) is None:
                raise NotFound("There is no such client.")
            return original(call)

        original = application.resource(Bulk).listed
        override(application.resource(Bulk).listed, lambda _: listed)


class BulkCountIsTotal(Defect):
    """`count` counts what there is instead of what is shown."""

    id = "bulk-count-is-total"
    sentence = "The count of a page of {operation} is the number of rows on all pages."
    faults = ("F43",)
    choices = OF_KEYS_ALONE
    requirement = "LG-BULK-012"
    advisory = True

    def apply(self, application: Application) -> None:
        """Count the table."""
        bulk = application.resource(Bulk)

        def answered(call: Call, records: Records, listing: str) -> Answer:
            body = original(call, records, listing).body
            return ok({**(body if isinstance(body, dict) else {}), "count": records.count(bulk.listed(call))})

        original = bulk.answered
        override(bulk.answered, lambda _: answered)
