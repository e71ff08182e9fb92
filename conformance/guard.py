"""The guard on writes: nothing that the run did not create is ever changed (ARCHITECTURE: Laws of the house, 2).

The target shows us ids all the time: in listings, in answers to other requests. An id that it has shown and that the
ledger does not hold as made by this run is somebody else's, and a write that names it is refused before it leaves.
"""

import threading
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from conformance.errors import HarnessError
from conformance.exchange import ABSENT, Exchange
from conformance.exits import Exit
from conformance.named import Id, Places
from conformance.run_id import RunId

_OF_A_CLIENT = frozenset({"client", "client-id"})
"""The two kinds of ids of a client: a server may take either for the other."""


class Trespass(HarnessError):
    """A write would have touched what this run did not create, or another tenant's row not named on purpose."""

    code = Exit.REFUSED


class AlreadyThere(Trespass):
    """The same where the target itself gave a record of ours another's id: its doing, and no defect of ours."""


class Guard:
    """Knows whose every shown id is.

    `places` tell what kind of record an id is of, by where it stands; `run` recognises its own rows by its tag.
    """

    def __init__(self, run: RunId, places: Places) -> None:
        self._run = run
        self._places = places
        self._foreign: set[Id] = set()
        self._company_of: dict[Id, str | None] = {}
        self._known: dict[str, set[Id]] = defaultdict(set)
        self._contested: set[Id] = set()
        self._workspaces: dict[Id, set[Id]] = defaultdict(set)
        self._lock = threading.Lock()

    def own(self, ids: Iterable[Id], company: str | None) -> None:
        """Note that this run made the records of these ids, for an actor of that company."""
        with self._lock:
            for each in ids:
                self._company_of[each] = company
                self._known[each.text].add(each)
                self._foreign.discard(each)

    def is_taken(self, id: Id, company: str | None) -> bool:
        """Whether the target has shown a record of this id that is not the run's, or is its in another company."""
        return id in self._foreign or self._company_of.get(id, company) != company

    def contest(self, ids: Iterable[Id]) -> None:
        """Note ids that the target gave a new record of ours although another record has them."""
        with self._lock:
            for each in ids:
                self._contested.add(each)
                self._known[each.text].add(each)

    def observe(self, exchange: Exchange, company: str | None) -> frozenset[Id]:
        """Sort the ids of an answer: rows that carry the run's tag, or lie in its workspaces, are its own.

        Gives the workspaces of ours that turn out to be a stranger's client as well, which are contested from now on.
        """
        if exchange.json is ABSENT or not exchange.succeeded:
            return frozenset()
        found: set[Id] = set()
        for row, ids in self._places.shown(exchange):
            clients, workspaces = ({each for each in ids if each.kind == kind} for kind in ("client", "client-id"))
            for each in clients:
                self._workspaces[each] |= workspaces
            if clients and not self._is_ours(row, clients):
                # A client does not lie in its workspace, it is the workspace: one that we did not make is a stranger's.
                found |= self._lose(workspaces)
            if self._is_ours(row, ids):
                self.own([each for each in ids - self._contested if each not in self._company_of], company)
            else:
                with self._lock:
                    self._foreign |= ids - self._company_of.keys()
                    for each in ids:
                        self._known[each.text].add(each)
        return frozenset(found)

    def check(
        self, company: str | None, named: Iterable[Id], trespass: Collection[str], *, removing: bool = False
    ) -> None:
        """Refuse a write that names what is not ours.

        `named` are the ids of the request's path, query and body; `trespass` the texts of those of our own second
        tenant that the test names on purpose; `removing` whether it is a removal. Trespass is raised where the write
        must not leave; AlreadyThere where the target is to blame for that.

        A client of ours is not removed while another client has an id of it: a server that purges by `client_id` would
        take the other's leads, and that it keeps them without a purge is no more than inferred (reference: Clients).
        """
        for id in named:
            meant = self._meant(id)
            ours = [each for each in meant if each in self._company_of]
            is_foreign = any(each in self._foreign for each in meant)
            is_elsewhere = bool(ours) and all(self._company_of[each] != company for each in ours)
            if (is_foreign or is_elsewhere or not ours) and not self._contested.isdisjoint(meant):
                raise AlreadyThere(f"a new record has got the id {id.text}, which another one has")
            if removing and self._reaches_another(meant):
                raise AlreadyThere(f"to remove the client {id.text} may remove what another one with its ids holds")
            if is_foreign and not ours:
                raise Trespass(f"a write names {id.text}, which the target has shown and this run did not create")
            if is_elsewhere and id.text not in trespass:
                raise Trespass(f"a write names {id.text}, which another tenant of this run made, without saying so")

    def _meant(self, id: Id) -> frozenset[Id]:
        """The known ids that a server may take an id in a request for."""
        known = frozenset(self._known.get(id.text, ()))
        if id.kind is None:
            return known
        if id in known:
            return frozenset({id})
        kinds = {None, *(_OF_A_CLIENT if id.kind in _OF_A_CLIENT else (id.kind,))}
        return frozenset(each for each in known if each.kind in kinds)

    def _lose(self, workspaces: Iterable[Id]) -> set[Id]:
        """Take the workspaces that count as ours for a stranger's too, and tell which these are."""
        with self._lock:
            lost = {each for each in workspaces if each in self._company_of}
            for each in lost:
                del self._company_of[each]
            self._foreign |= lost
            self._contested |= lost
        return lost

    def _reaches_another(self, meant: Iterable[Id]) -> bool:
        """Whether a client that is meant has an id that another one has as well."""
        clients = {each for each in meant if each.kind in _OF_A_CLIENT}
        reached = clients.union(*(self._workspaces.get(each, ()) for each in clients))
        return not self._contested.isdisjoint(reached)

    def _is_ours(self, row: dict[str, Any], ids: Iterable[Id]) -> bool:
        return any(self._is_owned(each) for each in ids) or any(
            isinstance(value, str) and self._run.marks(value) for value in row.values()
        )

    def _is_owned(self, id: Id) -> bool:
        meant = frozenset(self._known.get(id.text, ())) if id.kind is None else (id,)
        return any(each in self._company_of for each in meant)
