from typing import Any

import pytest

from tests.sandbox.driver import Answer, Sandbox


def made(sandbox: Sandbox, by: str = "member_a") -> dict[str, Any]:
    answer = sandbox.by(by, "POST", "/api/agent-api-keys", {"name": "CI", "description": "nightly"})
    assert answer.status == 200, answer.content
    body: dict[str, Any] = answer.body
    return body


def clients(sandbox: Sandbox, key: str, user: str) -> Answer:
    headers = {"x-api-key": key, "x-user-id": sandbox.actor(user).user_id}
    return sandbox.send("GET", "/api/clients", headers=headers)


def test_a_new_key_says_what_it_is(sandbox: Sandbox) -> None:
    key = made(sandbox)
    assert key["apiKey"].startswith("lgp_")
    assert (key["name"], sorted(key)) == ("CI", ["apiKey", "createdAt", "id", "name", "success"])


def test_two_keys_made_alike_are_two(sandbox: Sandbox) -> None:
    first, second = made(sandbox), made(sandbox)
    assert (first["apiKey"] != second["apiKey"], first["id"] != second["id"]) == (True, True)


def test_a_new_key_reads_what_its_maker_reads(sandbox: Sandbox) -> None:
    answer = clients(sandbox, made(sandbox)["apiKey"], "member_a")
    assert (answer.status, answer.body) == (200, sandbox.by("member_a", "GET", "/api/clients").body)


def test_what_is_made_with_a_new_key_belongs_to_its_maker(sandbox: Sandbox) -> None:
    headers = {"x-api-key": made(sandbox)["apiKey"], "x-user-id": sandbox.actor("member_a").user_id}
    client = sandbox.send("POST", "/api/clients", {"clientName": "Acme"}, headers).body["client"]
    assert client["owner"] == sandbox.actor("member_a").user_id


@pytest.mark.parametrize("other", ["owner_a", "owner_b"])
def test_a_new_key_is_nobody_elses(sandbox: Sandbox, other: str) -> None:
    assert clients(sandbox, made(sandbox)["apiKey"], other).status == 401


def test_the_first_key_goes_on_working(sandbox: Sandbox) -> None:
    made(sandbox)
    assert sandbox.send("GET", "/api/clients", headers=sandbox.key("member_a")).status == 200


def test_a_new_key_spends_its_makers_budget(sandbox: Sandbox) -> None:
    key = made(sandbox)["apiKey"]
    before = int(sandbox.by("member_a", "GET", "/api/clients").headers["x-ratelimit-remaining"])
    assert int(clients(sandbox, key, "member_a").headers["x-ratelimit-remaining"]) == before - 1


def test_a_key_makes_no_key(sandbox: Sandbox) -> None:
    answer = sandbox.send("POST", "/api/agent-api-keys", {"name": "CI"}, sandbox.key("owner_a"))
    assert (answer.status, answer.error_type) == (401, "no_valid_credentials")


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": None}, {"name": 1}, {"name": "CI", "description": 1}])
def test_a_key_needs_a_name(sandbox: Sandbox, body: object) -> None:
    answer = sandbox.by("owner_a", "POST", "/api/agent-api-keys", body)
    assert (answer.status, b"lgp_" in answer.content) == (400, False)


def test_a_key_needs_no_description(sandbox: Sandbox) -> None:
    assert sandbox.by("owner_a", "POST", "/api/agent-api-keys", {"name": "CI"}).status == 200


def test_the_database_does_not_hold_the_key(sandbox: Sandbox) -> None:
    key = made(sandbox)["apiKey"]
    rows = sandbox.application.store.all("SELECT * FROM api_keys")
    assert key not in str(rows)
