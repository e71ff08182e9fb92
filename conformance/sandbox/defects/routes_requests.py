"""Requests that one route among all reads too strictly, or in part."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import before, keep_refused, successes
from conformance.sandbox.call import Call
from conformance.sandbox.defects.envelope_requests import KNOWN
from conformance.sandbox.deviation import Defect
from conformance.sandbox.errors import BadRequest
from conformance.sandbox.lead_tables import LEAD_FIELDS
from conformance.sandbox.resources.clients import FIELDS as CLIENT_FIELDS
from conformance.sandbox.resources.company import Company
from conformance.sandbox.rewriting import rows_without
from conformance.sandbox.values import Object

NAMES = {"id", "ids", "client_id", "leads", "owner", "company_id", *LEAD_FIELDS.names, *CLIENT_FIELDS.names}
"""What bodies of clients and leads may hold."""


class _UnprocessableError(BadRequest):
    """422: what some frameworks say to a field that they do not know."""

    status = 422


class UnknownFieldIs422(Defect):
    """The framework forbids what it does not know."""

    id = "unknown-field-is-422"
    sentence = "{operation} with a field that it does not know is answered 422."
    faults = ("F51",)
    choices = ("createClient", "createLeads", "updateClient", "updateEnrichLead", "updateLeads")
    requirement = "LG-ENV-017"
    advisory = True

    def apply(self, application: Application) -> None:
        """Refuse it."""

        def check(call: Call) -> None:
            if call.body.keys() - NAMES:
                raise _UnprocessableError("There is no such field.")

        before(application, check)


class UnknownParameterEmpties(Defect):
    """Every parameter is a filter."""

    id = "unknown-parameter-empties"
    sentence = "{operation} with a query parameter that it does not know shows no rows."
    faults = ("F51",)
    choices = ("listClients", "listLeads")
    requirement = "LG-ENV-018"
    advisory = True

    def apply(self, application: Application) -> None:
        """Show nothing where it is not met."""

        def met(call: Call, body: Object) -> Object:
            rows: Object = {name: [] for name, value in body.items() if isinstance(value, list)}
            return {**body, **rows} if call.query.keys() - KNOWN else body

        successes(application, met)


class RefusedWriteKept(Defect):
    """The good fields are written before the bad one is seen."""

    id = "refused-write-kept"
    sentence = "{operation} that is refused for one field stores the others."
    faults = ("F30", "F13")
    # A company has one field, so nothing is left of a refused one: refused-name-kept is the mistake there.
    choices = (
        *("createAgentSettings", "createCampaign", "createSdrSettings", "createSearchHistory", "createUrlSettings"),
        *("createWebhook", "reportBug", "requestEnhancement", "saveTerritoryCompany", "updateAgentSettings"),
        *("updateSdrSettings", "updateSearchHistory", "updateUrlSettings"),
    )
    requirement = "LG-ENV-021"

    def apply(self, application: Application) -> None:
        """Write what is right of a refused body; the answer stays the refusal."""
        again = application.operations[self.operation].handler

        def keep(call: Call) -> None:
            call.body = {name: value for name, value in call.body.items() if isinstance(value, str | int)}
            again(call)

        keep_refused(application, self.operation, keep)


class RefusedNameKept(Defect):
    """The company is written before its name is looked at."""

    id = "refused-name-kept"
    sentence = "{operation} that is refused for its name writes the company all the same."
    faults = ("F30", "F13")
    choices = ("createCompany", "updateCompany")
    requirement = "LG-ENV-021"

    def apply(self, application: Application) -> None:
        """Write whatever the name is as a text; the answer stays the refusal."""
        company = application.resource(Company)

        def keep(call: Call) -> None:
            name = str(call.body.get("name", ""))
            if self.operation == "updateCompany":
                company.changed(company.own(call), {"name": name})
            elif call.principal.company_id is None:
                company.founded(call, name)

        keep_refused(application, self.operation, keep)


class KeySeesNoCompany(Defect):
    """What machines get is cut to what the first machine needed."""

    id = "key-sees-no-company"
    sentence = "{operation} by an API key answers without company_id."
    faults = ("F09",)
    choices = ("createLeads", "listLeads", "updateLeads")
    requirement = "LG-ENV-023"
    advisory = True

    def apply(self, application: Application) -> None:
        """Leave it out."""

        def less(call: Call, body: Object) -> Object:
            return rows_without(body, ("company_id",)) if call.principal.kind == "key" else body

        successes(application, less)
