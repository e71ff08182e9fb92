from typing import Any

from conformance.sandbox.defects import routes_walls, webhooks_created, webhooks_events, webhooks_secrets
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.test_webhooks import ORIGIN, PATH, counts, listed, made, post


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


def kept(name: str, **fields: Any) -> Any:
    """What the list shows of a field of a new webhook; None where it shows no new webhook."""

    def look(sandbox: Sandbox) -> Any:
        before = len(listed(sandbox))
        made(sandbox, **fields)
        return next((row.get(name) for row in listed(sandbox)[before:]), None)

    return look


def client_kept(sandbox: Sandbox) -> bool:
    client_id = sandbox.by("owner_a", "GET", "/api/clients").body["clients"][0]["client_id"]
    return bool(kept("client_id", client_id=client_id)(sandbox) == client_id)


def tried(**body: Any) -> Any:
    """The status of a create, and how many webhooks the list gained."""

    def look(sandbox: Sandbox) -> Any:
        before = len(listed(sandbox))
        status = sandbox.by("owner_a", "POST", PATH, body).status
        return status, len(listed(sandbox)) - before

    return look


def url_is_absolute(sandbox: Sandbox) -> bool:
    answer = sandbox.by("owner_a", "POST", PATH, {"name": "n", "platform": "generic"})
    return bool(answer.body["webhookUrl"].startswith(ORIGIN))


def secret_length(sandbox: Sandbox) -> bool:
    return len(made(sandbox)[0].partition("?secret=")[2]) >= 16


def same_event_twice(sandbox: Sandbox) -> Any:
    url, webhook = made(sandbox)
    ids = {post(sandbox, url).body["eventId"] for _ in range(2)}
    return len(ids), counts(sandbox)[webhook["id"]]


@probes(
    Probe(webhooks_created.WebhookUrlRelative, url_is_absolute, True, False),
    Probe(webhooks_created.WebhookPlatformRefused, tried(name="n", platform="woodpecker"), (201, 1), (400, 0)),
    Probe(webhooks_created.WebhookPlatformUnchecked, tried(name="n", platform="other"), (400, 0), (201, 1)),
    Probe(webhooks_created.WebhookNamelessTaken, tried(platform="generic"), (400, 0), (201, 1)),
    Probe(webhooks_created.WebhookRefusedKept, tried(name="n"), (400, 0), (400, 1)),
    Probe(webhooks_created.WebhookClientDropped, client_kept, True, False),
    Probe(webhooks_created.WebhookNotStored, kept("platform"), "generic", None),
    Probe(webhooks_secrets.WebhookSecretShort, secret_length, True, False),
    Probe(webhooks_secrets.WebhookMissingSecretIs400, event(without_secret), (401, 0, 0), (400, 0, 0)),
    Probe(webhooks_events.WebhookEventDeduplicated, same_event_twice, (2, 2), (2, 1)),
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
    Probe(routes_walls.ListOfAllCompanies, stranger_listed, False, True),
)
def test_what_goes_wrong_with_webhooks_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
