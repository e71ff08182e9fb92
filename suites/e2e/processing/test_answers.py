"""What processing answers: the runs that it has started, for what was asked for and is configured."""

import pytest

from conformance.expectations import client_error, containing, one_of, satisfying, success
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.processing import (
    a_run_each,
    answer_of,
    exactly,
    names,
    nothing_more,
    nothing_started,
    parted,
    skipped_alone,
    well_formed,
)
from conformance.suites.e2e.processing.processes import Process, over_processes
from conformance.suites.e2e.processing.story import Story

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("processing")]


@pytest.mark.requirement("LG-PROC-001", "LG-PROC-004", "LG-PROC-008", "LG-PROC-009")
@over_processes()
def test_an_answer_tells_what_it_started_and_what_it_did_not(
    story: Story, verify: Verify, judge: Judge, process: Process
) -> None:
    asking = story.askings[process]
    some, asked = asking.some, [asking.on.asked, asking.off.asked]
    verify("LG-PROC-001", some, expected=200, actual=some.status)
    numbers = process.operation == "processCopyright"
    judge("LG-PROC-001", some, well_formed(some, story.leads.chosen.id, numbers=numbers))
    judge("LG-PROC-004", some, nothing_more(asked, answer_of(some)))
    judge("LG-PROC-008", some, parted(asked, answer_of(some)))
    earlier: set[object] = set()
    for answer in story.answers():
        if answer.operation == process.operation:
            judge("LG-PROC-009", answer, a_run_each(answer_of(answer), earlier))
        earlier.update(map(str, answer_of(answer).runs))


@pytest.mark.requirement("LG-PROC-002", "LG-PROC-003", "LG-PROC-005", "LG-PROC-011")
@over_processes()
def test_what_is_configured_runs_and_nothing_else(
    story: Story, control: Control, verify: Verify, judge: Judge, process: Process
) -> None:
    asking = story.askings[process]
    ran = answer_of(asking.some)
    shown = [asking.cleared, asking.configured, asking.some]
    verify("LG-PROC-002", shown, expected=containing(asking.on.name), actual=names(ran.triggered))
    control(asking.some, expected=containing(asking.on.name), actual=names(ran.triggered))
    judge("LG-PROC-003", shown, skipped_alone([asking.off.asked], ran))
    wanted = [asking.on.asked, asking.also.asked]
    judge("LG-PROC-005", [asking.configured, asking.everything], exactly(wanted, answer_of(asking.everything)))
    nothing = asking.nothing
    verify("LG-PROC-011", [asking.cleared, nothing], expected=one_of(200, 400, 404), actual=nothing.status)
    judge("LG-PROC-011", [asking.cleared, nothing], nothing_started(answer_of(nothing)))
    if nothing.succeeded:
        judge("LG-PROC-011", [asking.cleared, nothing], skipped_alone(wanted, answer_of(nothing)))


@pytest.mark.requirement("LG-PROC-006", "LG-PROC-007")
@over_processes()
def test_processing_needs_a_lead(story: Story, control: Control, verify: Verify, process: Process) -> None:
    asking = story.askings[process]
    control(asking.some, expected=success(), actual=asking.some.status)
    leadless, unknown = asking.leadless, asking.unknown_lead
    verify("LG-PROC-006", leadless, expected=client_error(), actual=leadless.status)
    told = (leadless.status, leadless.at("errorType"))
    verify("LG-PROC-007", leadless, expected=(400, "missing_required_field"), actual=told)
    not_found = satisfying(
        "404 with not_found, or 403 as for a foreign lead", lambda seen: seen[0] == 403 or seen == (404, "not_found")
    )
    verify("LG-PROC-007", unknown, expected=not_found, actual=(unknown.status, unknown.at("errorType")))


@pytest.mark.requirement("LG-PROC-010")
@over_processes()
def test_an_unknown_name_starts_no_run(
    story: Story, control: Control, verify: Verify, judge: Judge, process: Process
) -> None:
    asking = story.askings[process]
    control(asking.some, expected=success(), actual=asking.some.status)
    answer = asking.unknown_name
    verify("LG-PROC-010", answer, expected=one_of(400, 200), actual=answer.status)
    judge("LG-PROC-010", answer, nothing_started(answer_of(answer)))
    if answer.succeeded:
        judge("LG-PROC-010", answer, skipped_alone([process.unknown], answer_of(answer)))
