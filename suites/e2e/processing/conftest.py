"""What the tests of processing of a process share: one story, told at first need, and anew for a second attempt."""

import pytest

from conformance.contract import Operation
from conformance.custody import NotAllowed
from conformance.evidence import CannotTest, Unusable
from conformance.fixtures.homes import Settled
from conformance.fixtures.naming import Naming
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.processing.processes import PROCESSES
from conformance.suites.e2e.processing.story import Story, told
from conformance.transport import TransportFault


class Stories:
    """The stories of one process, one for each attempt of a test; what kept one from being told keeps it for good."""

    def __init__(self, harness: Harness, settled: Settled, naming: Naming, patience: Patience) -> None:
        self._harness = harness
        self._settled = settled
        self._naming = naming
        self._patience = patience
        self._told: dict[int, Story | Exception] = {}

    def story(self) -> Story:
        """The story of this attempt; NotAllowed where nobody may start a run, Unusable where it came to nothing."""
        attempt = self._harness.stage.attempt
        if attempt not in self._told:
            try:
                self._told[attempt] = self._tell()
            except (CannotTest, NotAllowed, Unusable, TransportFault) as error:
                self._told[attempt] = error
        found = self._told[attempt]
        if isinstance(found, Exception):
            raise found
        return found

    def _tell(self) -> Story:
        for process in PROCESSES:
            operation: Operation = self._harness.contract[process.operation]
            refusal = self._harness.consent.refusal(operation, None)
            if refusal is not None:
                raise NotAllowed(refusal)
        with self._settled(*(process.settings for process in PROCESSES)) as place:
            return told(place, self._naming, self._patience, self._harness.profile.bounds.task)


@pytest.fixture(scope="session")
def stories(harness: Harness, settled: Settled, naming: Naming, patience: Patience) -> Stories:
    """The stories of this process."""
    return Stories(harness, settled, naming, patience)


@pytest.fixture
def story(stories: Stories) -> Story:
    """What was asked of all kinds of processing, and what came of it."""
    return stories.story()
