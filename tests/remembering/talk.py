"""A talk with a server that is made up: each exchange is shown to a memory, which tells what it finds broken."""

import json as _json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlencode

from conformance import contract
from conformance.exchange import Exchange, Headers, Purpose, Request, Response
from conformance.remembering.memory import Memory, Who

CLIENT: dict[str, Any] = {
    "id": "client-1",
    "client_id": "acme",
    "clientName": "Acme",
    "companyURL": "https://acme.example",
    "description": "An old customer of ours",
    "owner": "owner-1",
    "company_id": "company-1",
    "createdAt": "2026-01-31T10:15:00.000Z",
}
LEAD: dict[str, Any] = {
    "id": "lead-1",
    "client_id": "acme",
    "firstName": "Zoë",
    "lastName": "Dvořák",
    "email": "zoe@acme.example",
    "title": "Head of Sales",
    "owner": "owner-1",
    "company_id": "company-1",
    "createdAt": "2026-01-31T10:15:00.000Z",
}
_SERVERS = ("id", "owner", "company_id", "createdAt")
_TENANTS = {"ann": "a", "amy": "a", "bob": "b"}


class Talk:
    """Exchanges one after the other, each a second after the one before; views may lag `bound` seconds."""

    def __init__(self, bound: float = 0.0) -> None:
        self.memory = Memory(bound, Who(lambda exchange: exchange.actor, _TENANTS.get))
        self.now = 1_000_000.0
        self.shown: list[str] = []

    def say(
        self,
        operation: str,
        answer: dict[str, Any] | None = None,
        status: int = 200,
        *,
        json: Any = None,
        query: Sequence[tuple[str, str]] = (),
        id: str = "",
        by: str | None = "ann",
        elapsed: float = 0.1,
        ago: float = 0.0,
    ) -> list[str]:
        """The requirements that an exchange breaks; its answer has an envelope, and it was sent `ago` seconds ago."""
        request = self.begins(operation, json=json, query=query, id=id)
        return self.ends(operation, request, answer, status, by=by, elapsed=elapsed, ago=ago)

    def begins(
        self, operation: str, *, json: Any = None, query: Sequence[tuple[str, str]] = (), id: str = ""
    ) -> Request:
        """A request leaves."""
        known = contract.load()[operation]
        path = known.path.replace("{id}", quote(id, safe=""))
        url = f"http://t.example/api{path}" + (f"?{urlencode(query)}" if query else "")
        headers: Headers = (("Content-Type", "application/json"),)
        body = json if isinstance(json, bytes) else b"" if json is None else _json.dumps(json).encode()
        request = Request(known.method, url, headers, body)
        self.memory.sent(request)
        return request

    def ends(
        self,
        operation: str | None,
        request: Request,
        answer: dict[str, Any] | None = None,
        status: int = 200,
        *,
        by: str | None = "ann",
        elapsed: float = 0.1,
        ago: float = 0.0,
        purpose: Purpose = "test",
    ) -> list[str]:
        """Its answer comes."""
        self.now += 1.0
        good = 200 <= status < 300
        envelope = {"success": good} | ({} if good else {"error": "No.", "errorType": "not_found"})
        response = Response(status, (), _json.dumps(envelope | (answer or {})).encode())
        id = f"main.{len(self.shown)}"
        exchange = Exchange(id, request, response, operation, by, purpose, self.now - ago, elapsed)
        found = self.memory.take(exchange, operation)
        self.shown += [each.judgement.actual for each in found] or [""]
        return [each.requirement for each in found]

    # What most talks begin with, and look at.

    def made_client(self, *, by: str | None = "ann", **fields: Any) -> dict[str, Any]:
        """A client that was just made, Ann's unless told otherwise."""
        row = CLIENT | fields
        self.say("createClient", {"client": row}, 201, json=_sent(row), by=by)
        return row

    def made_lead(self, *, by: str | None = "ann", **fields: Any) -> dict[str, Any]:
        """A lead that was just made, Ann's unless told otherwise."""
        row = LEAD | fields
        self.say("createLeads", {"lead": row}, 201, json=_sent(row), by=by)
        return row

    def known_lead(self, **fields: Any) -> dict[str, Any]:
        """A lead that was made, and read by its id."""
        row = self.made_lead(**fields)
        assert self.read(row) == []
        return row

    def read(self, row: dict[str, Any], **facts: Any) -> list[str]:
        """What a lead read by its id breaks."""
        return self.say("getEnrichLead", {"lead": row}, id=row["id"], **facts)

    def listed(self, *rows: dict[str, Any], **facts: Any) -> list[str]:
        """What a list of leads breaks."""
        return self.say("listLeads", {"leads": list(rows)}, query=[("client_id", "acme")], **facts)

    def sought(self, *rows: dict[str, Any], **facts: Any) -> list[str]:
        """What a client breaks that was asked for by its id."""
        return self.say("listClients", {"clients": list(rows)}, query=[("clientId", "client-1")], **facts)

    def walked(self, *rows: dict[str, Any], **facts: Any) -> list[str]:
        """What a page of clients breaks."""
        return self.say("listClients", {"clients": list(rows)}, **facts)

    def put(
        self, row: dict[str, Any], answer: dict[str, Any] | None = None, status: int = 200, **facts: Any
    ) -> list[str]:
        """What an update of a lead by its path breaks; it is answered with the lead, unless told otherwise."""
        changes = facts.pop("json")
        answered = {"lead": row | changes} if answer is None else answer
        return self.say("updateEnrichLead", answered, status, id=row["id"], json=changes, **facts)


def _sent(row: dict[str, Any]) -> dict[str, Any]:
    but = (*_SERVERS, "client_id") if "clientName" in row else _SERVERS
    return {name: value for name, value in row.items() if name not in but and value is not None}
