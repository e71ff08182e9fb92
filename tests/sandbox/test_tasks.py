from dataclasses import replace
from typing import Any

import pytest

from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.records import Records
from tests.sandbox.conftest import Build
from tests.sandbox.driver import Answer, Sandbox
from tests.sandbox.task_calls import STEP, TICKS, lead_of, recent, started, status, watched


def test_a_run_goes_through_its_states_to_its_end(sandbox: Sandbox) -> None:
    assert watched(sandbox, started(sandbox)) == ["QUEUED", "EXECUTING", "COMPLETED"]


def test_a_run_that_has_ended_stays_as_it_is(sandbox: Sandbox) -> None:
    run = started(sandbox)
    watched(sandbox, run)
    ended = status(sandbox, run)
    sandbox.now += 1_000
    assert (ended["status"], status(sandbox, run)) == ("COMPLETED", ended)


def test_a_clock_that_is_set_back_does_not_bring_a_run_back(sandbox: Sandbox) -> None:
    run = started(sandbox)
    watched(sandbox, run)
    sandbox.now -= TICKS * STEP
    assert status(sandbox, run)["status"] == "COMPLETED"


def test_the_times_of_a_run_are_in_order(sandbox: Sandbox) -> None:
    run = started(sandbox)
    before = status(sandbox, run)
    watched(sandbox, run)
    after = status(sandbox, run)
    assert "finishedAt" not in before
    assert before["createdAt"] == after["createdAt"] < after["finishedAt"]


def test_a_completed_run_gives_what_it_stored(sandbox: Sandbox) -> None:
    lead = lead_of(sandbox)
    run = started(sandbox, lead)
    watched(sandbox, run)
    answer = status(sandbox, run)
    stored = Records(sandbox.application.store, LEADS).get(lead.id)
    assert stored is not None
    assert answer["leadId"] == lead.id
    assert answer["output"].items() <= stored.fields.items()


def test_a_run_whose_lead_is_deleted_fails(sandbox: Sandbox) -> None:
    lead = lead_of(sandbox)
    run = started(sandbox, lead)
    Records(sandbox.application.store, LEADS).delete(lead)
    assert watched(sandbox, run)[-1] == "FAILED"
    assert "deleted" in status(sandbox, run)["error"]


def test_a_restart_continues_a_run(sandbox: Sandbox) -> None:
    run = started(sandbox)
    before = status(sandbox, run)
    sandbox.close()
    again = Sandbox(replace(sandbox.application.options))
    resumed = status(again, run)
    states = watched(again, run)
    again.close()
    assert (before, resumed["status"], states[-1]) == (resumed, "QUEUED", "COMPLETED")


def test_a_restart_keeps_how_a_run_ended(sandbox: Sandbox) -> None:
    run = started(sandbox)
    watched(sandbox, run)
    before = (status(sandbox, run), recent(sandbox).body)
    sandbox.close()
    again = Sandbox(replace(sandbox.application.options))
    after = (status(again, run), recent(again).body)
    again.close()
    assert after == before


def test_a_run_just_started_is_the_first_of_the_recent_ones(build: Build) -> None:
    sandbox = build(lag=5)
    run = started(sandbox)
    (row,) = recent(sandbox, "?limit=1").body["runs"]
    answer = status(sandbox, run)
    assert row == {name: answer[name] for name in ("runId", "status", "taskId", "createdAt")}


def test_recent_runs_are_twenty_newest_first_unless_said_otherwise(sandbox: Sandbox) -> None:
    lead = lead_of(sandbox)
    runs = [started(sandbox, lead) for _ in range(22)][::-1]
    seen = [[run["runId"] for run in recent(sandbox, query).body["runs"]] for query in ("", "?limit=3", "?limit=22")]
    assert seen == [runs[:20], runs[:3], runs]


@pytest.mark.parametrize("limit", ["0", "101", "-1", "x", ""])
def test_a_limit_is_from_1_to_100(sandbox: Sandbox, limit: str) -> None:
    assert recent(sandbox, f"?limit={limit}").status == 400


def test_a_colleague_sees_the_run(sandbox: Sandbox) -> None:
    run = started(sandbox)
    assert run == status(sandbox, run, by="member_a")["runId"] == recent(sandbox).body["runs"][0]["runId"]


def test_another_company_does_not_see_the_run(sandbox: Sandbox) -> None:
    run = started(sandbox)
    answers = [sandbox.by("owner_b", "GET", f"/api/trigger-task-status?runId={id}") for id in (run, "unknown")]
    assert (answers[0].status, answers[0].body) == (404, answers[1].body)
    assert run not in [row["runId"] for row in recent(sandbox, by="owner_b").body["runs"]]


def test_a_status_needs_the_id_of_a_run(sandbox: Sandbox) -> None:
    assert sandbox.by("owner_a", "GET", "/api/trigger-task-status").error_type == "missing_required_field"


def test_companies_are_drawn_with_runs_of_their_own(sandbox: Sandbox) -> None:
    rows = {by: recent(sandbox, by=by).body["runs"] for by in ("owner_a", "owner_b")}
    assert {row["status"] for row in rows["owner_a"] + rows["owner_b"]} == {"COMPLETED"}
    assert rows["owner_a"] != rows["owner_b"]


def job(sandbox: Sandbox, body: Any, by: str = "owner_a") -> Answer:
    return sandbox.by(by, "POST", "/api/enrichment/trigger", body)


def test_an_enrichment_job_answers_as_a_run_and_finds_something_for_each_lead(sandbox: Sandbox) -> None:
    lead = lead_of(sandbox)
    run = job(sandbox, {"leadIds": [lead.id]}).body["jobId"]
    states = watched(sandbox, run)
    output = status(sandbox, run)["output"]
    assert (states[-1], set(output)) == ("COMPLETED", {lead.id})
    assert output[lead.id].startswith("technographic: ")


def test_the_type_of_an_enrichment_shows_in_what_it_finds(sandbox: Sandbox) -> None:
    lead = lead_of(sandbox)
    run = job(sandbox, {"leadIds": [lead.id], "enrichmentType": "firmographic"}).body["jobId"]
    watched(sandbox, run)
    assert status(sandbox, run)["output"][lead.id].startswith("firmographic: ")


@pytest.mark.parametrize("body", [{}, {"leadIds": []}, {"leadIds": None}, {"leadIds": "x"}, {"leadIds": [7]}])
def test_an_enrichment_needs_leads(sandbox: Sandbox, body: Any) -> None:
    assert job(sandbox, body).status == 400


def test_an_enrichment_with_a_foreign_lead_runs_for_none(sandbox: Sandbox) -> None:
    before = recent(sandbox).body
    answers = [job(sandbox, {"leadIds": [lead_of(sandbox).id, id]}) for id in (lead_of(sandbox, "b").id, "unknown")]
    assert (answers[0].status, answers[0].body, recent(sandbox).body) == (404, answers[1].body, before)
