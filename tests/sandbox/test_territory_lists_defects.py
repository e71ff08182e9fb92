from collections.abc import Callable
from typing import Any

from conformance.sandbox.defects import territory_figures as figures
from conformance.sandbox.defects import territory_queries as queries
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.territory_calls import Workbench

AT = "2027-01-14T10:00:00.000Z"


def names(query: str) -> Callable[[Sandbox], list[str]]:
    """The names that a query leaves of two companies with leads and two that are saved alone."""

    def look(sandbox: Sandbox) -> list[str]:
        bench = Workbench(sandbox)
        for company in ("Beta", "Acme", "Acme"):
            bench.lead(company, AT)
        bench.save("Cedar", industry="Energy")
        bench.save("Delta", industry="Energy and more")
        return bench.names(query)

    return look


def ties(sandbox: Sandbox) -> bool:
    """Whether the descending order of equal rows is the ascending one in reverse."""
    bench = Workbench(sandbox)
    for company in ("Acme", "Beta", "Cedar"):
        bench.lead(company)
    return bench.names("&sortBy=totalLeads")[::-1] == bench.names("&sortBy=totalLeads&sortDirection=desc")


def row(field: str) -> Callable[[Sandbox], Any]:
    """A field of Acme's row: three leads, one of them changed later."""

    def look(sandbox: Sandbox) -> Any:
        bench = Workbench(sandbox)
        first = bench.lead("Acme", AT, status="Qualified", aiLeadScore="60")
        bench.lead("Acme", AT, status="new", aiLeadScore="80")
        bench.lead("Acme", AT, aiLeadScore="high")
        bench.leads.update(first, {"title": "CEO"})
        return bench.rows()[0].get(field)

    return look


def others(sandbox: Sandbox) -> bool:
    bench, other = Workbench(sandbox), Workbench(sandbox)
    other.lead("Elsewhere")
    return "Elsewhere" in bench.names()


def without_client(sandbox: Sandbox) -> int:
    return sandbox.by("owner_a", "GET", "/api/territory-workbench/companies").status


def moved(sandbox: Sandbox) -> list[str]:
    bench = Workbench(sandbox)
    lead = bench.lead("Acme")
    sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead.id, "companyName": "Beta"})
    return bench.names()


def joined(sandbox: Sandbox) -> list[int]:
    bench = Workbench(sandbox)
    bench.lead("Acme")
    bench.save("Acme")
    return [row["totalLeads"] for row in bench.rows("&sortBy=totalLeads")]


BY_NAME = ["Acme", "Beta", "Cedar", "Delta"]


@probes(
    Probe(figures.TerritoryListsOtherClients, others, False, True),
    Probe(figures.TerritoryWithoutClient, without_client, 400, 200),
    Probe(figures.TerritoryCountsLeadsWithStatus, row("totalLeads"), 3, 2),
    Probe(figures.TerritoryForgetsMoves, moved, ["Beta"], ["Acme"]),
    Probe(figures.TerritoryQualifiedInSmallLetters, row("qualifiedLeads"), 1, 0),
    Probe(figures.TerritoryUnscoredIsZero, row("averageLeadScore"), 70, 46.6667),
    Probe(figures.TerritoryActivityIsCreation, lambda sandbox: row("lastActivityDate")(sandbox) == AT, False, True),
    Probe(figures.TerritoryKeepsRowsApart, joined, [1], [0, 1]),
    Probe(queries.TerritoryIgnoresMaxLeadsOfZero, names("&maxLeads=0"), BY_NAME[2:], BY_NAME),
    Probe(queries.TerritorySearchMindsCase, names("&search=ACME"), ["Acme"], []),
    Probe(queries.TerritoryEndDateExclusive, names("&endDate=2027-01-14"), BY_NAME[:2], []),
    Probe(queries.TerritoryIndustryByPart, names("&industry=Energy"), ["Cedar"], ["Cedar", "Delta"]),
    Probe(queries.TerritoryIgnoresSortBy, names("&sortBy=totalLeads&minLeads=1"), ["Beta", "Acme"], ["Acme", "Beta"]),
    Probe(queries.TerritoryTiesNotReversed, ties, True, False),
)
def test_a_listing_goes_wrong_only_with_the_defect(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
