"""Refresh: a refresh token renews the login, and nothing else does."""

from collections.abc import Callable

import pytest

from conformance.actors import Actor, Caller
from conformance.credentials import bearer
from conformance.evidence import needed
from conformance.exchange import ABSENT, Exchange, Json
from conformance.expectations import equal_to, nonempty_string, one_of
from conformance.fixtures.types import Control, Verify
from conformance.harness import Harness
from conformance.suites.e2e.auth.test_login import along, graded
from conformance.tokens import claims, lifetime

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("credentials")]

Wrong = Callable[[Exchange], Json]

WRONG_TOKENS: dict[str, Wrong] = {
    "an access token": lambda login: login.at("tokens.accessToken"),
    "an altered refresh token": lambda login: str(login.at("tokens.refreshToken"))[:-4] + "AAAA",
    "an ID token": lambda login: login.at("tokens.idToken"),
    "an unknown string": lambda _login: "never-handed-out-by-anybody",
}

NO_TOKENS: dict[str, Json] = {"missing": {}, "empty": {"refreshToken": ""}, "a number": {"refreshToken": 7}}


@pytest.mark.requirement("LG-AUTH-028", "LG-AUTH-029", "LG-AUTH-035", "LG-AUTH-038", "LG-AUTH-039")
@pytest.mark.operation("refreshTokens")
def test_a_refresh_hands_out_working_tokens_of_the_same_person_once(
    harness: Harness,
    owner_a: Actor,
    anonymous: Caller,
    a_login: Exchange,
    renewed: Exchange,
    control: Control,
    verify: Verify,
) -> None:
    verify("LG-AUTH-035", renewed, expected=200, actual=renewed.status)
    access = renewed.at("tokens.accessToken")
    verify("LG-AUTH-035", renewed, expected=nonempty_string(), actual=access)
    person, identity = claims(access), claims(renewed.at("tokens.idToken"))
    verify("LG-AUTH-035", renewed, expected=owner_a.user_id, actual=person.get("sub"))
    verify("LG-AUTH-028", renewed, expected=one_of(3600), actual=renewed.at("tokens.expiresIn"))
    verify("LG-AUTH-028", renewed, expected=renewed.at("tokens.expiresIn"), actual=lifetime(access))
    verify("LG-AUTH-029", renewed, expected=owner_a.user_id, actual=identity.get("sub"))
    opened = anonymous.call("listClients", query={"limit": 1}, by=[bearer(access, owner_a.identity)])
    verify("LG-AUTH-035", [renewed, opened], expected=200, actual=opened.status)

    used, current = a_login.at("tokens.refreshToken"), renewed.at("tokens.refreshToken")
    rotated = isinstance(current, str) and current not in ("", used)
    again = {"refreshToken": current if rotated else used}
    beside = anonymous.call("refreshTokens", json=again, by=along(harness, owner_a))
    verify("LG-AUTH-039", beside, expected=200, actual=beside.status)
    subject = claims(str(beside.at("tokens.accessToken"))).get("sub")
    verify("LG-AUTH-039", beside, expected=owner_a.user_id, actual=subject)

    control(renewed, expected=200, actual=renewed.status)
    reused = anonymous.call("refreshTokens", json={"refreshToken": used})
    due = one_of(401) if rotated else one_of(200, 401)
    verify("LG-AUTH-038", [renewed, reused], expected=due, actual=reused.status)
    if "rotated" in harness.profile.credentials:  # used up long ago, and elsewhere
        old = anonymous.call("refreshTokens", json={"refreshToken": harness.profile.credentials["rotated"]})
        verify("LG-AUTH-038", [renewed, old], expected=due, actual=old.status)


@pytest.mark.requirement("LG-AUTH-036", "LG-AUTH-037")
@pytest.mark.operation("refreshTokens")
@pytest.mark.parametrize("kind", graded(WRONG_TOKENS, 2))
def test_nothing_but_a_refresh_token_refreshes(
    anonymous: Caller, a_login: Exchange, renewed: Exchange, control: Control, verify: Verify, kind: str
) -> None:
    control(renewed, expected=200, actual=renewed.status)
    refused = anonymous.call("refreshTokens", json={"refreshToken": WRONG_TOKENS[kind](a_login)})
    verify("LG-AUTH-036", refused, expected=equal_to(ABSENT), actual=refused.at("tokens"))
    verify("LG-AUTH-037", refused, expected=401, actual=refused.status)


@pytest.mark.requirement("LG-AUTH-034")
@pytest.mark.operation("refreshTokens")
@pytest.mark.parametrize("lack", graded(NO_TOKENS, 1))
def test_a_refresh_without_a_token_hands_out_none(
    anonymous: Caller, renewed: Exchange, control: Control, verify: Verify, lack: str
) -> None:
    control(renewed, expected=200, actual=renewed.status)
    refused = anonymous.call("refreshTokens", json=NO_TOKENS[lack])
    verify("LG-AUTH-034", refused, expected=one_of(400, 401), actual=refused.status)
    verify("LG-AUTH-034", refused, expected=equal_to(ABSENT), actual=refused.at("tokens"))


@pytest.mark.requirement("LG-AUTH-035")
@pytest.mark.operation("refreshTokens")
@pytest.mark.parametrize(
    "operation",
    [
        pytest.param("listAdminUsers", marks=pytest.mark.operation("listAdminUsers")),
        pytest.param(
            "listAdminCompanies", marks=[pytest.mark.operation("listAdminCompanies"), pytest.mark.level("deep")]
        ),
    ],
)
def test_a_refresh_opens_to_a_platform_admin_what_the_login_opened(
    platform_admin: Actor, anonymous: Caller, control: Control, verify: Verify, operation: str
) -> None:
    login = platform_admin.login(purpose="test")
    token = login.at("tokens.refreshToken")
    needed(login, expected=nonempty_string(), actual=token, what="a refresh token")
    renewed = anonymous.call("refreshTokens", json={"refreshToken": token})
    before, after = (
        anonymous.call(operation, by=[bearer(str(each.at("tokens.accessToken")), platform_admin.identity)])
        for each in (login, renewed)
    )
    control(before, expected=200, actual=before.status)
    verify("LG-AUTH-035", [renewed, after], expected=200, actual=after.status)
