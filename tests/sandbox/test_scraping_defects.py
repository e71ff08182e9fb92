import pytest

from conformance.sandbox.defects.scraping import ForeignScrapeRead, ScrapeSearchStaysInitiated, ScrapeWithoutRows
from conformance.sandbox.deviation import Defect
from tests.sandbox.conftest import Build
from tests.sandbox.scraping_calls import new_client, searches, source_leads, started, watched

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


@pytest.mark.parametrize(("deviations", "code"), [((), 404), ((ForeignScrapeRead(),), 200)])
def test_a_foreign_scrape_is_read_only_with_the_defect(build: Build, deviations: Defects, code: int) -> None:
    sandbox = build(*deviations)
    run = started(sandbox, new_client(sandbox))["runId"]
    assert sandbox.by("owner_b", "GET", f"/api/lead-generation-status?runId={run}").status == code
