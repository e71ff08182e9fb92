"""Refresh: a refresh token renews the login, and nothing else does."""

from collections.abc import Callable

import pytest

from conformance.actors import Actor, Caller
from conformance.credentials import bearer
from conformance.evidence import needed
from conformance.exchange import ABSENT, Exchange, Json
from conformance.expectations import equal_to, nonempty_string, one_of
from conformance.fixtures.types import Control, Verify
from conformance.tokens import claims

Wrong = Callable[[Exchange], Json]

WRONG_TOKENS: dict[str, Wrong] = {
    "an access token": lambda login: login.at("tokens.accessToken"),
    "an ID token": lambda login: login.at("tokens.idToken"),
    "an altered refresh token": lambda login: str(login.at("tokens.refreshToken"))[:-4] + "AAAA",
    "an unknown string": lambda _login: "never-handed-out-by-anybody",
}


@pytest.fixture
def login(owner_a: Actor) -> Exchange:
    """A login of its own, whose refresh token this test may use up."""
    exchange = owner_a.login(purpose="setup")
    needed(exchange, expected=nonempty_string(), actual=exchange.at("tokens.refreshToken"), what="a refresh token")
    return exchange


@pytest.mark.requirement("LG-AUTH-035")
@pytest.mark.operation("refreshTokens")
def test_a_refresh_hands_out_working_tokens_of_the_same_person(
    owner_a: Actor, anonymous: Caller, login: Exchange, verify: Verify
) -> None:
    renewed = anonymous.call("refreshTokens", json={"refreshToken": login.at("tokens.refreshToken")})
    verify("LG-AUTH-035", renewed, expected=200, actual=renewed.status)
    access = renewed.at("tokens.accessToken")
    verify("LG-AUTH-035", renewed, expected=nonempty_string(), actual=access)
    verify("LG-AUTH-035", renewed, expected=owner_a.user_id, actual=claims(access).get("sub"))
    opened = anonymous.call("listClients", query={"limit": 1}, by=[bearer(access, owner_a.identity)])
    verify("LG-AUTH-035", [renewed, opened], expected=200, actual=opened.status)


@pytest.mark.requirement("LG-AUTH-036", "LG-AUTH-037")
@pytest.mark.operation("refreshTokens")
@pytest.mark.parametrize("kind", WRONG_TOKENS)
def test_nothing_but_a_refresh_token_refreshes(
    anonymous: Caller, login: Exchange, control: Control, verify: Verify, kind: str
) -> None:
    refused = anonymous.call("refreshTokens", json={"refreshToken": WRONG_TOKENS[kind](login)})
    right = anonymous.call("refreshTokens", json={"refreshToken": login.at("tokens.refreshToken")}, purpose="control")
    control(right, expected=200, actual=right.status)
    verify("LG-AUTH-036", refused, expected=equal_to(ABSENT), actual=refused.at("tokens"))
    verify("LG-AUTH-037", refused, expected=401, actual=refused.status)


@pytest.mark.requirement("LG-AUTH-038")
@pytest.mark.operation("refreshTokens")
def test_a_rotated_refresh_token_stops_working(
    anonymous: Caller, login: Exchange, control: Control, verify: Verify
) -> None:
    used = login.at("tokens.refreshToken")
    first = anonymous.call("refreshTokens", json={"refreshToken": used}, purpose="control")
    control(first, expected=200, actual=first.status)
    again = anonymous.call("refreshTokens", json={"refreshToken": used})
    rotated = isinstance(first.at("tokens.refreshToken"), str) and first.at("tokens.refreshToken") != used
    verify("LG-AUTH-038", [first, again], expected=401 if rotated else one_of(200, 401), actual=again.status)


@pytest.mark.requirement("LG-AUTH-034")
@pytest.mark.operation("refreshTokens")
@pytest.mark.parametrize("body", [{}, {"refreshToken": ""}, {"refreshToken": 7}], ids=["missing", "empty", "a number"])
def test_a_refresh_without_a_token_is_a_400(
    anonymous: Caller, login: Exchange, control: Control, verify: Verify, body: Json
) -> None:
    refused = anonymous.call("refreshTokens", json=body)
    right = anonymous.call("refreshTokens", json={"refreshToken": login.at("tokens.refreshToken")}, purpose="control")
    control(right, expected=200, actual=right.status)
    verify("LG-AUTH-034", refused, expected=one_of(400, 401), actual=refused.status)
