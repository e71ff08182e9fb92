"""What the tools are run on: a sandbox of its own for each, behind a relay, and what can be asked of it."""

import tempfile
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from benchmarks.relay import Traffic, counting
from conformance.contract import Operation
from conformance.launcher import sandbox

OWNER = "owner_a"
PLAIN_REQUESTS = 1000
UNLIMITED = ("--window", "3600", "--rate", "standard=999999999", "--rate", "premium=999999999")
_ROWS_A_PAGE = 100


@dataclass(frozen=True)
class Target:
    """A running sandbox: the relay's origin, what passed there, a profile with that origin, and a folder to use."""

    origin: str
    traffic: Traffic
    profile: Path
    folder: Path

    def actors(self) -> Mapping[str, Mapping[str, str]]:
        """The profile's actors."""
        actors: Mapping[str, Mapping[str, str]] = _toml(self.profile)["actors"]
        return actors

    def bearer(self, actor: str = OWNER) -> str:
        """What an actor sends as `Authorization` after a login."""
        told = {key: self.actors()[actor][key] for key in ("username", "password")}
        answer = httpx.post(f"{self.origin}/api/auth", json=told)
        return f"Bearer {answer.json()['tokens']['accessToken']}"

    def client(self, actor: str = OWNER) -> httpx.Client:
        """A connection of an actor who has logged in."""
        return httpx.Client(base_url=f"{self.origin}/api", headers={"Authorization": self.bearer(actor)})


@contextmanager
def fresh(defects: Sequence[str] = (), flags: Sequence[str] = UNLIMITED) -> Iterator[Target]:
    """A new sandbox with these defects for as long as the block; by its flags without a limit that a run would meet."""
    more = ("--defect", *defects) if defects else ()
    with sandbox((*flags, *more)) as written, tempfile.TemporaryDirectory() as folder:
        own, profile = _toml(written)["base_url"], Path(folder) / "profile.toml"
        with counting(own) as (origin, traffic):
            profile.write_text(written.read_text(encoding="utf-8").replace(own, origin), encoding="utf-8")
            yield Target(origin, traffic, profile, Path(folder))


def _toml(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def plain_seconds(target: Target) -> float:
    """The yardstick: how long one connection needs for plain requests of one row, one after the other."""
    with target.client() as http:
        began = time.perf_counter()
        for _ in range(PLAIN_REQUESTS):
            http.get("/clients", params={"limit": 1}).raise_for_status()
        return time.perf_counter() - began


def standing(target: Target) -> frozenset[str]:
    """The ids of all clients, and of the leads of these, that any actor is shown."""
    ids: set[str] = set()
    for actor in target.actors():
        with target.client(actor) as http:
            clients = _listed(http, "clients")
            leads = [lead for row in clients for lead in _listed(http, "leads", client_id=row["client_id"])]
            ids.update(row["id"] for row in [*clients, *leads])
    return frozenset(ids)


def _listed(http: httpx.Client, kind: str, **filters: str) -> list[dict[str, str]]:
    """All rows of a listing; none for somebody who has no company."""
    rows: list[dict[str, str]] = []
    page: dict[str, str | int] = {**filters, "limit": _ROWS_A_PAGE}
    while (answer := http.get(f"/{kind}", params=page)).status_code == httpx.codes.OK:
        rows += answer.json()[kind]
        if not answer.json().get("nextToken"):
            break
        page["nextToken"] = answer.json()["nextToken"]
    return rows


def exercised(succeeded: set[tuple[str, str]], operations: Sequence[Operation]) -> frozenset[str]:
    """The operations of which a request, by method and path, got a 2xx."""
    exact = {(each.method, f"/api{each.path}"): each for each in operations}
    inexact = [each for each in operations if "{" in each.path]
    return frozenset(
        operation.id
        for called in succeeded
        for operation in ([exact[called]] if called in exact else [each for each in inexact if _fits(called, each)])
    )


def _fits(called: tuple[str, str], operation: Operation) -> bool:
    """Whether method and path are an operation's whose path ends in a parameter."""
    before, _, last = called[1].removeprefix("/api").rpartition("/")
    return (called[0], before) == (operation.method, operation.path.rpartition("/")[0]) and last != ""
