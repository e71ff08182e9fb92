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
"""Windows of the rate limit that one request may wait for."""

FEWEST_ROUNDS = 20
"""Rounds that make somebody busy: less beside a whole run shows nothing of it."""


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
            except (httpx.HTTPError, KeyError, ValueError, AssertionError) as error:
                self.trouble.append(f"{type(error).__name__}: {error}")
            else:
                self.rounds += 1

    def complaints(self) -> list[str]:
        """What was wrong beside a run, once the colleague has stopped: refused work, too little of it, changed records.

        A run that was not beside somebody busy proves nothing of one, so too few rounds are a complaint, too.
        """
        told = [f"the colleague met {each}" for each in self.trouble]
        if self.rounds < FEWEST_ROUNDS:
            told.append(f"the colleague did {self.rounds} rounds, and {FEWEST_ROUNDS} are the fewest")
        return told + [f"the colleague's {each} was changed" for each in self.changed()]

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
        self._asked("PUT", "/leads", json=notes)
        self._post("/search-history", {"searchName": f"Northwind {number}", "client_id": made["client_id"]})
        self._post("/webhook-workbench", {"name": f"Northwind {number}", "platform": "generic"})
        self._post("/campaigns", {"name": f"Northwind {number}"})
        self._post("/maintenance/bugs", {"description": f"Northwind {number}"})
        self._post("/enrichment/trigger", {"leadIds": [leads[0]["id"]]})
        self._post(
            "/territory-workbench/companies", {"client_id": made["client_id"], "companyName": f"Northwind {number}"}
        )
        settings = {"companyUrl": f"https://northwind.example/{number}"}
        self._asked("PUT", "/settings/url", json=settings)
        self.settings = settings
        self._asked("DELETE", "/leads", params={"id": leads[1]["id"]})
        if number % 2:
            self._asked("DELETE", "/clients", params={"id": made["id"], "purge": "true"})
        else:
            self.standing[leads[0]["id"]] = notes

    def _get(self, path: str) -> dict[str, Any]:
        return self._asked("GET", path)

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._asked("POST", path, json=body)

    def _asked(self, method: str, path: str, **what: Any) -> dict[str, Any]:
        """The answer to a request that must succeed; the limit of somebody so busy is waited for, and must end."""
        for _ in range(_WINDOWS):
            answer = self._client.request(method, path, **what)
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                shown: dict[str, Any] = answer.raise_for_status().json()
                return shown
            time.sleep(float(answer.headers.get("Retry-After", 1)))  # the limit says how long, as to any client
        raise AssertionError("the limit never ended")
