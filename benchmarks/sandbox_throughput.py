"""How many lists of leads the sandbox serves a second on one core, beside a bare route that answers the same bytes.

Run it with `python -m benchmarks.sandbox_throughput`; `benchmarks/README.md` says how to read it.
"""

import argparse
import tempfile
import tomllib
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx

from benchmarks.load import Target, requests_per_second
from benchmarks.servers import leave_the_servers_core, serving

CONNECTIONS = 8
LEADS = 100
PAGES = (20, 100)
WARM_UP_SECONDS = 0.5


class Row(NamedTuple):
    """One line of the outcome: rows a page, bytes a body, and requests a second of both servers."""

    limit: int
    size: int
    sandbox: float
    bare: float

    def __str__(self) -> str:
        return (
            f"{f'GET /leads?limit={self.limit}':<22}{self.size:>9} B{self.sandbox:>12.0f}/s{self.bare:>12.0f}/s"
            f"{self.sandbox / self.bare:>9.2f}"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the sandbox's throughput on one core.")
    parser.add_argument("--seconds", type=float, default=2, help="length of one measurement")
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each server, whose median counts")
    asked = parser.parse_args()
    leave_the_servers_core()
    print(f"{CONNECTIONS} connections, one core, median of {asked.rounds} rounds of {asked.seconds:g} s, in turns")
    print(f"{'':<22}{'body':>11}{'sandbox':>14}{'bare route':>14}{'ratio':>9}")
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile.toml"
        options = ("--port", "0", "--profile-out", str(profile), "--stop-with-stdin", "--rate", "premium=999999999")
        with serving("conformance.sandbox", *options) as origin:
            token, client_id = prepared(origin, profile)
            for limit in PAGES:
                path = f"/api/leads?client_id={client_id}&limit={limit}"
                body = listed(origin + path, token, limit)
                document = Path(folder) / f"{limit}.json"
                document.write_bytes(body)
                with serving("benchmarks.bare", str(document)) as bare:
                    targets = (target(origin, path, token), target(bare, "/", token))
                    print(Row(limit, len(body), *measured(targets, asked.rounds, asked.seconds)), flush=True)


def prepared(origin: str, profile: Path) -> tuple[str, str]:
    """The access token of an owner by login, and the `client_id` of a new client that has 100 leads."""
    owner = tomllib.loads(profile.read_text(encoding="utf-8"))["actors"]["owner_a"]
    with httpx.Client(base_url=f"{origin}/api") as http:
        login = {name: owner[name] for name in ("username", "password")}
        token: str = http.post("/auth", json=login).json()["tokens"]["accessToken"]
        http.headers["Authorization"] = f"Bearer {token}"
        client_id: str = http.post("/clients", json={"clientName": "Load"}).json()["client"]["client_id"]
        rows = [
            {
                "client_id": client_id,
                "firstName": "Ada",
                "lastName": f"Byron {number}",
                "email": f"ada.{number}@load.example",
                "companyName": "Analytical Engines",
                "title": "Head of Computing",
                "city": "London",
                "status": "new",
            }
            for number in range(LEADS)
        ]
        created = http.post("/leads", json={"leads": rows}).json()["created"]
    assert created == LEADS, created
    return token, client_id


def listed(url: str, token: str, limit: int) -> bytes:
    """One answer, checked to hold that many rows."""
    answer = httpx.get(url, headers={"Authorization": f"Bearer {token}"})
    assert len(answer.json()["leads"]) == limit, answer.text
    return answer.content


def target(origin: str, path: str, token: str) -> Target:
    """The same request for either server."""
    address = urlsplit(origin)
    assert address.hostname is not None
    assert address.port is not None
    head = f"GET {path} HTTP/1.1\r\nHost: {address.netloc}\r\nAuthorization: Bearer {token}\r\n\r\n"
    return Target(address.hostname, address.port, head.encode())


def measured(targets: tuple[Target, Target], rounds: int, seconds: float) -> tuple[float, float]:
    """The median requests a second of both, taken in turns, so that a slow moment meets both."""
    for each in targets:
        requests_per_second(each, connections=CONNECTIONS, seconds=WARM_UP_SECONDS)
    taken = [
        [requests_per_second(each, connections=CONNECTIONS, seconds=seconds) for each in targets] for _ in range(rounds)
    ]
    return median(sandbox for sandbox, _ in taken), median(bare for _, bare in taken)


if __name__ == "__main__":
    main()
