"""Runs as they stand: every one can be asked for, comes to an end, stays there, and is among the recent ones."""

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import at_least, at_most, nonempty_string, one_of, success
from conformance.fixtures.leads import TemporaryLead
from conformance.fixtures.naming import Naming
from conformance.fixtures.once import Once
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Verify
from conformance.harness import Harness
from conformance.laws.listings import each_once
from conformance.laws.tasks import come_to_an_end, ends_are_kept, is_end, newest_first, sightings, times_in_order
from conformance.polling import Patience
from conformance.suites.e2e.tasks.firm import MOST_RECENT, Story, run_ids
from conformance.suites.e2e.tasks.processed import processed

pytestmark = [
    pytest.mark.level("standard"),
    pytest.mark.operation("getTaskStatus"),
    pytest.mark.xdist_group("tasks"),
]

DEFAULT = 20
"""Runs of a list without a limit (reference: Background tasks)."""


@pytest.mark.requirement("LG-TASK-004", "LG-TASK-008")
@pytest.mark.operation("listRecentRuns")
def test_a_run_just_started_can_be_asked_for_and_is_among_the_recent_ones(
    harness: Harness, owner_a: Actor, lead: TemporaryLead, patience: Patience, verify: Verify, judge: Judge
) -> None:
    started = processed(harness, owner_a, lead)
    runs = run_ids(started)
    status = owner_a.call("getTaskStatus", query={"runId": runs[0]})
    recent = patience.until(
        lambda: owner_a.call("listRecentRuns", query={"limit": MOST_RECENT}),
        lambda page: set(runs) <= {row.get("runId") for row in page.rows("runs")},
    )
    verify("LG-TASK-008", recent, expected=200, actual=recent.status)
    judge("LG-TASK-008", [started, recent], each_once(runs, recent.rows("runs"), key="runId", where="recent runs"))
    verify("LG-TASK-004", [started, status], expected=200, actual=status.status)
    verify("LG-TASK-004", [started, status], expected=runs[0], actual=status.at("runId"))
    verify("LG-TASK-004", [started, status], expected=nonempty_string(), actual=status.at("status"))


@pytest.mark.requirement("LG-TASK-005", "LG-TASK-006", "LG-TASK-010")
@pytest.mark.operation("listRecentRuns")
def test_a_run_comes_to_an_end_and_stays_as_it_ended(story: Story, judge: Judge) -> None:
    for submitted in story.tasks.values():
        needed(submitted, expected=nonempty_string(), actual=submitted.at("runId"), what="the run of a task")
    told = sightings(story.seen, story.runs)
    judge("LG-TASK-005", story.seen, come_to_an_end(story.submitted, told))
    judge("LG-TASK-006", story.seen, ends_are_kept(told))
    judge("LG-TASK-010", story.seen, times_in_order(told))


@pytest.mark.level("deep")
@pytest.mark.requirement("LG-TASK-006")
@pytest.mark.operation("deleteLeads")
def test_a_run_stays_as_it_ended_when_its_lead_is_deleted(
    harness: Harness, owner_a: Actor, lead: TemporaryLead, patience: Patience, control: Control, judge: Judge
) -> None:
    (run, *_) = run_ids(processed(harness, owner_a, lead))

    def look() -> Exchange:
        return owner_a.call("getTaskStatus", query={"runId": run})

    known = patience.until(look, lambda page: is_end(page.at("status")), harness.profile.bounds.task)
    needed(known, expected=True, actual=is_end(known.at("status")), what="the end of a run")
    control(known, expected=200, actual=known.status)
    deleted = owner_a.call("deleteLeads", query={"id": lead.id})
    needed(deleted, expected=200, actual=deleted.status, what="the deletion of a lead")
    after = look()
    # With its lead the run itself may go.
    judge("LG-TASK-006", [known, deleted, after], ends_are_kept(sightings([known, after], {run})))


@pytest.mark.requirement("LG-TASK-007")
def test_a_status_needs_the_id_of_a_run(story: Story, naming: Naming, control: Control, verify: Verify) -> None:
    needed(story.looks[-1], expected=True, actual=bool(story.statuses), what="a run to ask for")
    founder, known = story.firm.founder, story.statuses[0]
    control(known, expected=200, actual=known.status)
    nameless = founder.call("getTaskStatus")
    verify("LG-TASK-007", nameless, expected=400, actual=nameless.status)
    unknown = story.firm.status(naming.random_id())
    verify("LG-TASK-007", unknown, expected=one_of(403, 404), actual=unknown.status)


@pytest.fixture(scope="session")
def newest_once(harness: Harness, story_once: Once[Story], tenant_a: Tenant) -> Once[tuple[Exchange, Exchange]]:
    """Another company's start of a run, and then the newest run of this one alone."""

    def asked() -> tuple[Exchange, Exchange]:
        founder = story_once.get().firm.founder
        others = tenant_a.actor.call("triggerEnrichment", json={"leadIds": [tenant_a.lead.id]}, purpose="setup")
        return others, founder.call("listRecentRuns", query={"limit": 1})

    return Once(harness, asked)


@pytest.mark.requirement("LG-TASK-008")
@pytest.mark.operation("listRecentRuns", "triggerEnrichment")
def test_the_newest_run_is_ones_own_newest_whatever_others_start(
    story: Story, newest_once: Once[tuple[Exchange, Exchange]], verify: Verify
) -> None:
    whole = story.looks[-1]
    needed(whole, expected=at_least(1), actual=len(whole.rows("runs")), what="runs of a company")
    others, recent = newest_once.get()
    needed(others, expected=success(), actual=others.status, what="another company's start of a run")
    newest = created(whole)[:1]
    verify("LG-TASK-008", [whole, others, recent], expected=newest, actual=created(recent))


@pytest.mark.requirement("LG-TASK-009")
@pytest.mark.operation("listRecentRuns")
@pytest.mark.parametrize("limit", [None, 1], ids=["without a limit", "limit 1"])
def test_recent_runs_are_the_newest_and_newest_first(
    story: Story, newest_once: Once[tuple[Exchange, Exchange]], verify: Verify, judge: Judge, limit: int | None
) -> None:
    most = DEFAULT if limit is None else limit
    whole = story.looks[-1]
    needed(whole, expected=at_least(DEFAULT + 1), actual=len(whole.rows("runs")), what=f"more than {DEFAULT} runs")
    recent = newest_once.get()[1] if limit else story.firm.founder.call("listRecentRuns")
    verify("LG-TASK-009", recent, expected=at_most(most), actual=len(recent.rows("runs")))
    for page in (whole, recent):
        judge("LG-TASK-009", page, newest_first(page.rows("runs")))
    newest = created(whole)[: len(recent.rows("runs"))]
    verify("LG-TASK-009", [whole, recent], expected=newest, actual=created(recent))
    verify("LG-TASK-009", recent, expected=at_least(1), actual=len(recent.rows("runs")))


def created(page: Exchange) -> list[object]:
    """When the runs of a list were created, in its order."""
    return [row.get("createdAt") for row in page.rows("runs")]
