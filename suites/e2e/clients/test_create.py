"""Creating clients: what is answered, and what is there afterwards."""

import operator
from functools import partial

import pytest

from conformance import contract
from conformance.actors import Actor
from conformance.exchange import Json
from conformance.expectations import client_error, nonempty_string, one_of, satisfying
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.rows import agreeing, stored
from conformance.polling import Patience
from conformance.walking import walk

pytestmark = [pytest.mark.usefixtures("tidy"), pytest.mark.operation("createClient")]


@pytest.mark.requirement("LG-CLI-001", "LG-CLI-002", "LG-CLI-003", "LG-CLI-006")
def test_a_created_client_is_answered_and_stored(
    owner_a: Actor, naming: Naming, patience: Patience, verify: Verify, judge: Judge
) -> None:
    sent = {
        "clientName": naming.client_name(owner_a),
        "companyURL": "https://acme.example/about",
        "description": "Wörk – ok, “quoted” & <plain>",
    }
    made = owner_a.call("createClient", json=sent)
    verify("LG-CLI-001", made, expected=201, actual=made.status)
    answered = made.at("client")
    verify("LG-CLI-001", made, expected=sent["clientName"], actual=made.at("client.clientName"))
    for key in ("id", "client_id", "company_id"):
        verify("LG-CLI-003", made, expected=nonempty_string(), actual=made.at(f"client.{key}"))
    verify("LG-CLI-003", made, expected=owner_a.tokens().subject, actual=made.at("client.owner"))
    read = patience.until(
        lambda: owner_a.call("listClients", query={"clientId": answered["id"]}), lambda seen: bool(seen.rows("clients"))
    )
    judge("LG-CLI-002", [made, read], stored(sent, next(iter(read.rows("clients")), None), where="the client"))
    listing = walk(owner_a, contract.load()["listClients"], limit=1000)
    mine = [row for row in listing.rows if row.get("id") == answered["id"]]
    verify("LG-CLI-006", listing.pages, expected=1, actual=len(mine))
    judge("LG-CLI-006", listing.pages, agreeing(answered, mine[0], where="the listed client"))


@pytest.mark.requirement("LG-CLI-004")
def test_equal_names_never_share_a_client_id(owner_a: Actor, naming: Naming, verify: Verify) -> None:
    body = {"clientName": naming.client_name(owner_a)}
    first = owner_a.call("createClient", json=body)
    second = owner_a.call("createClient", json=body)
    verify("LG-CLI-004", [first, second], expected=one_of(200, 201, 409), actual=second.status)
    for key in ("client_id", "id"):
        different = satisfying(f"another {key}", partial(operator.ne, first.at(f"client.{key}")))
        verify("LG-CLI-004", [first, second], expected=different, actual=second.at(f"client.{key}"))


@pytest.mark.requirement("LG-CLI-015", "LG-CLI-018")
@pytest.mark.parametrize("lack", ["no clientName", "null", "an empty string"])
def test_a_client_needs_a_name(owner_a: Actor, naming: Naming, control: Control, verify: Verify, lack: str) -> None:
    marker = naming.client_name(owner_a)
    bodies: dict[str, Json] = {
        "no clientName": {"description": marker},
        "null": {"clientName": None, "description": marker},
        "an empty string": {"clientName": "", "description": marker},
    }
    right = owner_a.call("createClient", json={"clientName": marker}, purpose="control")
    control(right, expected=201, actual=right.status)
    refused = owner_a.call("createClient", json=bodies[lack])
    verify("LG-CLI-015", refused, expected=400, actual=refused.status)
    verify("LG-CLI-018", refused, expected=client_error(), actual=refused.status)
    listing = walk(owner_a, contract.load()["listClients"], limit=1000)
    stray = [row for row in listing.rows if row.get("description") == marker]
    verify("LG-CLI-018", [refused, *listing.pages], expected=[], actual=stray)


@pytest.mark.requirement("LG-CLI-027")
def test_a_name_that_another_company_uses_is_free(
    owner_a: Actor, owner_b: Actor, naming: Naming, verify: Verify
) -> None:
    name = naming.client_name(owner_a)
    first = owner_a.call("createClient", json={"clientName": name})
    second = owner_b.call("createClient", json={"clientName": name})
    verify("LG-CLI-027", [first, second], expected=one_of(200, 201), actual=second.status)
    different = satisfying("another client_id", lambda actual: actual != first.at("client.client_id"))
    verify("LG-CLI-027", [first, second], expected=different, actual=second.at("client.client_id"))
