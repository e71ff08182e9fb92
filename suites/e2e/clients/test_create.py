"""Creating clients: what is answered, and what is there afterwards."""

from collections.abc import Callable

import pytest

from conformance.actors import Actor
from conformance.exchange import Json
from conformance.expectations import nonempty_string, one_of
from conformance.fixtures.naming import Naming

Verify = Callable[..., None]


@pytest.mark.requirement("LG-CLI-001")
@pytest.mark.usefixtures("tidy")
def test_creating_a_client_answers_201_with_it(owner_a: Actor, naming: Naming, verify: Verify) -> None:
    body: Json = {"clientName": naming.client_name(owner_a)}
    made = owner_a.call("createClient", json=body)
    verify("LG-CLI-001", made, expected=201, actual=made.status)
    verify("LG-CLI-001", made, expected=body["clientName"], actual=made.at("client.clientName"))


@pytest.mark.requirement("LG-CLI-003")
@pytest.mark.usefixtures("tidy")
def test_a_client_carries_its_ids(owner_a: Actor, naming: Naming, verify: Verify) -> None:
    made = owner_a.call("createClient", json={"clientName": naming.client_name(owner_a)})
    verify("LG-CLI-003", made, expected=one_of(200, 201), actual=made.status)
    for key in ("id", "client_id", "owner", "company_id"):
        verify("LG-CLI-003", made, expected=nonempty_string(), actual=made.at(f"client.{key}"))
