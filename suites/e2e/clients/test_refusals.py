"""Writes of clients that are refused: each says why, stores nothing, removes nothing and changes nothing."""

from functools import partial
from typing import Any

import pytest

from conformance.actors import Actor
from conformance.exchange import Exchange, Json
from conformance.expectations import client_error, one_of, without
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.rows import kept
from conformance.polling import Patience
from conformance.suites.e2e.clients.life import Life, client_of, client_row, clients

pytestmark = [pytest.mark.xdist_group("clients"), pytest.mark.level("standard")]

UNKNOWN = one_of("not_found", "insufficient_permissions", "owner_mismatch")


@pytest.mark.requirement("LG-CLI-015", "LG-CLI-018")
@pytest.mark.operation("createClient", "listClients")
def test_a_client_needs_a_name(
    owner_a: Actor, life: Life, naming: Naming, patience: Patience, control: Control, verify: Verify
) -> None:
    control(life.made, expected=one_of(200, 201), actual=life.made.status)
    marks = [naming.client_name(owner_a) for _ in range(3)]
    wrong: list[Json] = [{}, {"clientName": None}, {"clientName": ""}]
    bodies = [{"description": mark, **each} for mark, each in zip(marks, wrong, strict=True)]
    answers = dict(zip(marks, [owner_a.call("createClient", json=each) for each in bodies], strict=True))
    for answer in answers.values():
        verify("LG-CLI-015", answer, expected=400, actual=answer.status)
    refused = {mark: answer for mark, answer in answers.items() if not answer.succeeded}
    shown: list[object] = []

    def look() -> Exchange:
        listing = clients(owner_a)
        shown.extend(row.get("description") for row in listing.rows)
        return listing.pages[-1]

    looks = patience.twice(look)
    verify("LG-CLI-018", [*refused.values(), *looks], expected=without(refused), actual=shown)


@pytest.mark.requirement("LG-CLI-016", "LG-CLI-017", "LG-CLI-018", "LG-CLI-024")
@pytest.mark.operation("deleteClient", "updateClient", "listClients", "getEnrichLead")
def test_an_unclear_purge_and_an_id_that_no_client_has_do_nothing(
    owner_a: Actor,
    life: Life,
    client_a: TemporaryClient,
    lead_a: TemporaryLead,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    control(life.deleted, expected=200, actual=life.deleted.status)
    look, is_shown = partial(client_of, owner_a, client_a.id), lambda seen: bool(seen.rows("clients"))
    row = client_a.row
    but: tuple[str, ...] = ("updatedAt",)  # which a lead in it may have moved

    def spared(*answers: Exchange) -> dict[str, Any]:
        looks = patience.twice(look, is_shown)
        for seen in looks:
            judge("LG-CLI-018", [*answers, seen], kept(row, client_row(seen), but=but, where="the client"))
        return client_row(looks[-1]) or row

    nameless = owner_a.call("deleteClient")
    verify("LG-CLI-016", nameless, expected=400, actual=nameless.status)
    unclear = [owner_a.call("deleteClient", query={"id": client_a.id, "purge": each}) for each in ("yes", "1")]
    for each in unclear:
        verify("LG-CLI-024", each, expected=400, actual=each.status)
    if not any(each.succeeded for each in unclear):
        read = owner_a.call("getEnrichLead", path={"id": lead_a.id})
        verify("LG-CLI-024", [*unclear, read], expected=lead_a.id, actual=read.at("lead.id"))
        row, but = spared(nameless, *unclear), ()
    for wrong in (life.row["id"], client_a.client_id):
        changed = owner_a.call("updateClient", json={"id": wrong, "description": "not this"})
        deleted = owner_a.call("deleteClient", query={"id": wrong})
        for answer in (changed, deleted):
            verify("LG-CLI-017", answer, expected=one_of(403, 404), actual=answer.status)
            verify("LG-CLI-017", answer, expected=UNKNOWN, actual=answer.at("errorType"))
    if not (changed.succeeded or deleted.succeeded):
        verify("LG-CLI-018", deleted, expected=client_error(), actual=deleted.status)
        spared(changed, deleted)
