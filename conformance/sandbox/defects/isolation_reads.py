"""Reading over the tenant's wall."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.choices import OF_KEYS_ALONE
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import InsufficientPermissions, NotFound
from conformance.sandbox.filters import Filter
from conformance.sandbox.records import Record
from conformance.sandbox.resources.bulk import Bulk
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.find_lead import FindLead
from conformance.sandbox.resources.leads import Leads


class ForeignLeadRead(Defect):
    """Whoever knows the id reads the lead."""

    id = "foreign-lead-read"
    sentence = "GET /enrich-leads/{id} shows another company's lead."
    faults = ("F12",)
    operations = ("getEnrichLead",)
    requirement = "LG-ISO-004"

    def apply(self, application: Application) -> None:
        """Look the id up without the company."""
        rows = application.resource(Leads).rows
        override(rows.read, lambda original: lambda call, id: rows.leads.get(id) or original(call, id))


class ForeignClientRead(Defect):
    """Whoever knows the id reads the client."""

    id = "foreign-client-read"
    sentence = "GET /clients?clientId shows another company's client."
    faults = ("F12", "F15")
    operations = ("listClients",)
    requirement = "LG-ISO-002"

    def apply(self, application: Application) -> None:
        """Look the id up without the company."""
        clients = application.resource(Clients)

        def named(_call: Call, id: str) -> Record | None:
            return clients.clients.find(Filter().where("id = ? OR client_id = ?", id, id))

        override(clients.named, lambda _: lambda call, id: named(call, id))


class ForeignLeadsListed(Defect):
    """Whoever knows the `client_id` reads the list."""

    id = "foreign-leads-listed"
    sentence = "GET /leads lists the leads of another company's client_id."
    faults = ("F15", "F17")
    operations = ("listLeads",)
    requirement = "LG-ISO-003"

    def apply(self, application: Application) -> None:
        """Narrow by the client alone."""
        override(
            application.resource(Leads).listed,
            lambda _: lambda call, client_id: Filter().equals("client_id", client_id),  # noqa: ARG005  # as the original
        )


class ForeignLeadFound(Defect):
    """The search covers all companies."""

    id = "foreign-lead-found"
    sentence = "GET /find-lead finds leads of other companies."
    faults = ("F15",)
    operations = ("findLead",)
    requirement = "LG-ISO-005"

    def apply(self, application: Application) -> None:
        """Search everything."""
        override(application.resource(FindLead).readable, lambda _: lambda call: Filter())  # noqa: ARG005  # as the original


class ForeignCompanyInBulk(Defect):
    """The company asked for is the company shown."""

    id = "foreign-company-in-bulk"
    sentence = "{operation} shows the company that companyId names, whoever asks."
    faults = ("F15",)
    choices = OF_KEYS_ALONE
    requirement = "LG-ISO-023"

    def apply(self, application: Application) -> None:
        """Trust the parameter."""
        bulk = application.resource(Bulk)

        def listed(call: Call) -> Filter:
            wanted = call.query["companyId"]
            return original(call) if wanted == call.company_id else Filter().equals("company_id", wanted)

        original = bulk.listed
        override(bulk.check_company, lambda _: lambda call, company_id: None)  # noqa: ARG005  # as the original
        override(bulk.listed, lambda _: listed)


class ForeignRecordToldApart(Defect):
    """The refusal tells that the record exists."""

    id = "foreign-record-told-apart"
    sentence = "{operation} is answered 403 for another company's id and otherwise for an unknown one."
    faults = ("F19",)
    choices = ("getEnrichLead", "listClients")
    requirement = "LG-ISO-026"
    advisory = True

    def apply(self, application: Application) -> None:
        """Name the reason."""
        rows = application.resource(Leads).rows

        def read(call: Call, id: str) -> Record:
            record = rows.leads.get(id)
            if record is not None and not rows.access.may_read(call, record):
                raise InsufficientPermissions("This lead belongs to another company.")
            return original(call, id)

        def named(call: Call, id: str) -> Record | None:
            record = clients.clients.get(id)
            if record is not None and not clients.access.may_read(call, record):
                raise InsufficientPermissions("This client belongs to another company.")
            return found(call, id)

        clients = application.resource(Clients)
        original, found = rows.read, clients.named
        override(rows.read, lambda _: read)
        override(clients.named, lambda _: named)


class ForeignCompanyToldApart(Defect):
    """The refusal tells that the company exists."""

    id = "foreign-company-told-apart"
    sentence = "{operation} is answered 403 for another company and 404 for an unknown one."
    faults = ("F19",)
    choices = OF_KEYS_ALONE
    requirement = "LG-ISO-024"
    advisory = True

    def apply(self, application: Application) -> None:
        """Look the company up first."""

        def check_company(call: Call, company_id: str) -> None:
            if application.identity.companies.get(company_id) is None:
                raise NotFound("There is no such company.")
            original(call, company_id)

        original = application.resource(Bulk).check_company
        override(application.resource(Bulk).check_company, lambda _: check_company)
