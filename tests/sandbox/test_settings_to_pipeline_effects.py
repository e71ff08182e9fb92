"""What each of these operations causes, seen through another one, all over the API."""

from typing import Any

import pytest

from tests.sandbox.driver import Sandbox

LONG_ENOUGH = 5.0


def ask(sandbox: Sandbox, method: str, path: str, body: Any = None) -> dict[str, Any]:
    answer = sandbox.by("owner_a", method, f"/api{path}", body)
    assert answer.status < 300, answer.content
    found: dict[str, Any] = answer.body
    return found


def new_client(sandbox: Sandbox) -> str:
    client_id: str = ask(sandbox, "POST", "/clients", {"clientName": "Causes"})["client"]["client_id"]
    return client_id


def new_lead(sandbox: Sandbox, client_id: str, **more: Any) -> str:
    body = {"client_id": client_id, "firstName": "Ada", "lastName": "Weber", "companyName": "Acme", **more}
    id: str = ask(sandbox, "POST", "/leads", body)["lead"]["id"]
    return id


def lead(sandbox: Sandbox, id: str) -> dict[str, Any]:
    found: dict[str, Any] = ask(sandbox, "GET", f"/enrich-leads/{id}")["lead"]
    return found


def stages(sandbox: Sandbox) -> dict[str, int]:
    return {stage["stage"]: stage["count"] for stage in ask(sandbox, "GET", "/analytics/pipeline")["stages"]}


def territory(sandbox: Sandbox, client_id: str) -> dict[str, dict[str, Any]]:
    rows = ask(sandbox, "GET", f"/territory-workbench/companies?client_id={client_id}")["companies"]
    return {row["companyName"]: row for row in rows}


@pytest.mark.parametrize(
    ("settings", "setting", "process", "selector", "name", "field"),
    [
        ("url", "companyUrl", "enrich", {"services": ["companyUrl"]}, "companyUrl", "companyUrl"),
        ("url", "emailFinder", "enrich", {"services": ["emailFinder"]}, "emailFinder", "email"),
        ("url", "enrichment7", "enrich", {"services": ["enrichment7"]}, "enrichment7", "enrichment7"),
        ("agent", "enrichment4AgentId", "copyright", {"processes": [4]}, "enrichment4", "copyright4"),
        ("sdr-ai", "message2AgentId", "sdr", {"fields": ["message2"]}, "message2", "message2"),
    ],
)
def test_a_setting_steers_processing_and_its_run_fills_the_lead(
    sandbox: Sandbox, settings: str, setting: str, process: str, selector: dict[str, Any], name: str, field: str
) -> None:
    id = new_lead(sandbox, new_client(sandbox))
    body = {"leadId": id, **selector}
    ask(sandbox, "PUT", f"/settings/{settings}", {setting: ""})
    skipped = ask(sandbox, "POST", f"/leads/process/{process}", body)["skipped"]
    ask(sandbox, "PUT", f"/settings/{settings}", {setting: "https://configured.example"})
    answer = ask(sandbox, "POST", f"/leads/process/{process}", body)
    before = field in lead(sandbox, id)
    sandbox.now += LONG_ENOUGH
    status = ask(sandbox, "GET", f"/trigger-task-status?runId={answer['runIds'][0]}")
    assert (skipped, answer["triggered"], before) == ([name], [name], False)
    assert status["status"] == "COMPLETED"
    assert lead(sandbox, id)[field] == status["output"][field]


def test_a_score_that_processing_finds_moves_the_average_of_the_territory(sandbox: Sandbox) -> None:
    client_id = new_client(sandbox)
    id = new_lead(sandbox, client_id)
    ask(sandbox, "PUT", "/settings/sdr-ai", {"aiLeadScoreAgentId": "agent-1"})
    ask(sandbox, "POST", "/trigger", {"taskId": "sdr", "payload": {"leadId": id, "fields": ["aiLeadScore"]}})
    before = territory(sandbox, client_id)["Acme"]
    sandbox.now += LONG_ENOUGH
    after = territory(sandbox, client_id)["Acme"]
    assert "averageLeadScore" not in before
    assert after["averageLeadScore"] == float(lead(sandbox, id)["aiLeadScore"])


def test_leads_make_change_and_empty_rows_of_the_territory(sandbox: Sandbox) -> None:
    client_id = new_client(sandbox)
    id = new_lead(sandbox, client_id, status="Qualified", country="Spain")
    first = territory(sandbox, client_id)
    ask(sandbox, "PUT", "/leads", {"id": id, "companyName": "Moved", "status": "lost"})
    second = territory(sandbox, client_id)
    ask(sandbox, "DELETE", f"/leads?id={id}")
    assert (first["Acme"]["totalLeads"], first["Acme"]["qualifiedLeads"], first["Acme"]["country"]) == (1, 1, "Spain")
    assert {name: row["qualifiedLeads"] for name, row in second.items()} == {"Moved": 0}
    assert territory(sandbox, client_id) == {}


def test_leads_move_through_the_pipeline(sandbox: Sandbox) -> None:
    before = stages(sandbox)
    id = new_lead(sandbox, new_client(sandbox))
    made = stages(sandbox)
    ask(sandbox, "PUT", "/leads", {"id": id, "status": "Waiting"})
    moved = stages(sandbox)
    ask(sandbox, "DELETE", f"/leads?id={id}")
    assert made == {**before, "new": before.get("new", 0) + 1}
    assert (moved, stages(sandbox)) == ({**before, "Waiting": 1}, before)


def test_a_job_over_leads_is_a_recent_run_that_finds_something_for_each(sandbox: Sandbox) -> None:
    client_id = new_client(sandbox)
    ids = [new_lead(sandbox, client_id, lastName=name) for name in ("One", "Two")]
    job = ask(sandbox, "POST", "/enrichment/trigger", {"leadIds": ids})["jobId"]
    (recent,) = ask(sandbox, "GET", "/trigger-recent-runs?limit=1")["runs"]
    sandbox.now += LONG_ENOUGH
    output = ask(sandbox, "GET", f"/trigger-task-status?runId={job}")["output"]
    assert (recent["runId"], set(output), len(set(output.values()))) == (job, set(ids), 2)


def test_a_lead_deleted_under_a_run_makes_it_fail(sandbox: Sandbox) -> None:
    id = new_lead(sandbox, new_client(sandbox))
    run = ask(sandbox, "POST", "/trigger", {"taskId": "enrich", "payload": {"leadId": id}})["runId"]
    ask(sandbox, "DELETE", f"/leads?id={id}")
    sandbox.now += LONG_ENOUGH
    (recent,) = ask(sandbox, "GET", "/trigger-recent-runs?limit=1")["runs"]
    assert (recent["runId"], recent["status"]) == (run, "FAILED")
