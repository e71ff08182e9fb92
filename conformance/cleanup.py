"""Removes what a run created, as its makers, gently: leads in small batches first, then their workspaces."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from conformance.actors import Actor
from conformance.errors import HarnessError
from conformance.evidence import CannotTest
from conformance.exchange import Exchange
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

    def remove(self, entries: Iterable[Entry]) -> None:
        """Remove what stands of the entries: leads before clients. A failure is left outstanding, never raised."""
        standing = [entry for entry in entries if entry.outstanding and entry.removable]
        clients = [entry for entry in standing if entry.kind == "client"]
        inside = {client_id for client in clients for client_id in client.client_ids}
        for client in clients:
            self._attempt(client, partial(self._remove_client, client, standing))
        loose = [each for each in standing if each.kind != "client" and not inside.intersection(each.client_ids)]
        by_actor: dict[str, list[Entry]] = {}
        for entry in loose:
            by_actor.setdefault(entry.actor, []).append(entry)
        for name, leads in by_actor.items():
            self._attempt(leads[0], partial(self._remove_leads, name, leads))

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

    def _attempt(self, entry: Entry, remove: Callable[[], None]) -> None:
        try:
            remove()
        except (TransportFault, HarnessError, CannotTest) as error:
            entry.reason = f"removing it failed: {error}"

    def _remove_client(self, client: Entry, standing: Sequence[Entry]) -> None:
        leads = [each for each in standing if each.kind != "client" and set(each.client_ids) & set(client.client_ids)]
        self._remove_leads(client.actor, leads)
        if client.id is None:
            client.reason = "its id was never told"
            return
        answer = self._actor(client.actor).call(
            "deleteClient", query={"id": client.id, "purge": "true"}, purpose="cleanup", trespass=[client.id]
        )
        self._gone_or_reason(client, answer)

    def _remove_leads(self, name: str, leads: Sequence[Entry]) -> None:
        if not leads:
            return
        actor = self._actor(name)
        if any(each.id is None and each.outstanding for each in leads):
            for client_id in sorted({each for entry in leads for each in entry.client_ids}):
                self._delete(actor, list(self._ids_in(actor, client_id)))
        known = [each.id for each in leads if each.id is not None and each.outstanding]
        self._delete(actor, known)

    def _delete(self, actor: Actor, ids: Sequence[str]) -> None:
        for start in range(0, len(ids), _BATCH):
            batch = list(ids[start : start + _BATCH])
            actor.call("deleteLeads", json={"ids": batch}, purpose="cleanup", trespass=batch)

    def _ids_in(self, actor: Actor, client_id: str) -> Iterator[str]:
        token: str | None = None
        for _ in range(_MOST_PAGES):
            query = {"client_id": client_id, "limit": 1000, "nextToken": token}
            page = actor.call("listLeads", query=query, purpose="cleanup")
            yield from (row["id"] for row in page.rows("leads") if isinstance(row.get("id"), str))
            found = page.at("nextToken")
            if not isinstance(found, str) or not found or found == token:
                return
            token = found

    def _gone_or_reason(self, entry: Entry, answer: Exchange) -> None:
        """Note why a removal did not work; that it did is booked by the wire. A 404 means that it is gone."""
        if answer.status == 404:
            for client_id in entry.client_ids:
                self._ledger.gone_with_client(client_id)
            self._ledger.gone(entry)
        elif entry.outstanding:
            entry.reason = f"removing it got status {answer.status}"
