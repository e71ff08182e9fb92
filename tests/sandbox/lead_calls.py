"""Calls about clients and leads that the specifications of leads share; each checks that it worked."""

from typing import Any

from tests.sandbox.driver import Sandbox

Row = dict[str, Any]


def new_client(sandbox: Sandbox, by: str = "owner_a", **fields: Any) -> Row:
    answer = sandbox.by(by, "POST", "/api/clients", {"clientName": "Acme", **fields})
    assert answer.status == 201, answer.content
    client: Row = answer.body["client"]
    return client


def new_lead(sandbox: Sandbox, client: Row, by: str = "owner_a", **fields: Any) -> Row:
    body = {"client_id": client["client_id"], "firstName": "Ada", "lastName": "Byron", **fields}
    answer = sandbox.by(by, "POST", "/api/leads", body)
    assert answer.status == 201, answer.content
    lead: Row = answer.body["lead"]
    return lead


def new_leads(sandbox: Sandbox, client: Row, number: int, by: str = "owner_a") -> list[Row]:
    rows = [
        {"client_id": client["client_id"], "firstName": "Ada", "lastName": f"L{index}", "email": f"l{index}@x.example"}
        for index in range(number)
    ]
    answer = sandbox.by(by, "POST", "/api/leads", {"leads": rows})
    assert answer.status == 201, answer.content
    return listed(sandbox, client, by)


def listing(sandbox: Sandbox, client: Row, by: str = "owner_a", query: str = "&limit=1000") -> Any:
    answer = sandbox.by(by, "GET", f"/api/leads?client_id={client['client_id']}{query}")
    assert answer.status == 200, answer.content
    return answer.body


def listed(sandbox: Sandbox, client: Row, by: str = "owner_a") -> list[Row]:
    leads: list[Row] = listing(sandbox, client, by)["leads"]
    return leads


def by_id(sandbox: Sandbox, id: str, by: str = "owner_a") -> Row | None:
    answer = sandbox.by(by, "GET", f"/api/enrich-leads/{id}")
    assert answer.status in (200, 404), answer.content
    found: Row | None = answer.body.get("lead")
    return found


def found(sandbox: Sandbox, query: str, by: str = "owner_a") -> list[Row]:
    answer = sandbox.by(by, "GET", f"/api/find-lead?{query}")
    assert answer.status == 200, answer.content
    leads: list[Row] = answer.body["leads"]
    return leads


def bulk(sandbox: Sandbox, by: str = "owner_a", query: str = "", which: str = "enrich", company: str = "") -> Any:
    own = company or sandbox.application.identity.membership(sandbox.actor(by).user_id)
    company_id = own if isinstance(own, str) else own[0] if own else ""
    path = f"/api/{which}-leads/list?companyId={company_id}{query}"
    return sandbox.send("GET", path, headers=sandbox.key(by))
