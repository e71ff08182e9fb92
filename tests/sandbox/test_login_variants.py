"""Other logins, other ids, other rights."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jwt
import pytest

from conformance.sandbox.options import Options
from tests.sandbox import processing_calls
from tests.sandbox.conftest import Build
from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import new_client, new_lead
from tests.sandbox.variant_calls import statuses, variant


def refreshed(sandbox: Sandbox, token: str) -> Any:
    return sandbox.send("POST", "/api/auth/refresh", {"refreshToken": token})


def test_a_refresh_token_may_stay_for_good(build: Build) -> None:
    sandbox = build(variant("refresh-does-not-rotate"))
    token = sandbox.login("owner_a")["refreshToken"]
    again = [refreshed(sandbox, token).body["tokens"]["refreshToken"] for _ in range(2)]
    assert (again, refreshed(sandbox, f"{token}x").status) == ([token, token], 401)


def test_a_person_may_have_one_refresh_token_over_all_logins(build: Build) -> None:
    sandbox = build(variant("one-refresh-token-a-person"))
    tokens = [sandbox.login(name)["refreshToken"] for name in ("owner_a", "owner_b", "owner_a")]
    again = refreshed(sandbox, tokens[0]).body["tokens"]["refreshToken"]
    assert (tokens[0] == tokens[2] == again, tokens[0] == tokens[1]) == (True, False)
    assert refreshed(sandbox, tokens[0]).status == 200


def test_a_refresh_token_may_have_five_parts(build: Build) -> None:
    sandbox = build(variant("refresh-tokens-have-five-parts"))
    token = sandbox.login("owner_a")["refreshToken"]
    assert (token.count("."), refreshed(sandbox, token).status, refreshed(sandbox, token).status) == (4, 200, 401)


def test_a_login_without_fields_may_be_a_401(build: Build) -> None:
    sandbox = build(variant("login-without-fields-is-401"))
    sent = [sandbox.send("POST", f"/api/auth{path}", {}).status for path in ("", "/refresh")]
    assert sent == [401, 401]


def test_a_login_may_set_the_cookies_of_amplify(build: Build) -> None:
    sandbox = build(variant("login-sets-amplify-cookies"))
    actor = sandbox.actor("owner_a")
    answer = sandbox.send("POST", "/api/auth", {"username": actor.username, "password": actor.password})
    assert answer.headers["set-cookie"].startswith("CognitoIdentityServiceProvider.")


def test_every_success_may_set_a_cookie_with_a_fresh_token_of_the_caller(build: Build) -> None:
    sandbox = build(variant("every-answer-sets-cookies"))
    sent = {"cookie": "accessToken=broken", **sandbox.bearer("owner_a")}
    cookie = sandbox.send("GET", "/api/clients", headers=sent).headers["set-cookie"]
    token = cookie.removeprefix("accessToken=").partition(";")[0]
    again = sandbox.send("GET", "/api/clients", headers={"cookie": f"accessToken={token}"})
    claims = jwt.decode(token, options={"verify_signature": False})
    assert token not in sent["authorization"]
    assert (again.status, claims["sub"]) == (200, sandbox.actor("owner_a").user_id)


def test_no_answer_to_a_key_sets_a_cookie(build: Build) -> None:
    sandbox = build(variant("every-answer-sets-cookies"))
    assert "set-cookie" not in sandbox.send("GET", "/api/clients", headers=sandbox.key("owner_a")).headers


def test_a_custom_claim_may_say_who_runs_the_platform(build: Build) -> None:
    sandbox = build(variant("platform-admin-is-a-custom-claim"))
    token = sandbox.login("platform_admin")["accessToken"]
    assert "cognito:groups" not in jwt.decode(token, options={"verify_signature": False})
    opened = [sandbox.by(name, "GET", "/api/admin/users").status for name in ("platform_admin", "owner_a")]
    assert opened == [200, 403]


def test_logins_may_have_a_limit_of_their_own(build: Build) -> None:
    sandbox = build(variant("login-has-its-own-limit"))
    actor = sandbox.actor("owner_a")
    body = {"username": actor.username, "password": actor.password}
    sent = [sandbox.send("POST", "/api/auth", body) for _ in range(301)]
    assert ({each.status for each in sent[:300]}, sent[300].status) == ({200}, 429)
    assert sent[0].headers["x-ratelimit-remaining"] == "299"
    sandbox.login("owner_b")


def test_a_key_may_be_forbidden_where_nothing_states_it(build: Build) -> None:
    sandbox = build(variant("keys-only-where-stated-else-403"))
    paths = ("/api/webhook-workbench", "/api/clients")
    assert [sandbox.send("GET", path, headers=sandbox.key("owner_a")).status for path in paths] == [200, 403]


def test_the_last_refusal_may_be_the_one_that_is_told(build: Build) -> None:
    headers = {"authorization": "Bearer x", "x-api-key": "lgp_x", "x-user-id": "x"}
    answer = build(variant("last-refusal-counts")).send("GET", "/api/clients", headers=headers)
    assert (answer.status, answer.error_type) == (401, "no_valid_credentials")


def test_a_client_id_may_be_a_slug(build: Build) -> None:
    client = new_client(build(variant("client-ids-are-slugs")), clientName="Acme & Sons, Ltd")
    assert client["client_id"].startswith("acme-sons-ltd-")


def test_ids_may_be_numbers(build: Build) -> None:
    sandbox = build(variant("ids-are-numbers"))
    client = new_client(sandbox)
    ids = (client["id"], client["client_id"], new_lead(sandbox, client)["id"])
    assert [id.isdigit() for id in ids] == [True, True, True]


def test_ids_may_count_from_one_over_all_kinds(build: Build) -> None:
    sandbox = build(variant("ids-are-short"))
    client = new_client(sandbox)
    assert [client["id"], client["client_id"], new_lead(sandbox, client)["id"]] == ["1", "2", "3"]


def test_ids_may_count_from_one_in_each_kind(build: Build) -> None:
    sandbox = build(variant("ids-are-counted-by-kind"))
    clients = [new_client(sandbox) for _ in range(2)]
    leads = [new_lead(sandbox, client) for client in clients]
    processing_calls.configure(sandbox)
    runs = processing_calls.process(sandbox, "copyright", {"leadId": leads[0]["id"]}).body["runIds"]
    assert [[row["id"] for row in rows] for rows in (clients, leads)] == [["1", "2"], ["1", "2"]]
    assert (runs[:2], len(clients[0]["client_id"])) == (["1", "2"], 36)


@pytest.mark.parametrize("name", ["ids-are-short", "ids-are-counted-by-kind"])
def test_ids_that_count_go_on_after_a_restart(drawn_database: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "kept.db"
    path.write_bytes(drawn_database.read_bytes())
    seen: list[tuple[str, str]] = []
    for _ in range(2):
        sandbox = Sandbox(Options(db=path), variant(name))
        company = sandbox.by("owner_a", "GET", "/api/company").body["company"]["id"]
        seen.append((new_client(sandbox)["id"], company))
        sandbox.close()
    (first, before), (second, after) = seen
    assert (first != second, before) == (True, after)


def test_ids_of_companies_and_webhooks_may_count_from_one(build: Build) -> None:
    sandbox = build(variant("ids-are-counted-by-kind"))
    companies = {sandbox.by(name, "GET", "/api/company").body["company"]["id"] for name in ("owner_a", "owner_b")}
    hook = sandbox.by("owner_a", "POST", "/api/webhook-workbench", {"name": "n", "platform": "generic"}).body["webhook"]
    assert companies <= {str(number) for number in range(1, 30)}
    assert (hook["id"], "owner" in hook, "company_id" in hook) == ("1", True, False)


def test_ids_may_hold_signs_that_mean_something_in_urls(build: Build) -> None:
    sandbox = build(variant("ids-need-escaping"))
    lead = new_lead(sandbox, new_client(sandbox))
    assert {"+", "&", "#", " ", '"'} <= set(lead["id"])
    assert sandbox.by("owner_a", "DELETE", f"/api/leads?{urlencode({'id': lead['id']})}").status == 200


@pytest.mark.parametrize(
    ("id", "by", "expected"),
    [("managers-change-their-own", "admin_a", 403), ("owner-mismatch-is-404", "member_a", 404)],
)
def test_a_colleagues_client_is_refused_in_another_way(build: Build, id: str, by: str, expected: int) -> None:
    sandbox = build(variant(id))
    change = ("PUT", "/clients", {"id": new_client(sandbox)["id"], "description": "d"})
    assert (statuses(sandbox, change, by=by), statuses(sandbox, change)) == ([expected], [200])


def test_a_record_may_be_absent_for_somebody_without_a_company(build: Build) -> None:
    sandbox = build(variant("newcomer-records-are-404"))
    calls = [("GET", "/enrich-leads/unknown", None), ("GET", "/clients", None)]
    assert (statuses(sandbox, *calls, by="newcomer_1"), statuses(sandbox, *calls)) == ([404, 403], [404, 200])
