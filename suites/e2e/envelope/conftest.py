"""What the envelope tests of a process share: the tour over all operations, and a tenant of theirs that it is about."""

from collections.abc import Callable

import pytest

from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.requests import Requests
from conformance.fixtures.tenants import Tenant
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.envelope.tour import Tour


@pytest.fixture(scope="session")
def tours(
    harness: Harness, requests: Requests, naming: Naming, workspace: TemporaryClient, patience: Patience
) -> Callable[[], Tour]:
    """The tour that this process has made, if any, or a new one."""
    made: list[Tour] = []

    def tour() -> Tour:
        if not made or harness.stage.attempt > 1:
            lead = make_lead(
                workspace.owner, naming, workspace, linkedinUrl=f"https://lgc.example/in/{naming.unique()}"
            )
            made[:] = [Tour(harness, requests, Tenant(workspace.owner, workspace, lead), naming, patience)]
        return made[0]

    return tour


@pytest.fixture
def tour(tours: Callable[[], Tour]) -> Tour:
    """The tour over all operations."""
    return tours()
