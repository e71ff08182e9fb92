"""Removes what a run created, as its makers, gently: leads in small batches first, then their workspaces."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from conformance.actors import Actor
from conformance.errors import HarnessError, TargetLost
from conformance.evidence import CannotTest, Unusable
from conformance.journal.records import Leftover
from conformance.ledger import Entry, Ledger
from conformance.transport import TransportFault

_BATCH = 50
"""Leads a request: larger purges time out on the real service (contract: Clients)."""

_MOST_PAGES = 200


class Cleaner:
    """Removes ledger entries through the actors who made them, and tells what could not be removed."""

    def __init__(self, ledger: Ledger, actor: Callable[[str], Actor]) -> None:
        self._ledger = ledger
        self._actor = actor

    def remove(self, entries: Iterable[Entry], *, thorough: bool = False) -> None:
        """Remove what stands of the entries: leads before clients. A failure is left outstanding, never raised.

        `thorough` looks into every client for leads that no entry tells of, as where a run is swept by its tag.
        """
        standing = [entry for entry in entries if entry.outstanding and entry.removable]
        clients = [entry for entry in standing if entry.kind == "client"]
        inside = {client_id for client in clients for client_id in client.client_ids}
        steps = [(client, partial(self._remove_client, client, standing, thorough)) for client in clients]
        loose = [each for each in standing if each.kind != "client" and not inside.intersection(each.client_ids)]
        by_actor: dict[str, list[Entry]] = {}
        for entry in loose:
            by_actor.setdefault(entry.actor, []).append(entry)
        steps += [(leads[0], partial(self._remove_leads, name, leads)) for name, leads in by_actor.items()]
        for entry, step in steps:
            try:
                step()
            except TargetLost as lost:
                for each in standing:
                    each.reason = each.reason or lost.message
                return
            except (TransportFault, HarnessError, CannotTest, Unusable) as error:
                entry.reason = f"removing it failed: {error}"

    def leftovers(self, *, wanted: bool) -> Iterator[Leftover]:
        """What still stands, as records: `wanted` where clean-up was declined."""
        for entry in self._ledger.outstanding():
            yield Leftover(
                what=entry.kind,
                id=entry.id,
                actor=entry.actor,
                reason=entry.reason or ("nothing removes it" if not entry.removable else "it was not removed"),
                permanent=not entry.removable,
                wanted=wanted and entry.removable,
            )

    def _remove_client(self, client: Entry, standing: Sequence[Entry], thorough: bool) -> None:
        actor = self._actor(client.actor)
        if client.id is None and not self._found(actor, client):
            client.reason = "its id was never told, and no listing shows it"
            return
        leads = [each for each in standing if each.kind != "client" and set(each.client_ids) & set(client.client_ids)]
        self._remove_leads(client.actor, leads)
        for client_id in client.client_ids if thorough else ():
            self._empty(actor, client_id)
        named = [str(client.id)]
        answer = actor.call("deleteClient", query={"id": client.id, "purge": "true"}, purpose="cleanup", trespass=named)
        if not answer.succeeded and answer.status != 404:
            client.reason = f"removing it got status {answer.status}"
            return
        for client_id in client.client_ids:
            self._ledger.gone_with_client(client_id, client.company)
        if client.outstanding:
            self._ledger.gone(client)

    def _found(self, actor: Actor, client: Entry) -> bool:
        """Whether the listing shows a client whose making was never answered; its ids are noted then."""
        taken = {entry.id for entry in self._ledger.entries.values()}
        for row in _rows(actor, "listClients", "clients", {}):
            if row["id"] not in taken and row.get("clientName") in client.names:
                client_id = row.get("client_id")
                self._ledger.made(client, id=row["id"], client_ids=[client_id] if isinstance(client_id, str) else [])
                return True
        return False

    def _remove_leads(self, name: str, leads: Sequence[Entry]) -> None:
        if not leads:
            return
        actor = self._actor(name)
        untold = [each for each in leads if each.id is None and each.outstanding]
        emptied = {each: self._empty(actor, each) for each in sorted({id for lead in untold for id in lead.client_ids})}
        for lead in untold:
            if all(emptied[client_id] for client_id in lead.client_ids):
                self._ledger.gone(lead)
        self._delete(actor, [each.id for each in leads if each.id is not None and each.outstanding])

    def _empty(self, actor: Actor, client_id: str) -> bool:
        """Delete the leads of a workspace, and tell whether all that it showed are gone."""
        rows = _rows(actor, "listLeads", "leads", {"client_id": client_id})
        return self._delete(actor, [row["id"] for row in rows])

    def _delete(self, actor: Actor, ids: Sequence[str]) -> bool:
        deleted = True
        for start in range(0, len(ids), _BATCH):
            batch = list(ids[start : start + _BATCH])
            answer = actor.call("deleteLeads", json={"ids": batch}, purpose="cleanup", trespass=batch)
            if answer.status == 404:
                self._ledger.gone_by_id(batch, actor.company)
            deleted = deleted and (answer.succeeded or answer.status == 404)
        return deleted


def _rows(actor: Actor, operation: str, key: str, query: dict[str, object]) -> list[dict[str, Any]]:
    """The rows of a listing that have an id, page after page; Unusable where it is refused."""
    rows: list[dict[str, Any]] = []
    token: str | None = None
    for _ in range(_MOST_PAGES):
        page = actor.call(operation, query={**query, "limit": 1000, "nextToken": token}, purpose="cleanup")
        if not page.succeeded and page.status != 404:
            raise Unusable(f"the listing of {key} got status {page.status}")
        rows += [row for row in page.rows(key) if isinstance(row.get("id"), str)]
        found = page.at("nextToken")
        if not isinstance(found, str) or not found or found == token:
            break
        token = found
    return rows
