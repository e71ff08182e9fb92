"""Background runs: rows that go from QUEUED over EXECUTING to an end, at moments fixed when they start.

Each step is an entry of the agenda, so it happens once, survives a restart, and no end is ever left.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from conformance.sandbox.records import Record, Records
from conformance.sandbox.resource import Resource
from conformance.sandbox.seed import Seeding
from conformance.sandbox.tables import Table
from conformance.sandbox.values import Object, iso

RUNS = Table("runs", columns=("kind", "status"), indexes=(("company_id",),), lagging=False)
QUEUED, EXECUTING, COMPLETED, FAILED = "QUEUED", "EXECUTING", "COMPLETED", "FAILED"

Work: TypeAlias = Callable[[Record], Object]
"""Does what a run is for, when it ends, and gives its output. Raises RunFailed before it has changed anything."""

Watcher: TypeAlias = Callable[[Record], None]
"""Told of a run each time its state has changed."""


class RunFailed(Exception):
    """The run cannot do its work; the message is for its users."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a run waits and how long it works at the least, in seconds; each may take up to twice that."""

    queued: float = 0.15
    executing: float = 0.4


class Runs:
    """The runs of one kind (a word of the resource that starts them), all in one table."""

    def __init__(
        self, resource: Resource, kind: str, work: Work, pace: Pace | None = None, watcher: Watcher | None = None
    ) -> None:
        self.kind = kind
        self.work = work
        self.pace = pace or Pace()
        self.watcher = watcher
        self.agenda = resource.agenda
        self.records: Records = resource.records(RUNS)
        self.agenda.on(f"{kind}-begins", lambda details, due: self.begin(str(details["runId"]), due))
        self.agenda.on(f"{kind}-ends", lambda details, due: self.end(str(details["runId"]), due))

    def start(self, run: Record) -> Record:
        """Put a stored run on its way; its work cannot end before the moment that it is told to be created at."""
        begins, ends = self.times(run, datetime.fromisoformat(run.created_at).timestamp())
        run = self.records.update(run, {"beginsAt": begins, "endsAt": ends})
        self.agenda.enter(f"{self.kind}-begins", begins, {"runId": run.id})
        self.agenda.enter(f"{self.kind}-ends", ends, {"runId": run.id})
        return run

    def stored(self, *, company_id: str, owner: str, fields: Object, id: str, at: str | None = None) -> Record:
        """Store a new run. `fields` must tell its work all that it needs."""
        return self.records.insert(
            company_id=company_id, owner=owner, fields=fields, id=id, at=at, kind=self.kind, status=QUEUED
        )

    def times(self, run: Record, now: float) -> tuple[float, float]:
        """When a run that starts now begins its work, and when it ends it (epoch seconds)."""
        digest = hashlib.sha256(run.id.encode()).digest()
        begins = now + self.pace.queued * (1 + digest[0] / 255)
        return begins, begins + self.pace.executing * (1 + digest[1] / 255)

    def begin(self, id: str, _due: float) -> None:
        """Its work begins."""
        run = self.records.get(id)
        if run and run.columns["status"] == QUEUED:
            self.move(run, EXECUTING, {})

    def end(self, id: str, due: float) -> None:
        """Its work is done, or has failed."""
        run = self.records.get(id)
        if run is None or run.columns["status"] not in (QUEUED, EXECUTING):
            return
        try:
            changes: Object = {"output": self.work(run)}
            status = COMPLETED
        except RunFailed as failure:
            changes = {"error": str(failure)}
            status = FAILED
        self.move(run, status, {**changes, "finishedAt": iso(due)})

    def move(self, run: Record, status: str, changes: Object) -> None:
        """Bring a run to a state."""
        moved = self.records.update(run, changes, status=status)
        if self.watcher:
            self.watcher(moved)

    def drawn(self, seeding: Seeding, *, company_id: str, owner: str, fields: Object) -> Record:
        """A run of the first database that has ended by now."""
        at = seeding.moment()
        run = self.stored(company_id=company_id, owner=owner, fields=fields, id=f"run-{seeding.uuid()}", at=at)
        self.end(run.id, self.times(run, datetime.fromisoformat(at).timestamp())[1])
        return run
