"""Login: what the three tokens are, and what a wrong password gets."""

import pytest

from conformance.actors import Actor, Caller
from conformance.exchange import ABSENT, Json
from conformance.expectations import equal_to, nonempty_string, one_of, satisfying
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Verify
from conformance.tokens import claims

AUTHENTICATION_TYPES = (
    "authentication_error",
    "no_valid_credentials",
    "token_expired",
    "federated_jwt",
    "no_valid_tokens",
)


@pytest.mark.requirement("LG-AUTH-027", "LG-AUTH-028", "LG-AUTH-029")
@pytest.mark.operation("login")
def test_a_login_hands_out_three_tokens_of_one_person_for_an_hour(owner_a: Actor, verify: Verify) -> None:
    login = owner_a.login(purpose="test")
    verify("LG-AUTH-027", login, expected=200, actual=login.status)
    for name in ("accessToken", "idToken", "refreshToken"):
        verify("LG-AUTH-027", login, expected=nonempty_string(), actual=login.at(f"tokens.{name}"))
    access, identity = claims(login.at("tokens.accessToken")), claims(login.at("tokens.idToken"))
    verify("LG-AUTH-029", login, expected=nonempty_string(), actual=access.get("sub"))
    verify("LG-AUTH-029", login, expected=access.get("sub"), actual=identity.get("sub"))
    verify("LG-AUTH-028", login, expected=one_of(3600), actual=login.at("tokens.expiresIn"))
    life = access.get("exp", 0) - access.get("iat", 0)
    verify("LG-AUTH-028", login, expected=login.at("tokens.expiresIn"), actual=life)


@pytest.mark.requirement("LG-AUTH-032", "LG-AUTH-033")
@pytest.mark.operation("login")
def test_a_wrong_password_gets_a_401_and_no_tokens(
    owner_a: Actor, anonymous: Caller, naming: Naming, control: Control, verify: Verify
) -> None:
    right = owner_a.login(purpose="control")
    control(right, expected=200, actual=right.status)
    wrong = anonymous.call("login", json={"username": owner_a.profile.username, "password": f"Wrong-{naming.unique()}"})
    verify("LG-AUTH-032", wrong, expected=401, actual=wrong.status)
    verify("LG-AUTH-032", wrong, expected=equal_to(ABSENT), actual=wrong.at("tokens"))
    verify("LG-AUTH-033", wrong, expected=one_of(*AUTHENTICATION_TYPES), actual=wrong.at("errorType"))


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-AUTH-032")
@pytest.mark.operation("login")
def test_somebody_elses_password_gets_no_tokens(
    owner_a: Actor, owner_b: Actor, anonymous: Caller, control: Control, verify: Verify
) -> None:
    right = owner_a.login(purpose="control")
    control(right, expected=200, actual=right.status)
    body = {"username": owner_a.profile.username, "password": owner_b.profile.secret("password")}
    wrong = anonymous.call("login", json=body)
    verify("LG-AUTH-032", wrong, expected=401, actual=wrong.status)
    verify("LG-AUTH-032", wrong, expected=equal_to(ABSENT), actual=wrong.at("tokens"))


@pytest.mark.requirement("LG-AUTH-034")
@pytest.mark.operation("login")
@pytest.mark.parametrize("lack", ["no username", "no password", "an empty password", "a number as password", "nothing"])
def test_a_login_that_lacks_something_is_refused_without_tokens(
    owner_a: Actor, anonymous: Caller, control: Control, verify: Verify, lack: str
) -> None:
    right = owner_a.login(purpose="control")
    control(right, expected=200, actual=right.status)
    whole = {"username": owner_a.profile.username, "password": owner_a.profile.secret("password")}
    bodies: dict[str, Json] = {
        "no username": {"password": whole["password"]},
        "no password": {"username": whole["username"]},
        "an empty password": whole | {"password": ""},
        "a number as password": whole | {"password": 12345678},
        "nothing": {},
    }
    answer = anonymous.call("login", json=bodies[lack])
    verify("LG-AUTH-034", answer, expected=one_of(400, 401), actual=answer.status)
    verify("LG-AUTH-034", answer, expected=equal_to(ABSENT), actual=answer.at("tokens"))


@pytest.mark.requirement("LG-AUTH-039")
@pytest.mark.operation("login")
def test_a_login_ignores_the_credentials_sent_along(owner_a: Actor, owner_b: Actor, verify: Verify) -> None:
    body = {"username": owner_a.profile.username, "password": owner_a.profile.secret("password")}
    login = owner_a.call("login", json=body, by=[owner_b.cookies(), owner_b.bearer()])
    verify("LG-AUTH-039", login, expected=200, actual=login.status)
    subject = claims(str(login.at("tokens.accessToken"))).get("sub")
    verify("LG-AUTH-039", login, expected=owner_a.user_id, actual=subject)


@pytest.mark.requirement("LG-AUTH-030")
@pytest.mark.operation("createClient")
@pytest.mark.usefixtures("tidy")
def test_the_owner_of_a_new_record_is_the_tokens_subject(owner_a: Actor, naming: Naming, verify: Verify) -> None:
    made = owner_a.call("createClient", json={"clientName": naming.client_name(owner_a)})
    verify("LG-AUTH-030", made, expected=owner_a.tokens().subject, actual=made.at("client.owner"))


@pytest.mark.requirement("LG-AUTH-031")
@pytest.mark.operation("createClient")
@pytest.mark.usefixtures("tidy")
def test_the_company_of_a_new_record_is_that_of_the_members(
    owner_a: Actor, member_a: Actor, owner_b: Actor, naming: Naming, verify: Verify
) -> None:
    first, second, other = (
        actor.call("createClient", json={"clientName": naming.client_name(actor)})
        for actor in (owner_a, member_a, owner_b)
    )
    company = first.at("client.company_id")
    verify("LG-AUTH-031", first, expected=nonempty_string(), actual=company)
    verify("LG-AUTH-031", [first, second], expected=company, actual=second.at("client.company_id"))
    different = satisfying("another company_id", lambda actual: isinstance(actual, str) and actual != company)
    verify("LG-AUTH-031", [first, other], expected=different, actual=other.at("client.company_id"))
