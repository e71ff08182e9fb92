"""Walks of a listing that moves: what is removed or added meanwhile hides no other row.

Both happen during one walk of leads; only where that shows a row not once does a walk with one of them tell which it
was. Of a list of clients that stands newest first, the one makes good for the other.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial

import pytest

from conformance.actors import Actor
from conformance.contract import Operation
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import nonempty_string, one_of
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Judge, Make
from conformance.harness import Harness
from conformance.laws.pages import exactly_once
from conformance.polling import Patience
from conformance.suites.e2e.bulk.bulk_lists import company_of
from conformance.suites.e2e.pages.listings import Shelves
from conformance.suites.e2e.pages.moves import ADDED, REMOVED, Moves, Told
from conformance.walking import Walk, next_token, walk, walk_twice, walk_until

pytestmark = [
    pytest.mark.xdist_group("pages"),
    pytest.mark.level("standard"),
    pytest.mark.parametrize(
        "requirement", [pytest.param(each, marks=pytest.mark.requirement(each)) for each in (REMOVED, ADDED)]
    ),
]

MAXIMUM = 1000
"""Rows of the largest page (reference: The size of a page)."""


@dataclass(frozen=True)
class Begun:
    """A walk of which the first page is there: how it goes on in pages of `rest` rows."""

    reader: Actor
    operation: Operation
    query: dict[str, object]
    page: Exchange

    @property
    def ids(self) -> list[str]:
        """The ids on the first page."""
        key = self.operation.page.rows if self.operation.page is not None else ""
        return [str(row.get("id")) for row in self.page.rows(key)]

    def ended(self, rest: int = MAXIMUM) -> Walk:
        """The walk with its rest."""
        key = self.operation.page.rows if self.operation.page is not None else ""
        token = next_token(self.page)
        if token is None:
            return Walk(key, (self.page,), "no token")
        more = walk(self.reader, self.operation, self.query, limit=rest, token=token, most_pages=50)
        return Walk(key, (self.page, *more.pages), more.end)


def begun(reader: Actor, operation: Operation, query: dict[str, object], limit: int) -> Begun:
    """A walk with its first page; Unusable where that has no token."""
    page = reader.call(operation.id, query={**query, "limit": limit})
    needed(page, expected=nonempty_string(), actual=next_token(page), what="a token of a first page")
    return Begun(reader, operation, query, page)


@pytest.fixture(scope="session")
def moves(harness: Harness, shelves: Shelves, naming: Naming, patience: Patience) -> Moves:
    """The walks of leads that both requirements are judged by."""
    owner = shelves.owner()

    def moved(what: Collection[str]) -> list[Told]:
        client = shelves.client()
        queries: dict[str, dict[str, object]] = {"listLeads": {"client_id": client.client_id}}
        if owner.has_key:
            queries["bulkEnrichLeads"] = {"companyId": company_of(client), "clientId": client.client_id}
        rows = {str(row["email"]).casefold() for row in shelves.leads("a", *[client] * 6)}
        standing = {
            id: email
            for query in queries.items()
            for id, email in shows(owner, query, patience, rows, settled=True).items()
        }
        first = [begun(owner, harness.contract[each], query, 2) for each, query in queries.items()]
        doomed = sorted({id for each in first for id in each.ids}) if REMOVED in what else []
        kept = rows - {standing[id] for id in doomed if id in standing}
        after, acts = set(kept), []
        if doomed:
            acts.append(owner.call("deleteLeads", json={"ids": doomed}))
            needed(acts[-1], expected=200, actual=acts[-1].status, what="a removal during the walk")
        if ADDED in what:
            body = naming.lead(client.client_id)
            acts.append(owner.call("createLeads", json=body))
            needed(acts[-1], expected=one_of(200, 201), actual=acts[-1].status, what="a lead during the walk")
            after.add(str(body["email"]).casefold())
        for query in queries.items():
            shows(owner, query, patience, after, without=rows - kept)
        shown = [each.ended() for each in first]
        return [([*acts, *each.pages], exactly_once(each, kept, "email")) for each in shown]

    return Moves(harness, moved)


def shows(
    owner: Actor,
    listing: tuple[str, Mapping[str, object]],
    patience: Patience,
    emails: Collection[str],
    *,
    without: Collection[str] = (),
    settled: bool = False,
) -> dict[str, str]:
    """The e-mails of a listing's leads by their ids, once it shows these and none of the others; else Unusable.

    `settled` asks for a view that stays so.
    """
    operation, query = listing

    def is_so(page: Exchange) -> bool:
        seen = set(by_id(page).values())
        return seen >= {*emails} and seen.isdisjoint(without)

    wait = patience.settled if settled else patience.until
    page = wait(partial(owner.call, operation, query=query, purpose="setup"), is_so)
    needed(page, expected=True, actual=is_so(page), what="a listing of the leads as they are")
    return by_id(page)


def by_id(page: Exchange) -> dict[str, str]:
    """The e-mails of a page's leads by their ids."""
    return {str(row.get("id")): str(row.get("email")).casefold() for row in page.rows("leads")}


@pytest.mark.operation("listLeads", "bulkEnrichLeads")
def test_leads_removed_or_added_meanwhile_hide_no_other(moves: Moves, judge: Judge, requirement: str) -> None:
    for exchanges, judgement in moves.told(requirement):
        judge(requirement, exchanges, judgement)


@pytest.mark.level("deep")
@pytest.mark.operation("listClients")
def test_clients_removed_or_added_meanwhile_hide_no_other(
    harness: Harness, owner_a: Actor, make: Make, patience: Patience, judge: Judge, requirement: str
) -> None:
    operation = harness.contract["listClients"]

    def listed(holds: Callable[[set[str]], bool], *, settled: bool = False) -> list[str]:
        """The ids of all clients in their order, once it holds of them, and of a view that stays so; else Unusable."""

        def is_so(seen: Walk) -> bool:
            return holds({*map(str, seen.ids())})

        whole = partial(walk, owner_a, operation, {}, limit=MAXIMUM)
        seen = walk_twice(patience, whole, is_so)[-1] if settled else walk_until(patience, whole, is_so)
        needed(seen.pages[-1], expected=True, actual=is_so(seen), what="a listing of the clients as they are")
        return [*map(str, seen.ids())]

    mine: list[TemporaryClient] = [make(owner_a) for _ in range(2)]
    ids = {each.id for each in mine}
    standing = listed(lambda seen: seen >= ids, settled=True)
    place = next(place for place, id in enumerate(standing, 1) if id in ids)
    first = begun(owner_a, operation, {}, min(place, MAXIMUM))
    doomed = next((each for each in first.ids[::-1] if each in ids), mine[0].id)
    if requirement == REMOVED:
        act = owner_a.call("deleteClient", query={"id": doomed})
        needed(act, expected=200, actual=act.status, what="a removal during the walk")
        ids.remove(doomed)
        expected, gone = ids, {doomed}
    else:
        added = make(owner_a)
        act, expected, gone = added.made_by, {*ids, added.id}, set()

    listed(lambda seen: seen >= expected and seen.isdisjoint(gone))
    shown = first.ended()
    judge(requirement, [act, *shown.pages], exactly_once(shown, ids))
