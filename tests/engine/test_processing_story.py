"""What processing is asked for again stands on a result, whether a run has left it or the story gives it."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from conformance import launcher, profile
from conformance.fixtures.naming import Naming
from conformance.fixtures.settings import borrowed
from conformance.harness import Harness
from conformance.laws.processing import answer_of, exactly, skipped_alone
from conformance.polling import Patience
from conformance.run_id import RunId
from conformance.suites.e2e.processing.processes import PROCESSES
from conformance.suites.e2e.processing.story import Story, told
from tests.engine.building import context

ENRICH = next(each for each in PROCESSES if each.operation == "processEnrich")
BOUND = 10.0


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """The story of a target whose runs of one kind leave no result."""
    with launcher.sandbox(["--defect", "run-without-effect@processEnrich"]) as file, ExitStack() as stack:
        target, folder = profile.read(file), tmp_path_factory.mktemp("story")
        facts = {"run": RunId.new().text, "out": folder, "profile": target}
        harness = Harness(context(Path(folder), target.base_url).model_copy(update=facts), "main")
        stack.callback(harness.close)
        place = stack.enter_context(borrowed(harness, harness.actor("owner_a")))
        yield told(place, Naming(harness), Patience(0.0), BOUND)


def test_a_result_that_no_run_has_left_is_given(story: Story) -> None:
    for lead in (story.leads.whole, story.leads.chosen):
        shown, held = story.result(lead, ENRICH.targets[-1].field)
        assert (shown, bool(held)) == (story.given[lead.id], True)


def test_a_result_that_a_run_has_left_stays(story: Story) -> None:
    for process in set(PROCESSES) - {ENRICH}:
        shown, held = story.result(story.leads.whole, process.targets[-1].field)
        assert (shown, bool(held)) == (story.seen[story.leads.whole.id], True)


def test_a_result_that_was_given_is_skipped_and_made_anew_like_another(story: Story) -> None:
    again, asked = story.repetitions[ENRICH], [ENRICH.targets[-1].asked]
    assert skipped_alone(asked, answer_of(again.silent)).holds
    assert skipped_alone(asked, answer_of(again.kept)).holds
    assert exactly(asked, answer_of(again.anew)).holds
