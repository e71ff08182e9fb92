from typing import Any

import pytest

from conformance.sandbox.defects import scraping_runs
from conformance.sandbox.defects.routes_walls import RunsOfAllCompanies
from conformance.sandbox.defects.scraping import ScrapeSearchStaysInitiated, ScrapeWithoutRows
from conformance.sandbox.deviation import Defect
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.scraping_calls import new_client, searches, source_leads, start, started, status, watched

Defects = tuple[Defect, ...]


@pytest.mark.parametrize(("deviations", "rows"), [((), True), ((ScrapeWithoutRows(),), False)])
def test_a_scrape_brings_nothing_only_with_the_defect(build: Build, deviations: Defects, rows: bool) -> None:
    sandbox = build(*deviations)
    client = new_client(sandbox)
    end = watched(sandbox, started(sandbox, client)["runId"])[-1]
    assert end["totalLeadsSaved"] > 0
    assert bool(source_leads(sandbox, client)) == rows


@pytest.mark.parametrize(("deviations", "word"), [((), "completed"), ((ScrapeSearchStaysInitiated(),), "initiated")])
def test_the_search_stays_behind_only_with_the_defect(build: Build, deviations: Defects, word: str) -> None:
    sandbox = build(*deviations)
    client = new_client(sandbox)
    end = watched(sandbox, started(sandbox, client)["runId"])[-1]
    assert (end["status"], searches(sandbox, client)[0]["status"]) == ("completed", word)


@pytest.mark.parametrize(("deviations", "code"), [((), 404), ((RunsOfAllCompanies("getLeadGenerationStatus"),), 200)])
def test_a_foreign_scrape_is_read_only_with_the_defect(build: Build, deviations: Defects, code: int) -> None:
    sandbox = build(*deviations)
    run = started(sandbox, new_client(sandbox))["runId"]
    assert sandbox.by("owner_b", "GET", f"/api/lead-generation-status?runId={run}").status == code


def begun(sandbox: Sandbox) -> str:
    """The run of a small scrape, by either name."""
    answer = start(sandbox, {"client_id": new_client(sandbox)["client_id"], "maxLeads": 2}).body
    return str(answer.get("runId"))


def states(sandbox: Sandbox) -> list[Any]:
    """The first state of a scrape, and the last."""
    seen = watched(sandbox, begun(sandbox))
    return [seen[0].get("status"), seen[-1].get("status")]


def brought(sandbox: Sandbox) -> bool:
    """Whether a scrape for two brought more."""
    return bool(watched(sandbox, begun(sandbox))[-1]["totalLeadsFound"] > 2)


ENDED = ["initiated", "completed"]


@probes(
    Probe(scraping_runs.ScrapeRunUnderAnotherName, lambda sandbox: begun(sandbox) != "None", True, False),
    Probe(scraping_runs.ScrapeOfUnknownClient, lambda sandbox: start(sandbox, {"client_id": "x"}).status, 404, 200),
    Probe(scraping_runs.ScrapeUnknownUntilDone, states, ENDED, [None, "completed"]),
    Probe(scraping_runs.ScrapeNeverEnds, states, ENDED, ["initiated", "running"]),
    Probe(scraping_runs.ScrapeLeavesItsEnd, states, ENDED, ["initiated", "running"]),
    Probe(scraping_runs.UnknownScrapeInitiated, lambda sandbox: status(sandbox, "x").get("status"), None, "initiated"),
    Probe(scraping_runs.ScrapeIgnoresMostLeads, brought, False, True),
)
def test_what_goes_wrong_with_scrapes_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
