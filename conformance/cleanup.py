"""Removes what a run created, as its makers, gently: leads in small batches first, then their workspaces.

Where a target gave a client of ours an id that another client has as well, that client stays, and is told of. A server
that purges by `client_id` would take the other's leads; that a removal without a purge keeps them is no more than
inferred (reference: Delete and purge), and such a target has broken what it rests on. The leads in it that we know by
their ids go; of those whose ids nobody told us, nothing tells them from the other's.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from conformance import restoring, sharing
from conformance.actors import Actor
from conformance.errors import HarnessError, TargetLost
from conformance.evidence import CannotTest, Unusable
from conformance.exchange import Exchange
from conformance.journal.records import Leftover
from conformance.ledger import Entry, Ledger
from conformance.polling import Patience
from conformance.transport import TransportFault
from conformance.walking import next_token

_BATCH = 50
"""Leads a request: larger purges time out on the real service (reference: Delete and purge)."""

_MOST_PAGES = 200

_MOST_LOOKED_AT = 20
"""Leads that a removal passed over, and that a run looks at one by one: another call may have removed them."""

_STILL_THERE = "the target said that it removed it, and still shows it"

_SHARED = "another client has one of its ids: to remove it might remove what is another's"
_AMONG_OTHERS = "another client has an id of the one it lies in: nothing tells it from what is another's"

_FAILURES = (TransportFault, HarnessError, CannotTest, Unusable)


class Cleaner:
    """Removes ledger entries through the actors who made them, and tells what could not be removed."""

    def __init__(self, ledger: Ledger, actor: Callable[[str], Actor], patience: Patience) -> None:
        self._ledger = ledger
        self._actor = actor
        self._patience = patience
        self._deletes = False  # whether a lead that the target called removed was seen to be gone

    def remove(self, entries: Iterable[Entry], *, thorough: bool = False) -> None:
        """Remove what stands of the entries: leads before clients; put back what was changed.

        A failure is left outstanding, never raised.

        `thorough` is for who does not know what the run has seen, as where it is swept: it first looks whether another
        client has an id of one, then into every client for leads that no entry tells of.
        """
        standing = [entry for entry in entries if entry.outstanding and entry.removable]
        try:
            self._remove(self._looked_at(standing) if thorough else standing, thorough)
        except TargetLost as lost:
            for each in standing:
                each.reason = each.reason or lost.message

    def _remove(self, standing: Sequence[Entry], thorough: bool) -> None:
        changed = [entry for entry in standing if entry.kind == restoring.CHANGED]
        clients = [entry for entry in standing if entry.kind == "client"]
        inside = {client_id for client in clients if not client.shared for client_id in client.client_ids}
        leads = [each for each in standing if each.kind not in ("client", restoring.CHANGED)]
        # Few leads go with their client; the look after it sees whether they did.
        goes_along = inside - _crowded(leads)
        apart = [each for each in leads if each.shared or not goes_along.issuperset(each.client_ids)]
        loose = [each for each in leads if each.id is None and not inside.issuperset(each.client_ids)]
        look_at = None if thorough else _MOST_LOOKED_AT
        steps = [(entry, partial(self._put_back, entry)) for entry in changed]
        steps += [
            (each[0], partial(self._remove_told, name, each, look_at)) for name, each in _by_actor(apart, told=True)
        ]
        steps += [(rest[0], partial(self._remove_untold, name, rest)) for name, rest in _by_actor(loose, told=False)]
        steps += [(client, partial(self._remove_client, client, leads, thorough)) for client in clients]
        steps += [(made[0], partial(self._look_after, name, made)) for name, made in _by_actor(standing, told=True)]
        for entry, step in steps:
            try:
                step()
            except TargetLost:
                raise
            except _FAILURES as error:
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

    def _looked_at(self, standing: Sequence[Entry]) -> list[Entry]:
        """Book which clients have an id of another one, and give what may be removed now that this is known."""
        listings: list[tuple[str | None, list[dict[str, Any]]]] = []
        unseen: dict[str, str] = {}
        for name in dict.fromkeys(each.actor for each in standing if each.kind == "client"):
            try:
                actor = self._actor(name)
                listings.append((actor.company, _rows(actor, "listClients", "clients", {})))
            except TargetLost:
                raise
            except _FAILURES as error:
                unseen[name] = f"removing it failed: {error}"
        ids, client_ids = sharing.shared(listings)
        if ids or client_ids:
            self._ledger.share(ids, client_ids)
        # Leads that are named by their ids, and what is put back, reach nobody else's.
        left = [each for each in standing if each.actor in unseen and not _is_named(each)]
        for each in left:
            each.reason = unseen[each.actor]
        return [each for each in standing if each not in left]

    def _put_back(self, entry: Entry) -> None:
        """Put settings back that a test was kept from putting back itself."""
        entry.reason = restoring.put_back(self._actor(entry.actor), entry)
        if not entry.reason:
            self._ledger.gone(entry)

    def _remove_client(self, client: Entry, leads: Sequence[Entry], thorough: bool) -> None:
        actor = self._actor(client.actor)
        if client.id is None and not self._found(actor, client):
            client.reason = "its id was never told, and no listing shows it"
            return
        if client.shared:
            client.reason = _SHARED
            return
        if thorough or _crowded(leads).intersection(client.client_ids):
            inside = [each for each in leads if each.id is None and set(each.client_ids) & set(client.client_ids)]
            self._remove_untold(client.actor, inside)
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
        taken = {entry.id for entry in self._ledger.entries.values() if entry.kind == "client"}
        for row in _rows(actor, "listClients", "clients", {}):
            if row["id"] not in taken and row.get("clientName") in client.names:
                client_id = row.get("client_id")
                self._ledger.made(client, id=row["id"], client_ids=[client_id] if isinstance(client_id, str) else [])
                return True
        return False

    def _remove_told(self, name: str, leads: Sequence[Entry], look_at: int | None) -> None:
        """Delete the leads whose ids are known, of all clients together, and look at so many of those passed over."""
        actor = self._actor(name)
        self._delete(actor, [str(each.id) for each in leads if each.outstanding])
        for each in [each for each in leads if each.outstanding][:look_at]:
            if _read(actor, str(each.id)).status == 404:
                self._ledger.gone(each)

    def _remove_untold(self, name: str, leads: Sequence[Entry]) -> None:
        """Empty the clients in which leads lie whose ids nobody told us."""
        standing = [each for each in leads if each.outstanding]
        untold = [each for each in standing if not each.shared]
        for each in standing:
            each.reason = _AMONG_OTHERS if each.shared else each.reason
        if not untold:
            return
        actor = self._actor(name)
        emptied = {each: self._empty(actor, each) for each in sorted({id for lead in untold for id in lead.client_ids})}
        for lead in untold:
            if all(emptied[client_id] for client_id in lead.client_ids):
                self._ledger.gone(lead)

    def _look_after(self, name: str, made: Sequence[Entry]) -> None:
        """See whether what the target called removed is so: all clients by their list, and a sample of the leads."""
        actor = self._actor(name)
        gone = [each for each in made if each.state == "gone"]
        clients = {str(each.id): each for each in gone if each.kind == "client"}
        leads = {str(each.id): each for each in gone if each.kind == "lead"}
        if clients:
            for id in self._patience.remaining(lambda: _clients_among(actor, clients)):
                self._ledger.unknown(clients[id], _STILL_THERE)
        if leads and not self._deletes:
            last = list(leads)[-1]
            self._deletes = not _shows_lead(actor, last)
            if not self._deletes:
                self._delete(actor, list(leads))
                for lead in leads.values() if _shows_lead(actor, last) else ():
                    self._ledger.unknown(lead, _STILL_THERE)

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
                self._ledger.gone_by_id("lead", batch, actor.company)
            deleted = deleted and (answer.succeeded or answer.status == 404)
        return deleted


def _is_named(entry: Entry) -> bool:
    """Whether to remove an entry, or to put it back, touches nothing but what it names."""
    return entry.kind == restoring.CHANGED or (entry.kind != "client" and entry.id is not None)


def _crowded(leads: Iterable[Entry]) -> set[str]:
    """The workspaces in which more leads stand than one batch takes."""
    rows: Counter[str] = Counter()
    for each in leads:
        rows.update(dict.fromkeys(each.client_ids, each.rows))
    return {client_id for client_id, number in rows.items() if number > _BATCH}


def _by_actor(entries: Iterable[Entry], *, told: bool) -> Iterable[tuple[str, list[Entry]]]:
    """The entries whose id is known, or those whose is not, with the name of the actor who made them."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if (entry.id is not None) is told:
            found.setdefault(entry.actor, []).append(entry)
    return found.items()


def _clients_among(actor: Actor, ids: Collection[str]) -> set[str]:
    """Those of the ids that the list of clients shows."""
    return {row["id"] for row in _rows(actor, "listClients", "clients", {})} & set(ids)


def _shows_lead(actor: Actor, id: str) -> bool:
    return bool(_read(actor, id).at("lead.id") == id)


def _read(actor: Actor, id: str) -> Exchange:
    return actor.call("getEnrichLead", path={"id": id}, purpose="cleanup")


def _rows(actor: Actor, operation: str, key: str, query: dict[str, object]) -> list[dict[str, Any]]:
    """The rows of a listing that have an id, page after page; Unusable where it is refused."""
    rows: list[dict[str, Any]] = []
    token: str | None = None
    seen: set[str] = set()
    for _ in range(_MOST_PAGES):
        page = actor.call(operation, query={**query, "limit": 1000, "nextToken": token}, purpose="cleanup")
        if not page.succeeded and page.status != 404:
            raise Unusable(f"the listing of {key} got status {page.status}")
        rows += [row for row in page.rows(key) if isinstance(row.get("id"), str)]
        token = next_token(page)
        if token is None or token in seen:
            break
        seen.add(token)
    return rows
