"""Making webhooks: of every platform, with a URL that holds a secret, and listed as they were sent."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.expectations import one_of, satisfying
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.listings import each_once
from conformance.laws.rows import stored
from conformance.laws.webhooks import config_kept, own_secret
from conformance.polling import Patience
from conformance.suites.e2e.webhooks.hooks import Hooks, listed, rows_of

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("webhooks")]

MADE = one_of(201, 200)


def _is_absolute(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


ABSOLUTE = satisfying("an absolute http or https URL", _is_absolute)

WRONG: dict[str, dict[str, Any]] = {
    "no name": {"platform": "generic"},
    "no platform": {"name": "?"},
    "unknown platform": {"name": "?", "platform": "carrier-pigeon"},
}
"""Bodies that lack something; a `?` stands for a fresh name."""

ODD: dict[str, dict[str, Any]] = {
    "empty name": {"name": "", "platform": "generic"},
    "null name": {"name": None, "platform": "generic"},
    "empty platform": {"name": "?", "platform": ""},
    "null platform": {"name": "?", "platform": None},
    "platform of the wrong type": {"name": "?", "platform": ["generic"]},
}
"""More of them."""


@pytest.mark.requirement("LG-HOOK-001")
@pytest.mark.operation("createWebhook")
def test_a_webhook_is_answered_with_its_url(hooks: Hooks, verify: Verify) -> None:
    for hook in hooks.alike:
        verify("LG-HOOK-001", hook.made, expected=MADE, actual=hook.made.status)
        verify("LG-HOOK-001", hook.made, expected=ABSOLUTE, actual=hook.made.at("webhookUrl"))


@pytest.mark.requirement("LG-HOOK-003")
@pytest.mark.operation("createWebhook")
def test_each_platform_is_taken(hooks: Hooks, verify: Verify) -> None:
    for hook in hooks.made:
        verify("LG-HOOK-003", hook.made, expected=MADE, actual=hook.made.status)


@pytest.mark.requirement("LG-HOOK-002")
@pytest.mark.operation("createWebhook", "listWebhooks")
def test_new_webhooks_are_listed_once_as_they_were_sent(hooks: Hooks, judge: Judge) -> None:
    first = hooks.alike[0].made
    needed(first, expected=MADE, actual=first.status, what="a webhook")
    made = [each for each in hooks.made if each.made.succeeded]
    ids = [each.id for each in made]
    judge("LG-HOOK-002", hooks.seen, each_once(ids, hooks.seen.rows("webhooks"), where="the list"))
    for hook in made:
        row = rows_of(hooks.seen, ids).get(hook.id)
        sent = {name: value for name, value in hook.sent.items() if name != "platformConfig"}
        judge("LG-HOOK-002", [hook.made, hooks.seen], stored(sent, row, where="the webhook in the list"))
        if "platformConfig" in hook.sent:
            judge("LG-HOOK-002", [hook.made, hooks.seen], config_kept(hook.sent["platformConfig"], row))


@pytest.mark.requirement("LG-HOOK-005")
@pytest.mark.operation("createWebhook")
def test_webhooks_made_alike_have_secrets_of_their_own(hooks: Hooks, judge: Judge) -> None:
    one, other, _ = hooks.alike
    judge("LG-HOOK-005", [one.made, other.made], own_secret((one.url, one.id), (other.url, other.id)))


@pytest.mark.requirement("LG-HOOK-004")
@pytest.mark.operation("createWebhook", "listWebhooks")
@pytest.mark.parametrize(
    "wrong",
    [pytest.param(WRONG, id="likely"), pytest.param(ODD, id="odd", marks=pytest.mark.level("deep"))],
)
def test_a_refused_webhook_is_not_stored(
    owner_a: Actor,
    hooks: Hooks,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    wrong: dict[str, dict[str, Any]],
) -> None:
    right = hooks.alike[0].made
    control(right, expected=MADE, actual=right.status)
    markers = [naming.client_name(owner_a) for _ in wrong]
    refused = []
    for marker, body in zip(markers, wrong.values(), strict=True):
        named = {"name": naming.client_name(owner_a)} if body.get("name") == "?" else {}
        refused.append(owner_a.call("createWebhook", json={**body, **named, "description": marker}))
        verify("LG-HOOK-004", refused[-1], expected=400, actual=refused[-1].status)
    for page in patience.twice(lambda: listed(owner_a)):
        strays = [row.get("id") for row in page.rows("webhooks") if row.get("description") in markers]
        verify("LG-HOOK-004", [*refused, page], expected=[], actual=strays)
