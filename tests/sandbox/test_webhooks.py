import json
from typing import Any

import pytest

from tests.sandbox.driver import Answer, Sandbox

PATH = "/api/webhook-workbench"
ORIGIN = "http://localhost"
Row = dict[str, Any]


def made(sandbox: Sandbox, by: str = "owner_a", **fields: Any) -> tuple[str, Row]:
    """The URL of a new webhook, from its path on, and the webhook."""
    answer = sandbox.by(by, "POST", PATH, {"name": "Inbound", "platform": "generic", **fields})
    assert answer.status == 201, answer.content
    assert answer.body["webhookUrl"].startswith(f"{ORIGIN}/api/webhook/")
    return answer.body["webhookUrl"].removeprefix(ORIGIN), answer.body["webhook"]


def listed(sandbox: Sandbox, by: str = "owner_a") -> list[Row]:
    rows: list[Row] = sandbox.by(by, "GET", PATH).body["webhooks"]
    return rows


def post(sandbox: Sandbox, url: str, event: Any = None) -> Answer:
    return sandbox.send("POST", url, {"type": "reply"} if event is None else event)


def counts(sandbox: Sandbox) -> dict[str, int]:
    return {row["id"]: row["eventCount"] for row in listed(sandbox)}


def test_a_new_webhook_is_listed_as_it_was_answered(sandbox: Sandbox) -> None:
    client_id = sandbox.by("owner_a", "GET", "/api/clients").body["clients"][0]["client_id"]
    sent = {
        "name": "Replies",
        "platform": "heyreach",
        "description": "d",
        "platformConfig": ' {"field_mapping" : {}}\n',
        "client_id": client_id,
    }
    _, webhook = made(sandbox, **sent)
    assert [row for row in listed(sandbox) if row["id"] == webhook["id"]] == [webhook]
    assert {name: webhook[name] for name in sent} == sent
    assert (webhook["isActive"], webhook["eventCount"]) == (True, 0)


@pytest.mark.parametrize("platform", ["heyreach", "woodpecker", "lemlist", "generic"])
def test_each_platform_is_taken(sandbox: Sandbox, platform: str) -> None:
    assert made(sandbox, platform=platform)[1]["platform"] == platform


@pytest.mark.parametrize(
    "body",
    [
        {"platform": "generic"},
        {"name": "", "platform": "generic"},
        {"name": "n"},
        {"name": "n", "platform": ""},
        {"name": "n", "platform": "Generic"},
        {"name": "n", "platform": "other"},
        {"name": "n", "platform": "generic", "platformConfig": {"a": 1}},
        {"name": "n", "platform": "generic", "platformConfig": "not JSON"},
    ],
)
def test_a_webhook_that_is_wrong_is_not_stored(sandbox: Sandbox, body: object) -> None:
    before = listed(sandbox)
    answer = sandbox.by("owner_a", "POST", PATH, body)
    assert (answer.status, "webhookUrl" in answer.body, listed(sandbox)) == (400, False, before)


def test_a_client_that_is_not_the_companys_is_absent(sandbox: Sandbox) -> None:
    foreign = sandbox.by("owner_b", "GET", "/api/clients").body["clients"][0]["client_id"]
    answers = [
        sandbox.by("owner_a", "POST", PATH, {"name": "n", "platform": "generic", "client_id": id})
        for id in (foreign, "unknown")
    ]
    assert [(answer.status, answer.body) for answer in answers] == [(404, answers[0].body)] * 2


def test_the_url_lies_at_the_origin_that_was_asked(sandbox: Sandbox) -> None:
    headers = {**sandbox.key("owner_a"), "host": "127.0.0.1:4711"}
    url = sandbox.send("POST", PATH, {"name": "n", "platform": "generic"}, headers).body["webhookUrl"]
    assert url.startswith("http://127.0.0.1:4711/api/webhook/")


def test_two_webhooks_made_alike_have_two_long_secrets(sandbox: Sandbox) -> None:
    secrets = {made(sandbox)[0].partition("?secret=")[2] for _ in range(2)}
    assert (len(secrets), min(len(secret) for secret in secrets) >= 32) == (2, True)


def test_the_list_does_not_tell_the_secret(sandbox: Sandbox) -> None:
    url, _ = made(sandbox)
    secret = url.partition("?secret=")[2]
    assert secret not in json.dumps(listed(sandbox))
    assert secret not in str(sandbox.application.store.all("SELECT * FROM webhooks"))


def test_an_event_is_counted_once_and_for_its_webhook_alone(sandbox: Sandbox) -> None:
    url, webhook = made(sandbox)
    before = counts(sandbox)
    sandbox.now += 5
    answer = post(sandbox, url)
    assert (answer.status, answer.body["success"]) == (200, True)
    assert counts(sandbox) == {**before, webhook["id"]: 1}
    assert listed(sandbox)[-1]["lastEventAt"] > webhook["createdAt"]


def test_two_posts_of_one_body_are_two_events(sandbox: Sandbox) -> None:
    url, webhook = made(sandbox)
    ids = {post(sandbox, url).body["eventId"] for _ in range(2)}
    assert (len(ids), counts(sandbox)[webhook["id"]]) == (2, 2)


@pytest.mark.parametrize("event", [{}, [], ["a"], "text", 0, False])
def test_an_event_is_any_json(sandbox: Sandbox, event: object) -> None:
    url, webhook = made(sandbox)
    assert (post(sandbox, url, event).status, counts(sandbox)[webhook["id"]]) == (200, 1)


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b"a=1", "application/x-www-form-urlencoded", 415),
    ],
)
def test_an_event_that_is_no_json_is_not_counted(sandbox: Sandbox, body: bytes, content_type: str, status: int) -> None:
    url, webhook = made(sandbox)
    answer = sandbox.raw("POST", url, body, [(b"content-type", content_type.encode())])
    assert (answer.status, counts(sandbox)[webhook["id"]]) == (status, 0)


def wrong_urls(url: str, other: str) -> list[str]:
    path, _, secret = url.partition("?secret=")
    changed = f"{secret[:-1]}{'B' if secret[-1] == 'A' else 'A'}"
    return [
        path,
        f"{path}?secret=",
        f"{path}?secret={changed}",
        f"{path}?secret={secret[:-1]}",
        f"{path}?secret={secret}A",
        f"{path}?secret={secret.upper()}",
        f"{path}?Secret={secret}",
        f"{path}?secret=%FF",
        f"{path}?secret={other.partition('?secret=')[2]}",
        f"{path}?secret={changed}&secret={secret}",
        f"{path[:-1]}{'0' if path[-1] == '1' else '1'}?secret={secret}",
    ]


def test_a_wrong_secret_or_none_is_refused_and_nothing_counted(sandbox: Sandbox) -> None:
    (url, _), (other, _) = made(sandbox), made(sandbox)
    before = listed(sandbox)
    answers = [post(sandbox, wrong) for wrong in wrong_urls(url, other)]
    assert {(answer.status, answer.error_type) for answer in answers} == {(401, "authentication_error")}
    assert listed(sandbox) == before


def test_an_unknown_webhook_is_refused_like_a_wrong_secret(sandbox: Sandbox) -> None:
    url, _ = made(sandbox)
    answers = [post(sandbox, wrong) for wrong in (f"{url}x", "/api/webhook/unknown?secret=x")]
    assert answers[0].content == answers[1].content


def test_a_login_does_not_stand_in_for_the_secret(sandbox: Sandbox) -> None:
    url, _ = made(sandbox)
    assert sandbox.by("owner_a", "POST", url.partition("?")[0], {}).status == 401


def test_events_spend_nobodys_budget(sandbox: Sandbox) -> None:
    url, _ = made(sandbox)
    before = int(sandbox.by("owner_a", "GET", PATH).headers["x-ratelimit-remaining"])
    post(sandbox, url)
    assert int(sandbox.by("owner_a", "GET", PATH).headers["x-ratelimit-remaining"]) == before - 1


@pytest.mark.parametrize("other", ["admin_a", "member_a", "owner_b"])
def test_nobody_else_sees_a_webhook(sandbox: Sandbox, other: str) -> None:
    _, webhook = made(sandbox)
    assert webhook["id"] not in [row["id"] for row in listed(sandbox, other)]


def test_an_api_key_makes_and_lists(sandbox: Sandbox) -> None:
    body = {"name": "By key", "platform": "generic", "owner": "x", "company_id": "y", "id": "z"}
    webhook = sandbox.send("POST", PATH, body, sandbox.key("owner_a")).body["webhook"]
    rows = sandbox.send("GET", PATH, headers=sandbox.key("owner_a")).body["webhooks"]
    assert (rows[-1], webhook["owner"]) == (webhook, sandbox.actor("owner_a").user_id)
