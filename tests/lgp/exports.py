"""What the tests of exports share: leads of a client of their own, and an export that is stopped on its way."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from conformance.lgp.part_file import PartFile, Position
from conformance.profile import Profile
from tests.lgp.typed import Lgp


@dataclass(frozen=True)
class Made:
    """A client with leads: both its ids, and the ids of its leads."""

    client_id: str
    id: str
    leads: frozenset[str]


def http(known: Profile, actor: str = "owner_a") -> httpx.Client:
    """A client of the service that has an actor's key."""
    person = known.actors[actor]
    headers = {"x-api-key": person.secret("api_key") or "", "x-user-id": person.user_id or ""}
    return httpx.Client(base_url=f"{known.base_url}/api", headers=headers, timeout=30)


def made(known: Profile, leads: int, actor: str = "owner_a", **fields: str) -> Made:
    """A new client with that many leads, each with these fields."""
    with http(known, actor) as service:
        client = service.post("/clients", json={"clientName": "Exported"}).json()["client"]
        rows = [
            {"client_id": client["client_id"], "firstName": "Ada", "lastName": f"B {n}", **fields} for n in range(leads)
        ]
        for start in range(0, leads, 500):
            batch = service.post("/leads", json={"leads": rows[start : start + 500]}).json()
            assert batch["created"] == len(rows[start : start + 500]), batch
        return Made(client["client_id"], client["id"], frozenset(listed(service, client["client_id"])))


def listed(service: httpx.Client, client_id: str) -> list[str]:
    """The ids of a client's leads by the service's own listing."""
    found: list[str] = []
    token: str | None = ""
    while token is not None:
        query = {"client_id": client_id, "limit": "1000", **({"nextToken": token} if token else {})}
        page = service.get("/leads", params=query).json()
        found += [row["id"] for row in page["leads"]]
        token = page["nextToken"]
    return found


def by_key(monkeypatch: pytest.MonkeyPatch, known: Profile, actor: str = "owner_a") -> None:
    """Have `lgp` act by an actor's API key."""
    person = known.actors[actor]
    monkeypatch.setenv("LGP_BASE_URL", known.base_url)
    monkeypatch.setenv("LGP_API_KEY", person.secret("api_key") or "")
    monkeypatch.setenv("LGP_USER_ID", person.user_id or "")


def stopped(lgp: Lgp, monkeypatch: pytest.MonkeyPatch, line: str, *, after: int) -> Any:
    """How an export ends that is interrupted once it has kept that many pages."""
    keep = PartFile.add

    def add(part: PartFile, data: bytes, position: Position) -> None:
        keep(part, data, position)
        if position.pages == after:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(PartFile, "add", add)
        return lgp(line)


def jsonl(file: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def table(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))
