"""Bulk lists that hold the wrong rows, fields or numbers."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.choices import OF_KEYS_ALONE
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.resources.bulk import Bulk
from conformance.sandbox.resources.leads_rows import of_client

BULK = ("bulkEnrichLeads", "bulkSourceLeads")


class BulkFieldsIgnored(Defect):
    """`fields` is not read."""

    id = "bulk-fields-ignored"
    sentence = "The bulk lists show whole rows whatever fields are asked for."
    faults = ("F44",)
    operations = BULK
    requirement = "LG-BULK-009"

    def apply(self, application: Application) -> None:
        """Cut nothing."""
        override(application.resource(Bulk).projected, lambda _: lambda lead, fields: lead)  # noqa: ARG005  # as the original


class BulkFieldsAddTenant(Defect):
    """The projection lets more through than was asked for."""

    id = "bulk-fields-add-tenant"
    sentence = "A bulk row with chosen fields shows owner and company_id too."
    faults = ("F44",)
    operations = BULK
    requirement = "LG-BULK-009"

    def apply(self, application: Application) -> None:
        """Choose two more."""
        override(
            application.resource(Bulk).projected,
            lambda original: lambda lead, fields: original(lead, fields and fields | {"owner", "company_id"}),
        )


class BulkClientIgnored(Defect):
    """`clientId` is not read."""

    id = "bulk-client-ignored"
    sentence = "{operation} shows all clients whatever clientId is asked for."
    faults = ("F15", "F58")
    choices = OF_KEYS_ALONE
    requirement = "LG-BULK-006"

    def apply(self, application: Application) -> None:
        """Do not narrow."""
        override(application.resource(Bulk).listed, lambda _: application.access.readable)


class BulkDefaultIsAClient(Defect):
    """Only the absent parameter means all."""

    id = "bulk-default-is-a-client"
    sentence = "The bulk lists take the clientId DEFAULT for the name of a client, and show nothing."
    faults = ("F37", "F58")
    operations = BULK
    requirement = "LG-BULK-007"

    def apply(self, application: Application) -> None:
        """Look for a client of that name."""

        def listed(call: Call) -> Filter:
            rows = original(call)
            return of_client(rows, call.company_id, "DEFAULT") if call.query.get("clientId") == "DEFAULT" else rows

        original = application.resource(Bulk).listed
        override(application.resource(Bulk).listed, lambda _: listed)


class BulkDefaultUnbounded(Defect):
    """Without a limit there is only the maximum."""

    id = "bulk-default-unbounded"
    sentence = "A bulk list without limit shows up to 5,000 rows at once."
    faults = ("F39",)
    operations = BULK
    requirement = "LG-BULK-010"

    def apply(self, application: Application) -> None:
        """Make the largest page the usual one."""
        bulk = application.resource(Bulk)
        override(bulk.sizes, lambda _: lambda: (bulk.maximum, bulk.maximum))


class BulkMaximumTooSmall(Defect):
    """The limit of the other listings holds here too."""

    id = "bulk-maximum-too-small"
    sentence = "The bulk lists refuse a limit above 1,000."
    faults = ("F39", "F52")
    operations = BULK
    requirement = "LG-BULK-011"

    def apply(self, application: Application) -> None:
        """Take the other maximum."""
        bulk = application.resource(Bulk)
        override(bulk.sizes, lambda _: lambda: (bulk.default, 1000))


class BulkLeavesOutNewest(Defect):
    """The index is one row behind, for good."""

    id = "bulk-leaves-out-newest"
    sentence = "GET /enrich-leads/list never holds the company's newest lead."
    faults = ("F37", "F24")
    operations = ("bulkEnrichLeads",)
    requirement = "LG-BULK-002"

    def apply(self, application: Application) -> None:
        """Stop one row short."""

        def listed(call: Call) -> Filter:
            newest = "SELECT max(seq) FROM leads WHERE company_id = ?"
            rows = original(call)
            enrich = call.path.endswith("/enrich-leads/list")
            return rows.where(f"seq < ({newest})", call.company_id) if enrich else rows

        original = application.resource(Bulk).listed
        override(application.resource(Bulk).listed, lambda _: listed)
