from typing import Any

import pytest

from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.records import Record, Records
from tests.sandbox.conftest import Build
from tests.sandbox.driver import Sandbox

TODAY = "2027-01-15"
MONTH_AGO = "2026-12-17"


def lead(sandbox: Sandbox, company: str = "a", at: str | None = None, **fields: Any) -> Record:
    leads = Records(sandbox.application.store, LEADS)
    company_id = sandbox.application.seeding.companies[company]
    return leads.insert(company_id=company_id, owner="somebody", fields=fields, at=at, client_id="some-client")


def pipeline(sandbox: Sandbox, query: str = "") -> dict[str, Any]:
    answer = sandbox.by("owner_a", "GET", f"/api/analytics/pipeline{query}")
    assert answer.status == 200, answer.content
    body: dict[str, Any] = answer.body
    return body


def stages(sandbox: Sandbox, query: str = "") -> dict[str, int]:
    return {stage["stage"]: stage["count"] for stage in pipeline(sandbox, query)["stages"]}


def test_the_pipeline_counts_leads_by_status_and_unset_is_new(sandbox: Sandbox) -> None:
    before = stages(sandbox)
    for fields in ({}, {"status": "new"}, {"status": "Waiting"}):
        lead(sandbox, **fields)
    after = stages(sandbox)
    assert after == {**before, "new": before.get("new", 0) + 2, "Waiting": 1}


def test_the_pipeline_follows_a_change_and_a_deletion(sandbox: Sandbox) -> None:
    before = stages(sandbox)
    leads = Records(sandbox.application.store, LEADS)
    waiting, gone = lead(sandbox, status="Waiting"), lead(sandbox, status="Waiting")
    leads.update(waiting, {"status": "Moved"})
    leads.delete(gone)
    assert stages(sandbox) == {**before, "Moved": 1}


def test_the_total_is_the_sum_of_the_stages(sandbox: Sandbox) -> None:
    body = pipeline(sandbox)
    assert body["total"] == sum(stage["count"] for stage in body["stages"]) > 0


@pytest.mark.parametrize(
    ("start", "end", "counted"),
    [
        ("2026-03-01", "2026-03-01", 2),
        ("2026-02-28", "2026-03-02", 2),
        ("2026-03-02", "2026-03-03", 0),
        ("2026-02-01", "2026-02-28", 0),
        ("0001-01-01", "9999-12-31", 2),
    ],
)
def test_days_are_inclusive_and_in_utc(sandbox: Sandbox, start: str, end: str, counted: int) -> None:
    for moment in ("2026-03-01T00:00:00.000Z", "2026-03-01T23:59:59.999Z"):
        lead(sandbox, at=moment, status="Dated")
    assert stages(sandbox, f"?startDate={start}&endDate={end}").get("Dated", 0) == counted


@pytest.mark.parametrize(
    ("query", "start", "end"),
    [
        ("", MONTH_AGO, TODAY),
        ("?startDate=2027-01-01", "2027-01-01", TODAY),
        ("?endDate=2026-12-31", "2026-12-02", "2026-12-31"),
        ("?endDate=0001-01-05", "0001-01-02", "0001-01-05"),
        ("?startDate=2027-01-15&endDate=2030-01-01", TODAY, "2030-01-01"),
    ],
)
def test_without_dates_it_is_the_last_thirty_days(sandbox: Sandbox, query: str, start: str, end: str) -> None:
    body = pipeline(sandbox, query)
    assert (body["startDate"], body["endDate"]) == (start, end)


@pytest.mark.parametrize(
    "query", ["?startDate=2027-01-02&endDate=2027-01-01", "?startDate=2999-01-01", "?startDate=soon", "?endDate="]
)
def test_days_that_make_no_range_are_refused(sandbox: Sandbox, query: str) -> None:
    answer = sandbox.by("owner_a", "GET", f"/api/analytics/pipeline{query}")
    assert (answer.status, answer.error_type) == (400, "invalid_value")


def test_the_leads_of_another_company_do_not_count(sandbox: Sandbox) -> None:
    before = pipeline(sandbox)
    lead(sandbox, company="b")
    assert pipeline(sandbox) == before


def test_the_pipeline_follows_when_the_lag_is_over(build: Build) -> None:
    sandbox = build(lag=5)
    lead(sandbox, status="Late")
    before = stages(sandbox)
    sandbox.now += 5
    assert ("Late" in before, "Late" in stages(sandbox)) == (False, True)
