from conformance.sandbox.variants.scraping_run_states import ScrapingRunStates
from conformance.sandbox.variants.tasks_other_words import TasksOtherWords
from tests.sandbox import scraping_calls, task_calls
from tests.sandbox.conftest import Build


def test_runs_speak_in_other_words(build: Build) -> None:
    sandbox = build(TasksOtherWords())
    seen = task_calls.watched(sandbox, task_calls.started(sandbox))
    assert seen == ["delayed", "reattempting", "completed_successfully"]


def test_scrapes_speak_in_states_of_runs(build: Build) -> None:
    sandbox = build(ScrapingRunStates())
    client = scraping_calls.new_client(sandbox)
    answer = scraping_calls.started(sandbox, client)
    end = scraping_calls.watched(sandbox, answer["runId"])[-1]
    history = scraping_calls.searches(sandbox, client)[0]["status"]
    assert (answer["status"], end["status"], history) == ("QUEUED", "COMPLETED", "completed")
