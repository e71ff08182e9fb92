from typing import Any

from conformance.sandbox.defects import processing_confused
from tests.sandbox import scraping_calls
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.processing_calls import new_lead, of, process, wait


def configured(sandbox: Sandbox, kind: str, **values: str) -> None:
    sandbox.by("owner_a", "PUT", f"/api/settings/{kind}", values)


def title_after_a_run(sandbox: Sandbox) -> Any:
    configured(sandbox, "url", enrichment2="https://two.example/")
    lead = new_lead(sandbox, title="CEO")
    process(sandbox, "enrich", {"leadId": lead.id, "services": ["enrichment2"]})
    sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead.id, "title": "CTO"})
    wait(sandbox)
    return of(sandbox, lead, "title")


def messages_without_a_selector(sandbox: Sandbox) -> tuple[bool, bool]:
    configured(sandbox, "sdr-ai", message3AgentId="three", aiInterestAgentId="interest")
    triggered = process(sandbox, "sdr", {"leadId": new_lead(sandbox).id}).body["triggered"]
    return "message3" in triggered, "aiInterest" in triggered


def process_ten(sandbox: Sandbox) -> Any:
    configured(sandbox, "agent", enrichment1AgentId="one", enrichment10AgentId="ten")
    return process(sandbox, "copyright", {"leadId": new_lead(sandbox).id, "processes": [10]}).body["triggered"]


def first_rows_after_a_second_scrape(sandbox: Sandbox) -> bool:
    client = scraping_calls.new_client(sandbox)
    seen_so_far = []
    for _ in range(2):
        run = scraping_calls.started(sandbox, client, maxLeads=3)["runId"]
        scraping_calls.watched(sandbox, run)
        seen_so_far.append({row["id"] for row in scraping_calls.source_leads(sandbox, client)})
    first, second = seen_so_far
    return first < second


@probes(
    Probe(processing_confused.RunWritesBackOldLead, title_after_a_run, "CTO", "CEO"),
    Probe(processing_confused.SdrForgetsMessages, messages_without_a_selector, (True, True), (False, True)),
    Probe(processing_confused.CopyrightTenIsOne, process_ten, ["enrichment10"], ["enrichment1"]),
    Probe(processing_confused.SecondScrapeReplacesFirst, first_rows_after_a_second_scrape, True, False),
)
def test_work_is_confused_only_with_its_defect(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
