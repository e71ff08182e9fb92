import base64
import json
from collections.abc import Callable

import jwt
import pytest

from conformance.sandbox import profile
from tests.sandbox.driver import Answer, Sandbox

AMPLIFY = "CognitoIdentityServiceProvider.app.user.accessToken"


def clients(sandbox: Sandbox, **headers: str) -> Answer:
    return sandbox.send(
        "GET", "/api/clients", headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


def company(answer: Answer) -> str:
    assert answer.status == 200, answer.content
    found: str = answer.body["clients"][0]["company_id"]
    return found


def access_token(sandbox: Sandbox, actor: str) -> str:
    return sandbox.bearer(actor)["authorization"].removeprefix("Bearer ")


def with_other_payload(token: str) -> str:
    header, payload, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    changed = base64.urlsafe_b64encode(json.dumps({**claims, "username": "x"}).encode()).rstrip(b"=").decode()
    return f"{header}.{changed}.{signature}"


def without_algorithm(token: str) -> str:
    claims = jwt.decode(token, options={"verify_signature": False})
    return jwt.encode(claims, "", algorithm="none", headers={"kid": jwt.get_unverified_header(token)["kid"]})


@pytest.mark.parametrize("cookie", ["accessToken={}", "other=1; accessToken={}; idToken=x", AMPLIFY + "={}"])
def test_a_cookie_names_the_caller(sandbox: Sandbox, cookie: str) -> None:
    answer = clients(sandbox, cookie=cookie.format(access_token(sandbox, "owner_a")))
    assert company(answer) == sandbox.application.seeding.companies["a"]


def test_an_api_key_with_its_user_names_the_caller(sandbox: Sandbox) -> None:
    answer = sandbox.send("GET", "/api/clients", headers=sandbox.key("owner_a"))
    assert company(answer) == sandbox.application.seeding.companies["a"]


def test_the_cookie_stands_above_the_bearer_token(sandbox: Sandbox) -> None:
    cookie = f"accessToken={access_token(sandbox, 'owner_b')}"
    assert (
        company(clients(sandbox, cookie=cookie, **sandbox.bearer("owner_a")))
        == (sandbox.application.seeding.companies["b"])
    )


def test_the_plain_cookie_stands_above_the_amplify_one(sandbox: Sandbox) -> None:
    cookie = f"{AMPLIFY}={access_token(sandbox, 'owner_a')}; accessToken={access_token(sandbox, 'owner_b')}"
    assert company(clients(sandbox, cookie=cookie)) == sandbox.application.seeding.companies["b"]


def test_the_bearer_token_stands_above_the_api_key(sandbox: Sandbox) -> None:
    answer = sandbox.send("GET", "/api/clients", headers={**sandbox.key("owner_a"), **sandbox.bearer("owner_b")})
    assert company(answer) == sandbox.application.seeding.companies["b"]


def test_a_credential_that_does_not_hold_falls_through_to_the_next(sandbox: Sandbox) -> None:
    assert (
        company(clients(sandbox, cookie="accessToken=x.y.z", **sandbox.bearer("owner_a")))
        == (sandbox.application.seeding.companies["a"])
    )


def test_the_error_is_that_of_the_highest_credential_present(sandbox: Sandbox) -> None:
    with sandbox.application.store.transaction():
        expired = profile.negative_credentials(sandbox.application)["expired"]
    answer = clients(sandbox, cookie=f"accessToken={expired}", authorization="Bearer x.y.z", x_api_key="lgp_x")
    assert answer.error_type == "token_expired"


@pytest.mark.parametrize(
    ("name", "error_type"),
    [
        ("expired", "token_expired"),
        ("not_yet_valid", "no_valid_tokens"),
        ("wrong_issuer", "no_valid_tokens"),
        ("wrong_audience", "no_valid_tokens"),
        ("federated", "federated_jwt"),
        ("rotated", "no_valid_tokens"),
    ],
)
def test_a_negative_credential_is_refused_for_its_reason(sandbox: Sandbox, name: str, error_type: str) -> None:
    with sandbox.application.store.transaction():
        token = profile.negative_credentials(sandbox.application)[name]
    answer = clients(sandbox, authorization=f"Bearer {token}")
    assert (answer.status, answer.error_type) == (401, error_type)


@pytest.mark.parametrize("forge", [with_other_payload, without_algorithm])
def test_a_forged_token_is_refused(sandbox: Sandbox, forge: Callable[[str], str]) -> None:
    answer = clients(sandbox, authorization=f"Bearer {forge(access_token(sandbox, 'owner_a'))}")
    assert (answer.status, answer.error_type) == (401, "no_valid_tokens")


def test_an_id_token_is_no_access_token(sandbox: Sandbox) -> None:
    answer = clients(sandbox, authorization=f"Bearer {sandbox.login('owner_a')['idToken']}")
    assert (answer.status, answer.error_type) == (401, "no_valid_tokens")


def test_a_token_holds_until_its_time_is_over(sandbox: Sandbox) -> None:
    bearer = sandbox.bearer("owner_a")
    seen = []
    for moment in (3599, 1):
        sandbox.now += moment
        seen.append(sandbox.send("GET", "/api/clients", headers=bearer).status)
    assert seen == [200, 401]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer "},
        {"authorization": "Basic eDp5"},
        {"cookie": "accessToken="},
        {"cookie": "idToken=x.y.z"},
        {"x-user-id": "somebody"},
        {"x-api-key": "lgp_unknown", "x-user-id": "somebody"},
    ],
)
def test_what_counts_as_not_sent_leaves_nobody(sandbox: Sandbox, headers: dict[str, str]) -> None:
    answer = sandbox.send("GET", "/api/clients", headers=headers)
    assert (answer.status, answer.error_type) == (401, "no_valid_credentials")


@pytest.mark.parametrize("user", [None, "member_a", "owner_b"])
def test_an_api_key_without_its_own_user_is_refused(sandbox: Sandbox, user: str | None) -> None:
    headers = {"x-api-key": sandbox.actor("owner_a").api_key}
    if user:
        headers["x-user-id"] = sandbox.actor(user).user_id
    assert sandbox.send("GET", "/api/clients", headers=headers).error_type == "no_valid_credentials"


def test_an_api_key_as_bearer_is_no_token(sandbox: Sandbox) -> None:
    answer = clients(sandbox, authorization=f"Bearer {sandbox.actor('owner_a').api_key}")
    assert (answer.status, answer.error_type) == (401, "no_valid_tokens")


def test_a_kind_that_the_operation_does_not_take_counts_as_not_sent(sandbox: Sandbox) -> None:
    sandbox.application.operations["listClients"].takes = ("key",)
    assert sandbox.by("owner_a", "GET", "/api/clients").error_type == "no_valid_credentials"


def test_somebody_without_a_company_is_not_permitted(sandbox: Sandbox) -> None:
    answer = sandbox.by("newcomer_1", "GET", "/api/clients")
    assert (answer.status, answer.error_type) == (403, "insufficient_permissions")
