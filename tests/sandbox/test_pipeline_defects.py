import pytest

from conformance.sandbox.defects.pipeline import PipelineCountsAllCompanies, PipelineIgnoresDates
from conformance.sandbox.deviation import Defect
from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.records import Records
from tests.sandbox.conftest import Build
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
