"""Tokens: read from a login's answer, and renewed before they expire."""

import base64
from typing import Any

import jwt
import pytest

from conformance import forgery
from conformance.tokens import Tokens, claims, lifetime, moment
from tests.engine.building import exchange

NOW = 1_800_000_000.0
TOKENS = {"accessToken": "a.b.c", "idToken": "d.e.f", "refreshToken": "opaque", "expiresIn": 3600}


def of(tokens: Any, status: int = 200, refresh: str = "") -> Tokens | None:
    return Tokens.of(exchange(status, {"success": True, "tokens": tokens}), NOW, refresh)


def test_a_login_hands_out_three_tokens() -> None:
    found = of(TOKENS)
    assert found is not None
    assert (found.access, found.id, found.refresh) == ("a.b.c", "d.e.f", "opaque")


@pytest.mark.parametrize(("life", "until"), [(3600, 3540), (1800.0, 1740), (100, 80), (5, 4)])
def test_a_token_is_renewed_before_it_expires(life: float, until: float) -> None:
    found = of(TOKENS | {"expiresIn": life})
    assert found is not None
    assert found.until == NOW + until


@pytest.mark.parametrize("life", [None, 0, -5, "3600", True, 1e300])
def test_a_life_that_is_none_counts_as_an_hour(life: Any) -> None:
    found = of(TOKENS | {"expiresIn": life})
    assert found is not None
    assert found.until == NOW + 3540


@pytest.mark.parametrize("refresh", [None, 7])
def test_the_old_refresh_token_stays_where_no_new_one_comes(refresh: Any) -> None:
    found = of(TOKENS | {"refreshToken": refresh}, refresh="old")
    assert found is not None
    assert found.refresh == "old"


@pytest.mark.parametrize(
    ("tokens", "status"),
    [(None, 200), ({}, 200), ([], 200), ({"accessToken": ""}, 200), ({"accessToken": 7}, 200), (TOKENS, 401)],
)
def test_an_answer_without_an_access_token_holds_none(tokens: Any, status: int) -> None:
    assert of(tokens, status) is None


@pytest.mark.parametrize("token", ["a.b.c\n", "a.b\x00.c", "a b", "a.b.ü", "\ud800"])
def test_a_token_that_no_header_can_carry_is_none(token: str) -> None:
    assert of(TOKENS | {"accessToken": token}) is None


def test_no_token_stands_in_the_text_of_tokens() -> None:
    assert not any(each in repr(of(TOKENS)) for each in ("a.b.c", "d.e.f", "opaque"))


def test_the_subject_is_the_access_tokens_sub() -> None:
    access = jwt.encode({"sub": "u-1"}, "x" * 32, algorithm="HS256")
    found = of(TOKENS | {"accessToken": access})
    assert found is not None
    assert found.subject == "u-1"


@pytest.mark.parametrize("token", ["", "opaque", "a.b.c", "..", "é.é.é"])
def test_what_is_no_jwt_has_no_claims(token: str) -> None:
    assert claims(token) == {}


def token(claim: str) -> str:
    """A JWT whose `exp` stands as it is given, in JSON's spelling or Python's."""
    payload = base64.urlsafe_b64encode(f'{{"exp": {claim}}}'.encode()).rstrip(b"=").decode()
    head, _, signature = jwt.encode({}, "x" * 32, algorithm="HS256").split(".")
    return f"{head}.{payload}.{signature}"


@pytest.mark.parametrize(("claim", "told"), [("1800000000", NOW), ("1800000000.5", NOW + 0.5), ("0", 0.0)])
def test_a_time_that_a_token_claims_is_read(claim: str, told: float) -> None:
    assert moment(token(claim), "exp") == told


ODD = [
    "1800000000000",
    "1e18",
    "NaN",
    "Infinity",
    "-1",
    "9" * 400,
    "9" * 5000,
    "true",
    '"1800000000"',
    "null",
    "[" * 9999,
]


@pytest.mark.parametrize("claim", ODD, ids=lambda text: text[:16])
def test_a_time_that_no_calendar_has_is_none(claim: str) -> None:
    assert moment(token(claim), "exp") is None


@pytest.mark.parametrize("claim", ODD, ids=lambda text: text[:16])
def test_a_token_with_an_odd_expiry_can_still_be_forged(claim: str) -> None:
    assert moment(forgery.later_expiry(token(claim)), "exp") is not None


@pytest.mark.parametrize(
    ("claimed", "seconds"),
    [
        ({"iat": NOW, "exp": NOW + 3600}, 3600),
        ({"iat": NOW}, None),
        ({"exp": NOW}, None),
        ({"iat": "1", "exp": 2}, None),
    ],
)
def test_a_token_lives_from_its_issue_to_its_expiry_where_it_claims_both(
    claimed: dict[str, Any], seconds: float | None
) -> None:
    assert lifetime(jwt.encode(claimed, "k" * 32)) == seconds


def test_whole_seconds_of_a_life_are_an_integer_as_an_answer_tells_them() -> None:
    lives = [lifetime(jwt.encode({"iat": NOW, "exp": NOW + each}, "k" * 32)) for each in (3600.0, 0.5)]
    assert [type(each) for each in lives] == [int, float]
