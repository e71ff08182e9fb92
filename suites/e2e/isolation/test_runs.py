"""Processing and chat over the tenant's wall: no run is started for another's lead or client, no thread is shared."""

from collections.abc import Iterable

import pytest

from conformance.evidence import CannotTest
from conformance.exchange import Exchange
from conformance.expectations import containing, nonempty_string, satisfying, success
from conformance.fixtures.naming import Naming
from conformance.fixtures.requests import Requests
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.isolation import hidden, indistinguishable, refused
from conformance.laws.marks import shows
from conformance.polling import Patience
from conformance.suites.e2e.isolation.directions import ONE_WAY
from conformance.suites.e2e.isolation.processes import (
    BATCH,
    OPERATIONS,
    STEERED,
    Attempts,
    attempted,
    configured,
    started,
)
from conformance.suites.e2e.isolation.wall import Sides, Wall
from conformance.suites.e2e.isolation.ways import tried

pytestmark = pytest.mark.xdist_group("isolation")

NOT_A_401 = satisfying("anything but 401", lambda status: status != 401)

STARTED = satisfying("a run, at the least", bool)

tried("process", dict.fromkeys(OPERATIONS, "a lead of another"))
tried("thread", {"chat": "a thread begun by another"})


@pytest.mark.requirement("LG-ISO-022", "LG-ISO-029")
@pytest.mark.operation(*OPERATIONS)
@pytest.mark.parametrize("direction", ONE_WAY)
def test_another_companys_lead_is_not_processed(
    wall: Wall, sides: Sides, naming: Naming, patience: Patience, requests: Requests, control: Control, judge: Judge
) -> None:
    rounds = [attempted(wall, sides, naming, patience, requests)]
    for exchanges, law in rounds[0].laws():
        if not law.holds:  # a breach is one, whatever else is not decided yet
            judge("LG-ISO-022", exchanges, law)
    if lacking := rounds[0].lacking:  # a target may do nothing where nothing is configured, whosever the lead is
        with configured(wall.harness, naming, sides):
            rounds.append(attempted(wall, sides, naming, patience, requests, lacking))
    begun = wall.run(sides.looker, BATCH)
    control(begun, expected=success(), actual=begun.status)
    for tries in rounds:
        allow(control, tries, tries.foreign if tries is rounds[-1] else tries.decided)
    for tries in rounds:
        for exchanges, law in tries.laws():
            judge("LG-ISO-022", exchanges, law)
        for operation in tries.decided:
            pair = (tries.foreign[operation], tries.unknown[operation])
            judge("LG-ISO-029", pair, indistinguishable(*pair, statuses=(403, 404)))


def allow(control: Control, tries: Attempts, operations: Iterable[str]) -> None:
    """Insist that both companies may have leads of their own processed: what settings steer starts something."""
    for operation in operations:
        for call in tries.controls(operation):
            control(call, expected=success(), actual=call.status)
            if operation in STEERED:
                control(call, expected=STARTED, actual=started(call))


@pytest.mark.requirement("LG-ISO-022", "LG-ISO-029")
@pytest.mark.operation("startLeadScrape")
@pytest.mark.parametrize("direction", ONE_WAY)
def test_no_scrape_is_started_for_another_companys_client(
    wall: Wall, sides: Sides, requests: Requests, control: Control, verify: Verify, judge: Judge
) -> None:
    right = wall.run(sides.victim, "startLeadScrape")
    control(right, expected=nonempty_string(), actual=right.at("runId"))
    # The same call for a client that nobody has is a control of other tests.
    asked, by = requests.right("startLeadScrape", sides.victim), requests.kind("startLeadScrape", sides.looker)
    foreign = asked.send(sides.looker.actor, by=by)
    unknown = requests.control("startLeadScrape", sides.looker)
    verify("LG-ISO-022", foreign, expected=[], actual=started(foreign))
    judge("LG-ISO-022", foreign, refused([foreign]))
    judge("LG-ISO-029", [foreign, unknown], indistinguishable(foreign, unknown, statuses=(400, 403, 404)))


@pytest.mark.requirement("LG-ISO-040")
@pytest.mark.operation("chat")
@pytest.mark.parametrize("direction", ONE_WAY)
def test_what_another_company_said_in_a_chat_is_not_told(
    sides: Sides, naming: Naming, control: Control, judge: Judge, verify: Verify
) -> None:
    secret, looker, victim = f"secret-{naming.random_id()}", sides.looker.actor, sides.victim.actor
    first = victim.call("chat", json={"message": f"My name is {secret}"}, purpose="control")
    control(first, expected=nonempty_string(), actual=first.at("threadId"))
    thread = {"threadId": first.at("threadId"), "message": "What is my name?"}
    right = victim.call("chat", json=thread, purpose="control")
    control(right, expected=first.at("threadId"), actual=right.at("threadId"))
    foreign = looker.call("chat", json=thread, trespass=[str(first.at("threadId"))])
    # What is told to a stranger is found whether or not it is also told to whoever said it.
    if not shows(foreign, secret) and is_let_in(foreign, thread["threadId"]):
        if not shows(right, secret):
            raise CannotTest(
                "the chat lets another company into a thread, and repeats a name not even to whoever told it",
                "Ask the chat by hand as both companies' owners",
            )
        control(right, expected=containing(secret), actual=right.at("reply"))
    judge("LG-ISO-040", foreign, hidden([foreign], {secret}))
    # An answer in a thread of its own is as good as a refusal: what counts is what it knows.
    verify("LG-ISO-040", foreign, expected=NOT_A_401, actual=foreign.status)


def is_let_in(answer: Exchange, thread: object) -> bool:
    """Whether a message may have gone on in a thread: it was neither refused nor answered in another one."""
    told = answer.at("threadId")
    elsewhere = answer.succeeded and isinstance(told, str) and told not in ("", thread)
    return not elsewhere and not 400 <= answer.status < 500
