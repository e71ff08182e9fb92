"""What the tests of processing of a process share: one story, told at first need, and anew for a second attempt."""

import pytest

from conformance.custody import NotAllowed
from conformance.fixtures.homes import Settled
from conformance.fixtures.naming import Naming
from conformance.fixtures.once import Once
from conformance.fixtures.settings import Borrowed
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.processing.processes import PROCESSES
from conformance.suites.e2e.processing.story import Story, told


@pytest.fixture(scope="session")
def stories(harness: Harness, settled: Settled, naming: Naming, patience: Patience) -> Once[Story]:
    """The stories of this process; NotAllowed where nobody may start a run, Unusable where one came to nothing."""

    def tell() -> Story:
        for process in PROCESSES:
            refusal = harness.consent.refusal(harness.contract[process.operation], None)
            if refusal is not None:
                raise NotAllowed(refusal)
        with settled(*(process.settings for process in PROCESSES)) as place:
            story = told(place, naming, patience, harness.profile.bounds.task)
            for process in PROCESSES if isinstance(place, Borrowed) else ():
                place.insist_undisturbed(process.settings, [place.get(process.settings)])
            return story

    return Once(harness, tell)


@pytest.fixture
def story(stories: Once[Story]) -> Story:
    """What was asked of all kinds of processing, and what came of it."""
    return stories.get()
