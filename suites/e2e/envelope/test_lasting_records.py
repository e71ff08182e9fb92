"""Records that nothing deletes: a refused create or update of one leaves nothing behind. Each beside a right create."""

from dataclasses import dataclass
from typing import Any

import pytest

from conformance import contract
from conformance.actors import Actor, Caller
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import nonempty_string, success
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.rows import unchanged
from conformance.polling import Patience
from conformance.walking import walk

pytestmark = pytest.mark.requirement("LG-ENV-021")


@dataclass(frozen=True)
class Kept:
    """A kind of lasting record: where it is listed, a right body, and what makes the body wrong.

    `marked` is the field whose value tells the record; in the wrong body it stays, unless it is itself what is wrong.
    """

    listing: str
    rows: str
    right: dict[str, Any]
    wrong: dict[str, Any]
    marked: str


KINDS = {
    "createSearchHistory": Kept("listSearchHistory", "searchHistories", {}, {"searchName": ""}, "searchDescription"),
    "createCampaign": Kept("listCampaigns", "campaigns", {}, {"name": ""}, "description"),
    "createWebhook": Kept("listWebhooks", "webhooks", {"platform": "generic"}, {"name": ""}, "description"),
    "saveTerritoryCompany": Kept("listTerritoryCompanies", "companies", {}, {"companyName": ""}, "industry"),
    "reportBug": Kept("listBugs", "bugs", {}, {"userEmail": 7}, "description"),
    "requestEnhancement": Kept("listEnhancements", "enhancements", {}, {"userEmail": 7}, "description"),
}


def rows_of(actor: Actor, kept: Kept, client: TemporaryClient) -> tuple[list[Exchange], list[dict[str, Any]]]:
    """All records of a kind that the actor sees, with the exchanges that showed them."""
    operation = contract.load()[kept.listing]
    query = {"client_id": client.client_id} if kept.listing == "listTerritoryCompanies" else {}
    if operation.page is not None:
        seen = walk(actor, operation, query, limit=operation.page.maximum)
        return list(seen.pages), seen.rows
    page = actor.call(kept.listing, query=query)
    return [page], page.rows(kept.rows)


@pytest.mark.parametrize("operation", [pytest.param(each, marks=pytest.mark.operation(each)) for each in KINDS])
def test_a_refused_create_adds_no_lasting_record(
    owner_a: Actor,
    anonymous: Caller,
    workspace: TemporaryClient,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    operation: str,
) -> None:
    kept = KINDS[operation]
    named = {name: naming.tagged("a") for name, value in kept.wrong.items() if value == ""}
    home = {"client_id": workspace.client_id} if operation == "saveTerritoryCompany" else {}
    right = owner_a.call(operation, json={**kept.right, **named, **home, kept.marked: naming.tagged("a")})
    control(right, expected=success(), actual=right.status)
    body = {**kept.right, **named, **home}
    wrong, nobody = naming.tagged("a"), naming.tagged("a")
    asked = {
        wrong: owner_a.call(operation, json={**body, kept.marked: wrong, **kept.wrong}),
        nobody: anonymous.call(operation, json={**body, kept.marked: nobody}, trespass=[workspace.client_id]),
    }
    refused = {marker: each for marker, each in asked.items() if 400 <= each.status <= 499}
    needed(asked[nobody], expected=401, actual=asked[nobody].status, what="a refusal of somebody without credentials")
    looks: list[list[dict[str, Any]]] = []

    def look() -> Exchange:
        pages, rows = rows_of(owner_a, kept, workspace)
        looks.append(rows)
        return pages[-1]

    pages = patience.twice(look)
    stray = [row for rows in looks for row in rows if refused.keys() & texts(row)]
    verify("LG-ENV-021", [*refused.values(), *pages], expected=[], actual=stray)


def texts(row: dict[str, Any]) -> set[str]:
    """The texts of a row."""
    return {value for value in row.values() if isinstance(value, str)}


@pytest.mark.operation("updateSearchHistory")
def test_a_refused_update_leaves_a_search_as_it_was(
    owner_a: Actor,
    anonymous: Caller,
    workspace: TemporaryClient,
    naming: Naming,
    patience: Patience,
    control: Control,
    judge: Judge,
) -> None:
    kept = KINDS["createSearchHistory"]
    made = owner_a.call("createSearchHistory", json={"searchName": naming.tagged("a")}, purpose="setup")
    needed(made, expected=nonempty_string(), actual=made.at("searchHistory.id"), what="a search")
    id = made.at("searchHistory.id")
    right = owner_a.call("updateSearchHistory", json={"id": id, "status": "running", "totalLeadsFound": 3})
    control(right, expected=success(), actual=right.status)
    changes = {"id": id, "status": "completed", "totalLeadsFound": 9}
    wrong = owner_a.call("updateSearchHistory", json=changes | {"status": "no such status"})
    nobody = anonymous.call("updateSearchHistory", json=changes, trespass=[id])
    needed(nobody, expected=401, actual=nobody.status, what="a refusal of somebody without credentials")
    if wrong.succeeded:
        owner_a.call("updateSearchHistory", json={"id": id, "status": "running", "totalLeadsFound": 3}, purpose="setup")
    before = right.at("searchHistory")
    needed(right, expected=dict, actual=type(before), what="the search as updated")
    found: list[dict[str, Any]] = []

    def look() -> Exchange:
        pages, rows = rows_of(owner_a, kept, workspace)
        found[:] = [row for row in rows if row.get("id") == id]
        return pages[-1]

    seen = patience.until(look, lambda _page: bool(found) and found[0].get("status") == "running")
    judge("LG-ENV-021", [wrong, nobody, seen], unchanged(before, next(iter(found), None), where="the search"))
