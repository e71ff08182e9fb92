"""Bodies that one route among all believes: who owns, in which company, under which id."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.around import before, before_one
from conformance.sandbox.around_records import changed_rows
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.company import Company
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.resources.search_history import SearchHistory
from conformance.sandbox.values import Object

MADE = (
    *("createCampaign", "createCompany", "createSearchHistory", "createWebhook"),
    *("reportBug", "requestEnhancement", "saveTerritoryCompany"),
)
"""What makes a record that lasts and has an owner."""

OF_SETTINGS = (
    *("createAgentSettings", "createSdrSettings", "createUrlSettings"),
    *("updateAgentSettings", "updateSdrSettings", "updateUrlSettings"),
)


class IdInBodyTaken(Defect):
    """The whole body is spread over the new row."""

    id = "id-in-body-taken"
    sentence = "{operation} takes the id of the new record from the body."
    faults = ("F18",)
    choices = ("createClient", "createLeads")
    requirement = "LG-ISO-030"

    def apply(self, application: Application) -> None:
        """Rename the row once it is stored."""

        def named(call: Call, record: Record, table: str) -> Record:
            id = call.body.get("id")
            if not isinstance(id, str) or not id:
                return record
            application.store.execute(f"UPDATE OR IGNORE {table} SET id = ? WHERE seq = ?", (id, record.seq))
            return replace(record, id=id)

        clients, rows = application.resource(Clients), application.resource(Leads).rows

        def client_stored(call: Call, fields: Object) -> Record:
            return named(call, client_made(call, fields), clients.clients.table.name)

        def lead_stored(call: Call, client: Record, fields: Object) -> Record:
            return named(call, lead_made(call, client, fields), rows.leads.table.name)

        client_made, lead_made = clients.stored, rows.stored
        override(clients.stored, lambda _: client_stored)
        override(rows.stored, lambda _: lead_stored)


class CompanyInUpdateTaken(Defect):
    """The whole body is spread over the row."""

    id = "company-in-update-taken"
    sentence = "{operation} takes the company_id from the body."
    faults = ("F18", "F34")
    choices = ("updateClient", "updateEnrichLead", "updateLeads")
    requirement = "LG-ISO-031"

    def apply(self, application: Application) -> None:
        """Write it over the stored one."""
        sent: list[str] = []

        def noted(call: Call) -> None:
            company = call.body.get("company_id")
            sent[:] = [company] if isinstance(company, str) and company else []

        def moved(record: Record, table: str) -> Record:
            for company in sent:
                application.store.execute(f"UPDATE {table} SET company_id = ? WHERE seq = ?", (company, record.seq))
                return replace(record, company_id=company)
            return record

        before(application, noted)
        changed_rows(application, moved)


class OwnerInBodyActs(Defect):
    """The body says for whom it is."""

    id = "owner-in-body-acts"
    sentence = "{operation} writes for the owner that the body names."
    faults = ("F18",)
    # No answer tells the owner of settings, and nothing depends on who it is; updates keep an owner as it is, for which
    # see company-owner-in-body and search-owner-in-body.
    choices = MADE
    requirement = "LG-ISO-032"

    def apply(self, application: Application) -> None:
        """Act as the owner named."""

        def named(call: Call) -> None:
            owner = call.body.get("owner")
            if isinstance(owner, str) and owner:
                call.principal = replace(call.principal, owner=owner)

        before(application, named)


class CompanyInBodyActs(Defect):
    """The body says in which company it is."""

    id = "company-in-body-acts"
    sentence = "{operation} writes in the company that the body names."
    faults = ("F18", "F34")
    choices = (*MADE, *OF_SETTINGS, "updateCompany", "updateSearchHistory")
    requirement = "LG-ISO-032"

    def apply(self, application: Application) -> None:
        """Act in the company named, or found the new one under its id."""
        identity = application.identity

        def founded(call: Call, name: str) -> Record:
            company = call.body.get("company_id")
            if not isinstance(company, str) or not company:
                return original(call, name)
            return identity.add_company(id=company, name=name, owner=call.principal.owner)

        def placed(call: Call) -> None:
            company = call.body.get("company_id")
            if isinstance(company, str) and company:
                call.principal = replace(call.principal, company_id=company)

        original = application.resource(Company).founded
        if self.operation == "createCompany":  # who founds one is in none yet
            override(application.resource(Company).founded, lambda _: founded)
        else:
            before(application, placed)


class SearchOwnerInBody(Defect):
    """The whole body is spread over the row."""

    id = "search-owner-in-body"
    sentence = "PUT /search-history gives the search to the owner that the body names."
    faults = ("F18",)
    operations = ("updateSearchHistory",)
    requirement = "LG-ISO-032"

    def apply(self, application: Application) -> None:
        """Write it over the stored one."""
        searches = application.resource(SearchHistory)
        sent: list[str] = []

        def noted(call: Call) -> None:
            owner = call.body.get("owner")
            sent[:] = [owner] if isinstance(owner, str) and owner else []

        def changed(record: Record, changes: Object) -> Record:
            kept = original(record, changes)
            for owner in sent:
                table = searches.searches.table.name
                application.store.execute(f"UPDATE {table} SET owner = ? WHERE seq = ?", (owner, record.seq))
                return replace(kept, owner=owner)
            return kept

        original = searches.changed
        override(searches.changed, lambda _: changed)
        before_one(application, "updateSearchHistory", noted)
