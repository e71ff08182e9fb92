"""What the tests of authentication share: the denials, a login, and the proof that its owner may send a request."""

from collections.abc import Callable, Iterable, Iterator

import pytest

from conformance.actors import Actor
from conformance.credentials import Kind
from conformance.evidence import CannotTest, Unusable, needed, without_login
from conformance.exchange import Exchange
from conformance.expectations import nonempty_string, satisfying
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


class Logins:
    """A login of company A's owner with its first renewal, once a process, and anew for a test that is repeated."""

    def __init__(self, harness: Harness) -> None:
        self._harness = harness
        self._logins: dict[str | None, Exchange] = {}
        self._renewals: dict[str | None, Exchange] = {}

    def login(self) -> Exchange:
        """The login; its refresh token may be used up."""
        if self._whose not in self._logins:
            owner: Actor = self._harness.actor("owner_a")
            if owner.profile.username is None or owner.profile.secret("password") is None:
                raise without_login(owner.name)
            self._logins[self._whose] = owner.login(purpose="test")
        return self._logins[self._whose]

    def renewal(self) -> Exchange:
        """The first renewal of that login; Unusable where that handed out no refresh token."""
        login = self.login()
        if self._whose not in self._renewals:
            refresh = login.at("tokens.refreshToken")
            needed(login, expected=nonempty_string(), actual=refresh, what="a refresh token")
            self._renewals[self._whose] = self._harness.anonymous.call("refreshTokens", json={"refreshToken": refresh})
        return self._renewals[self._whose]

    @property
    def _whose(self) -> str | None:
        """The test that is repeated, or None for all others."""
        stage = self._harness.stage
        return stage.test if stage.attempt > 1 else None


@pytest.fixture(scope="session")
def logins(harness: Harness) -> Logins:
    """The logins of this process that the tests look at."""
    return Logins(harness)


@pytest.fixture
def a_login(logins: Logins) -> Exchange:
    """A login of company A's owner as the tests see it."""
    return logins.login()


@pytest.fixture
def renewed(logins: Logins) -> Exchange:
    """The first renewal of that login."""
    return logins.renewal()
