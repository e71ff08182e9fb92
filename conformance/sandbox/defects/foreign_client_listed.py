"""A list of clients that reaches over the tenant's wall."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.resources.clients import Clients


class ForeignClientListed(Defect):
    """One client of another company stands among one's own."""

    id = "foreign-client-listed"
    sentence = "GET /clients lists the newest client of another company too."
    faults = ("F15",)
    operations = ("listClients",)
    requirement = "LG-ISO-001"

    def apply(self, application: Application) -> None:
        """Widen the condition of the list."""

        def listed(call: Call) -> Filter:
            company = call.company_id
            newest_foreign = "SELECT max(seq) FROM clients WHERE company_id <> ?"
            return Filter().where(f"company_id = ? OR seq = ({newest_foreign})", company, company)

        override(application.resource(Clients).listed, lambda _: listed)
