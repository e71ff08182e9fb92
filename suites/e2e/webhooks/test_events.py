"""Events at a webhook's URL: each counts once and there alone, and none without the secret."""

from dataclasses import dataclass

import pytest

from conformance.actors import Actor
from conformance.evidence import Unusable, needed
from conformance.exchange import Exchange
from conformance.expectations import Judgement, nonempty_string, one_of
from conformance.fixtures.events import post_event
from conformance.fixtures.types import Control, Judge, Verify
from conformance.harness import Harness
from conformance.laws.webhooks import grown
from conformance.polling import Patience
from conformance.suites.e2e.webhooks.hooks import Hooks, listed, need_counts, rows_of, taken, tells_counts
from conformance.webhook_urls import altered, candidates, exchanged, removed

pytestmark = [
    pytest.mark.level("standard"),
    pytest.mark.xdist_group("webhooks"),
    pytest.mark.operation("createWebhook", "listWebhooks"),
]

EVENT = b'{"event": "lead.replied", "lead": {"email": "ada@lgc.example"}}'

REFUSED = (401, 403, 404)


@dataclass(frozen=True)
class Trial:
    """One part of a webhook's URL put to the test: events at it altered, removed or exchanged, between two lists."""

    hook: str
    before: Exchange
    spoiled: list[Exchange]
    after: list[Exchange]

    @property
    def refused(self) -> bool:
        """Whether the target took none of the events."""
        return all(each.status in REFUSED for each in self.spoiled)

    @property
    def uncounted(self) -> bool:
        """Whether none of them shows in the webhook's number."""
        return all(self.law(page).holds for page in self.after)

    def law(self, page: Exchange) -> Judgement:
        """The webhook has as many events as before."""
        return grown(rows_of(self.before, [self.hook]), rows_of(page, [self.hook]), {})


@pytest.mark.requirement("LG-HOOK-006")
def test_an_event_counts_once_and_for_its_webhook_alone(
    harness: Harness, owner_a: Actor, hooks: Hooks, patience: Patience, verify: Verify, judge: Judge
) -> None:
    once, twice, _ = hooks.alike
    never = [each for each in hooks.full if each.made.succeeded]
    ids = [each.id for each in (once, twice, *never)]
    before = patience.until(lambda: listed(owner_a), lambda page: rows_of(page, ids).keys() == {*ids})
    needed(before, expected=set(ids), actual=set(rows_of(before, ids)), what="a list of the new webhooks")
    # Two posts of one body are two events.
    answers = [post_event(harness, owner_a, each.url, EVENT) for each in (once, twice, twice)]
    events = {once.id: 1, twice.id: 2}

    def look() -> Exchange:
        return listed(owner_a)

    pages = patience.twice(look, lambda page: grown(rows_of(before, ids), rows_of(page, ids), events).holds)
    if all(taken(answer) == (200, True) for answer in answers):
        need_counts(pages[0])
    for answer in answers:
        verify("LG-HOOK-006", answer, expected=(200, True), actual=taken(answer))
        verify("LG-HOOK-006", answer, expected=nonempty_string(), actual=answer.at("eventId"))
    verify("LG-HOOK-006", answers, expected=3, actual=len({str(each.at("eventId")) for each in answers}))
    for page in pages:
        judge("LG-HOOK-006", [before, *answers, page], grown(rows_of(before, ids), rows_of(page, ids), events))


@pytest.mark.requirement("LG-HOOK-007", "LG-HOOK-008")
def test_an_event_without_the_secret_is_refused_and_not_counted(
    harness: Harness, owner_a: Actor, hooks: Hooks, patience: Patience, control: Control, verify: Verify, judge: Judge
) -> None:
    other, _, hook = hooks.alike
    trials: list[Trial] = []

    def look() -> Exchange:
        return listed(owner_a)

    def is_there(page: Exchange) -> bool:
        return hook.id in rows_of(page, [hook.id])

    for part in candidates(hook.url, hook.id, other.url):
        before = patience.until(look, is_there)
        urls = [altered(hook.url, part), removed(hook.url, part), exchanged(hook.url, part, other.url)]
        spoiled = [post_event(harness, owner_a, each, EVENT) for each in urls]
        trials.append(Trial(hook.id, before, spoiled, patience.twice(look, is_there)))
        if trials[-1].refused and trials[-1].uncounted:
            break
    if not trials:
        raise Unusable("the webhook's URL has no part that could be a secret")
    right = post_event(harness, owner_a, hook.url, EVENT)
    control(right, expected=(200, True), actual=taken(right))

    # Which part is the secret is the server's choice: it is enough that one was refused, and that one did not count.
    refused = next((each for each in trials if each.refused), trials[-1])
    for answer in refused.spoiled:
        verify("LG-HOOK-007", answer, expected=one_of(*REFUSED), actual=answer.status)
    need_counts(patience.until(look, tells_counts))
    uncounted = next((each for each in trials if each.uncounted), trials[-1])
    for page in uncounted.after:
        judge("LG-HOOK-008", [uncounted.before, *uncounted.spoiled, page], uncounted.law(page))
