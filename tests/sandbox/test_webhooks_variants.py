import json

from conformance.sandbox.variants.webhooks_shown import WebhookConfigRewritten, WebhookSecretMasked
from conformance.sandbox.variants.webhooks_urls import (
    WebhookSecretInPath,
    WebhooksLiveElsewhere,
    WebhookWrongSecret404,
)
from tests.sandbox.conftest import Build
from tests.sandbox.test_webhooks import counts, listed, made, post


def test_the_secret_may_end_the_path(build: Build) -> None:
    sandbox = build(WebhookSecretInPath())
    url, webhook = made(sandbox)
    path, _, query = url.partition("?")
    assert post(sandbox, url).status == post(sandbox, path).status == 200
    altered = f"{path[:-1]}{'B' if path[-1] == 'A' else 'A'}?{query}"
    assert post(sandbox, altered).status == 401
    assert post(sandbox, f"{path.rpartition('/')[0]}?{query}").status == 404
    assert counts(sandbox)[webhook["id"]] == 2


def test_a_wrong_secret_may_be_a_404(build: Build) -> None:
    sandbox = build(WebhookWrongSecret404())
    url, webhook = made(sandbox)
    assert [post(sandbox, wrong).status for wrong in (f"{url}x", url.partition("?")[0])] == [404, 404]
    assert (post(sandbox, url).status, counts(sandbox)[webhook["id"]]) == (200, 1)


def test_a_webhook_may_live_elsewhere(build: Build) -> None:
    sent = {"name": "x", "platform": "generic"}
    body = build(WebhooksLiveElsewhere()).by("owner_a", "POST", "/api/webhook-workbench", sent).body
    assert body["webhookUrl"].startswith(f"https://hooks.sandbox.invalid/api/webhook/{body['webhook']['id']}?secret=")


def test_a_config_may_come_back_as_equal_json(build: Build) -> None:
    sandbox = build(WebhookConfigRewritten())
    sent = ' { "a" : [1, 2] } '
    made(sandbox, platformConfig=sent)
    config = listed(sandbox)[-1]["platformConfig"]
    assert (config != sent, json.loads(config)) == (True, json.loads(sent))


def test_a_secret_may_be_listed_masked(build: Build) -> None:
    sandbox = build(WebhookSecretMasked())
    url, _ = made(sandbox)
    assert url.partition("?secret=")[2] not in str(listed(sandbox))
    assert "•" in listed(sandbox)[-1]["secret"]
