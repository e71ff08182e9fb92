from typing import Any

import jwt
import pytest

from tests.sandbox.driver import Sandbox


def test_a_login_gives_readable_tokens_of_the_user(sandbox: Sandbox) -> None:
    tokens = sandbox.login("owner_a")
    subjects = {
        jwt.decode(tokens[name], options={"verify_signature": False})["sub"] for name in ("accessToken", "idToken")
    }
    assert subjects == {sandbox.actor("owner_a").user_id}


def test_a_login_says_how_long_its_tokens_live(sandbox: Sandbox) -> None:
    assert sandbox.login("owner_a")["expiresIn"] == 3600


def test_tokens_verify_under_the_published_key(sandbox: Sandbox) -> None:
    keys = jwt.PyJWKSet.from_dict(sandbox.send("GET", "/.well-known/jwks.json").body)
    token = sandbox.login("owner_a")["accessToken"]
    key = keys[jwt.get_unverified_header(token)["kid"]]
    options: Any = {"verify_exp": False, "verify_iat": False, "verify_nbf": False}
    claims = jwt.decode(token, key.key, algorithms=["RS256"], options=options)
    assert claims["token_use"] == "access"


def test_a_wrong_password_is_an_authentication_error(sandbox: Sandbox) -> None:
    answer = sandbox.send("POST", "/api/auth", {"username": sandbox.actor("owner_a").username, "password": "wrong"})
    assert (answer.status, answer.error_type) == (401, "authentication_error")


@pytest.mark.parametrize("body", [{}, {"username": "x"}, {"username": "", "password": "x"}, {"password": None}])
def test_a_login_without_both_fields_names_the_missing_one(sandbox: Sandbox, body: dict[str, Any]) -> None:
    answer = sandbox.send("POST", "/api/auth", body)
    assert (answer.status, answer.error_type) == (400, "missing_required_field")


def test_a_login_ignores_credentials(sandbox: Sandbox) -> None:
    actor = sandbox.actor("owner_a")
    body = {"username": actor.username, "password": actor.password}
    assert sandbox.send("POST", "/api/auth", body, {"authorization": "Bearer nonsense"}).status == 200


def test_a_refresh_gives_tokens_that_work(sandbox: Sandbox) -> None:
    refreshed = sandbox.send("POST", "/api/auth/refresh", {"refreshToken": sandbox.login("owner_a")["refreshToken"]})
    bearer = {"authorization": f"Bearer {refreshed.body['tokens']['accessToken']}"}
    assert sandbox.send("GET", "/api/clients", headers=bearer).status == 200


def test_a_refresh_token_works_once(sandbox: Sandbox) -> None:
    body = {"refreshToken": sandbox.login("owner_a")["refreshToken"]}
    statuses = [sandbox.send("POST", "/api/auth/refresh", body).status for _ in range(2)]
    assert statuses == [200, 401]


def test_an_access_token_is_no_refresh_token(sandbox: Sandbox) -> None:
    body = {"refreshToken": sandbox.login("owner_a")["accessToken"]}
    assert sandbox.send("POST", "/api/auth/refresh", body).status == 401
