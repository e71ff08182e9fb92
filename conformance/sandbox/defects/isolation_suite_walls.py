"""Walls that stand, and tell what is behind them; and those within a company."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.choices import OF_KEYS_ALONE
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import Conflict, InsufficientPermissions, OwnerMismatch
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record, Records
from conformance.sandbox.resources.bulk import Bulk
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.resources.territory import Territory
from conformance.sandbox.values import Json


class MixedBatchDoesNothing(Defect):
    """One foreign id, and the whole batch is dropped with a success."""

    id = "mixed-batch-does-nothing"
    sentence = "{operation} of a batch with another company's id answers 200 and does none of the own leads."
    faults = ("F21", "F32")
    choices = ("deleteLeads", "updateLeads")
    requirement = "LG-ISO-011"
    advisory = True

    def apply(self, application: Application) -> None:
        """Skip all where one is not the caller's."""
        batches = application.resource(Leads).batches

        def delete(call: Call, ids: list[str]) -> Answer:
            records = [batches.rows.leads.get(id) for id in ids]
            foreign = any(record is not None and record.company_id != call.company_id for record in records)
            return Answer(200, {"success": True, "deleted": 0, "skipped": [*ids]}) if foreign else original(call, ids)

        def update(call: Call, sent: list[Json]) -> Answer:
            ids = [each["id"] for each in sent if isinstance(each, dict) and "id" in each]
            records = [batches.rows.leads.get(str(id)) for id in ids]
            foreign = any(record is not None and record.company_id != call.company_id for record in records)
            return Answer(200, {"success": True, "updated": 0, "skipped": ids}) if foreign else changed(call, sent)

        original, changed = batches.delete, batches.update
        override(batches.delete, lambda _: delete)
        override(batches.update, lambda _: update)


class ForeignTerritoryRead(Defect):
    """The territory is the client's, whoever asks."""

    id = "foreign-territory-read"
    sentence = "GET /territory-workbench/companies shows the rows of another company's client."
    faults = ("F15", "F17")
    operations = ("listTerritoryCompanies",)
    requirement = "LG-ISO-017"

    def apply(self, application: Application) -> None:
        """Narrow by the client alone."""
        territory = application.resource(Territory)
        override(
            territory.of_client,
            lambda _: lambda call, client_id: Filter().equals("client_id", client_id),  # noqa: ARG005  # as the original
        )


class ForeignClientInBulkToldApart(Defect):
    """The bulk list says that the client exists."""

    id = "foreign-client-in-bulk-told-apart"
    sentence = "{operation} is answered 403 for another company's clientId; an unknown one gives an empty page."
    faults = ("F19",)
    choices = OF_KEYS_ALONE
    requirement = "LG-ISO-025"
    advisory = True

    def apply(self, application: Application) -> None:
        """Look the client up among everybody's."""
        bulk, clients = application.resource(Bulk), application.resource(Clients).clients

        def listed(call: Call) -> Filter:
            refuse_foreign(call, clients, call.query.get("clientId", ""))
            return original(call)

        original = bulk.listed
        override(bulk.listed, lambda _: listed)


class IdentityInBodyForbidden(Defect):
    """A body that names an owner is taken for an attempt."""

    id = "identity-in-body-forbidden"
    sentence = "{operation} with an owner in its body is answered 403."
    faults = ("F18", "F53")
    choices = ("createClient", "createLeads", "updateClient", "updateLeads")
    requirement = "LG-ISO-033"
    advisory = True

    def apply(self, application: Application) -> None:
        """Refuse it."""

        def guarded(handler: Handler) -> Handler:
            def create(call: Call) -> Answer:
                if call.body.get("owner") is not None:
                    raise InsufficientPermissions("You may not choose the owner.")
                return handler(call)

            return create

        application.wrap(self.operation, guarded)


class OwnerMismatchIs409(Defect):
    """The refusal is of the wrong class."""

    id = "owner-mismatch-is-409"
    sentence = "{operation} by a Member on a colleague's record is refused with 409 conflict."
    faults = ("F06",)
    choices = ("deleteClient", "deleteLeads", "updateClient", "updateEnrichLead", "updateLeads")
    requirement = "LG-ISO-037"
    advisory = True

    def apply(self, application: Application) -> None:
        """Raise another error."""
        access = application.access

        def get_to_change(call: Call, records: Records, id: str, what: str) -> Record:
            try:
                return original(call, records, id, what)
            except OwnerMismatch as error:
                raise Conflict(error.error) from error

        original = access.get_to_change
        override(access.get_to_change, lambda _: get_to_change)


def refuse_foreign(call: Call, clients: Records, client_id: str) -> None:
    """Raise InsufficientPermissions for another company's client, and say nothing of an unknown one."""
    record = clients.find(Filter().equals("client_id", client_id))
    if record is not None and record.company_id != call.company_id:
        raise InsufficientPermissions("This client belongs to another company.")
