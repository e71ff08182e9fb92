"""Walks of a listing that moves: what is removed or added meanwhile hides no other row.

Both happen during one walk of leads; only where that shows a row not once does a walk with one of them tell which it
was. Of a list of clients that stands newest first, the one makes good for the other.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

import pytest

from conformance.actors import Actor
from conformance.contract import Operation
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import Judgement, nonempty_string, one_of
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Judge, Make
from conformance.harness import Harness
from conformance.laws.pages import exactly_once
from conformance.polling import Patience
from conformance.suites.e2e.bulk.bulk_lists import company_of
from conformance.suites.e2e.pages.listings import Shelves
from conformance.walking import Walk, next_token, walk

REMOVED, ADDED = "LG-PAGE-014", "LG-PAGE-015"

pytestmark = [
    pytest.mark.xdist_group("pages"),
    pytest.mark.level("standard"),
    pytest.mark.parametrize(
        "requirement", [pytest.param(each, marks=pytest.mark.requirement(each)) for each in (REMOVED, ADDED)]
    ),
]

Told = tuple[Sequence[Exchange], Judgement]


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

    def ended(self, rest: int = 1000) -> Walk:
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


class Moves:
    """The walk with a removal and an addition, made once for both requirements."""

    def __init__(self, harness: Harness) -> None:
        self._harness = harness
        self._both: list[Told] | None = None

    def told(self, requirement: str, moved: Callable[[bool, bool], list[Told]]) -> list[Told]:
        """What decides a requirement: the walk with both, or, where it went wrong, one with what this is about."""
        if self._both is None or self._harness.stage.attempt > 1:
            self._both = moved(True, True)
        right = all(judgement.holds for _, judgement in self._both)
        return self._both if right else moved(requirement == REMOVED, requirement == ADDED)


@pytest.fixture(scope="session")
def moves(harness: Harness) -> Moves:
    """What the tests of both requirements share."""
    return Moves(harness)


@pytest.mark.operation("listLeads", "bulkEnrichLeads")
def test_leads_removed_or_added_meanwhile_hide_no_other(
    harness: Harness, shelves: Shelves, naming: Naming, patience: Patience, moves: Moves, judge: Judge, requirement: str
) -> None:
    owner, client = shelves.owner(), shelves.clients()[1]
    queries: dict[str, dict[str, object]] = {"listLeads": {"client_id": client.client_id}}
    if owner.has_key:
        queries["bulkEnrichLeads"] = {"companyId": company_of(client), "clientId": client.client_id}

    def moved(removes: bool, adds: bool) -> list[Told]:
        emails = {str(row["email"]) for row in shelves.leads("a", *[client] * 6)}
        standing = seen(owner, queries, patience, emails)
        first = [begun(owner, harness.contract[each], query, 2) for each, query in queries.items()]
        doomed = sorted({id for each in first for id in each.ids}) if removes else []
        gone = {standing[id] for id in doomed}
        acts = []
        if doomed:
            acts.append(owner.call("deleteLeads", json={"ids": doomed}))
            needed(acts[-1], expected=200, actual=acts[-1].status, what="a removal during the walk")
        kept = {*standing.values()} - gone
        if adds:
            acts.append(owner.call("createLeads", json=naming.lead(client.client_id)))
            needed(acts[-1], expected=one_of(200, 201), actual=acts[-1].status, what="a lead during the walk")
        shown = [each.ended() for each in first]
        return [([*acts, *each.pages], exactly_once(each, kept, "email")) for each in shown]

    for exchanges, judgement in moves.told(requirement, moved):
        judge(requirement, exchanges, judgement)


def seen(
    owner: Actor, queries: dict[str, dict[str, object]], patience: Patience, emails: Collection[str]
) -> dict[str, str]:
    """The e-mails of the leads by their ids, once every listing shows them all."""
    found: dict[str, str] = {}

    def shows_all(page: Exchange) -> bool:
        found.update({str(row.get("id")): str(row.get("email")).casefold() for row in page.rows("leads")})
        return {str(row.get("email")).casefold() for row in page.rows("leads")} >= {*emails}

    for operation, query in queries.items():
        page = patience.until(partial(owner.call, operation, query=query, purpose="setup"), shows_all)
        needed(page, expected=True, actual=shows_all(page), what="the listed leads")
    return found


@pytest.mark.level("deep")
@pytest.mark.operation("listClients")
def test_clients_removed_or_added_meanwhile_hide_no_other(
    harness: Harness, owner_a: Actor, make: Make, patience: Patience, judge: Judge, requirement: str
) -> None:
    def listed() -> Exchange:
        return owner_a.call("listClients", query={"limit": 1000}, purpose="setup")

    mine: list[TemporaryClient] = [make(owner_a) for _ in range(2)]
    ids = {each.id for each in mine}
    page = patience.until(listed, lambda seen: {row.get("id") for row in seen.rows("clients")} >= ids)
    places = [place for place, row in enumerate(page.rows("clients"), 1) if row.get("id") in ids]
    first = begun(owner_a, harness.contract["listClients"], {}, places[0] if places else 1)
    doomed = next((each for each in first.ids[::-1] if each in ids), mine[0].id)
    if requirement == REMOVED:
        act = owner_a.call("deleteClient", query={"id": doomed})
        needed(act, expected=200, actual=act.status, what="a removal during the walk")
        ids.remove(doomed)
    else:
        act = make(owner_a).made_by
    shown = first.ended()
    judge(requirement, [act, *shown.pages], exactly_once(shown, ids))
