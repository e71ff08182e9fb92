"""Somebody else of company A, who works all the time and knows nothing of any test."""

import itertools
import threading
import time
from pathlib import Path
from typing import Any

import httpx

from conformance import profile

_MOST_ROUNDS = 5_000
_PAUSE = 0.05
"""Seconds between two rounds: a busy person's machine, not a load test."""

_WINDOWS = 5
"""Windows of the rate limit that one look may wait for."""


class Colleague(threading.Thread):
    """Creates, changes, processes and removes records of every kind until told to stop; keeps what it left standing."""

    def __init__(self, file: Path) -> None:
        super().__init__(daemon=True)
        found = profile.read(file)
        actor = found.actors["admin_a"]
        self._client = httpx.Client(base_url=f"{found.origin.text}/api", trust_env=False, timeout=10)
        self._login = {"username": actor.username, "password": actor.secret("password")}
        self._over = threading.Event()
        self.rounds = 0
        self.standing: dict[str, dict[str, Any]] = {}
        self.settings: dict[str, str] = {}
        self.trouble: list[str] = []

    def __enter__(self) -> "Colleague":
        tokens = self._client.post("/auth", json=self._login).json()["tokens"]
        self._client.headers["Authorization"] = f"Bearer {tokens['accessToken']}"
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._client.close()

    def stop(self) -> None:
        """Let them finish their round, and wait for its end."""
        self._over.set()
        self.join(timeout=30)

    def run(self) -> None:
        """Round after round, to the end or to the bound."""
        for number in itertools.count(1):
            if number > _MOST_ROUNDS or self._over.wait(_PAUSE):
                return
            try:
                self._round(number)
            except (httpx.HTTPError, KeyError, ValueError) as error:
                self.trouble.append(f"{type(error).__name__}: {error}")
            self.rounds = number

    def changed(self) -> list[str]:
        """The leads left standing, and the settings, that are not as the colleague left them."""
        settings = self._get("/settings/url").get("settings", {})
        leads = [
            id
            for id, row in self.standing.items()
            if self._get(f"/enrich-leads/{id}").get("lead", {}).get("notes") != row["notes"]
        ]
        return leads + [name for name, value in self.settings.items() if settings.get(name) != value]

    def _round(self, number: int) -> None:
        made = self._post("/clients", {"clientName": f"Northwind {number}"})["client"]
        rows = [
            {
                "client_id": made["client_id"],
                "firstName": "Nora",
                "lastName": f"Winter {each}",
                "email": f"nora.{number}.{each}@northwind.example",
                "companyName": "Northwind Ltd",
                "status": "qualified",
            }
            for each in range(2)
        ]
        leads = [self._post("/leads", row)["lead"] for row in rows]
        notes = {"id": leads[0]["id"], "notes": f"called on day {number}"}
        self._client.put("/leads", json=notes).raise_for_status()
        self._post("/search-history", {"searchName": f"Northwind {number}", "client_id": made["client_id"]})
        self._post("/webhook-workbench", {"name": f"Northwind {number}", "platform": "generic"})
        self._post("/campaigns", {"name": f"Northwind {number}"})
        self._post("/maintenance/bugs", {"description": f"Northwind {number}"})
        self._post("/enrichment/trigger", {"leadIds": [leads[0]["id"]]})
        self._post(
            "/territory-workbench/companies", {"client_id": made["client_id"], "companyName": f"Northwind {number}"}
        )
        settings = {"companyUrl": f"https://northwind.example/{number}"}
        self._client.put("/settings/url", json=settings).raise_for_status()
        self.settings = settings
        self._client.delete("/leads", params={"id": leads[1]["id"]})
        if number % 2:
            self._client.delete("/clients", params={"id": made["id"], "purge": "true"})
        else:
            self.standing[leads[0]["id"]] = notes

    def _get(self, path: str) -> dict[str, Any]:
        """What stands at a path; the rate limit of somebody so busy is waited for, AssertionError if it never ends."""
        for _ in range(_WINDOWS):
            answer = self._client.get(path)
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                shown: dict[str, Any] = answer.json()
                return shown
            time.sleep(float(answer.headers.get("Retry-After", 1)))  # the limit says how long, as to any client
        raise AssertionError("the limit never ended")

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = self._client.post(path, json=body).raise_for_status().json()
        return answer
