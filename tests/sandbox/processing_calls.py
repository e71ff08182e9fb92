from typing import Any

from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.records import Record, Records
from tests.sandbox.driver import Answer, Sandbox

LONG_ENOUGH = 5.0
KINDS = {
    "enrich": ("url", {"enrichment1": "https://one.example", "emailFinder": "https://mail.example"}),
    "copyright": ("agent", {"enrichment1AgentId": "agent-1", "enrichment3AgentId": "agent-3"}),
    "sdr": ("sdr-ai", {"message1AgentId": "agent-1", "aiLeadScoreAgentId": "agent-3"}),
}
SELECTOR = {"enrich": "services", "copyright": "processes", "sdr": "fields"}
ONE = {"enrich": "enrichment1", "copyright": 1, "sdr": "message1"}
UNSET = {"enrich": "enrichment9", "copyright": 9, "sdr": "message9"}
NAME = {"enrich": "enrichment1", "copyright": "enrichment1", "sdr": "message1"}
ALL = {
    "enrich": ["emailFinder", "enrichment1"],
    "copyright": ["enrichment1", "enrichment3"],
    "sdr": ["message1", "aiLeadScore"],
}
FIELD = {"enrich": "enrichment1", "copyright": "copyright1", "sdr": "message1"}


def leads(sandbox: Sandbox) -> Records:
    return Records(sandbox.application.store, LEADS)


def new_lead(sandbox: Sandbox, by: str = "owner_a", **fields: Any) -> Record:
    client = sandbox.by(by, "POST", "/api/clients", {"clientName": "For processing"}).body["client"]
    fields = {"firstName": "Ada", "lastName": "Weber", "companyName": "Blue Kite Labs", **fields}
    return leads(sandbox).insert(
        company_id=client["company_id"], owner=client["owner"], fields=fields, client_id=client["client_id"]
    )


def of(sandbox: Sandbox, lead: Record, field: str) -> Any:
    record = leads(sandbox).get(lead.id)
    return record.fields.get(field) if record else None


def process(sandbox: Sandbox, kind: str, body: Any, by: str = "owner_a") -> Answer:
    return sandbox.by(by, "POST", f"/api/leads/process/{kind}", body)


def wait(sandbox: Sandbox) -> None:
    sandbox.now += LONG_ENOUGH
    sandbox.by("owner_a", "GET", "/api/trigger-recent-runs")


def configure(sandbox: Sandbox) -> None:
    """Let company a have configured exactly two results of each kind."""
    for path, values in KINDS.values():
        names = sandbox.by("owner_a", "GET", f"/api/settings/{path}").body["settings"]
        sandbox.by("owner_a", "PUT", f"/api/settings/{path}", {**dict.fromkeys(names), **values})
