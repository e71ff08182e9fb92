from dataclasses import replace
from typing import Any

import pytest

from tests.sandbox.conftest import Build
from tests.sandbox.driver import Sandbox
from tests.sandbox.scraping_calls import (
    STEP,
    TICKS,
    new_client,
    searches,
    source_leads,
    start,
    started,
    status,
    watched,
)


def test_a_scrape_goes_through_its_states_and_only_forward(sandbox: Sandbox) -> None:
    seen = watched(sandbox, started(sandbox, new_client(sandbox))["runId"])
    assert list(dict.fromkeys(body["status"] for body in seen)) == ["initiated", "running", "completed"]
    progress = [body["progress"] for body in seen]
    assert progress == sorted(progress)
    assert len(set(progress)) > 3
    assert (progress[0], progress[-1]) == (0, 100)


def test_the_people_found_are_source_leads_of_the_client(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    run = started(sandbox, client)["runId"]
    before = source_leads(sandbox, client)
    end = watched(sandbox, run)[-1]
    leads = source_leads(sandbox, client)
    assert before == []
    assert len(leads) == end["totalLeadsSaved"] > 0
    assert end["totalLeadsFound"] == end["totalLeadsSaved"] + end["totalLeadsFailed"]
    assert len({lead["email"] for lead in leads}) == len(leads)


@pytest.mark.parametrize("most", [1, 3])
def test_no_more_are_found_than_asked_for(sandbox: Sandbox, most: int) -> None:
    end = watched(sandbox, started(sandbox, new_client(sandbox), maxLeads=most)["runId"])[-1]
    assert 1 <= end["totalLeadsSaved"] <= end["totalLeadsFound"] <= most


def test_the_criteria_show_in_those_found(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    criteria = {"country": "Chile", "jobTitle": ["Baker", "Miller"], "size": 7}
    watched(sandbox, started(sandbox, client, searchCriteria=criteria)["runId"])
    leads = source_leads(sandbox, client)
    assert {lead["country"] for lead in leads} == {"Chile"}
    assert {lead["title"] for lead in leads} <= {"Baker", "Miller"}


def test_the_search_history_follows_the_scrape(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    answer = started(sandbox, client, searchCriteria={"industry": "Media"})
    seen = []
    for _ in range(TICKS):
        (search,) = searches(sandbox, client)
        seen.append(search["status"])
        sandbox.now += STEP
    end = status(sandbox, answer["runId"])
    assert (search["id"], search["searchCriteria"]) == (answer["searchHistoryId"], {"industry": "Media"})
    assert list(dict.fromkeys(seen)) == ["initiated", "running", "completed"]
    assert (search["totalLeadsFound"], search["totalLeadsSaved"]) == (end["totalLeadsFound"], end["totalLeadsSaved"])


def test_a_scrape_is_a_run_among_the_others(sandbox: Sandbox) -> None:
    run = started(sandbox, new_client(sandbox))["runId"]
    watched(sandbox, run)
    (row,) = sandbox.by("owner_a", "GET", "/api/trigger-recent-runs?limit=1").body["runs"]
    assert (row["runId"], row["status"], row["taskId"]) == (run, "COMPLETED", "scrape")


def test_a_scrape_whose_client_is_deleted_fails(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    run = started(sandbox, client)["runId"]
    sandbox.by("owner_a", "DELETE", f"/api/clients?id={client['id']}&purge=true")
    end = watched(sandbox, run)[-1]
    assert (end["status"], searches(sandbox, client)[0]["status"]) == ("failed", "failed")
    assert "deleted" in end["error"]


def test_a_restart_continues_a_scrape_and_keeps_what_it_found(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    run = started(sandbox, client)["runId"]
    sandbox.close()
    middle = Sandbox(replace(sandbox.application.options))
    end = watched(middle, run)[-1]
    before = (source_leads(middle, client), searches(middle, client))
    middle.close()
    last = Sandbox(replace(sandbox.application.options))
    after = (status(last, run), source_leads(last, client), searches(last, client))
    last.close()
    assert end["status"] == "completed"
    assert after == (end, *before)


def test_source_leads_follow_when_the_lag_is_over(build: Build) -> None:
    sandbox = build(lag=5)
    client = new_client(sandbox)
    run = started(sandbox, client)["runId"]
    sandbox.now += 3
    at_the_end = (status(sandbox, run)["status"], source_leads(sandbox, client))
    sandbox.now += 5
    assert (at_the_end, bool(source_leads(sandbox, client))) == (("completed", []), True)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, 400),
        ({"client_id": "unknown"}, 404),
        ({"client_id": "unknown", "maxLeads": 0}, 400),
        ({"client_id": "unknown", "maxLeads": -1}, 400),
        ({"client_id": "unknown", "maxLeads": "5"}, 400),
        ({"client_id": "unknown", "searchCriteria": []}, 400),
    ],
)
def test_a_scrape_needs_a_client_and_sense(sandbox: Sandbox, body: dict[str, Any], code: int) -> None:
    assert start(sandbox, body).status == code


def test_a_foreign_client_looks_like_an_unknown_one(sandbox: Sandbox) -> None:
    foreign = new_client(sandbox, by="owner_b")["client_id"]
    answers = [start(sandbox, {"client_id": id}) for id in (foreign, "unknown")]
    assert (answers[0].status, answers[0].body) == (404, answers[1].body)


def test_another_company_does_not_see_the_scrape(sandbox: Sandbox) -> None:
    run = started(sandbox, new_client(sandbox))["runId"]
    answers = [sandbox.by("owner_b", "GET", f"/api/lead-generation-status?runId={id}") for id in (run, "unknown")]
    assert (answers[0].status, answers[0].body) == (404, answers[1].body)


def test_a_run_of_another_kind_is_no_scrape(sandbox: Sandbox) -> None:
    runs = sandbox.by("owner_a", "GET", "/api/trigger-recent-runs").body["runs"]
    other = next(run["runId"] for run in runs if run["taskId"] != "scrape")
    assert sandbox.by("owner_a", "GET", f"/api/lead-generation-status?runId={other}").status == 404


def test_a_status_needs_the_id_of_a_scrape(sandbox: Sandbox) -> None:
    assert sandbox.by("owner_a", "GET", "/api/lead-generation-status").error_type == "missing_required_field"
