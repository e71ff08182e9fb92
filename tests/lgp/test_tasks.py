"""Runs in the background."""

import pytest

from conformance import contract
from conformance.lgp import documented
from tests.lgp.belongings import lead
from tests.lgp.typed import Lgp


def runs(lgp: Lgp, number: int = 1) -> list[str]:
    """Runs that were just started, each for a lead of its own."""
    lgp.done("settings set url enrichment1=https://services.example.com/one")
    lines = [f"process enrich {lead(lgp)['id']} enrichment1 --yes --json" for _ in range(number)]
    return [lgp.done(line).json["runIds"][0] for line in lines]


def test_a_run_is_shown(lgp: Lgp) -> None:
    (run,) = runs(lgp)
    told = lgp.done(f"tasks status {run} --json").json
    assert (told["runId"], "success" in told) == (run, False)


def test_an_unknown_run_is_told(lgp: Lgp) -> None:
    ended = lgp("tasks status run_1")
    assert (ended.code, "was answered 404, not_found" in ended.err) == (1, True)


def test_the_latest_runs_are_listed(lgp: Lgp) -> None:
    started = runs(lgp, 3)
    assert [each["runId"] for each in lgp.done("tasks recent --limit 3 --json").json] == started[::-1]


def test_people_read_a_table_of_the_latest_runs(lgp: Lgp) -> None:
    (run,) = runs(lgp)
    header, *lines = lgp.done("tasks recent").out.splitlines()
    assert (header.split()[:2], run in lines[0]) == (["runId", "status"], True)


@pytest.mark.parametrize("limit", [0, -1])
def test_a_list_of_runs_has_one_at_least(stranger: Lgp, limit: int) -> None:
    assert stranger(f"tasks recent --limit {limit}").code == 2


def test_a_list_of_runs_is_as_long_as_the_contract_allows(stranger: Lgp) -> None:
    most = documented.largest(contract.load(), "listRecentRuns", "limit")
    ended = stranger(f"--base-url http://127.0.0.1:1 tasks recent --limit {most + 1}")
    told = f"--limit {most + 1} is more runs than the service lists. Take 1 to {most}"
    assert (ended.code, ended.err) == (2, f"lgp: {told}\n")


def test_a_wait_is_over_when_all_runs_have_completed(lgp: Lgp) -> None:
    started = runs(lgp, 3)
    told = lgp.done(f"tasks wait {' '.join(started)} --json").json
    assert [(each["runId"], each["status"]) for each in told] == [(run, "COMPLETED") for run in started]


def test_progress_is_told_beside_the_output(lgp: Lgp) -> None:
    started = runs(lgp, 2)
    assert lgp.done(f"tasks wait {' '.join(started)}").err.splitlines()[-1].endswith("s: 2 COMPLETED")


def test_a_run_is_waited_for_once_however_often_it_is_named(lgp: Lgp) -> None:
    (run,) = runs(lgp)
    assert len(lgp.done(f"tasks wait {run} {run} --json").json) == 1


def test_a_run_that_failed_ends_the_wait_with_1(slow: Lgp) -> None:
    slow.done("settings set url enrichment1=https://services.example.com/one")
    id = lead(slow)["id"]
    (run,) = slow.done(f"process enrich {id} enrichment1 --yes --json").json["runIds"]
    slow.done(f"call DELETE '/leads?id={id}' --yes")
    ended = slow(f"tasks wait {run}")
    assert (ended.code, "The lead was deleted before the run came to an end." in ended.out) == (1, True)
    assert ended.err.splitlines()[-1] == f"lgp: 1 of 1 run did not complete: {run} FAILED"


def test_the_time_out_ends_the_wait_with_3(slow: Lgp) -> None:
    (run,) = runs(slow)
    ended = slow(f"tasks wait {run} --timeout 0")
    assert (ended.code, ended.out.split()[:2]) == (3, ["runId", "status"])
    assert f"had not ended after 0 s. Wait on with `lgp tasks wait {run}`" in ended.err


def test_a_wait_for_an_unknown_run_ends_at_once(lgp: Lgp) -> None:
    ended = lgp("tasks wait run_1")
    assert (ended.code, "was answered 404, not_found" in ended.err) == (1, True)
