"""Every view of these resources: kept over a restart, and another one for another seed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from conformance.sandbox.options import Options
from tests.sandbox.conftest import Build
from tests.sandbox.driver import Sandbox

Question = Callable[[Sandbox], str]


def clients(sandbox: Sandbox) -> list[str]:
    return [client["client_id"] for client in sandbox.by("owner_a", "GET", "/api/clients").body["clients"]]


def run(sandbox: Sandbox, scrape: bool) -> str:
    runs = sandbox.by("owner_a", "GET", "/api/trigger-recent-runs").body["runs"]
    id: str = next(run["runId"] for run in runs if (run["taskId"] == "scrape") == scrape)
    return id


VIEWS: dict[str, Question] = {
    "getUrlSettings": lambda _: "settings/url",
    "getAgentSettings": lambda _: "settings/agent",
    "getSdrSettings": lambda _: "settings/sdr-ai",
    "getTaskStatus": lambda sandbox: f"trigger-task-status?runId={run(sandbox, scrape=False)}",
    "listRecentRuns": lambda _: "trigger-recent-runs",
    "getLeadGenerationStatus": lambda sandbox: f"lead-generation-status?runId={run(sandbox, scrape=True)}",
    "listTerritoryCompanies": lambda sandbox: f"territory-workbench/companies?client_id={clients(sandbox)[0]}",
    "getPipeline": lambda _: "analytics/pipeline",
}


def seen(sandbox: Sandbox) -> dict[str, Any]:
    return {
        operation: sandbox.by("owner_a", "GET", f"/api/{question(sandbox)}").body
        for operation, question in VIEWS.items()
    }


@pytest.fixture(scope="module")
def of_two_seeds() -> list[dict[str, Any]]:
    views = []
    for seed in (1, 2):
        sandbox = Sandbox(Options(db=None, seed=seed))
        views.append(seen(sandbox))
        sandbox.close()
    return views


@pytest.mark.parametrize("operation", VIEWS)
def test_two_seeds_give_two_answers(of_two_seeds: list[dict[str, Any]], operation: str) -> None:
    first, second = (views[operation] for views in of_two_seeds)
    assert (first["success"], second["success"]) == (True, True)
    assert first != second


@pytest.mark.parametrize("operation", ["getUrlSettings", "listTerritoryCompanies", "listRecentRuns"])
def test_a_drawn_view_is_not_empty(of_two_seeds: list[dict[str, Any]], operation: str) -> None:
    assert all(next(value for key, value in views[operation].items() if key != "success") for views in of_two_seeds)


def test_one_seed_gives_one_answer(of_two_seeds: list[dict[str, Any]]) -> None:
    sandbox = Sandbox(Options(db=None, seed=1))
    again = seen(sandbox)
    sandbox.close()
    assert again == of_two_seeds[0]


def test_a_restart_keeps_every_view(build: Build) -> None:
    sandbox = build()
    lead = sandbox.by("owner_a", "GET", f"/api/leads?client_id={clients(sandbox)[0]}").body["leads"][0]
    for method, path, body in (
        ("PUT", "settings/url", {"enrichment1": "https://kept.example", "enrichment1_Apikey": "sk-0123456789"}),
        ("POST", "trigger", {"taskId": "enrich", "payload": {"leadId": lead["id"], "overwrite": True}}),
        ("POST", "start-lead-scrape-complete", {"client_id": lead["client_id"]}),
        ("POST", "territory-workbench/companies", {"client_id": lead["client_id"], "companyName": "Kept"}),
    ):
        assert sandbox.by("owner_a", method, f"/api/{path}", body).status < 300
    before = seen(sandbox)
    sandbox.close()
    again = Sandbox(replace(sandbox.application.options))
    after = seen(again)
    again.close()
    assert after == before
