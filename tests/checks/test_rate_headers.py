"""The rate headers: on every answer to a valid credential, and on no other by right."""

import pytest

from conformance.exchange import Headers
from conformance.expectations import Judgement
from tests.checks.exchanges import (
    JSON_TYPE,
    OWNER,
    RATE,
    Sent,
    answered,
    bearer,
    error,
    facts,
    judged,
    logged_in,
    verdict,
)

RULE = "LG-RATE-014"
A = bearer("token-of-a")
KEY = (("X-API-Key", "lgp_key_of_owner_a_0001"), ("X-User-Id", OWNER))


def found(
    operation: str = "listClients",
    status: int = 200,
    sent: Headers = A,
    headers: Headers = (),
    actor: str | None = "owner_a",
) -> bool | None:
    about = logged_in(facts(), "owner_a", "token-of-a")
    body = {"success": True} if status < 300 else error()
    exchange = answered(operation, status, body, headers=JSON_TYPE + headers, sent=Sent(headers=sent, actor=actor))
    return verdict(RULE, exchange, about)


@pytest.mark.parametrize("status", [400, 415])
def test_a_refusal_of_a_body_may_come_before_anybody_looks_at_credentials(status: int) -> None:
    assert found(status=status) is None
    assert found(status=status, headers=RATE[:1]) is False
    assert found(status=status, headers=RATE) is True


@pytest.mark.parametrize("status", [200, 404, 409, 429])
@pytest.mark.parametrize("sent", [A, KEY, (("Cookie", "accessToken=token-of-a"),)])
def test_they_stand_on_every_answer_to_a_valid_credential(status: int, sent: Headers) -> None:
    assert found(status=status, sent=sent, headers=RATE) is True
    assert found(status=status, sent=sent) is False


@pytest.mark.parametrize(
    ("operation", "sent", "expected"),
    [("listClients", A, False), ("listClients", KEY, None), ("listLeads", KEY, False), ("listClients", A + KEY, False)],
)
def test_a_403_lacks_them_by_right_where_a_key_may_be_refused(
    operation: str, sent: Headers, expected: bool | None
) -> None:
    assert found(operation, status=403, sent=sent) is expected


@pytest.mark.parametrize("name", [name for name, _ in RATE])
def test_none_of_the_three_may_be_missing(name: str) -> None:
    assert found(headers=tuple(each for each in RATE if each[0] != name)) is False


@pytest.mark.parametrize("value", ["", "many", "1.5", "-1", "1e3", "99, 99"])
def test_they_are_whole_numbers(value: str) -> None:
    assert found(headers=(*RATE[:1], ("X-RateLimit-Remaining", value), *RATE[2:])) is False


def test_blanks_around_them_are_free() -> None:
    assert found(headers=tuple((name, f" {value} ") for name, value in RATE)) is True


def test_their_casing_is_free() -> None:
    assert found(headers=tuple((name.lower(), value) for name, value in RATE)) is True


@pytest.mark.parametrize("status", [300, 302, 399, 401, 405, 413, 500, 503])
def test_these_statuses_decide_nothing(status: int) -> None:
    assert found(status=status) is None


@pytest.mark.parametrize(
    ("operation", "sent"),
    [
        ("listClients", ()),
        ("listClients", bearer("forged")),
        ("listClients", (("Authorization", "Basic token-of-a"),)),
        ("listClients", KEY[:1]),
        ("listClients", (KEY[0], ("X-User-Id", "somebody else"))),
        ("listClients", (("Cookie", "idToken=token-of-a"),)),
        ("bulkEnrichLeads", A),
        ("getCompany", KEY),
        ("login", A),
    ],
)
def test_what_names_nobody_to_the_operation_decides_nothing(operation: str, sent: Headers) -> None:
    assert found(operation, sent=sent) is None


def test_a_refreshed_token_and_a_new_key_are_known_too() -> None:
    about = logged_in(facts(), "owner_a", "token-of-a")
    tokens = {"accessToken": "renewed", "idToken": "id", "refreshToken": "refresh-2", "expiresIn": 3600}
    refreshing = Sent(body={"refreshToken": "refresh-token-of-a"}, actor=None)
    about.known.learn(answered("refreshTokens", 200, {"success": True, "tokens": tokens}, sent=refreshing))
    about.known.learn(answered("createApiKey", 200, {"success": True, "apiKey": "lgp_new"}, sent=Sent(headers=A)))
    key = (("x-api-key", "lgp_new"), ("x-user-id", OWNER))
    verdicts = [
        verdict(RULE, answered("listClients", 200, {}, sent=Sent(headers=sent, actor=None)), about)
        for sent in (bearer("renewed"), key)
    ]
    assert verdicts == [False, False]


def test_headers_are_told_as_they_came_the_wrong_ones_alone_where_some_are() -> None:
    about, sent = logged_in(facts(), "owner_a", "token-of-a"), Sent(headers=A)
    assert judged(RULE, answered("listClients", 200, {}, headers=RATE, sent=sent), about) == Judgement(
        True,
        "X-RateLimit-Limit, X-RateLimit-Remaining and X-RateLimit-Reset as whole numbers",
        "X-RateLimit-Limit: '100'; X-RateLimit-Remaining: '99'; X-RateLimit-Reset: '1769854560'",
    )
    wrong = (RATE[0], ("X-RateLimit-Remaining", "many"))
    assert judged(RULE, answered("listClients", 200, {}, headers=wrong, sent=sent), about) == Judgement(
        False,
        "X-RateLimit-Limit, X-RateLimit-Remaining and X-RateLimit-Reset as whole numbers",
        "X-RateLimit-Remaining: 'many'; X-RateLimit-Reset: None",
    )
