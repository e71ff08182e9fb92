"""Walks of a listing that moves: what is removed or added meanwhile hides no other row.

Both happen during one walk; only where that shows a row not once do walks with one of them tell which it was.
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

pytestmark = [
    pytest.mark.xdist_group("pages"),
    pytest.mark.level("standard"),
    pytest.mark.requirement("LG-PAGE-014", "LG-PAGE-015"),
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


def decide(judge: Judge, moved: Callable[[bool, bool], list[Told]]) -> None:
    """Judge a walk with a removal and an addition, or, where it went wrong, one walk with each of them."""
    both = moved(True, True)
    for requirement, removes in (("LG-PAGE-014", True), ("LG-PAGE-015", False)):
        alone = both if all(judgement.holds for _, judgement in both) else moved(removes, not removes)
        for exchanges, judgement in alone:
            judge(requirement, exchanges, judgement)


@pytest.mark.operation("listLeads", "bulkEnrichLeads")
def test_leads_removed_or_added_meanwhile_hide_no_other(
    harness: Harness, shelves: Shelves, naming: Naming, patience: Patience, judge: Judge
) -> None:
    owner, client = shelves.owner(), shelves.clients()[1]
    emails = {str(row["email"]) for row in shelves.leads("a", *[client] * 6)}
    queries: dict[str, dict[str, object]] = {"listLeads": {"client_id": client.client_id}}
    if owner.has_key:
        queries["bulkEnrichLeads"] = {"companyId": company_of(client), "clientId": client.client_id}

    def moved(removes: bool, adds: bool) -> list[Told]:
        standing = seen(owner, queries, patience, emails)
        first = [begun(owner, harness.contract[each], query, 2) for each, query in queries.items()]
        doomed = sorted({id for each in first for id in each.ids}) if removes else []
        gone = {standing[id] for id in doomed}
        acts = []
        if doomed:
            acts.append(owner.call("deleteLeads", json={"ids": doomed}))
            needed(acts[-1], expected=200, actual=acts[-1].status, what="a removal during the walk")
        kept = {*standing.values()} - gone
        emails.difference_update(gone)
        if adds:
            body = naming.lead(client.client_id)
            acts.append(owner.call("createLeads", json=body))
            needed(acts[-1], expected=one_of(200, 201), actual=acts[-1].status, what="a lead during the walk")
            emails.add(str(body["email"]))
        shown = [each.ended() for each in first]
        return [([*acts, *each.pages], exactly_once(each, kept, "email")) for each in shown]

    decide(judge, moved)


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
    harness: Harness, owner_a: Actor, make: Make, patience: Patience, judge: Judge
) -> None:
    def listed() -> Exchange:
        return owner_a.call("listClients", query={"limit": 1000}, purpose="setup")

    def moved(removes: bool, adds: bool) -> list[Told]:
        mine: list[TemporaryClient] = [make(owner_a) for _ in range(2)]
        ids = {each.id for each in mine}
        page = patience.until(listed, lambda seen: {row.get("id") for row in seen.rows("clients")} >= ids)
        places = [place for place, row in enumerate(page.rows("clients"), 1) if row.get("id") in ids]
        first = begun(owner_a, harness.contract["listClients"], {}, places[0] if places else 1)
        doomed = next((each for each in first.ids[::-1] if each in ids), mine[0].id)
        acts = []
        if removes:
            acts.append(owner_a.call("deleteClient", query={"id": doomed}))
            needed(acts[-1], expected=200, actual=acts[-1].status, what="a removal during the walk")
        if adds:
            acts.append(make(owner_a).made_by)
        shown = first.ended()
        return [([*acts, *shown.pages], exactly_once(shown, ids - {doomed}))]

    decide(judge, moved)
