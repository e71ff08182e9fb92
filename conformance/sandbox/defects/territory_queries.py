"""Territories that select or order otherwise than they are asked to."""

from collections.abc import Callable
from dataclasses import fields, replace

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.resources.territory import Territory
from conformance.sandbox.territories import Company
from conformance.sandbox.territory_queries import SORTS, TerritoryQuery

LIST = ("listTerritoryCompanies",)


def understood(application: Application, change: Callable[[TerritoryQuery], TerritoryQuery]) -> None:
    """Let every listing be answered as if something else had been asked for."""
    territory = application.resource(Territory)
    override(territory.asked, lambda original: lambda call: change(original(call)))


def of_kind(kind: type[TerritoryQuery]) -> Callable[[TerritoryQuery], TerritoryQuery]:
    """Turns a query into one that answers in its own way."""
    return lambda query: kind(**{each.name: getattr(query, each.name) for each in fields(query)})


class TerritoryIgnoresMaxLeadsOfZero(Defect):
    """0 is taken for nothing."""

    id = "territory-ignores-max-leads-of-zero"
    sentence = "GET /territory-workbench/companies with maxLeads=0 shows rows with leads."
    faults = ("F58",)
    operations = LIST
    requirement = "LG-TERR-008"

    def apply(self, application: Application) -> None:
        """Drop an upper bound that is not true."""
        understood(application, lambda query: replace(query, maximum=query.maximum or None))


class SearchInCase(TerritoryQuery):
    """Tells A from a."""

    def wants(self, company: Company) -> bool:
        """Look for the text as written."""
        return super().wants(company) and self.search in company.name


class TerritorySearchMindsCase(Defect):
    """A comparison that forgets the case of letters."""

    id = "territory-search-minds-case"
    sentence = "GET /territory-workbench/companies with search finds names only in the same case of letters."
    faults = ("F58",)
    operations = LIST
    requirement = "LG-TERR-010"
    advisory = True

    def apply(self, application: Application) -> None:
        """Search as written."""
        understood(application, of_kind(SearchInCase))


class UntilMidnight(TerritoryQuery):
    """Takes the last day for its first moment."""

    def wants(self, company: Company) -> bool:
        """Leave the last day out."""
        end = self.days.end
        return super().wants(company) and (end is None or company.last_activity < end.isoformat())


class TerritoryEndDateExclusive(Defect):
    """A moment compared with a day."""

    id = "territory-end-date-exclusive"
    sentence = "GET /territory-workbench/companies with endDate leaves rows of that day out."
    faults = ("F58",)
    operations = LIST
    requirement = "LG-TERR-011"
    advisory = True

    def apply(self, application: Application) -> None:
        """End with the day before."""
        understood(application, of_kind(UntilMidnight))


class PartOfIndustry(TerritoryQuery):
    """Looks for an industry as if it were a search."""

    def wants(self, company: Company) -> bool:
        """Take a part for the whole."""
        rest = TerritoryQuery.wants(replace(self, industry=None), company)
        return rest and (self.industry or "") in (company.industry or "")


class TerritoryIndustryByPart(Defect):
    """LIKE instead of equals."""

    id = "territory-industry-by-part"
    sentence = "GET /territory-workbench/companies with industry shows rows whose industry only contains that text."
    faults = ("F58",)
    operations = LIST
    requirement = "LG-TERR-021"
    advisory = True

    def apply(self, application: Application) -> None:
        """Compare by part."""
        understood(application, of_kind(PartOfIndustry))


class TerritoryIgnoresSortBy(Defect):
    """Always by name."""

    id = "territory-ignores-sort-by"
    sentence = "GET /territory-workbench/companies is ordered by companyName whatever sortBy says."
    faults = ("F42",)
    operations = LIST
    requirement = "LG-TERR-012"
    advisory = True

    def apply(self, application: Application) -> None:
        """Read every key as the name."""
        understood(application, lambda query: replace(query, sort_by="companyName"))


class TiesByIdAlways(TerritoryQuery):
    """Turns the order of the values alone."""

    def ordered(self, companies: list[Company]) -> list[Company]:
        """Keep equal rows by id."""
        ranked = sorted(companies, key=lambda company: company.id)
        return sorted(ranked, key=SORTS[self.sort_by], reverse=self.direction == "desc")


class TerritoryTiesNotReversed(Defect):
    """ORDER BY totalLeads DESC, id."""

    id = "territory-ties-not-reversed"
    sentence = "GET /territory-workbench/companies with sortDirection desc shows rows of equal value by ascending id."
    faults = ("F42",)
    operations = LIST
    requirement = "LG-TERR-013"
    advisory = True

    def apply(self, application: Application) -> None:
        """Apply the direction to the key alone."""
        understood(application, of_kind(TiesByIdAlways))
