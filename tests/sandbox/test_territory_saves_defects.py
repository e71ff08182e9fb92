from collections.abc import Callable
from typing import Any

from conformance.sandbox.defects import territory_saves as saves
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.territory_calls import Workbench


def bench_of(look: Callable[[Workbench], Any]) -> Callable[[Sandbox], Any]:
    """A look at the territory of a new client."""
    return lambda sandbox: look(Workbench(sandbox))


def answered(bench: Workbench) -> list[str]:
    return sorted(bench.save("Acme").body)


def listed(bench: Workbench) -> list[str]:
    bench.save("Acme")
    return bench.names()


def same_id(bench: Workbench) -> bool:
    first, second = (bench.save("Acme", country=each).body["company"]["id"] for each in ("Kenya", "Peru"))
    return bool(first == second == bench.rows()[0]["id"])


def nameless(bench: Workbench) -> tuple[int, list[str]]:
    return bench.save("").status, bench.names()


def claimed(bench: Workbench) -> list[int]:
    bench.lead("Acme")
    bench.save("Acme", totalLeads=9)
    bench.save("Beta")
    bench.save("Beta", totalLeads=9)
    return [row["totalLeads"] for row in bench.rows()]


@probes(
    Probe(saves.TerritorySaveAnswersWithoutRow, bench_of(answered), ["company", "success"], ["id", "success"]),
    Probe(saves.TerritorySaveNotKept, bench_of(listed), ["Acme"], []),
    Probe(saves.TerritorySaveNewId, bench_of(same_id), True, False),
    Probe(saves.TerritoryTakesNameless, bench_of(nameless), (400, []), (201, ["Unknown"])),
    Probe(saves.TerritoryCountsWritable, bench_of(claimed), [1, 0], [9, 9]),
)
def test_a_post_goes_wrong_only_with_the_defect(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
