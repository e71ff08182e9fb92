from typing import Any

from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.records import Record, Records
from tests.sandbox.driver import Answer, Sandbox


class Workbench:
    """The territory of a new client of company a."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.client = sandbox.by("owner_a", "POST", "/api/clients", {"clientName": "Territory"}).body["client"]
        self.leads = Records(sandbox.application.store, LEADS)

    def lead(self, company: str | None, at: str | None = None, **fields: Any) -> Record:
        fields = {"firstName": "A", "lastName": "B", **({"companyName": company} if company else {}), **fields}
        client = self.client
        return self.leads.insert(
            company_id=client["company_id"], owner=client["owner"], fields=fields, at=at, client_id=client["client_id"]
        )

    def ask(self, query: str = "", by: str = "owner_a") -> Answer:
        path = f"/api/territory-workbench/companies?client_id={self.client['client_id']}{query}"
        return self.sandbox.by(by, "GET", path)

    def rows(self, query: str = "") -> list[dict[str, Any]]:
        answer = self.ask(query)
        assert answer.status == 200, answer.content
        rows: list[dict[str, Any]] = answer.body["companies"]
        return rows

    def names(self, query: str = "") -> list[str]:
        return [row["companyName"] for row in self.rows(query)]

    def save(self, company: str, by: str = "owner_a", **fields: Any) -> Answer:
        body = {"client_id": self.client["client_id"], "companyName": company, **fields}
        return self.sandbox.by(by, "POST", "/api/territory-workbench/companies", body)
