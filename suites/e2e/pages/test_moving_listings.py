"""Walks of a listing that moves: what is removed or added meanwhile hides no other row."""

from collections.abc import Mapping

import pytest

from conformance.actors import Actor
from conformance.contract import Operation
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import one_of
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Fill, Judge, Make
from conformance.harness import Harness
from conformance.laws.pages import exactly_once
from conformance.polling import Patience
from conformance.walking import Walk, next_token, walk

pytestmark = pytest.mark.requirement("LG-PAGE-014", "LG-PAGE-015")


def went_on(actor: Actor, operation: Operation, query: Mapping[str, object], first: Exchange, limit: int) -> Walk:
    """The walk that a first page began, to its end."""
    token = next_token(first)
    key = operation.page.rows if operation.page is not None else ""
    if token is None:
        return Walk(key, (first,), "no token")
    rest = walk(actor, operation, query, limit=limit, token=token, most_pages=50)
    return Walk(key, (first, *rest.pages), rest.end)


@pytest.mark.operation("listLeads")
def test_leads_removed_or_added_meanwhile_hide_no_other(
    harness: Harness,
    owner_a: Actor,
    client_a: TemporaryClient,
    fill: Fill,
    naming: Naming,
    patience: Patience,
    judge: Judge,
) -> None:
    fill(client_a, 6)
    operation, query = harness.contract["listLeads"], {"client_id": client_a.client_id}
    seen = patience.until(lambda: owner_a.call("listLeads", query=query), lambda page: len(page.rows("leads")) == 6)
    needed(seen, expected=6, actual=len(seen.rows("leads")), what="six listed leads")
    page = owner_a.call("listLeads", query={**query, "limit": 2})
    doomed = [str(row["id"]) for row in page.rows("leads")]
    gone = owner_a.call("deleteLeads", json={"ids": doomed})
    needed(gone, expected=200, actual=gone.status, what="a removal during the walk")
    kept = [row["id"] for row in seen.rows("leads") if row["id"] not in doomed]
    shown = went_on(owner_a, operation, query, page, 2)
    judge("LG-PAGE-014", [gone, *shown.pages], exactly_once(shown, kept))
    page = owner_a.call("listLeads", query={**query, "limit": 2})
    added = owner_a.call("createLeads", json=naming.lead(client_a.client_id))
    needed(added, expected=one_of(200, 201), actual=added.status, what="a lead during the walk")
    shown = went_on(owner_a, operation, query, page, 2)
    judge("LG-PAGE-015", [added, *shown.pages], exactly_once(shown, kept))


@pytest.mark.operation("listClients")
def test_clients_removed_or_added_meanwhile_hide_no_other(
    harness: Harness, owner_a: Actor, make: Make, patience: Patience, judge: Judge
) -> None:
    operation = harness.contract["listClients"]
    mine = [make(owner_a).id for _ in range(3)]

    def listed() -> Exchange:
        return owner_a.call("listClients", query={"limit": 1000})

    def up_to_first_of(ids: list[str]) -> tuple[Exchange, int]:
        """A page that ends with the first of these clients, as the list stands."""
        order = [row.get("id") for row in listed().rows("clients")]
        places = [order.index(each) for each in ids if each in order]
        limit = 1 + min(places, default=0)
        return owner_a.call("listClients", query={"limit": limit}), limit

    patience.until(listed, lambda page: {row.get("id") for row in page.rows("clients")} >= set(mine))
    page, limit = up_to_first_of(mine)
    doomed = next((str(row["id"]) for row in page.rows("clients")[::-1] if row.get("id") in mine), mine[0])
    gone = owner_a.call("deleteClient", query={"id": doomed})
    needed(gone, expected=200, actual=gone.status, what="a removal during the walk")
    kept = [each for each in mine if each != doomed]
    shown = went_on(owner_a, operation, {}, page, limit)
    judge("LG-PAGE-014", [gone, *shown.pages], exactly_once(shown, kept))
    page, limit = up_to_first_of(kept)
    added = make(owner_a)
    shown = went_on(owner_a, operation, {}, page, limit)
    judge("LG-PAGE-015", [added.made_by, *shown.pages], exactly_once(shown, kept))
