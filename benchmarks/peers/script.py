"""The baseline: the kind of end-to-end script that an API ships with. It logs in, takes a client and leads through
create, read, update and delete, and cleans up.

Run it with `python -m benchmarks.peers.script --base-url URL --username USER --password PASSWORD --json FILE`.
"""

import argparse
import json
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx


@dataclass
class Script:
    """A session with the API, and what was wrong, as a step's name and the operation that it called."""

    http: httpx.Client
    wrong: list[tuple[str, str]] = field(default_factory=list)

    def call(self, step: str, method: str, path: str, status: int, **more: Any) -> dict[str, Any]:
        """Send a request and hold its answer to the status and to `success`; gives the body, `{}` where it has none."""
        answer = self.http.request(method, f"/api{path}", **more)
        try:
            body = answer.json()
        except ValueError:
            body = None
        told = body if isinstance(body, dict) else {}
        self.hold(
            step, f"{method} {path}", answer.status_code == status and bool(told.get("success")) == (status < 400)
        )
        return told

    def hold(self, step: str, operation: str, right: bool) -> None:
        """Book what is not right."""
        if not right:
            self.wrong.append((step, operation))


def main() -> None:
    """Run the script against a server and write down what was wrong."""
    parser = argparse.ArgumentParser(description="Test log-in, client CRUD and lead CRUD, with clean-up.")
    for name in ("--base-url", "--username", "--password"):
        parser.add_argument(name, required=True)
    parser.add_argument("--json", type=Path, required=True, help="a file that gets what was wrong")
    asked = parser.parse_args()
    with httpx.Client(base_url=asked.base_url, timeout=30) as http:
        script = Script(http)
        entered = script.call(
            "log in", "POST", "/auth", 200, json={k: getattr(asked, k) for k in ("username", "password")}
        )
        token = (entered.get("tokens") or {}).get("accessToken")
        script.hold("a token", "POST /auth", bool(token))
        if token:
            http.headers["Authorization"] = f"Bearer {token}"
            clients(script)
    asked.json.write_text(json.dumps(script.wrong), encoding="utf-8")


def clients(script: Script) -> None:
    """Take a client through its life, with its leads in the middle."""
    name = f"E2E client {uuid.uuid4().hex[:8]}"
    script.call("list clients", "GET", "/clients", 200)
    told = {"clientName": name, "companyURL": "https://acme.com", "description": "made by the script"}
    made = script.call("create a client", "POST", "/clients", 201, json=told).get("client") or {}
    record, client = made.get("id"), made.get("client_id")
    script.hold("a client with ids", "POST /clients", bool(record and client))
    if not (record and client):
        return
    script.hold("a client with its name", "POST /clients", made.get("clientName") == name)
    rows = script.call("read the client", "GET", "/clients", 200, params={"clientId": client}).get("clients") or []
    script.hold("the client is there", "GET /clients", [row.get("id") for row in rows] == [record])
    script.call("update the client", "PUT", "/clients", 200, json={"id": record, "description": "updated"})
    rows = script.call("read it again", "GET", "/clients", 200, params={"clientId": client}).get("clients") or [{}]
    script.hold("the update is kept", "PUT /clients", rows[0].get("description") == "updated")
    leads(script, client)
    script.call("delete the client", "DELETE", "/clients", 200, params={"id": record})


def leads(script: Script, client: str) -> None:
    """Take a lead, and two more in one call, through their lives."""
    mail = f"john.{uuid.uuid4().hex[:8]}@example.com"
    one = {"client_id": client, "firstName": "John", "lastName": "Smith", "email": mail, "companyName": "Acme Corp"}
    lead = script.call("create a lead", "POST", "/leads", 201, json=one).get("lead") or {}
    script.hold("a lead with its e-mail", "POST /leads", bool(lead.get("id")) and lead.get("email") == mail)
    two = [
        {"client_id": client, "firstName": name, "lastName": "Doe", "email": f"{name}.{mail}"} for name in ("a", "b")
    ]
    batch = script.call("create two leads", "POST", "/leads", 201, json={"leads": two})
    script.hold("two are created", "POST /leads", batch.get("created") == len(two))
    rows = (
        script.call("list leads", "GET", "/leads", 200, params={"client_id": client, "limit": 100}).get("leads") or []
    )
    script.hold("all leads are listed", "GET /leads", len(rows) == 1 + len(two))
    others = [row["id"] for row in rows if row.get("id") not in (None, lead.get("id"))]
    if lead.get("id"):
        script.call("update the lead", "PUT", "/leads", 200, json={"id": lead["id"], "title": "VP Engineering"})
        rows = script.call("list again", "GET", "/leads", 200, params={"client_id": client}).get("leads") or []
        titles = [row.get("title") for row in rows if row.get("id") == lead["id"]]
        script.hold("the update is kept", "PUT /leads", titles == ["VP Engineering"])
    if others:
        notes = [{"id": each, "notes": "updated"} for each in others]
        script.call("update two leads", "PUT", "/leads", 200, json={"leads": notes})
    if lead.get("id"):
        script.call("delete the lead", "DELETE", "/leads", 200, params={"id": lead["id"]})
    if others:
        script.call("delete two leads", "DELETE", "/leads", 200, json={"ids": others})
    rows = script.call("list at last", "GET", "/leads", 200, params={"client_id": client}).get("leads") or []
    script.hold("no lead is left", "DELETE /leads", rows == [])


if __name__ == "__main__":
    main()
