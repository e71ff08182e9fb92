from typing import Any

from conformance.sandbox.defects import webhooks_events, webhooks_secrets
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.test_webhooks import counts, listed, made, post


def right(url: str) -> str:
    return url


def without_secret(url: str) -> str:
    return url.partition("?")[0]


def last_altered(url: str) -> str:
    return f"{url[:-1]}{'B' if url[-1] == 'A' else 'A'}"


def first_altered(url: str) -> str:
    path, _, secret = url.partition("?secret=")
    return f"{path}?secret={'B' if secret[0] == 'A' else 'A'}{secret[1:]}"


def event(change: Any) -> Any:
    """The status of one event, its count, and the count of another webhook made alike."""

    def look(sandbox: Sandbox) -> Any:
        (_, other), (url, webhook) = made(sandbox), made(sandbox)
        status = post(sandbox, change(url)).status
        return status, counts(sandbox)[webhook["id"]], counts(sandbox)[other["id"]]

    return look


def two_secrets(sandbox: Sandbox) -> int:
    return len({made(sandbox)[0].partition("?secret=")[2] for _ in range(2)})


def secret_listed(sandbox: Sandbox) -> bool:
    secret = made(sandbox)[0].partition("?secret=")[2]
    return secret in str(listed(sandbox))


def config(sandbox: Sandbox) -> str | None:
    made(sandbox, platformConfig="{}")
    return listed(sandbox)[-1].get("platformConfig")


def stranger_listed(sandbox: Sandbox) -> bool:
    _, webhook = made(sandbox, by="owner_b")
    return webhook in listed(sandbox)


@probes(
    Probe(webhooks_secrets.WebhookAnySecretTaken, event(first_altered), (401, 0, 0), (200, 1, 0)),
    Probe(webhooks_secrets.WebhookMissingSecretTaken, event(without_secret), (401, 0, 0), (200, 1, 0)),
    Probe(webhooks_secrets.WebhookSecretCutShort, event(last_altered), (401, 0, 0), (200, 1, 0)),
    Probe(webhooks_secrets.WebhookSecretGuessable, two_secrets, 2, 1),
    Probe(webhooks_secrets.WebhookSecretListed, secret_listed, False, True),
    Probe(webhooks_events.WebhookEventLost, event(right), (200, 1, 0), (200, 0, 0)),
    Probe(webhooks_events.WebhookEventDoubled, event(right), (200, 1, 0), (200, 2, 0)),
    Probe(webhooks_events.WebhookEventCountedForAll, event(right), (200, 1, 0), (200, 1, 1)),
    Probe(webhooks_events.WebhookRefusedEventCounted, event(last_altered), (401, 0, 0), (401, 1, 0)),
    Probe(webhooks_events.WebhookConfigDropped, config, "{}", None),
    Probe(webhooks_events.WebhookOfStrangerListed, stranger_listed, False, True),
)
def test_what_goes_wrong_with_webhooks_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
