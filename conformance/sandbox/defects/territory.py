"""Territories that count, filter, order or keep wrongly."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.resources.territory import Territory
from conformance.sandbox.territories import Company
from conformance.sandbox.territory_queries import TerritoryQuery

LIST = ("listTerritoryCompanies",)


class TerritoryCountsForeignLeads(Defect):
    """The count is by company name alone."""

    id = "territory-counts-foreign-leads"
    sentence = "totalLeads of a territory row counts the leads of that companyName in all companies of the service."
    faults = ("F16",)
    operations = LIST
    requirement = "LG-ISO-015"

    def apply(self, application: Application) -> None:
        """Count without the tenant."""
        territories, store = application.resource(Territory).territories, application.store

        def total(name: str) -> int:
            row = store.one(f"SELECT count(*) FROM {store.listed(LEADS.name)} WHERE company_name = ?", (name,))
            return int(row[0]) if row else 0

        def live(leads: Filter) -> dict[str, Company]:
            return {name: replace(company, leads=total(name)) for name, company in original(leads).items()}

        original = territories.live
        override(territories.live, lambda _: live)


class TerritoryIgnoresMinLeads(Defect):
    """One of the filters is not read."""

    id = "territory-ignores-min-leads"
    sentence = "GET /territory-workbench/companies shows rows with fewer leads than minLeads."
    faults = ("F58",)
    operations = LIST
    requirement = "LG-TERR-008"

    def apply(self, application: Application) -> None:
        """Drop the lower bound."""
        territory = application.resource(Territory)
        override(territory.asked, lambda original: lambda call: replace(original(call), minimum=None))


class TerritoryMaxLeadsExclusive(Defect):
    """Below instead of at most."""

    id = "territory-max-leads-exclusive"
    sentence = "GET /territory-workbench/companies leaves rows with exactly maxLeads leads out."
    faults = ("F58",)
    operations = LIST
    requirement = "LG-TERR-009"
    advisory = True

    def apply(self, application: Application) -> None:
        """Lower the upper bound by one."""
        territory = application.resource(Territory)

        def asked(call: Call) -> TerritoryQuery:
            query = original(call)
            return query if query.maximum is None else replace(query, maximum=query.maximum - 1)

        original = territory.asked
        override(territory.asked, lambda _: asked)


class TerritoryIgnoresDirection(Defect):
    """Always ascending."""

    id = "territory-ignores-direction"
    sentence = "GET /territory-workbench/companies is in ascending order with sortDirection desc too."
    faults = ("F42",)
    operations = LIST
    requirement = "LG-TERR-013"
    advisory = True

    def apply(self, application: Application) -> None:
        """Read every direction as ascending."""
        territory = application.resource(Territory)
        override(territory.asked, lambda original: lambda call: replace(original(call), direction="asc"))


class TerritorySaveClears(Defect):
    """The second post replaces the first."""

    id = "territory-save-clears"
    sentence = "POST /territory-workbench/companies of a saved company clears the industry and country not sent."
    faults = ("F27",)
    operations = ("saveTerritoryCompany",)
    requirement = "LG-TERR-017"

    def apply(self, application: Application) -> None:
        """Take what is not sent for empty."""
        territory = application.resource(Territory)
        override(
            territory.writable,
            lambda original: lambda changes: {"industry": None, "country": None, **original(changes)},
        )
