"""What the tests of priority share: the mixed requests of each turn, and the proof that both people may act."""

from collections.abc import Callable
from functools import partial

import pytest

from conformance.credentials import Kind
from conformance.exchange import Exchange
from conformance.expectations import containing
from conformance.fixtures.naming import Naming
from conformance.fixtures.once import Once
from conformance.fixtures.requests import Requests
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.priority.mixed import ALONE, Mixed

Opens = Callable[..., Exchange]
"""`opens(tenant)`: the control, that a tenant's credential alone opens their leads; gives the answer."""


@pytest.fixture(scope="session")
def mixes(
    request: pytest.FixtureRequest,
    harness: Harness,
    requests: Requests,
    naming: Naming,
    patience: Patience,
    tenant_a: Tenant,
) -> Callable[[int], Mixed]:
    """The mixed requests of a turn: the first tenant is the person in even ones, the second in odd ones."""
    has_other = "owner_b" in harness.profile.actors
    stranger: Tenant | None = request.getfixturevalue("tenant_b") if has_other else None
    made: dict[int, Once[Mixed]] = {}

    def turn(number: int) -> Mixed:
        number = number if has_other else number % ALONE
        make = partial(Mixed, harness, requests, naming, patience, tenant_a, stranger, number)
        return made.setdefault(number, Once(harness, make)).get()

    return turn


@pytest.fixture
def opens(requests: Requests, patience: Patience, control: Control) -> Opens:
    """It is the order that decides, and not that a credential does not hold."""

    def found(tenant: Tenant, kind: Kind | None = None) -> Exchange:
        by = kind or requests.kind("listLeads", tenant)
        right = requests.control("listLeads", tenant, by)
        if not right.rows("leads"):
            right = patience.until(
                lambda: requests.right("listLeads", tenant).send(tenant.actor, by=by, purpose="control"),
                lambda page: bool(page.rows("leads")),
            )
        control(right, expected=containing(tenant.lead.id), actual=[row.get("id") for row in right.rows("leads")])
        return right

    return found
