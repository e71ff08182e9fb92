"""A target in memory: clients and leads of one owner, behind the wire's transport, with faults on demand."""

import itertools
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from conformance.exchange import Request, Response
from tests.engine.building import answer

Row = dict[str, Any]


class Memory:
    """Keeps what it is told; `instead` may answer, or fail, in its place: give None to let it be."""

    def __init__(self) -> None:
        self.clients: dict[str, Row] = {}
        self.leads: dict[str, Row] = {}
        self.asked: list[tuple[str, str, Any]] = []
        self.instead: Callable[[str, str, Any], Response | None] = lambda *_: None
        self._numbers = itertools.count(1)

    def send(self, request: Request, *, within: float, target: bytes | None) -> Response:
        """The answer, at once."""
        if target is not None or within <= 0:
            raise NotImplementedError("this target takes no raw requests")
        parts = urlsplit(request.url)
        asked = {name: each[0] for name, each in parse_qs(parts.query).items()}
        body = json.loads(request.body) if request.body else asked
        what = (request.method, parts.path.removeprefix("/api"), body)
        self.asked.append(what)
        return self.instead(*what) or self._answer(*what)

    def close(self) -> None:
        """Nothing to close."""

    def add_client(self, name: str, owner: str = "u-1") -> Row:
        number = next(self._numbers)
        row = {"id": f"c{number}", "client_id": f"ws{number}", "clientName": name, "owner": owner}
        self.clients[row["id"]] = row
        return row

    def add_lead(self, client_id: str, **fields: Any) -> Row:
        row = {"id": f"l{next(self._numbers)}", "client_id": client_id, **fields}
        self.leads[row["id"]] = row
        return row

    def _answer(self, method: str, path: str, body: Any) -> Response:
        if path == "/auth":
            return answer(200, {"success": True, "tokens": {"accessToken": "access-token-1", "expiresIn": 3600}})
        if (method, path) == ("GET", "/clients"):
            return answer(200, {"success": True, "clients": list(self.clients.values())})
        if (method, path) == ("POST", "/clients"):
            return answer(201, {"success": True, "client": self.add_client(body["clientName"])})
        if (method, path) == ("DELETE", "/clients"):
            return self._delete_client(body)
        if (method, path) == ("GET", "/leads"):
            rows = [row for row in self.leads.values() if row["client_id"] == body["client_id"]]
            return answer(200, {"success": True, "leads": rows, "total": len(rows)})
        if method == "GET" and path.startswith("/enrich-leads/"):
            row = self.leads.get(path.removeprefix("/enrich-leads/"))
            return answer(200, {"success": True, "lead": row}) if row else answer(404)
        if (method, path) == ("POST", "/leads"):
            return self._create_leads(body)
        return self._delete_leads(body)

    def _delete_client(self, body: Any) -> Response:
        gone = self.clients.pop(body["id"], None)
        if gone is None:
            return answer(404)
        if body.get("purge") == "true":
            self.leads = {id: row for id, row in self.leads.items() if row["client_id"] != gone["client_id"]}
        return answer()

    def _create_leads(self, body: Any) -> Response:
        if "leads" not in body:
            return answer(201, {"success": True, "lead": self.add_lead(**body)})
        for row in body["leads"]:
            self.add_lead(**row)
        return answer(201, {"success": True, "created": len(body["leads"]), "skipped": []})

    def _delete_leads(self, body: Any) -> Response:
        ids = body["ids"] if "ids" in body else [body["id"]]
        found = [id for id in ids if self.leads.pop(id, None) is not None]
        return answer(200, {"success": True, "deleted": len(found), "skipped": [id for id in ids if id not in found]})
