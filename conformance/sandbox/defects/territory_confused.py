"""Territories that count what is gone, in another order, or for another client."""

import re
from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.records import Record
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.resources.territory import Territory
from conformance.sandbox.territories import Company, row_id
from conformance.sandbox.territory_queries import TerritoryQuery


class TerritoryCountsDeletedLeads(Defect):
    """A counter that goes up with each lead, and never down."""

    id = "territory-counts-deleted-leads"
    sentence = "totalLeads of a territory row still counts leads that were deleted."
    faults = ("F29", "F16")
    operations = ("listTerritoryCompanies", "deleteLeads")
    requirement = "LG-TERR-004"
    advisory = True

    def apply(self, application: Application) -> None:
        """Remember what was removed, and count it."""
        rows, territories = application.resource(Leads).rows, application.resource(Territory).territories
        gone: list[Record] = []

        def removed(record: Record) -> None:
            remove(record)
            gone.append(record)

        def live(leads: Filter) -> dict[str, Company]:
            companies = original(leads)
            for record in gone:
                client_id, name = str(record.columns["client_id"]), str(record.fields.get("companyName") or "")
                if not name or record.company_id not in leads.values or client_id not in leads.values:
                    continue
                if "company_name = ?" in leads.terms and name not in leads.values:
                    continue
                if application.store.one("SELECT 1 FROM clients WHERE client_id = ?", (client_id,)) is None:
                    continue
                id = row_id(record.company_id, client_id, name)
                company = companies.get(name) or Company(id, client_id, name, last_activity=record.updated_at)
                companies[name] = replace(company, leads=company.leads + 1)
            return companies

        remove, original = rows.removed, territories.live
        override(rows.removed, lambda _: removed)
        override(territories.live, lambda _: live)


class _CountsAsText(TerritoryQuery):
    """A query that sorts numbers as texts."""

    def ordered(self, companies: list[Company]) -> list[Company]:
        """The rows in the order of the digits."""
        ranked = sorted(companies, key=lambda company: (str(company.leads), company.id))
        return ranked[::-1] if self.direction == "desc" else ranked


class TerritorySortsCountsAsText(Defect):
    """The columns of a view are all texts."""

    id = "territory-sorts-counts-as-text"
    sentence = "GET /territory-workbench/companies with sortBy totalLeads puts 10 before 9."
    faults = ("F42", "F58")
    operations = ("listTerritoryCompanies",)
    requirement = "LG-TERR-012"
    advisory = True

    def apply(self, application: Application) -> None:
        """Compare digits."""
        territory = application.resource(Territory)

        def asked(call: Call) -> TerritoryQuery:
            query = original(call)
            return copied(query, _CountsAsText) if query.sort_by == "totalLeads" else query

        original = territory.asked
        override(territory.asked, lambda _: asked)


class _Like(TerritoryQuery):
    """A query whose search is a pattern."""

    def wants(self, company: Company) -> bool:
        """Whether a row meets every filter, the search as the store's LIKE does."""
        signs = {"%": ".*", "_": "."}
        pattern = "".join(signs.get(sign) or re.escape(sign) for sign in self.search)
        found = re.search(pattern, company.name, re.IGNORECASE | re.DOTALL) is not None
        return found and TerritoryQuery.wants(replace(self, search=""), company)


class TerritorySearchWildcards(Defect):
    """LIKE, and nobody escapes its signs."""

    id = "territory-search-wildcards"
    sentence = "GET /territory-workbench/companies takes % and _ in search for wildcards."
    faults = ("F58",)
    operations = ("listTerritoryCompanies",)
    requirement = "LG-TERR-010"
    advisory = True

    def apply(self, application: Application) -> None:
        """Search by pattern."""
        territory = application.resource(Territory)
        override(territory.asked, lambda original: lambda call: copied(original(call), _Like))


class TerritoryKeyWithoutClient(Defect):
    """The key is the name within the company."""

    id = "territory-key-without-client"
    sentence = "POST /territory-workbench/companies of a name that another client has updates the other client's row."
    faults = ("F24", "F13")
    operations = ("saveTerritoryCompany", "listTerritoryCompanies")
    requirement = "LG-TERR-015"

    def apply(self, application: Application) -> None:
        """Look for the name alone."""
        territory = application.resource(Territory)

        def named(call: Call, client_id: str, name: str) -> Record | None:
            same = Filter().equals("company_id", call.company_id).equals("company_name", name)
            return original(call, client_id, name) or territory.posted.find(same)

        original = territory.named
        override(territory.named, lambda _: named)


def copied(query: TerritoryQuery, kind: type[TerritoryQuery]) -> TerritoryQuery:
    """The same query of another kind."""
    return kind(
        sort_by=query.sort_by,
        direction=query.direction,
        industry=query.industry,
        minimum=query.minimum,
        maximum=query.maximum,
        search=query.search,
        days=query.days,
    )
