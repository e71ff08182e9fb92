"""The stories of a process: one record for each PUT, which all tests of its laws look at."""

from functools import partial

import pytest

from conformance.actors import Actor
from conformance.fixtures.clients import TemporaryClient, make_client
from conformance.fixtures.leads import make_lead
from conformance.fixtures.naming import Naming
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.leads.views import leads_of
from conformance.suites.e2e.updates.puts import Put
from conformance.suites.e2e.updates.story import Start, Story

OTHER_FIELDS = {
    "companyDomain": "acme.example",
    "companyUrl": "https://acme.example/about",
    "linkedinUrl": "https://www.linkedin.com/in/ada",
    "fullName": "Ada the First",
    "contactName": "Ada",
    "phoneNumber": "+49 30 1234567",
    "city": "Lyon",
    "country": "France",
    "status": "qualified",
}
"""What a lead has beside the fields that its updates send: no update may touch it."""


class Stories:
    """Tells the story of a PUT once a process, and anew for a test that is repeated."""

    def __init__(self, harness: Harness, request: pytest.FixtureRequest, naming: Naming, patience: Patience) -> None:
        self._harness = harness
        self._request = request
        self._naming = naming
        self._patience = patience
        self._told: dict[str, Story] = {}

    def of(self, put: Put) -> Story:
        """The story of a PUT."""
        if put.operation not in self._told or self._harness.stage.attempt > 1:
            actor = self._harness.actor("owner_a")
            self._told[put.operation] = Story(
                put,
                actor,
                self._naming,
                self._patience,
                lambda: self._start(put, actor),
                partial(leads_of, self._patience, actor, self._workspace) if put.key == "lead" else None,
            )
        return self._told[put.operation]

    @property
    def _workspace(self) -> TemporaryClient:
        workspace: TemporaryClient = self._request.getfixturevalue("workspace")
        return workspace

    def _start(self, put: Put, actor: Actor) -> Start:
        if put.key == "client":
            client = make_client(actor, self._naming)
            return Start(client.id, client.row, client.made_by)
        lead = make_lead(actor, self._naming, self._workspace, **OTHER_FIELDS)
        return Start(lead.id, lead.row, lead.made_by)


@pytest.fixture(scope="session")
def stories(harness: Harness, request: pytest.FixtureRequest, naming: Naming, patience: Patience) -> Stories:
    """The stories of this process; what they made is removed at the end of the run."""
    return Stories(harness, request, naming, patience)
