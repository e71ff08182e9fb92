"""Books every creating and deleting call in the ledger and the guard, whoever sends it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from conformance.contract import Operation
from conformance.exchange import ABSENT, REFUSALS, Exchange, Json
from conformance.guard import Guard
from conformance.ledger import Entry, Ledger
from conformance.named import Id, Places

_NAMING = ("clientName", "email", "name", "notes", "searchName", "description")


@dataclass(frozen=True)
class Intention:
    """What a call is about to do to the books: the entries it opens, the ids of a kind whose removal it asks for."""

    entries: tuple[Entry, ...] = ()
    kind: str = ""
    removes: tuple[str, ...] = ()
    purges: bool = False
    batch: bool = False


class Books:
    """Keeps the ledger and the guard in step with what is sent; `places` tell what a removal's ids are of."""

    def __init__(self, ledger: Ledger, guard: Guard, places: Places) -> None:
        self._ledger = ledger
        self._guard = guard
        self._places = places
        self._client_ids: dict[str, str] = {}

    def open(
        self,
        operation: Operation | None,
        actor: str | None,
        company: str | None,
        query: Iterable[tuple[str, str]],
        body: Json,
    ) -> Intention:
        """Book a call before it leaves."""
        if operation is None:
            return Intention()
        if operation.method == "DELETE":
            asked = dict(query)
            ids = [asked["id"]] if "id" in asked else _texts(body, "ids")
            purges = asked.get("purge") == "true"
            kind = self._places.parameters(operation).get("id") or ""
            return Intention(kind=kind, removes=tuple(ids), purges=purges, batch="id" not in asked)
        if operation.creates is None:
            return Intention()
        rows = _rows(body)
        # Which workspace a new client is the answer tells: one that its body names is another client's.
        inside = [row.get("client_id") for row in rows if operation.creates != "client"]
        batch = isinstance(body, dict) and isinstance(body.get("leads"), list)
        entry = self._ledger.intend(
            f"{operation.creates}s" if batch else operation.creates,
            operation.id,
            actor or "nobody",
            company,
            client_ids=sorted({each for each in inside if isinstance(each, str)}),
            names=[row[name] for row in rows for name in _NAMING if isinstance(row.get(name), str)],
            removable="data" in operation.effects,
            rows=len(rows),
        )
        return Intention(entries=(entry,), batch=batch)

    def close(self, intention: Intention, exchange: Exchange, company: str | None) -> None:
        """Book what the answer says: made with its id, refused, or removed."""
        for entry in intention.entries:
            if exchange.succeeded:
                self._made(entry, exchange, company, batch=intention.batch)
            elif exchange.status in REFUSALS:
                self._ledger.refused(entry)
            else:
                self._ledger.unknown(entry, f"status {exchange.status}")
        if intention.removes and exchange.succeeded:
            # An id that was asked for twice is gone the first time, and skipped the second.
            skipped = _texts(exchange.json, "skipped") if intention.batch else []
            gone = Counter(intention.removes) - Counter(skipped)
            self._ledger.gone_by_id(intention.kind, gone, company)
            for each in intention.removes if intention.purges else ():
                if each in self._client_ids:
                    self._ledger.gone_with_client(self._client_ids[each], company)

    def contested(self, ids: Iterable[Id]) -> None:
        """Book ids of clients of ours that turned out to be other clients' as well, so that clean-up knows of it."""
        found = frozenset(ids)
        if found:
            self._ledger.share(_of_kind("client", found), _of_kind("client-id", found))

    def lost(self, intention: Intention, reason: str) -> None:
        """Book that no answer came: what was asked for may stand."""
        for entry in intention.entries:
            self._ledger.unknown(entry, reason)

    def _made(self, entry: Entry, exchange: Exchange, company: str | None, *, batch: bool) -> None:
        record = None if batch else _record(exchange.json)
        if batch and exchange.at("created") == 0:
            self._ledger.refused(entry)
            return
        if record is None:
            self._ledger.made(entry, id=None)
            return
        client_id = record.get("client_id")
        client_ids = [client_id] if isinstance(client_id, str) else []
        id, workspaces = Id(entry.kind, record["id"]), [Id("client-id", each) for each in client_ids]
        taken = [each for each in workspaces if self._guard.is_taken(each, company)]
        is_client = entry.kind == "client"
        if self._guard.is_taken(id, company):
            self._guard.contest([id, *(workspaces if is_client else taken)])
            self.contested([id, *workspaces] if is_client else ())
            self._ledger.unknown(entry, "the answer names a record that was there before")
            return
        self._ledger.made(entry, id=record["id"], client_ids=client_ids)
        if is_client:
            if client_ids:
                self._client_ids[record["id"]] = client_ids[0]
            self._guard.contest(taken)
            self.contested(taken)
            self._guard.own([id, *(each for each in workspaces if each not in taken)], company)
        else:
            self._guard.own([id], company)


def _of_kind(kind: str, ids: Iterable[Id]) -> set[str]:
    return {each.text for each in ids if each.kind == kind}


def _rows(body: Json) -> list[dict[str, Any]]:
    if not isinstance(body, dict):
        return []
    rows = body.get("leads")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else [body]


def _texts(body: Json, key: str) -> list[str]:
    values = body.get(key) if isinstance(body, dict) else None
    return [each for each in values if isinstance(each, str)] if isinstance(values, list) else []


def _record(answer: Json) -> dict[str, Any] | None:
    """The one record of a creating answer: the first object under the top level that has an id."""
    if answer is ABSENT or not isinstance(answer, dict):
        return None
    nested = [value for value in answer.values() if isinstance(value, dict)]
    return next((each for each in [*nested, answer] if isinstance(each.get("id"), str) and each["id"]), None)
