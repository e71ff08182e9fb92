"""Sweeping: removes what a killed run left, found by its ledger or, without one, by the tag that every row carries."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from conformance.actors import Actor
from conformance.errors import CredentialsRefused, HarnessError, RefusedForSafety, UsageError
from conformance.evidence import CannotTest
from conformance.harness import Harness
from conformance.ledger import Entry, Ledger, replay
from conformance.locks import is_live
from conformance.named import Id
from conformance.preflight import preflight
from conformance.run_id import RunId, run_of

_MOST_PAGES = 200


class Sweep:
    """One sweep over a target, by the profile's own actors; what it removes goes through the wire and its guard.

    `young` and `live` count the clients that `older_than` has passed over: of runs that began later, of live ones.
    """

    def __init__(self, harness: Harness) -> None:
        self.young = 0
        self.live = 0
        self._harness = harness
        self._is_met = False

    def left_by(self, folder: Path) -> list[Entry]:
        """What the run in a folder left: its ledger's outstanding entries, and tagged clients for those never told of.

        UsageError where the folder has no ledger, or one of another target; RefusedForSafety where the run still lives.
        """
        run, origin, entries = replay(folder / "ledger")
        if origin != self._harness.profile.origin.text:
            raise UsageError(f"that run was against {origin}", "Give the profile of that target")
        if is_live(RunId(run)):
            raise RefusedForSafety(f"the run {run} is still going on", "Wait for its end, or stop it first")
        standing = [entry for entry in entries if entry.outstanding]
        self._own(entries)
        untold = [entry for entry in standing if entry.kind == "client" and entry.id is None]
        if not untold:
            return standing
        known = {entry.id for entry in standing if entry.kind == "client"}
        tagged = [entry for entry in self.tagged(RunId(run)) if entry.id not in known]
        return [*(entry for entry in standing if entry not in untold), *tagged]

    def older_than(self, age: timedelta) -> list[Entry]:
        """What runs of at least that age left, of no live run, made by the profile's own actors."""
        latest = datetime.now(UTC) - age
        found = self._carrying_a_tag()
        runs = {run for run, _ in found}
        live = {run for run in runs if is_live(run)}
        old = {run for run in runs if run.started <= latest} - live
        self.live = sum(run in live for run, _ in found)
        self.young = sum(run not in live | old for run, _ in found)
        return self._owned(entry for run, entry in found if run in old)

    def tagged(self, run: RunId) -> list[Entry]:
        """The clients that carry the tag of a run and that one of the profile's actors owns."""
        return self._owned(entry for other, entry in self._carrying_a_tag() if other == run)

    def _carrying_a_tag(self) -> list[tuple[RunId, Entry]]:
        """The clients of any run, each with its run, that one of the profile's actors owns."""
        found: dict[str, tuple[RunId, Entry]] = {}
        for actor in self._actors():
            for row in _clients(actor):
                run = run_of(str(row.get("clientName", "")))
                if run is None or row.get("owner") != actor.user_id or not isinstance(row.get("id"), str):
                    continue
                entry = _adopted(row, actor)
                found[entry.key] = run, entry
        return list(found.values())

    def _owned(self, found: Iterable[Entry]) -> list[Entry]:
        """The entries, once the guard knows that they are ours."""
        entries = list(found)
        self._own(entries)
        return entries

    def remove(self, entries: Iterable[Entry], folder: Path | None) -> None:
        """Remove the entries; a swept run's own ledger is told, so that a second sweep finds nothing.

        CredentialsRefused, Unreachable or NotThisApi, and no entry is touched, where the target lets in nobody who made
        one.
        """
        swept = list(entries)
        if swept:
            self._meet(dict.fromkeys(entry.actor for entry in swept))
        self._harness.ledger.adopt(swept)
        self._harness.cleaner.remove(swept, thorough=True)
        if any(entry.outstanding and entry.removable for entry in swept):
            # As at the end of a run: where an answer was lost, or a client took along what another tenant had put into
            # it, the second answer says that it is gone.
            self._harness.cleaner.remove(swept, thorough=True)
        if folder is not None:
            run, origin, known = replay(folder / "ledger")
            ledger = Ledger(folder / "ledger", "swept", run, origin)
            keys = {entry.key for entry in known}
            for entry in swept:
                if entry.state == "gone" and entry.key in keys:
                    ledger.gone(entry)
            ledger.close()

    def _own(self, entries: Iterable[Entry]) -> None:
        """Let the guard know what a run has made, and which workspaces are its own.

        These are its clients', never one that it only sent leads to; one that another client shares is not.
        """
        guard = self._harness.guard
        for entry in entries:
            if entry.id is None:
                continue
            guard.own([Id(entry.kind, entry.id)], entry.company)
            workspaces = [Id("client-id", each) for each in entry.client_ids if entry.kind == "client"]
            if entry.shared:
                guard.contest(workspaces)
            else:
                guard.own(workspaces, entry.company)

    def _meet(self, makers: Iterable[str] = ()) -> None:
        """See once that the target takes credentials, before each row in turn is told that it does not.

        One of the `makers` is enough: what the others have made is told as what could not be removed.
        """
        if self._is_met:
            return
        try:
            preflight(self._harness)
        except CredentialsRefused:
            if not any(map(self._is_let_in, makers)):
                raise
        self._is_met = True

    def _is_let_in(self, name: str) -> bool:
        try:
            self._harness.actor(name).tokens()
        except (HarnessError, CannotTest):
            return False
        return True

    def _actors(self) -> Iterator[Actor]:
        self._meet()
        for name in self._harness.profile.actors:
            try:
                actor = self._harness.actor(name)
            except CannotTest:
                continue
            if actor.has_login and actor.company is not None:
                yield actor


def described(entry: Entry) -> str:
    """An entry in one line, for a person who decides whether to remove it."""
    if entry.before:
        return f"the change by {entry.operation} of {entry.actor}"
    name = f" {entry.names[0]!r}" if entry.names else ""
    return f"{entry.kind} {entry.id or '(id unknown)'}{name} of {entry.actor}"


def _clients(actor: Actor) -> Iterator[dict[str, Any]]:
    token: str | None = None
    for _ in range(_MOST_PAGES):
        page = actor.call("listClients", query={"limit": 1000, "nextToken": token}, purpose="cleanup")
        yield from page.rows("clients")
        found = page.at("nextToken")
        if not isinstance(found, str) or not found or found == token:
            return
        token = found


def _adopted(row: dict[str, Any], actor: Actor) -> Entry:
    return Entry(
        key=f"adopted.{row['id']}",
        kind="client",
        operation="createClient",
        actor=str(actor.name),
        company=actor.company,
        state="made",
        id=row["id"],
        client_ids=(row["client_id"],) if isinstance(row.get("client_id"), str) else (),
        names=(str(row["clientName"]),),
    )
