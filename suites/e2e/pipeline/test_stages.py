"""The pipeline: the leads of the company by status, created on the days asked for.

Others write in company A meanwhile, and so the tests there look at stages whose status only their own leads have.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import one_of, satisfying
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Make, Verify
from conformance.http_date import seconds_of
from conformance.laws.pipelines import at_stage, counted, totalled
from conformance.laws.times import moment
from conformance.polling import Patience
from conformance.suites.e2e.pipeline.counting import Counting

pytestmark = [
    pytest.mark.xdist_group("pipeline"),
    pytest.mark.level("standard"),
    pytest.mark.operation("getPipeline"),
]


@pytest.mark.requirement("LG-INT-005", "LG-INT-008", "LG-INT-010")
@pytest.mark.operation("createLeads")
def test_a_lead_is_counted_on_the_day_of_its_creation(counting: Counting, control: Control, verify: Verify) -> None:
    lead, first = counting.lead, counting.first
    verify("LG-INT-005", counting.on_its_day, expected=200, actual=counting.on_its_day.status)
    both = sum(at_stage(counting.around, each) for each in (first, counting.then))
    control(counting.around, expected=1, actual=both)
    for page, number in ((counting.on_its_day, 1), (counting.before, 0)):
        seen = (page.status, at_stage(page, first))
        verify("LG-INT-008", [lead.made_by, page], expected=(200, number), actual=seen)
    verify("LG-INT-010", counting.reversed_days, expected=400, actual=counting.reversed_days.status)


@pytest.mark.requirement("LG-INT-007")
@pytest.mark.operation("createLeads", "updateLeads", "deleteLeads")
def test_a_lead_is_counted_at_its_status(counting: Counting, verify: Verify) -> None:
    first, then = counting.first, counting.then

    for write, page, due in (
        (counting.lead.made_by, counting.on_its_day, (1, 0)),
        (counting.moved, counting.around, (0, 1)),
        (counting.deleted, counting.gone, (0, 0)),
    ):
        figures = (page.status, at_stage(page, first), at_stage(page, then))
        verify("LG-INT-007", [write, page], expected=(200, *due), actual=figures)


@pytest.mark.requirement("LG-INT-006", "LG-INT-009")
@pytest.mark.usefixtures("lead")
def test_without_dates_the_pipeline_covers_the_last_thirty_days(owner_a: Actor, verify: Verify, judge: Judge) -> None:
    page = owner_a.call("getPipeline")
    judge("LG-INT-006", page, totalled(page))
    verify("LG-INT-009", page, expected=200, actual=page.status)
    end = day_of(page.at("endDate"))
    verify("LG-INT-009", page, expected=one_of(*days_of_answer(page)), actual=end)
    month_before = satisfying("a day 29 or 30 days before it", lambda start: (end - start).days in (29, 30))
    verify("LG-INT-009", page, expected=month_before, actual=day_of(page.at("startDate")))


@pytest.mark.requirement("LG-INT-007")
@pytest.mark.operation("createLeads")
def test_a_companys_pipeline_counts_its_leads_and_those_without_a_status_as_new(
    founder: Actor, make: Make, naming: Naming, patience: Patience, judge: Judge
) -> None:
    founded = founder.call("createCompany", json={"name": naming.tagged("a")}, purpose="setup")
    needed(founded, expected=one_of(200, 201), actual=founded.status, what="a company of one's own")
    client = make(founder)
    statuses = ("qualified", "contacted", "qualified", "new")
    leads = [naming.lead(client.client_id, status=status) for status in statuses]
    leads += [naming.lead(client.client_id) for _ in range(2)]
    made = founder.call("createLeads", json={"leads": leads})
    needed(made, expected=len(leads), actual=made.at("created"), what="the leads of a pipeline")
    page = patience.until(partial(founder.call, "getPipeline"), _holds(leads))
    judge("LG-INT-007", [made, page], counted(leads, page))


def day_of(value: object) -> date | None:
    """The day that a text begins with, or None."""
    told = moment(value)
    return None if told is None else told.date()


def days_of_answer(page: Exchange) -> set[date]:
    """The days in UTC on which an answer may have been made, by our clock and by the server's."""
    ours = (page.sent, page.sent + page.elapsed)
    theirs = seconds_of(page.response.header("Date"))
    moments = ours if theirs is None else (*ours, theirs)
    return {datetime.fromtimestamp(each, UTC).date() for each in moments}


def _holds(leads: list[dict[str, object]]) -> Callable[[Exchange], bool]:
    return lambda page: counted(leads, page).holds
