"""Events at a webhook's URL come from elsewhere: they spend nothing of its owner's budget."""

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import nonempty_string, success
from conformance.fixtures.events import post_event
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Judge
from conformance.harness import Harness
from conformance.suites.e2e.limits.asking import read_as, seen_untouched

EVENTS = 2
BODY = b'{"event": "lead.replied"}'


@pytest.mark.operation("createWebhook")
@pytest.mark.requirement("LG-RATE-021")
@pytest.mark.level("standard")
@pytest.mark.xdist_group("limit_standard")
@pytest.mark.usefixtures("standard")
def test_events_are_not_counted(harness: Harness, limit_neighbour_b: Actor, naming: Naming, judge: Judge) -> None:
    owner = limit_neighbour_b
    made = owner.call(
        "createWebhook", json={"name": naming.tagged(str(owner.company)), "platform": "generic"}, purpose="setup"
    )
    needed(made, expected=nonempty_string(), actual=made.at("webhookUrl"), what="a webhook's URL")

    def events() -> list[Exchange]:
        posted = [post_event(harness, owner, str(made.at("webhookUrl")), BODY) for _ in range(EVENTS)]
        for each in posted:
            needed(each, expected=success(), actual=each.status, what="an event that was taken")
        return posted

    exchanges, judgement = seen_untouched(read_as(owner), events)
    judge("LG-RATE-021", [made, *exchanges], judgement)
