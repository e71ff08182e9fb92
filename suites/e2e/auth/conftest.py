"""What the tests of authentication share: the denials, a login, and the proof that its owner may send a request."""

from collections.abc import Callable, Iterable

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
from conformance.suites.e2e.auth.denials import Denials

NOT_A_401 = satisfying("anything but 401", lambda status: status != 401)

Proven = Callable[..., list[str]]
"""`proven(operations)`: those of them that their owner may send, each with its control."""


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

    def found(operations: Iterable[str], kind: Kind | None = None) -> list[str]:
        answers = {each: requests.control(each, tenant_a, kind) for each in operations}
        working = [each for each, answer in answers.items() if answer.status != 401]
        for each in working or list(answers)[:1]:
            control(answers[each], expected=NOT_A_401, actual=answers[each].status)
        return working

    return found


@pytest.fixture(scope="session")
def a_login(harness: Harness) -> Exchange:
    """A login of company A's owner as the tests see it; they may use up its refresh token."""
    owner: Actor = harness.actor("owner_a")
    return owner.login(purpose="test")
