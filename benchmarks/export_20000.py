"""An export of many leads within a Standard limit, interrupted and gone on with: is it complete, and was any 429 seen?

Run it with `python -m benchmarks.export_20000`; `benchmarks/README.md` says how to read it.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.relay import counting
from conformance import launcher, profile
from conformance.profile import ActorProfile

_BATCH = 500
_LOOK_AGAIN = 0.02
_PATIENCE = 120.0


@dataclass(frozen=True)
class Question:
    """How much is exported, and how hard it is made: `rate` requests a `window` in seconds, `page` rows each."""

    rows: int = 20_000
    page: int = 200
    rate: int = 25
    window: float = 2

    @property
    def pages(self) -> int:
        """The least number of pages."""
        return -(-self.rows // self.page)


@dataclass(frozen=True)
class Outcome:
    """What came of it.

    `stored` and `exported` are ids, those of the file in its order; `kept` the rows that the interrupted part held;
    `statuses` all answers that the sandbox gave to both commands; the rest is exit codes, last words and seconds.
    """

    stored: frozenset[str]
    exported: tuple[str, ...]
    kept: int
    statuses: Counter[int]
    codes: tuple[int, int]
    words: tuple[str, str]
    seconds: tuple[float, float]

    @property
    def is_complete(self) -> bool:
        """Whether every lead is in the file, once."""
        return len(self.exported) == len(self.stored) and set(self.exported) == self.stored


def outcome(question: Question, folder: Path) -> Outcome:
    """Store the leads, export them in two goes, and compare; all files lie in `folder`."""
    database, file = folder / "sandbox.sqlite", folder / "leads.jsonl"
    # What this one has counted must be over for the next, which reads it.
    unlimited = ("--window", "0.1", "--rate", "standard=1000000")
    with launcher.sandbox(["--db", str(database), *unlimited]) as known:
        client = stored(known, question.rows)
    limits = ("--window", str(question.window), "--rate", f"standard={question.rate}")
    with launcher.sandbox(["--db", str(database), *limits]) as known, counting(profile.read(known).base_url) as relay:
        origin, traffic = relay
        environment = surroundings(origin, owner(known), folder)
        command = ("bulk", "export", str(file), "--client", client.id, "--page-size", str(question.page))
        began = time.perf_counter()
        code, words = interrupted(command, environment, file, question.pages // 3)
        kept = len(file.with_name("leads.jsonl.part").read_text().splitlines())
        between = time.perf_counter()
        with started(command, environment) as second:
            told = second.communicate(timeout=_PATIENCE)[1]
        ended = time.perf_counter()
        return Outcome(
            client.leads,
            tuple(json.loads(line)["id"] for line in file.read_text(encoding="utf-8").splitlines()),
            kept,
            Counter(traffic.statuses),
            (code, second.returncode),
            (words, told),
            (between - began, ended - between),
        )


@dataclass(frozen=True)
class Stored:
    """A client and the ids of its leads."""

    id: str
    leads: frozenset[str]


def owner(known: Path) -> ActorProfile:
    """An owner of the Standard tier."""
    return profile.read(known).actors["limit_standard"]


def stored(known: Path, rows: int) -> Stored:
    """A new client with that many leads, in batches."""
    person = owner(known)
    headers = {"x-api-key": person.secret("api_key") or "", "x-user-id": person.user_id or ""}
    with httpx.Client(base_url=f"{profile.read(known).base_url}/api", headers=headers, timeout=60) as service:
        client = service.post("/clients", json={"clientName": "Export"}).json()["client"]["client_id"]
        for start in range(0, rows, _BATCH):
            names = [f"Byron {number}" for number in range(start, min(rows, start + _BATCH))]
            leads = [{"client_id": client, "firstName": "Ada", "lastName": name, "city": "London"} for name in names]
            created = service.post("/leads", json={"leads": leads}).json()["created"]
            assert created == len(leads), created
        return Stored(client, frozenset(listed(service, client)))


def listed(service: httpx.Client, client: str) -> Iterator[str]:
    """The ids of a client's leads, by another listing than the export's."""
    query = {"client_id": client, "limit": "1000"}
    while True:
        page = service.get("/leads", params=query).json()
        yield from (row["id"] for row in page["leads"])
        if not page.get("nextToken"):
            return
        query["nextToken"] = page["nextToken"]


def surroundings(origin: str, person: ActorProfile, folder: Path) -> dict[str, str]:
    """The environment of the commands: a home and a state folder of their own, and the API key."""
    return {
        **launcher.environment(),
        "HOME": str(folder),
        "XDG_STATE_HOME": str(folder / "state"),
        "LGP_BASE_URL": origin,
        "LGP_API_KEY": person.secret("api_key") or "",
        "LGP_USER_ID": person.user_id or "",
    }


@contextmanager
def started(command: tuple[str, ...], environment: Mapping[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """`lgp` as a process of its own, which Ctrl-C reaches whatever it inherits; gone at the end of the block."""
    heeds = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = f"{heeds}; from conformance.lgp.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", program, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=dict(environment),
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def interrupted(command: tuple[str, ...], environment: Mapping[str, str], file: Path, pages: int) -> tuple[int, str]:
    """Exit code and last words of an export that gets Ctrl-C once it has kept that many pages."""
    state = file.with_name(f"{file.name}.part.json")
    with started(command, environment) as process:
        due = time.monotonic() + _PATIENCE
        while process.poll() is None and reached(state) < pages and time.monotonic() < due:
            time.sleep(_LOOK_AGAIN)  # another process writes the position; the wait is bounded above
        os.kill(process.pid, signal.SIGINT)
        words = process.communicate(timeout=_PATIENCE)[1]
        return process.returncode, words


def reached(state: Path) -> int:
    """The pages that an export has kept, by the position beside its part."""
    try:
        return int(json.loads(state.read_text(encoding="utf-8"))["position"]["pages"])
    except FileNotFoundError:
        return 0


def main() -> None:
    """Export and print."""
    parser = argparse.ArgumentParser(description="Export many leads within a limit, in two goes.")
    parser.add_argument("--rows", type=int, default=Question.rows)
    parser.add_argument("--page", type=int, default=Question.page, help="rows a page")
    parser.add_argument("--rate", type=int, default=Question.rate, help="requests a window")
    parser.add_argument("--window", type=float, default=Question.window, help="seconds")
    asked = Question(**vars(parser.parse_args()))
    with tempfile.TemporaryDirectory() as folder:
        found = outcome(asked, Path(folder))
    answers = ", ".join(f"{count} × {status}" for status, count in sorted(found.statuses.items()))
    print(f"{asked.rows} leads, {asked.page} a page, {asked.rate} requests in {asked.window:g} s")
    print(f"interrupted after {found.kept} rows in {found.seconds[0]:.1f} s, exit {found.codes[0]}")
    print(f"ended after another {found.seconds[1]:.1f} s, exit {found.codes[1]}")
    print(f"{len(found.exported)} rows, {len(set(found.exported))} of them different, complete: {found.is_complete}")
    print(f"answers: {answers}")


if __name__ == "__main__":
    main()
