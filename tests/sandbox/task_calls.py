from typing import Any

from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.records import Record, Records
from tests.sandbox.driver import Answer, Sandbox

STEP = 0.05
TICKS = 60


def lead_of(sandbox: Sandbox, company: str = "a") -> Record:
    leads = Records(sandbox.application.store, LEADS)
    company_id = sandbox.application.seeding.companies[company]
    return next(lead for lead in leads.select(Filter()) if lead.company_id == company_id)


def started(sandbox: Sandbox, lead: Record | None = None, by: str = "owner_a") -> str:
    body = {"taskId": "enrich", "payload": {"leadId": (lead or lead_of(sandbox)).id, "overwrite": True}}
    run: str = sandbox.by(by, "POST", "/api/trigger", body).body["runId"]
    return run


def status(sandbox: Sandbox, run: str, by: str = "owner_a") -> dict[str, Any]:
    answer: dict[str, Any] = sandbox.by(by, "GET", f"/api/trigger-task-status?runId={run}").body
    return answer


def recent(sandbox: Sandbox, query: str = "", by: str = "owner_a") -> Answer:
    return sandbox.by(by, "GET", f"/api/trigger-recent-runs{query}")


def watched(sandbox: Sandbox, run: str) -> list[str]:
    """The states of a run, each once, in the order in which they are seen."""
    seen: dict[str, None] = {}
    for _ in range(TICKS):
        seen[status(sandbox, run)["status"]] = None
        sandbox.now += STEP
    return list(seen)
