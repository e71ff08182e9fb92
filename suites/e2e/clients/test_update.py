"""Updating clients: what was sent shows, what was not sent stays, what is wrong changes nothing."""

import pytest

from conformance.actors import Actor
from conformance.exchange import Exchange
from conformance.expectations import client_error, one_of
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.rows import stored, unchanged
from conformance.polling import Patience

pytestmark = pytest.mark.operation("updateClient")


def read(actor: Actor, client: TemporaryClient) -> Exchange:
    """The client as it stands."""
    return actor.call("listClients", query={"clientId": client.id})


@pytest.mark.requirement("LG-CLI-010", "LG-CLI-011", "LG-CLI-012")
def test_an_update_shows_and_keeps_the_rest(
    owner_a: Actor,
    client_a: TemporaryClient,
    naming: Naming,
    patience: Patience,
    verify: Verify,
    judge: Judge,
) -> None:
    changes = {"clientName": naming.client_name(owner_a), "description": f"changed {naming.unique()}"}
    answer = owner_a.call("updateClient", json={"id": client_a.id, **changes})
    verify("LG-CLI-010", answer, expected=200, actual=answer.status)
    verify("LG-CLI-010", answer, expected=client_a.id, actual=answer.at("client.id"))
    seen = patience.until(
        lambda: read(owner_a, client_a), lambda page: page.at("clients.0.description") == changes["description"]
    )
    row = next(iter(seen.rows("clients")), None)
    judge("LG-CLI-011", [answer, seen], stored(changes, row, where="the client"))
    kept = unchanged(client_a.row, row, but=("updatedAt", *changes), where="the client")
    judge("LG-CLI-012", [answer, seen], kept)


@pytest.mark.requirement("LG-CLI-013")
@pytest.mark.parametrize("field", ["companyURL", "description"])
@pytest.mark.parametrize("value", [None, ""], ids=["null", "empty"])
def test_null_and_the_empty_string_clear_an_optional_field(
    owner_a: Actor, client_a: TemporaryClient, patience: Patience, verify: Verify, field: str, value: str | None
) -> None:
    answer = owner_a.call("updateClient", json={"id": client_a.id, field: value})
    verify("LG-CLI-013", answer, expected=200, actual=answer.status)
    seen = patience.until(
        lambda: read(owner_a, client_a),
        lambda page: page.rows("clients")[:1] != [] and not page.at(f"clients.0.{field}"),
    )
    row = next(iter(seen.rows("clients")), {"no": "such client"})
    verify("LG-CLI-013", [answer, seen], expected=one_of(None, ""), actual=row.get(field))


@pytest.mark.requirement("LG-CLI-014")
@pytest.mark.parametrize("values", ["none", "its own"])
def test_an_update_without_a_change_changes_nothing(
    owner_a: Actor, client_a: TemporaryClient, patience: Patience, verify: Verify, judge: Judge, values: str
) -> None:
    own = {name: client_a.row[name] for name in ("clientName", "companyURL", "description") if name in client_a.row}
    answer = owner_a.call("updateClient", json={"id": client_a.id} | (own if values == "its own" else {}))
    verify("LG-CLI-014", answer, expected=200, actual=answer.status)
    for seen in patience.twice(lambda: read(owner_a, client_a)):
        row = next(iter(seen.rows("clients")), None)
        judge("LG-CLI-014", [answer, seen], unchanged(client_a.row, row, where="the client"))


@pytest.mark.requirement("LG-CLI-015", "LG-CLI-018")
@pytest.mark.parametrize("name", [None, ""], ids=["null", "empty"])
def test_a_name_cannot_be_emptied(
    owner_a: Actor,
    client_a: TemporaryClient,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
    name: str | None,
) -> None:
    right = owner_a.call("updateClient", json={"id": client_a.id}, purpose="control")
    control(right, expected=200, actual=right.status)
    refused = owner_a.call("updateClient", json={"id": client_a.id, "clientName": name, "description": "not this"})
    verify("LG-CLI-015", refused, expected=400, actual=refused.status)
    verify("LG-CLI-018", refused, expected=client_error(), actual=refused.status)
    for seen in patience.twice(lambda: read(owner_a, client_a)):
        row = next(iter(seen.rows("clients")), None)
        judge("LG-CLI-018", [refused, seen], unchanged(client_a.row, row, where="the client"))


@pytest.mark.requirement("LG-CLI-016", "LG-CLI-017", "LG-CLI-018")
def test_an_update_needs_the_id_of_a_client(
    owner_a: Actor,
    client_a: TemporaryClient,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    right = owner_a.call("updateClient", json={"id": client_a.id}, purpose="control")
    control(right, expected=200, actual=right.status)
    nameless = owner_a.call("updateClient", json={"description": "not this"})
    verify("LG-CLI-016", nameless, expected=400, actual=nameless.status)
    for wrong in (naming.random_id(), client_a.client_id):
        unknown = owner_a.call("updateClient", json={"id": wrong, "description": "not this"})
        verify("LG-CLI-017", unknown, expected=one_of(403, 404), actual=unknown.status)
        told = one_of("not_found", "insufficient_permissions", "owner_mismatch")
        verify("LG-CLI-017", unknown, expected=told, actual=unknown.at("errorType"))
    for seen in patience.twice(lambda: read(owner_a, client_a)):
        row = next(iter(seen.rows("clients")), None)
        judge("LG-CLI-018", [nameless, unknown, seen], unchanged(client_a.row, row, where="the client"))
