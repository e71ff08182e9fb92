"""What else a bulk list may answer to the id of a company that is not the caller's, unknown and foreign alike."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import ApiError, InsufficientPermissions, InvalidValue, NotFound
from conformance.sandbox.operations import Handler
from conformance.sandbox.resources.bulk import Bulk
from conformance.sandbox.values import Object

SEEN = ("LG-ISO-023", "LG-ISO-024", "LG-BULK-001")


class _ForeignCompanyGets(Variant):
    """Refuses with another error. `error`: which."""

    requirements = SEEN
    error: ApiError

    def apply(self, application: Application) -> None:
        """Translate the refusal."""
        bulk = application.resource(Bulk)

        def check_company(call: Call, company_id: str) -> None:
            try:
                original(call, company_id)
            except InsufficientPermissions as refusal:
                raise type(self.error)(self.error.error, {"field": "companyId"}) from refusal

        original = bulk.check_company
        override(bulk.check_company, lambda _: check_company)


class BulkForeignIs400(_ForeignCompanyGets):
    """Not the value to send."""

    id = "bulk-foreign-company-is-400"
    sentence = "A bulk list with a companyId that is not the caller's own answers 400 invalid_value."
    error = InvalidValue("companyId is not that of your company.")


class BulkForeignIs404(_ForeignCompanyGets):
    """No such company, for this caller."""

    id = "bulk-foreign-company-is-404"
    sentence = "A bulk list with a companyId that is not the caller's own answers 404."
    error = NotFound("There is no such company.")


class BulkForeignIsEmpty(Variant):
    """Nothing to see."""

    id = "bulk-foreign-company-is-empty"
    sentence = "A bulk list with a companyId that is not the caller's own answers 200 with an empty page."
    requirements = SEEN

    def apply(self, application: Application) -> None:
        """Answer in place of the refusal."""

        def lenient(handler: Handler) -> Handler:
            def listed(call: Call) -> Answer:
                try:
                    return handler(call)
                except InsufficientPermissions:
                    return ok(leads=[], count=0, nextToken=None)

            return listed

        for operation_id in ("bulkEnrichLeads", "bulkSourceLeads"):
            application.wrap(operation_id, lenient)


class BulkFieldsAreExact(Variant):
    """The chosen fields, and no id beside them."""

    id = "bulk-fields-are-exact"
    sentence = "A bulk list with fields shows these alone, null where a lead has not set one, and the id only if asked."
    requirements = ("LG-BULK-009", "LG-BULK-001")

    def apply(self, application: Application) -> None:
        """Cut and fill the rows."""
        bulk = application.resource(Bulk)

        def projected(lead: Object, fields: frozenset[str]) -> Object:
            return {name: lead.get(name) for name in sorted(fields)} if fields else lead

        override(bulk.projected, lambda _: projected)
