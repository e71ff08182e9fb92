"""The ledger: everything a run creates, written and synced before it is created, so that a killed run can be swept.

One file a process, `<run folder>/ledger/<segment>.jsonl`: `intent` before the request leaves, then `made` with the ids,
or `refused`, or `unknown` where no answer tells; `gone` once it is removed; `shared` with ids of our clients that other
clients turned out to have.
"""

import os
import threading
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import orjson
from pydantic import TypeAdapter, ValidationError

from conformance.errors import UsageError
from conformance.value_faults import first_fault

State = Literal["intent", "made", "refused", "unknown", "gone"]
_BY_TAG = "Leave RUN out: that removes by the tag, of runs as old as --older-than says"


@dataclass
class Shared:
    """The ids of clients, and their `client_id`s, that several clients have."""

    ids: set[str] = field(default_factory=set)
    client_ids: set[str] = field(default_factory=set)

    def mark(self, entries: "Iterable[Entry]") -> None:
        """Let entries know that they are, or lie in, such clients."""
        for entry in list(entries):
            is_such = entry.kind == "client" and entry.id in self.ids
            entry.shared = entry.shared or is_such or not self.client_ids.isdisjoint(entry.client_ids)


@dataclass
class Entry:
    """One thing the run set out to create.

    `kind` is what it is (`client`, `lead`, `leads` for a batch, whose rows' ids nobody told us, or the operationId of
    what cannot be removed), `rows` how many of it; `company` that of the actor who asked; `client_ids` the workspaces
    it lies in;
    `before` the values that stood where a test changed what there is only one of; `shared` whether another client has
    an id of this client, or of one that this lies in: what reaches for ours by that id may reach the other one.
    """

    key: str
    kind: str
    operation: str
    actor: str
    company: str | None
    state: State = "intent"
    id: str | None = None
    client_ids: tuple[str, ...] = ()
    removable: bool = True
    reason: str = ""
    names: tuple[str, ...] = field(default=(), repr=False)
    before: Mapping[str, str | None] = field(default_factory=dict, repr=False)
    rows: int = 1
    shared: bool = False

    @property
    def outstanding(self) -> bool:
        """Whether it may still stand on the target."""
        return self.state in ("intent", "made", "unknown")


class Ledger:
    """Writes one process's part of the ledger; its threads may share it."""

    def __init__(self, folder: Path, segment: str, run: str, origin: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{segment}.jsonl"
        is_torn = file.is_file() and file.read_bytes()[-1:] not in (b"", b"\n")
        self._file = file.open("ab", buffering=0)
        if is_torn:
            self._file.write(b"\n")
        self._segment = segment
        self._lock = threading.Lock()
        self._shared = Shared()
        self.entries: dict[str, Entry] = {}
        self._write({"event": "run", "run": run, "origin": origin})

    def intend(
        self,
        kind: str,
        operation: str,
        actor: str,
        company: str | None,
        *,
        client_ids: Iterable[str] = (),
        names: Iterable[str] = (),
        removable: bool = True,
        before: Mapping[str, str | None] | None = None,
        rows: int = 1,
    ) -> Entry:
        """Record that something is about to be created; the entry's file line is on disk when this returns."""
        with self._lock:
            entry = Entry(
                key=f"{self._segment}.{len(self.entries) + 1}",
                kind=kind,
                operation=operation,
                actor=actor,
                company=company,
                client_ids=tuple(client_ids),
                names=tuple(names),
                removable=removable,
                before=dict(before or {}),
                rows=rows,
            )
            self._shared.mark([entry])
            self.entries[entry.key] = entry
        self._write({"event": "intent", **_facts(entry)})
        return entry

    def adopt(self, entries: Iterable[Entry]) -> None:
        """Take over entries of a swept run, so that their removal is booked here."""
        taken = list(entries)
        self._shared.mark(taken)
        self.entries |= {entry.key: entry for entry in taken}

    def made(self, entry: Entry, *, id: str | None, client_ids: Iterable[str] = ()) -> None:
        """Record that it stands, with its id where the answer told one."""
        entry.state, entry.id = "made", id
        entry.client_ids = tuple(client_ids) or entry.client_ids
        self._shared.mark([entry])
        self._write({"event": "made", "key": entry.key, "id": id, "client_ids": list(entry.client_ids)})

    def share(self, ids: Collection[str], client_ids: Collection[str]) -> None:
        """Record ids of clients that several clients have, not all of them made by one tenant of this run."""
        self._shared.ids |= set(ids)
        self._shared.client_ids |= set(client_ids)
        self._shared.mark(self.entries.values())
        self._write({"event": "shared", "ids": sorted(ids), "client_ids": sorted(client_ids)})

    def refused(self, entry: Entry) -> None:
        """Record that the target refused to create it."""
        self._note(entry, "refused")

    def unknown(self, entry: Entry, reason: str) -> None:
        """Record that no answer tells whether it stands."""
        self._note(entry, "unknown", reason)

    def gone(self, entry: Entry) -> None:
        """Record that it was removed."""
        self._note(entry, "gone")

    def gone_with_client(self, client_id: str, company: str | None) -> None:
        """Record that somebody of the company purged a workspace of theirs, with everything recorded inside it.

        What lies, if only in part, in a workspace that is shared is none of it: such a one is not purged.
        """
        for entry in self.outstanding():
            is_inside = client_id in entry.client_ids and not entry.shared
            if entry.removable and is_inside and entry.company == company:
                self.gone(entry)

    def gone_by_id(self, kind: str, ids: Iterable[str], company: str | None) -> None:
        """Record that somebody of the company removed these rows; a stranger's success removes nothing for sure."""
        removed = set(ids)
        for entry in self.outstanding():
            if entry.kind == kind and entry.id in removed and entry.company == company:
                self.gone(entry)

    def outstanding(self) -> list[Entry]:
        """What may still stand on the target, in the order of its making."""
        return [entry for entry in list(self.entries.values()) if entry.outstanding]

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _note(self, entry: Entry, state: State, reason: str = "") -> None:
        entry.state, entry.reason = state, reason
        self._write({"event": state, "key": entry.key, "reason": reason})

    def _write(self, line: dict[str, Any]) -> None:
        with self._lock:
            self._file.write(orjson.dumps(line) + b"\n")
            os.fsync(self._file.fileno())


@dataclass(frozen=True)
class _Run:
    """The line with which a process begins its part."""

    run: str
    origin: str


@dataclass(frozen=True)
class _Note:
    """A line on what became of an entry."""

    event: State
    key: str
    id: str | None = None
    client_ids: tuple[str, ...] = ()
    reason: str = ""


_Line = _Run | Entry | Shared | _Note
_FORMS: Mapping[object, TypeAdapter[_Line]] = {
    "run": TypeAdapter(_Run),
    "intent": TypeAdapter(Entry),
    "shared": TypeAdapter(Shared),
    **dict.fromkeys(("made", "refused", "unknown", "gone"), TypeAdapter(_Note)),
}
"""By the event that a line tells."""


def replay(folder: Path) -> tuple[str, str, list[Entry]]:
    """The run id, the origin and all entries of a run's ledger folder, in their last recorded state.

    A torn line is left out: what it would have said had not happened yet. UsageError where there is no ledger, and
    where a line that is not torn cannot be read: what it said may stand on the target, or be somebody else's.
    """
    files = sorted(folder.glob("*.jsonl")) if folder.is_dir() else []
    if not files:
        raise UsageError(f"there is no ledger in {folder}", "Name a run's folder, such as conformance-runs/latest")
    begun: _Run | None = None
    entries: dict[str, Entry] = {}
    shared = Shared()
    for line in (line for file in files for line in _lines(file)):
        match line:
            case _Run():
                begun = line
            case Entry():
                entries[line.key] = line
            case Shared():
                shared.ids |= line.ids
                shared.client_ids |= line.client_ids
            case _Note() if (entry := entries.get(line.key)) is not None:
                entry.state, entry.reason = line.event, line.reason
                entry.id = line.id or entry.id
                entry.client_ids = line.client_ids or entry.client_ids
    if begun is None:
        raise UsageError(f"the ledger in {folder} has no beginning", _BY_TAG)
    shared.mark(entries.values())
    return begun.run, begun.origin, list(entries.values())


def _facts(entry: Entry) -> dict[str, Any]:
    return {
        "key": entry.key,
        "kind": entry.kind,
        "operation": entry.operation,
        "actor": entry.actor,
        "company": entry.company,
        "client_ids": list(entry.client_ids),
        "removable": entry.removable,
        "names": list(entry.names),
        "before": dict(entry.before),
        "rows": entry.rows,
    }


def _lines(file: Path) -> list[_Line]:
    """What the lines of one process say.

    One that is no JSON was torn where it is the last, or where a later process, which closed it, begins after it.
    """
    lines = file.read_bytes().split(b"\n")
    said = [_said(line, f"line {number} of {file}") for number, line in enumerate(lines, start=1)]
    for number, (line, before, after) in enumerate(zip(lines, said, said[1:], strict=False), start=1):
        if line and before is None and not isinstance(after, _Run):
            raise UsageError(f"line {number} of {file} is no record of a ledger: it is no JSON", _BY_TAG)
    return [each for each in said if each is not None]


def _said(line: bytes, where: str) -> _Line | None:
    """What a line says; None where it is no JSON, and UsageError where it is none of ours."""
    try:
        told = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    event = told.get("event") if isinstance(told, dict) else None
    if not isinstance(event, str) or event not in _FORMS:
        raise UsageError(f"{where} is no record of a ledger: it tells of no event that there is", _BY_TAG)
    try:
        return _FORMS[event].validate_python(told)
    except ValidationError as error:
        raise UsageError(f"{where} is no record of a ledger: it {first_fault(error)}", _BY_TAG) from error
