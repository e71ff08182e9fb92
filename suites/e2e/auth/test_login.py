"""Login: what the three tokens are, and what a wrong password gets."""

from collections.abc import Callable, Iterable

import pytest
from _pytest.mark.structures import ParameterSet

from conformance.actors import Actor, Caller
from conformance.credentials import Credential, bearer, cookies
from conformance.exchange import ABSENT, Exchange, Json
from conformance.expectations import equal_to, nonempty_string, one_of
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Verify
from conformance.forgery import altered_signature
from conformance.harness import Harness
from conformance.laws.credentials import AUTHENTICATION_TYPES
from conformance.tokens import claims, lifetime

pytestmark = pytest.mark.xdist_group("credentials")

STRANGER = "owner_b"
"""Whose password and tokens are tried where the profile has them."""

LACKS: dict[str, Callable[[dict[str, Json]], Json]] = {
    "no password": lambda whole: {"username": whole["username"]},
    "an empty password": lambda whole: whole | {"password": ""},
    "no username": lambda whole: {"password": whole["password"]},
    "a number as password": lambda whole: whole | {"password": 12345678},
    "nothing": lambda _whole: {},
}


def graded(names: Iterable[str], first: int) -> list[ParameterSet]:
    """Names as parameters: so many of them for standard, the rest for deep."""
    return [
        pytest.param(name, marks=pytest.mark.level("standard" if number < first else "deep"))
        for number, name in enumerate(names)
    ]


@pytest.mark.requirement("LG-AUTH-027", "LG-AUTH-028", "LG-AUTH-029")
@pytest.mark.operation("login")
def test_a_login_hands_out_three_tokens_of_one_person_for_an_hour(a_login: Exchange, verify: Verify) -> None:
    verify("LG-AUTH-027", a_login, expected=200, actual=a_login.status)
    for name in ("accessToken", "idToken", "refreshToken"):
        verify("LG-AUTH-027", a_login, expected=nonempty_string(), actual=a_login.at(f"tokens.{name}"))
    access, identity = claims(a_login.at("tokens.accessToken")), claims(a_login.at("tokens.idToken"))
    verify("LG-AUTH-029", a_login, expected=nonempty_string(), actual=access.get("sub"))
    verify("LG-AUTH-029", a_login, expected=access.get("sub"), actual=identity.get("sub"))
    verify("LG-AUTH-028", a_login, expected=one_of(3600), actual=a_login.at("tokens.expiresIn"))
    lived = lifetime(a_login.at("tokens.accessToken"))
    verify("LG-AUTH-028", a_login, expected=a_login.at("tokens.expiresIn"), actual=lived)


@pytest.mark.requirement("LG-AUTH-032", "LG-AUTH-033")
@pytest.mark.operation("login")
def test_a_wrong_password_gets_a_401_and_no_tokens(
    harness: Harness, owner_a: Actor, a_login: Exchange, anonymous: Caller, control: Control, verify: Verify
) -> None:
    control(a_login, expected=200, actual=a_login.status)
    password = nearly(owner_a.profile.secret("password"))
    harness.redactor.learn("nearly.password", password)  # it is but a guess away from the real one
    wrong = anonymous.call("login", json={"username": owner_a.profile.username, "password": password})
    verify("LG-AUTH-032", wrong, expected=401, actual=wrong.status)
    verify("LG-AUTH-032", wrong, expected=equal_to(ABSENT), actual=wrong.at("tokens"))
    verify("LG-AUTH-033", wrong, expected=one_of(*AUTHENTICATION_TYPES), actual=wrong.at("errorType"))


def nearly(password: str | None) -> str:
    """A password with its last character changed: as wrong as any other, and alike in all that comes before it."""
    text = password or "none"
    return f"{text[:-1]}{'x' if text[-1] != 'x' else 'y'}"


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-AUTH-032")
@pytest.mark.operation("login")
def test_a_right_password_opens_nobody_elses_login(
    harness: Harness,
    owner_a: Actor,
    a_login: Exchange,
    anonymous: Caller,
    naming: Naming,
    control: Control,
    verify: Verify,
) -> None:
    control(a_login, expected=200, actual=a_login.status)
    password = owner_a.profile.secret("password")
    body = {"username": f"{naming.unique()}@nobody.invalid", "password": password}
    other = harness.profile.actors.get(STRANGER)
    if other is not None and other.secret("password") not in (None, password):
        body = {"username": owner_a.profile.username, "password": other.secret("password")}
    wrong = anonymous.call("login", json=body)
    verify("LG-AUTH-032", wrong, expected=401, actual=wrong.status)
    verify("LG-AUTH-032", wrong, expected=equal_to(ABSENT), actual=wrong.at("tokens"))


@pytest.mark.requirement("LG-AUTH-034")
@pytest.mark.operation("login")
@pytest.mark.parametrize("lack", graded(LACKS, 1))
def test_a_login_that_lacks_something_is_refused_without_tokens(
    owner_a: Actor, a_login: Exchange, anonymous: Caller, control: Control, verify: Verify, lack: str
) -> None:
    control(a_login, expected=200, actual=a_login.status)
    whole = {"username": owner_a.profile.username, "password": owner_a.profile.secret("password")}
    answer = anonymous.call("login", json=LACKS[lack](whole))
    verify("LG-AUTH-034", answer, expected=one_of(400, 401), actual=answer.status)
    verify("LG-AUTH-034", answer, expected=equal_to(ABSENT), actual=answer.at("tokens"))


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-AUTH-039")
@pytest.mark.operation("login")
@pytest.mark.usefixtures("a_login")
def test_a_login_ignores_the_credentials_sent_along(harness: Harness, owner_a: Actor, verify: Verify) -> None:
    body = {"username": owner_a.profile.username, "password": owner_a.profile.secret("password")}
    login = owner_a.call("login", json=body, by=along(harness, owner_a))
    verify("LG-AUTH-039", login, expected=200, actual=login.status)
    subject = claims(str(login.at("tokens.accessToken"))).get("sub")
    verify("LG-AUTH-039", login, expected=owner_a.user_id, actual=subject)


def along(harness: Harness, owner: Actor) -> list[Credential]:
    """Credentials that name somebody else, or are not valid where the profile has nobody else."""
    if STRANGER in harness.profile.actors:
        other = harness.actor(STRANGER)
        return [other.cookies(), other.bearer()]
    token = altered_signature(owner.tokens().access)
    return [cookies(token), bearer(token)]
