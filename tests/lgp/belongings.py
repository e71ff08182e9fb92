"""Clients, leads and runs of somebody who uses `lgp`, made for one test."""

import json
import uuid
from typing import Any

from tests.lgp.typed import Lgp

ESCAPE = "\x1b[31mred"
"""Steers a terminal that gets it raw."""


def fresh(word: str) -> str:
    """A name that nothing else has."""
    return f"{word} {uuid.uuid4().hex[:12]}"


def posted(lgp: Lgp, path: str, **body: Any) -> Any:
    """The answer to a body that is posted."""
    return lgp.done(f"call POST {path} --data", json.dumps(body)).json


def client(lgp: Lgp) -> dict[str, Any]:
    """A new client."""
    made: dict[str, Any] = posted(lgp, "/clients", clientName=fresh("Client"))["client"]
    return made


def lead(lgp: Lgp, **fields: Any) -> dict[str, Any]:
    """A new lead, of a new client unless one is given."""
    owner = fields.pop("client_id", None) or client(lgp)["client_id"]
    body = {"client_id": owner, "firstName": "Ada", "lastName": "Byron", **fields}
    made: dict[str, Any] = posted(lgp, "/leads", **body)["lead"]
    return made


def log_in(lgp: Lgp, origin: str) -> None:
    """Leave the login of somebody at a service that checks no token."""
    login = {"token": "a.b.c", "email": "ada@engines.example", "base_url": origin}
    (lgp.home / ".leadgenius_auth.json").write_text(json.dumps(login))
