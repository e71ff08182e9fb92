"""What the envelope tests of a process share: a lead that they read and never change."""

import pytest

from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead, make_lead
from conformance.fixtures.naming import Naming


@pytest.fixture(scope="session")
def shared_lead(naming: Naming, workspace: TemporaryClient) -> TemporaryLead:
    """A lead in the shared workspace, for tests that only read it."""
    return make_lead(workspace.owner, naming, workspace)
