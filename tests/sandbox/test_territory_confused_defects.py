from typing import Any

from conformance.sandbox.defects import territory_confused
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.territory_calls import Workbench


def counts_after_a_deletion(sandbox: Sandbox) -> Any:
    bench = Workbench(sandbox)
    leads = [bench.lead("Acme") for _ in range(2)]
    sandbox.by("owner_a", "DELETE", f"/api/leads?id={leads[0].id}")
    return [row["totalLeads"] for row in bench.rows()]


def counts_in_order(sandbox: Sandbox) -> Any:
    bench = Workbench(sandbox)
    for name, number in (("A", 10), ("B", 9), ("C", 2)):
        for _ in range(number):
            bench.lead(name)
    return [row["totalLeads"] for row in bench.rows("&sortBy=totalLeads")]


def names_found(sandbox: Sandbox) -> Any:
    bench = Workbench(sandbox)
    bench.lead("Acme")
    return bench.names("&search=cm"), bench.names("&search=A_m")


def same_name_for_two_clients(sandbox: Sandbox) -> Any:
    first, second = Workbench(sandbox), Workbench(sandbox)
    statuses = [first.save("Acme").status, second.save("Acme").status]
    return statuses, first.names(), second.names()


@probes(
    Probe(territory_confused.TerritoryCountsDeletedLeads, counts_after_a_deletion, [1], [2]),
    Probe(territory_confused.TerritorySortsCountsAsText, counts_in_order, [2, 9, 10], [10, 2, 9]),
    Probe(territory_confused.TerritorySearchWildcards, names_found, (["Acme"], []), (["Acme"], ["Acme"])),
    Probe(
        territory_confused.TerritoryKeyWithoutClient,
        same_name_for_two_clients,
        ([201, 201], ["Acme"], ["Acme"]),
        ([201, 200], ["Acme"], []),
    ),
)
def test_a_territory_is_confused_only_with_its_defect(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
