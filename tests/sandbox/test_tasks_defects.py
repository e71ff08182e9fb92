from typing import Any

import pytest

from conformance.sandbox.defects import tasks_shown, tasks_submitted
from conformance.sandbox.defects.routes_walls import RunsOfAllCompanies
from conformance.sandbox.defects.tasks import RecentRunsWithoutDefault, RunLeavesItsEnd, RunNeverEnds
from conformance.sandbox.deviation import Defect
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
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


@pytest.mark.parametrize(("deviations", "code"), [((), 404), ((RunsOfAllCompanies("getTaskStatus"),), 200)])
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


def submitted(sandbox: Sandbox, **body: Any) -> Any:
    return sandbox.by("owner_a", "POST", "/api/trigger", {"payload": {"leadId": lead_of(sandbox).id}, **body})


def output(sandbox: Sandbox) -> bool:
    run = started(sandbox)
    watched(sandbox, run)
    return bool(status(sandbox, run)["output"])


def rows_of_a_run(sandbox: Sandbox) -> int:
    run = started(sandbox)
    return [row["runId"] for row in recent(sandbox).body["runs"]].count(run)


def newest_first(sandbox: Sandbox) -> bool:
    runs = [started(sandbox) for _ in range(2)]
    return bool([row["runId"] for row in recent(sandbox).body["runs"]].index(runs[1]) == 0)


def times(sandbox: Sandbox) -> tuple[bool, bool]:
    """Whether a run that has ended was made when it was at first, and ended no earlier."""
    run = started(sandbox)
    created = status(sandbox, run)["createdAt"]
    watched(sandbox, run)
    ended = status(sandbox, run)
    return ended["createdAt"] == created, ended["finishedAt"] >= created


def single(sandbox: Sandbox) -> int:
    for _ in range(3):
        started(sandbox)
    return len(recent(sandbox, "?limit=1").body["runs"][:3])


def answered(path: str) -> Any:
    return lambda sandbox: sandbox.by("owner_a", "GET", path).status


@probes(
    Probe(tasks_submitted.TaskAnswersId, lambda sandbox: "runId" in submitted(sandbox, taskId="sdr").body, True, False),
    Probe(tasks_submitted.TaskWithoutWork, output, True, False),
    Probe(tasks_submitted.UnknownTaskTaken, lambda sandbox: submitted(sandbox, taskId="x").status, 400, 200),
    Probe(tasks_shown.RunUnknown, lambda sandbox: status(sandbox, started(sandbox)).get("success"), True, False),
    Probe(tasks_shown.UnknownRunFailed, answered("/api/trigger-task-status?runId=x"), 404, 200),
    Probe(tasks_shown.RunNotRecent, rows_of_a_run, 1, 0),
    Probe(tasks_shown.RunTwice, rows_of_a_run, 1, 2),
    Probe(tasks_shown.RecentRunsOldestFirst, newest_first, True, False),
    Probe(tasks_shown.RecentRunsIgnoreLimit, single, 1, 3),
    Probe(tasks_shown.RunMadeWhenMoved, times, (True, True), (False, True)),
    Probe(tasks_shown.RunEndsInThePast, times, (True, True), (True, False)),
)
def test_what_goes_wrong_with_tasks_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
