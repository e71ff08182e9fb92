"""No lead is left without its client."""

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import Conflict
from conformance.sandbox.lead_tables import same_client
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.leads import Leads


class LeadsKeepTheirClient(Variant):
    """A client goes only when its leads are gone, or with them."""

    id = "leads-keep-their-client"
    sentence = "DELETE /clients without purge of a client that has leads is refused with 409."
    requirements = ("LG-CLI-021", "LG-CLI-023")

    def apply(self, application: Application) -> None:
        """Look for leads before the client is removed; a purge has removed them by then."""
        leads = application.resource(Leads).rows.leads

        def remove(record: Record) -> None:
            if leads.find(same_client(record)) is not None:
                raise Conflict("The client has leads.", {"id": record.id})
            original(record)

        original = application.resource(Clients).remove
        override(application.resource(Clients).remove, lambda _: remove)
