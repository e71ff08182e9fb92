"""Submitting tasks: each kind gives a run, which does what its process does; what names no task starts nothing."""

from functools import partial

import pytest

from conformance.evidence import Unusable, needed
from conformance.exchange import Json
from conformance.expectations import equal_to, nonempty_string, one_of, success
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Verify
from conformance.laws.tasks import is_completed
from conformance.polling import Patience
from conformance.suites.e2e.tasks.firm import KINDS, Firm, Story

pytestmark = [
    pytest.mark.level("standard"),
    pytest.mark.operation("submitTask"),
    pytest.mark.xdist_group("tasks"),
]


@pytest.mark.requirement("LG-TASK-001")
def test_a_task_of_each_kind_answers_with_a_run_of_its_own(story: Story, verify: Verify) -> None:
    for submitted in story.tasks.values():
        verify("LG-TASK-001", submitted, expected=200, actual=submitted.status)
        verify("LG-TASK-001", submitted, expected=nonempty_string(), actual=submitted.at("runId"))
    different = equal_to(len(KINDS))
    verify("LG-TASK-001", list(story.tasks.values()), expected=different, actual=len(set(story.submitted)))


@pytest.mark.requirement("LG-TASK-002")
@pytest.mark.operation("getEnrichLead")
def test_a_completed_task_leaves_its_result_on_the_lead(story: Story, verify: Verify) -> None:
    completed = {str(each.at("runId")) for each in story.statuses if is_completed(each.at("status"))}
    kinds = [kind for kind in KINDS if story.tasks[kind.task].at("runId") in completed]
    if not kinds:
        raise Unusable("no task of the three completed, so none has a result to show")
    lead = story.firm.founder.call("getEnrichLead", path={"id": story.firm.lead.id})
    for kind in kinds:
        evidence = [story.tasks[kind.task], *story.statuses, lead]
        verify("LG-TASK-002", evidence, expected=nonempty_string(), actual=lead.at(f"lead.{kind.field}"))


@pytest.mark.requirement("LG-TASK-003")
@pytest.mark.operation("listRecentRuns")
def test_what_names_no_task_or_no_lead_starts_no_run(
    story: Story, firm: Firm, naming: Naming, patience: Patience, control: Control, verify: Verify
) -> None:
    payload = {"leadId": firm.lead.id}
    wrong: dict[str, Json] = {
        "no taskId": {"payload": payload},
        "an unknown taskId": {"taskId": "no-such-task", "payload": payload},
        "no leadId": {"taskId": "enrich", "payload": {}},
        "an unknown leadId": {"taskId": "sdr", "payload": {"leadId": naming.random_id()}},
    }
    submitted = story.tasks["enrich"]
    control(submitted, expected=success(), actual=submitted.status)
    before = {row.get("runId") for look in story.looks for row in look.rows("runs")}
    needed(story.looks[-1], expected=True, actual=story.runs <= before, what="a list of the company's runs")
    refused = {lack: firm.founder.call("submitTask", json=body) for lack, body in wrong.items()}
    for lack, answer in refused.items():
        due = one_of(403, 404) if lack == "an unknown leadId" else equal_to(400)
        verify("LG-TASK-003", answer, expected=due, actual=answer.status)
    for look in patience.twice(partial(Firm.recent, firm)):
        more = [row for row in look.rows("runs") if row.get("runId") not in before]
        verify("LG-TASK-003", [*refused.values(), look], expected=[], actual=more)
