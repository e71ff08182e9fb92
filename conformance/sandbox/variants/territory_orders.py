"""Territories in another order, or that read names more widely, as the contract lets them."""

from dataclasses import fields

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.resources.territory import Territory
from conformance.sandbox.territories import Company
from conformance.sandbox.territory_queries import TerritoryQuery


def answered_by(application: Application, kind: type[TerritoryQuery]) -> None:
    """Let every listing be answered in the way of that kind."""

    def asked(call: Call) -> TerritoryQuery:
        query = original(call)
        return kind(**{each.name: getattr(query, each.name) for each in fields(query)})

    territory = application.resource(Territory)
    original = territory.asked
    override(territory.asked, lambda _: asked)


class NamesAsPeopleSort(TerritoryQuery):
    """Orders names as a dictionary does."""

    def ordered(self, companies: list[Company]) -> list[Company]:
        """Do not mind the case of letters."""
        if self.sort_by != "companyName":
            return super().ordered(companies)
        return sorted(companies, key=lambda each: (each.name.casefold(), each.id), reverse=self.direction == "desc")


class TerritoryNamesFoldCase(Variant):
    """A collation for people."""

    id = "territory-names-fold-case"
    sentence = "A territory is ordered by companyName without regard to the case of letters."
    requirements = ("LG-TERR-012", "LG-TERR-013")

    def apply(self, application: Application) -> None:
        """Compare folded names."""
        answered_by(application, NamesAsPeopleSort)


class UnscoredLast(TerritoryQuery):
    """NULLS LAST."""

    def ordered(self, companies: list[Company]) -> list[Company]:
        """Move rows without a mean to the end, in either direction."""
        ranked = super().ordered(companies)
        if self.sort_by != "averageLeadScore":
            return ranked
        return sorted(ranked, key=lambda company: company.average_score is None)


class TerritoryUnscoredLast(Variant):
    """Rows without a value stand at the same end in both directions."""

    id = "territory-unscored-last"
    sentence = "A territory by averageLeadScore ends with the rows that have none, in both directions."
    requirements = ("LG-TERR-012", "LG-TERR-013")

    def apply(self, application: Application) -> None:
        """Sort once more."""
        answered_by(application, UnscoredLast)


class IndustryInAnyCase(TerritoryQuery):
    """Compares industries folded."""

    def wants(self, company: Company) -> bool:
        """Take the row's own spelling where it is the same word."""
        same = self.industry is not None and (company.industry or "").casefold() == self.industry.casefold()
        query = {each.name: getattr(self, each.name) for each in fields(self)}
        return TerritoryQuery(**(query | {"industry": company.industry if same else self.industry})).wants(company)


class TerritoryIndustryFoldsCase(Variant):
    """One industry, however it is written."""

    id = "territory-industry-folds-case"
    sentence = "The industry of a territory's listing is compared without regard to the case of letters."
    requirements = ("LG-TERR-008", "LG-TERR-021")

    def apply(self, application: Application) -> None:
        """Compare folded industries."""
        answered_by(application, IndustryInAnyCase)
