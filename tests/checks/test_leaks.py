"""Canaries and secrets: what is a leak, and what is only an echo or one's own."""

from dataclasses import replace
from typing import Any

import pytest

from conformance.checks import Facts
from conformance.exchange import Exchange, Headers, Purpose
from conformance.expectations import Judgement
from tests.checks.exchanges import (
    ACTORS,
    CANARIES,
    JSON_TYPE,
    OWNER,
    Sent,
    answered,
    bearer,
    error,
    facts,
    judged,
    logged_in,
    success,
    verdict,
)

CANARY, SECRET = "LG-ENV-014", "LG-ENV-012"


def named(text: str) -> dict[str, Any]:
    row = success("listClients")["clients"][0]
    return success("listClients", clients=[row | {"clientName": text}])


def planted() -> Facts:
    """The facts once both companies have a client with their marker, and three people are logged in."""
    about = facts()
    for actor in ("owner_a", "owner_b", "platform_admin"):
        logged_in(about, actor, f"token-of-{actor}")
    for tenant in CANARIES:
        sent = Sent(body={"clientName": CANARIES[tenant]}, headers=bearer(f"token-of-owner_{tenant}"))
        about.known.learn(answered("createClient", 201, success("createClient", 201), sent=sent))
    return about


def seen_by(actor: str | None, text: str, sent: Headers = (), **asked: Any) -> bool | None:
    request = Sent(actor=actor, headers=sent, **asked)
    return verdict(CANARY, answered("listClients", 200, named(text), sent=request), planted())


B = CANARIES["b"]
KEY_OF_A = (("x-api-key", "lgp_key_of_owner_a_0001"), ("x-user-id", OWNER))
MISFIT = (("x-api-key", "lgp_key_of_owner_a_0001"), ("x-user-id", "sub-of-b"))
COOKIE_OF_B = (("Cookie", "theme=dark; accessToken=token-of-owner_b; idToken=x"),)
AMPLIFY_OF_B = (("Cookie", 'CognitoIdentityServiceProvider.app.bob.accessToken="token-of-owner_b"'),)


@pytest.mark.parametrize(
    ("actor", "credentials"),
    [
        ("owner_a", ()),
        ("owner_a", bearer("token-of-owner_a")),
        ("owner_a", KEY_OF_A),
        ("owner_b", KEY_OF_A),
        (None, ()),
        (None, bearer("forged")),
        ("platform_admin", ()),
    ],
)
def test_company_bs_marker_is_a_leak_to_others(actor: str | None, credentials: Headers) -> None:
    assert seen_by(actor, f"{B} Acme", credentials) is False


@pytest.mark.parametrize(
    ("actor", "credentials"),
    [
        ("owner_b", ()),
        ("owner_b", MISFIT),
        ("owner_a", bearer("token-of-owner_b")),
        (None, bearer("token-of-owner_b")),
        ("owner_a", COOKIE_OF_B),
        ("owner_a", AMPLIFY_OF_B),
    ],
)
def test_company_bs_marker_is_no_leak_to_whoever_has_a_credential_of_b(actor: str | None, credentials: Headers) -> None:
    assert seen_by(actor, f"{B} Acme", credentials) is True


def test_with_credentials_of_both_companies_no_marker_is_foreign() -> None:
    assert seen_by("owner_a", f"{B} Acme", COOKIE_OF_B + KEY_OF_A) is None


def test_what_somebody_without_a_company_sees_is_not_decided() -> None:
    assert seen_by("newcomer_1", f"{B} Acme") is None


def test_ones_own_marker_is_no_leak() -> None:
    assert seen_by("owner_a", f"{CANARIES['a']} Acme") is True


@pytest.mark.parametrize("asked", [{"query": f"clientId={B}"}, {"body": {"clientId": B}}])
def test_a_marker_that_the_request_carried_decides_nothing(asked: dict[str, Any]) -> None:
    assert seen_by("owner_a", B, **asked) is None


def test_a_marker_in_an_error_or_a_header_is_a_leak_too() -> None:
    in_error = answered("getEnrichLead", 404, error(details={"near": B}))
    in_header = answered("getEnrichLead", 404, error(), headers=(*JSON_TYPE, ("Location", f"/x/{B}")))
    at_the_end = answered("getEnrichLead", 404, B.encode())
    found = [verdict(CANARY, each, planted()) for each in (in_error, in_header, at_the_end)]
    assert found == [False, False, False]


def test_a_header_that_is_no_text_is_searched_all_the_same() -> None:
    headers = (*JSON_TYPE, ("X-Odd", "\udc80"), ("Location", B), ("X-More", "more"))
    assert verdict(CANARY, answered("getEnrichLead", 404, error(), headers=headers), planted()) is False


def test_an_answer_without_a_body_decides_nothing_of_markers_and_secrets() -> None:
    empty = answered("getEnrichLead", 404, b"", headers=(("Location", B),))
    assert verdict(CANARY, empty, planted()) is None
    assert verdict(SECRET, empty, planted()) is None


def test_without_markers_nothing_is_decided_of_them() -> None:
    about = Facts(facts().contract, {}, ACTORS)
    assert verdict(CANARY, answered("listClients", 200, named(B)), about) is None


def test_one_foreign_marker_beside_another_that_was_sent_is_a_leak() -> None:
    about = Facts(facts().contract, {"a": "lgc-1-a", "b": "lgc-1-b", "c": "lgc-1-c"}, ACTORS)
    sent = Sent(query="clientId=lgc-1-b")
    assert verdict(CANARY, answered("listClients", 200, named("lgc-1-b lgc-1-c"), sent=sent), about) is False


def test_before_another_company_has_a_marker_its_absence_proves_nothing() -> None:
    assert verdict(CANARY, answered("listClients", 200, named("Acme")), facts()) is None


def test_a_platform_admin_may_see_every_marker_in_the_lists_of_the_platform() -> None:
    body = success("listAdminCompanies", companies=[{"id": "c", "name": B}])
    asked = {actor: answered("listAdminCompanies", 200, body, sent=Sent(actor=actor)) for actor in ACTORS}
    assert verdict(CANARY, asked["platform_admin"], planted()) is None
    assert verdict(CANARY, asked["owner_a"], planted()) is False


def test_a_marker_that_begins_like_another_is_told_apart() -> None:
    about = Facts(facts().contract, {"a": "lgc-1-a", "ab": "lgc-1-ab", "a-b": "lgc-1-a-b"}, ACTORS)
    texts = {"own": "lgc-1-a", "word": "lgc-1-abc", "foreign": "lgc-1-ab", "longer": "lgc-1-a-b"}
    found = {name: verdict(CANARY, answered("listClients", 200, named(text)), about) for name, text in texts.items()}
    assert found == {"own": None, "word": None, "foreign": False, "longer": False}


def handed_out() -> Facts:
    """The facts once a webhook, an API key, tokens and a service's key have been made or sent."""
    about = logged_in(facts(), "owner_a", "access-token-of-a")
    url = "https://api.example/api/webhook/w1?secret=whs_0123456789"
    about.known.learn(answered("createWebhook", 201, success("createWebhook", 201, webhookUrl=url)))
    about.known.learn(answered("createApiKey", 200, success("createApiKey", apiKey="lgp_brand_new_key_77")))
    about.known.learn(
        answered("updateUrlSettings", 200, b"{}", sent=Sent(body={"enrichment1_Apikey": "sk-9f8e7d6c5b4a"}))
    )
    return about


SHOWN = {
    "a password": "correct-horse-9",
    "an API key of the profile": "lgp_key_of_owner_a_0001",
    "an access token": "access-token-of-a",
    "a refresh token": "refresh-access-token-of-a",
    "a new API key": "lgp_brand_new_key_77",
    "a webhook's URL": "https://api.example/api/webhook/w1?secret=whs_0123456789",
    "a webhook's secret": "whs_0123456789",
    "a service's key": "sk-9f8e7d6c5b4a",
}


@pytest.mark.parametrize("value", SHOWN.values(), ids=SHOWN)
def test_a_secret_that_we_know_is_shown_wherever_it_stands(value: str) -> None:
    exchanges = [
        answered("listClients", 200, named(f"see {value}")),
        answered("getEnrichLead", 404, error(details={"why": [value]})),
        answered("getEnrichLead", 404, f"<html>{value}</html>".encode()),
    ]
    assert [verdict(SECRET, each, handed_out()) for each in exchanges] == [False, False, False]


def test_a_secret_is_known_with_its_slashes_escaped() -> None:
    body = error(details=SHOWN["a webhook's URL"])
    escaped = str(body).replace("/", "\\/").encode()
    assert verdict(SECRET, answered("getEnrichLead", 404, escaped), handed_out()) is False


@pytest.mark.parametrize(
    ("operation", "status", "changes"),
    [
        ("login", 200, {"tokens": {"accessToken": "a.b.c-0123", "idToken": "d.e.f-0123", "refreshToken": "r-0123456"}}),
        ("createApiKey", 200, {"apiKey": "lgp_another_new_key"}),
        ("createWebhook", 201, {"webhookUrl": "https://api.example/api/webhook/w2?secret=whs_abcdefghij"}),
    ],
)
def test_what_an_operation_is_there_to_give_is_not_shown_against_the_rule(
    operation: str, status: int, changes: dict[str, Any]
) -> None:
    about = handed_out()
    exchange = answered(operation, status, success(operation, status, **changes))
    about.known.learn(exchange)
    assert verdict(SECRET, exchange, about) is True


def test_a_login_that_shows_the_password_shows_a_secret() -> None:
    body = success("login", user={"password": "correct-horse-9"})
    assert verdict(SECRET, answered("login", 200, body)) is False


def webhooks(**more: Any) -> Exchange:
    row = success("listWebhooks")["webhooks"][0] | more
    return answered("listWebhooks", 200, success("listWebhooks", webhooks=[row]))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, True),
        ({"secret": "whs_of_somebody"}, False),
        ({"secret": "whs_****"}, True),
        ({"secret": None}, True),
        ({"secret": True}, True),
        ({"secret": "abcdef"}, False),
        ({"secret": "abcde"}, True),
        ({"secret": "http://x/?secret=whs_of_somebody"}, False),
        ({"secret": "http://x/"}, True),
        ({"SECRET": "whs_of_somebody"}, False),
        ({"secret": ""}, True),
        ({"webhookUrl": "https://api.example/api/webhook/w9?secret=whs_of_somebody"}, False),
        ({"webhookUrl": "https://api.example/api/webhook/w9?secret=****"}, True),
        ({"webhookUrl": "https://api.example/api/webhook/w9"}, True),
        ({"description": "the secret is in the safe"}, True),
    ],
)
def test_a_webhooks_secret_is_masked_or_absent_in_a_list(more: dict[str, Any], expected: bool) -> None:
    assert verdict(SECRET, webhooks(**more)) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("sk-0123456789abcdef", False),
        ("sk-012345678", False),
        ("sk-01234567", True),
        ("****", True),
        ("sk-****cdef", True),
        ("sk-0…cdef", True),
        ("[REDACTED]", True),
        ("<hidden>", True),
        ("", True),
        (None, True),
        (True, True),
    ],
)
def test_a_services_key_comes_back_masked_or_absent(value: Any, expected: bool) -> None:
    body = success("getUrlSettings", settings={"company_id": "c", "enrichment1_Apikey": value})
    assert verdict(SECRET, answered("getUrlSettings", 200, body)) is expected


def test_a_secrets_name_in_an_error_says_nothing() -> None:
    exchange = answered("getEnrichLead", 404, error(secret="whs_of_somebody"))
    assert verdict(SECRET, exchange) is True


def test_a_known_secret_is_told_beside_what_was_expected() -> None:
    assert judged(SECRET, answered("listClients", 200, named("correct-horse-9"))) == Judgement(
        False, "no secret but those that the operation is there to give", "the password of owner_a"
    )


def test_a_secret_beside_the_rows_is_named_by_itself() -> None:
    found = judged(SECRET, answered("listWebhooks", 200, success("listWebhooks", secret="whs_of_somebody")))
    assert found is not None
    assert found.actual == "`secret` in clear"


def test_a_secrets_name_in_what_a_user_stored_is_theirs() -> None:
    row = success("createSearchHistory", 201)["searchHistory"] | {"searchCriteria": {"password": "open sesame"}}
    exchange = answered("createSearchHistory", 201, success("createSearchHistory", 201, searchHistory=row))
    assert verdict(SECRET, exchange) is True


def test_a_secret_that_is_also_the_user_name_is_none() -> None:
    about = Facts(
        facts().contract, CANARIES, {"owner_a": ACTORS["owner_a"].model_copy(update={"password": "ann@a.example"})}
    )
    assert verdict(SECRET, answered("listClients", 200, named("ann@a.example")), about) is True


@pytest.mark.parametrize(("purpose", "kept"), [("test", False), ("generated", True)])
def test_a_key_that_a_generator_drew_is_no_secret_for_it_may_draw_it_again(purpose: Purpose, kept: bool) -> None:
    about = facts()
    body = {"enrichment1_Apikey": "a-key-of-some-service"}
    sent = answered("updateUrlSettings", 200, success("updateUrlSettings"), sent=Sent(body=body))
    about.known.learn(replace(sent, purpose=purpose))
    settings = success("getAgentSettings")["settings"] | {"enrichment1AgentId": "a-key-of-some-service"}
    shown = answered("getAgentSettings", 200, success("getAgentSettings", settings=settings))
    assert verdict(SECRET, shown, about) is kept


def test_a_marker_is_told_with_the_company_that_it_is_of() -> None:
    about = planted()
    asked = {actor: Sent(actor=actor) for actor in ("owner_a", "owner_b", None)}
    assert judged(CANARY, answered("listClients", 200, named(B), sent=asked["owner_a"]), about) == Judgement(
        False,
        "no marker of another company for owner_a",
        "the marker of company b: lgc-20260131t101500z-3fa9c1-b",
    )
    assert judged(CANARY, answered("listClients", 200, named(B), sent=asked["owner_b"]), about) == Judgement(
        True, "no marker of another company for owner_b", "none"
    )
    assert judged(CANARY, answered("listClients", 200, named(B), sent=asked[None]), about) == Judgement(
        False,
        "no marker of another company for nobody in particular",
        "the marker of company b: lgc-20260131t101500z-3fa9c1-b",
    )
    both = Sent(headers=KEY_OF_A + bearer("token-of-platform_admin"))
    assert judged(CANARY, answered("listClients", 200, named("Acme"), sent=both), about) == Judgement(
        True,
        "no marker of another company for owner_a, platform_admin",
        "none",
    )


def test_a_secret_is_told_by_what_it_is_or_where_it_stands_never_itself() -> None:
    about = handed_out()
    assert judged(SECRET, answered("listClients", 200, named("Acme")), about) == Judgement(
        True,
        "no secret but those that the operation is there to give",
        "none",
    )
    told = {}
    for what, value in SHOWN.items():
        found = judged(SECRET, answered("listClients", 200, named(value)), about)
        told[what] = found.actual if found else ""
    assert told == {
        "a password": "the password of owner_a",
        "an API key of the profile": "the api_key of owner_a",
        "an access token": "the accessToken of owner_a",
        "a refresh token": "the accessToken of owner_a",
        "a new API key": "the apiKey of owner_a",
        "a webhook's URL": "the webhookUrl of owner_a",
        "a webhook's secret": "the secret of a webhook",
        "a service's key": "the key of a service",
    }
    assert judged(SECRET, webhooks(secret="whs_of_somebody")) == Judgement(
        False,
        "no secret but those that the operation is there to give",
        "`webhooks.0.secret` in clear",
    )
    settings = {"company_id": "c", "enrichment1_Apikey": "sk-0123456789abcdef"}
    assert judged(SECRET, answered("getUrlSettings", 200, success("getUrlSettings", settings=settings))) == Judgement(
        False,
        "no secret but those that the operation is there to give",
        "`settings.enrichment1_Apikey` in clear",
    )
