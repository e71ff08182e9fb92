"""Reading clients: the list, and one client by either of its ids."""

import pytest

from conformance.actors import Actor
from conformance.expectations import one_of, satisfying
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Verify
from conformance.polling import Patience

pytestmark = pytest.mark.operation("listClients")


@pytest.mark.requirement("LG-CLI-005")
def test_clients_are_listed_under_their_key(owner_a: Actor, verify: Verify) -> None:
    listing = owner_a.call("listClients")
    verify("LG-CLI-005", listing, expected=200, actual=listing.status)
    is_list = satisfying("a list", lambda actual: isinstance(actual, list))
    verify("LG-CLI-005", listing, expected=is_list, actual=listing.at("clients"))


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("id", marks=pytest.mark.requirement("LG-CLI-007")),
        pytest.param("client_id", marks=pytest.mark.requirement("LG-CLI-008")),
    ],
)
def test_either_id_selects_one_client(
    owner_a: Actor, client_a: TemporaryClient, patience: Patience, verify: Verify, key: str
) -> None:
    requirement = "LG-CLI-007" if key == "id" else "LG-CLI-008"
    asked = client_a.id if key == "id" else client_a.client_id
    read = patience.until(
        lambda: owner_a.call("listClients", query={"clientId": asked}), lambda seen: bool(seen.rows("clients"))
    )
    verify(requirement, read, expected=200, actual=read.status)
    verify(requirement, read, expected=[client_a.id], actual=[row.get("id") for row in read.rows("clients")])


@pytest.mark.requirement("LG-CLI-009")
def test_an_unknown_id_selects_nothing(
    owner_a: Actor, client_a: TemporaryClient, naming: Naming, patience: Patience, control: Control, verify: Verify
) -> None:
    known = patience.until(
        lambda: owner_a.call("listClients", query={"clientId": client_a.id}, purpose="control"),
        lambda seen: bool(seen.rows("clients")),
    )
    control(known, expected=client_a.id, actual=known.at("clients.0.id"))
    unknown = owner_a.call("listClients", query={"clientId": naming.random_id()})
    verify("LG-CLI-009", unknown, expected=one_of(200, 404), actual=unknown.status)
    verify("LG-CLI-009", unknown, expected=[], actual=unknown.rows("clients"))
