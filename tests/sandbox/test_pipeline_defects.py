from collections.abc import Callable
from typing import Any

import pytest

from conformance.sandbox.defects import pipeline
from conformance.sandbox.defects.pipeline import PipelineCountsAllCompanies, PipelineIgnoresDates
from conformance.sandbox.deviation import Defect
from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.records import Records
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox

Defects = tuple[Defect, ...]


def total(sandbox: Sandbox, query: str = "") -> int:
    number: int = sandbox.by("owner_a", "GET", f"/api/analytics/pipeline{query}").body["total"]
    return number


def lead(sandbox: Sandbox, company: str) -> None:
    company_id = sandbox.application.seeding.companies[company]
    Records(sandbox.application.store, LEADS).insert(company_id=company_id, owner="o", fields={}, client_id="c")


@pytest.mark.parametrize(("deviations", "more"), [((), 0), ((PipelineCountsAllCompanies(),), 1)])
def test_foreign_leads_count_only_with_the_defect(build: Build, deviations: Defects, more: int) -> None:
    sandbox = build(*deviations)
    before = total(sandbox)
    lead(sandbox, "b")
    assert total(sandbox) == before + more


@pytest.mark.parametrize(("deviations", "counted"), [((), False), ((PipelineIgnoresDates(),), True)])
def test_leads_of_other_days_count_only_with_the_defect(build: Build, deviations: Defects, counted: bool) -> None:
    sandbox = build(*deviations)
    lead(sandbox, "a")
    assert (total(sandbox, "?startDate=2001-01-01&endDate=2001-12-31") > 0) == counted


def answer_to(query: str = "", field: str | None = None) -> Callable[[Sandbox], Any]:
    """The status, or a field, of a new company's pipeline: one lead with a status of its own, one without any."""

    def look(sandbox: Sandbox) -> Any:
        sandbox.by("newcomer_1", "POST", "/api/company", {"name": "Fresh"})
        client = sandbox.by("newcomer_1", "POST", "/api/clients", {"clientName": "Fresh"}).body["client"]
        for status in ("odd", None):
            body = {"client_id": client["client_id"], "firstName": "A", "lastName": "B", "status": status}
            sandbox.by("newcomer_1", "POST", "/api/leads", body)
        answer = sandbox.by("newcomer_1", "GET", f"/api/analytics/pipeline{query}")
        return answer.body.get(field) if field else answer.status

    return look


def named(look: Callable[[Sandbox], Any]) -> Callable[[Sandbox], list[str]]:
    """The stages' names."""
    return lambda sandbox: [stage["stage"] for stage in look(sandbox)]


STAGES = named(answer_to(field="stages"))


@probes(
    Probe(pipeline.PipelineWantsTimes, answer_to("?startDate=2027-01-01&endDate=2027-01-31"), 200, 400),
    Probe(pipeline.PipelineTotalLeavesUnsetOut, answer_to(field="total"), 2, 1),
    Probe(pipeline.PipelineStandardStagesOnly, STAGES, ["new", "odd"], ["new"]),
    Probe(pipeline.PipelineUnsetIsUnknown, STAGES, ["new", "odd"], ["unknown", "odd"]),
    Probe(pipeline.PipelineDefaultsToYear, answer_to(field="startDate"), "2026-12-17", "2026-01-15"),
    Probe(pipeline.PipelineTakesAnyOrder, answer_to("?startDate=2027-01-02&endDate=2027-01-01"), 400, 200),
)
def test_a_pipeline_goes_wrong_only_with_the_defect(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
