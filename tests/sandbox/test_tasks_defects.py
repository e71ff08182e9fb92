import pytest

from conformance.sandbox.defects.tasks import ForeignRunRead, RecentRunsWithoutDefault, RunLeavesItsEnd, RunNeverEnds
from conformance.sandbox.deviation import Defect
from tests.sandbox.conftest import Build
from tests.sandbox.task_calls import lead_of, recent, started, status, watched

Defects = tuple[Defect, ...]


@pytest.mark.parametrize(("deviations", "last"), [((), "COMPLETED"), ((RunNeverEnds(),), "EXECUTING")])
def test_a_run_never_ends_only_with_the_defect(build: Build, deviations: Defects, last: str) -> None:
    sandbox = build(*deviations)
    assert watched(sandbox, started(sandbox))[-1] == last


@pytest.mark.parametrize(("deviations", "last"), [((), "COMPLETED"), ((RunLeavesItsEnd(),), "EXECUTING")])
def test_a_run_leaves_its_end_only_with_the_defect(build: Build, deviations: Defects, last: str) -> None:
    sandbox = build(*deviations)
    run = started(sandbox)
    seen = watched(sandbox, run)
    assert "COMPLETED" in seen
    assert status(sandbox, run)["status"] == last


@pytest.mark.parametrize(("deviations", "code"), [((), 404), ((ForeignRunRead(),), 200)])
def test_a_foreign_run_is_read_only_with_the_defect(build: Build, deviations: Defects, code: int) -> None:
    sandbox = build(*deviations)
    run = started(sandbox)
    assert sandbox.by("owner_b", "GET", f"/api/trigger-task-status?runId={run}").status == code


@pytest.mark.parametrize(("deviations", "most"), [((), 20), ((RecentRunsWithoutDefault(),), 25)])
def test_more_recent_runs_than_twenty_come_only_with_the_defect(build: Build, deviations: Defects, most: int) -> None:
    sandbox = build(*deviations)
    lead = lead_of(sandbox)
    for _ in range(25):
        started(sandbox, lead)
    assert len(recent(sandbox).body["runs"][:25]) == most
