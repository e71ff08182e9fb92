from typing import Any

from tests.sandbox.driver import Answer, Sandbox

STEP = 0.1
TICKS = 40


def new_client(sandbox: Sandbox, by: str = "owner_a") -> dict[str, Any]:
    client: dict[str, Any] = sandbox.by(by, "POST", "/api/clients", {"clientName": "Scraped"}).body["client"]
    return client


def start(sandbox: Sandbox, body: dict[str, Any], by: str = "owner_a") -> Answer:
    return sandbox.by(by, "POST", "/api/start-lead-scrape-complete", body)


def started(sandbox: Sandbox, client: dict[str, Any], **more: Any) -> dict[str, Any]:
    answer = start(sandbox, {"client_id": client["client_id"], **more})
    assert answer.status == 200, answer.content
    body: dict[str, Any] = answer.body
    return body


def status(sandbox: Sandbox, run: str, by: str = "owner_a") -> dict[str, Any]:
    body: dict[str, Any] = sandbox.by(by, "GET", f"/api/lead-generation-status?runId={run}").body
    return body


def watched(sandbox: Sandbox, run: str) -> list[dict[str, Any]]:
    """What the status was at each of many moments, until long after the end."""
    seen = []
    for _ in range(TICKS):
        seen.append(status(sandbox, run))
        sandbox.now += STEP
    return seen


def source_leads(sandbox: Sandbox, client: dict[str, Any]) -> list[dict[str, Any]]:
    query = f"?companyId={client['company_id']}&clientId={client['client_id']}"
    answer = sandbox.send("GET", f"/api/source-leads/list{query}", headers=sandbox.key("owner_a"))
    leads: list[dict[str, Any]] = answer.body["leads"]
    return leads


def searches(sandbox: Sandbox, client: dict[str, Any], by: str = "owner_a") -> list[dict[str, Any]]:
    answer = sandbox.by(by, "GET", f"/api/search-history?client_id={client['client_id']}")
    rows: list[dict[str, Any]] = answer.body["searchHistories"]
    return rows
