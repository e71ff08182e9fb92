"""What the tests of authentication share: the denials, a login, and the proof that its owner may send a request."""

from collections.abc import Callable, Iterable, Iterator

import pytest

from conformance.actors import Actor
from conformance.credentials import Kind
from conformance.evidence import CannotTest, Unusable
from conformance.exchange import Exchange
from conformance.expectations import satisfying
from conformance.fixtures.naming import Naming
from conformance.fixtures.requests import Requests
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control
from conformance.harness import Harness
from conformance.suites.e2e.auth.denials import Denial, Denials

NOT_A_401 = satisfying("anything but 401", lambda status: status != 401)

Proven = Callable[..., Iterator[Denial]]
"""`proven(denials)`: those of them whose operation its owner may send, each with its control."""


@pytest.fixture(scope="session")
def denials(request: pytest.FixtureRequest, harness: Harness, requests: Requests, naming: Naming) -> Denials:
    """The denials of this process, of company A's records; with company B's people where the profile has them."""
    try:
        stranger: Tenant | None = request.getfixturevalue("tenant_b")
    except (CannotTest, Unusable):
        stranger = None
    return Denials(harness, requests, naming, request.getfixturevalue("tenant_a"), stranger)


@pytest.fixture
def proven(control: Control, requests: Requests, tenant_a: Tenant) -> Proven:
    """Leaves out the operations that their owner may not send either, which other tests find; raises where all are."""

    def found(denials: Iterable[Denial], kind: Kind | None = None) -> Iterator[Denial]:
        works, answer = False, None
        for denial in denials:
            answer = requests.control(str(denial.exchange.operation), tenant_a, kind)
            if answer.status != 401:
                control(answer, expected=NOT_A_401, actual=answer.status)
                works = True
                yield denial
        if not works and answer is not None:
            control(answer, expected=NOT_A_401, actual=answer.status)

    return found


@pytest.fixture(scope="session")
def a_login(harness: Harness) -> Exchange:
    """A login of company A's owner as the tests see it; they may use up its refresh token."""
    owner: Actor = harness.actor("owner_a")
    return owner.login(purpose="test")
