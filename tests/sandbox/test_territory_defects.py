import pytest

from conformance.sandbox.defects.territory import (
    TerritoryCountsForeignLeads,
    TerritoryIgnoresDirection,
    TerritoryIgnoresMinLeads,
    TerritoryMaxLeadsExclusive,
    TerritorySaveClears,
)
from conformance.sandbox.deviation import Defect
from tests.sandbox.conftest import Build
from tests.sandbox.territory_calls import Workbench

Defects = tuple[Defect, ...]


def bench_of(build: Build, deviations: Defects) -> Workbench:
    """Two leads of Acme and one of Beta."""
    bench = Workbench(build(*deviations))
    for company in ("Acme", "Acme", "Beta"):
        bench.lead(company)
    return bench


@pytest.mark.parametrize(("deviations", "total"), [((), 2), ((TerritoryCountsForeignLeads(),), 3)])
def test_foreign_leads_count_only_with_the_defect(build: Build, deviations: Defects, total: int) -> None:
    bench = bench_of(build, deviations)
    foreign = bench.sandbox.application.seeding.companies["b"]
    bench.leads.insert(company_id=foreign, owner="b", fields={"companyName": "Acme"}, client_id="of-b")
    assert bench.rows()[0]["totalLeads"] == total


@pytest.mark.parametrize(("deviations", "names"), [((), []), ((TerritoryIgnoresMinLeads(),), ["Acme", "Beta"])])
def test_min_leads_is_ignored_only_with_the_defect(build: Build, deviations: Defects, names: list[str]) -> None:
    assert bench_of(build, deviations).names("&minLeads=9") == names


@pytest.mark.parametrize(("deviations", "names"), [((), ["Acme", "Beta"]), ((TerritoryMaxLeadsExclusive(),), ["Beta"])])
def test_max_leads_is_exclusive_only_with_the_defect(build: Build, deviations: Defects, names: list[str]) -> None:
    assert bench_of(build, deviations).names("&maxLeads=2") == names


@pytest.mark.parametrize(
    ("deviations", "names"), [((), ["Beta", "Acme"]), ((TerritoryIgnoresDirection(),), ["Acme", "Beta"])]
)
def test_the_direction_is_ignored_only_with_the_defect(build: Build, deviations: Defects, names: list[str]) -> None:
    assert bench_of(build, deviations).names("&sortDirection=desc") == names


@pytest.mark.parametrize(("deviations", "industry"), [((), "Energy"), ((TerritorySaveClears(),), None)])
def test_a_second_post_clears_only_with_the_defect(build: Build, deviations: Defects, industry: str | None) -> None:
    bench = bench_of(build, deviations)
    bench.save("Acme", industry="Energy")
    bench.save("Acme", country="Kenya")
    assert bench.rows()[0].get("industry") == industry
