"""What a process knows from its own traffic: whose a credential is, what is a secret, whose marker is set."""

from typing import Any

import pytest

from conformance.checks import Facts
from conformance.checks._known import Held, masked, shown_secret_of
from conformance.exchange import Exchange, Headers, Request
from conformance.profile import ActorProfile
from tests.checks.exchanges import ACTORS, CANARIES, CONTRACT, OWNER, Sent, answered, bearer, facts, logged_in, success

KEY_OF_A: Headers = (("X-API-Key", "lgp_key_of_owner_a_0001"), ("X-User-Id", OWNER))
TOKENS = {"accessToken": "new-access", "idToken": "new-id-token", "refreshToken": "new-refresh", "expiresIn": 3600}


def carried(about: Facts, headers: Headers) -> frozenset[Held]:
    return about.known.carried(Request("GET", "http://127.0.0.1/api/clients", headers))


def after(operation: str, status: int, body: Any, sent: Sent) -> Facts:
    """The facts after one answer, with owner A and owner B logged in before."""
    about = logged_in(logged_in(facts(), "owner_a", "token-of-a"), "owner_b", "token-of-b")
    about.known.learn(answered(operation, status, body, sent=sent))
    return about


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (bearer("token-of-a"), "bearer"),
        ((("AUTHORIZATION", "bEARER  token-of-a "),), "bearer"),
        ((("Cookie", "accessToken=token-of-a"),), "cookie"),
        ((("cookie", 'x=1; Cognito.app.ann.accessToken = "token-of-a" ; y=2'),), "cookie"),
        (KEY_OF_A, "key"),
    ],
)
def test_a_credential_is_known_in_every_spelling_by_its_kind(headers: Headers, kind: Any) -> None:
    assert carried(logged_in(facts(), "owner_a", "token-of-a"), headers) == {Held("owner_a", kind)}


@pytest.mark.parametrize(
    "headers",
    [
        bearer("forged"),
        (("Authorization", "token-of-a"),),
        (("Authorization", "Basic: token-of-a"),),
        (("X-Authorization", "Bearer token-of-a"),),
        (("Cookie", "theirAccessToken=token-of-a; accessToken2=token-of-a"),),
        (("Cookie", "accessToken"),),
        KEY_OF_A[:1],
        (KEY_OF_A[0], ("X-User-Id", "sub-of-b")),
        (("X-API-Key", "lgp_unknown"), KEY_OF_A[1]),
        (KEY_OF_A[1],),
    ],
)
def test_what_is_no_valid_credential_is_nobodys(headers: Headers) -> None:
    assert carried(logged_in(facts(), "owner_a", "token-of-a"), headers) == frozenset()


@pytest.mark.parametrize("cookie", ["accessToken=X=a=X", 'accessToken="X=a=X"'])
def test_a_cookie_may_hold_any_characters(cookie: str) -> None:
    assert carried(logged_in(facts(), "owner_a", "X=a=X"), (("Cookie", cookie),)) == {Held("owner_a", "cookie")}


def test_a_request_may_carry_credentials_of_several_people() -> None:
    about = logged_in(facts(), "owner_b", "token-of-b")
    assert carried(about, bearer("token-of-b") + KEY_OF_A) == {Held("owner_b", "bearer"), Held("owner_a", "key")}


def test_a_token_of_the_profile_is_known_from_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN_OF_ANN", "token-of-the-profile")
    about = Facts(CONTRACT, CANARIES, {"ann": ActorProfile(token_env="TOKEN_OF_ANN")})
    assert carried(about, bearer("token-of-the-profile")) == {Held("ann", "bearer")}


@pytest.mark.parametrize(
    ("body", "actor", "holder"),
    [
        ({"username": "ann@a.example", "password": "x"}, "owner_b", "owner_a"),
        ({"username": "nobody@n.example", "password": "x"}, "owner_b", "owner_b"),
        ({"username": 7}, "owner_b", "owner_b"),
        (["ann@a.example"], "owner_b", "owner_b"),
    ],
    ids=["a known user", "an unknown one", "no user", "no object"],
)
def test_the_tokens_of_a_login_are_the_named_users_else_the_actors(body: Any, actor: str, holder: str) -> None:
    answer = success("login", tokens=TOKENS)
    about = after("login", 200, answer, Sent(body=body, actor=actor))
    assert carried(about, bearer("new-access")) == {Held(holder, "bearer")}


@pytest.mark.parametrize(
    ("refresh", "held"), [("refresh-token-of-b", {Held("owner_b", "bearer")}), ("refresh-of-nobody", set())]
)
def test_refreshed_tokens_are_whose_the_refresh_token_was(refresh: str, held: set[Held]) -> None:
    sent = Sent(body={"refreshToken": refresh}, actor="owner_a")
    about = after("refreshTokens", 200, {"success": True, "tokens": TOKENS}, sent)
    assert carried(about, bearer("new-access")) == held


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("login", {"username": "ann@a.example", "password": "x"}),
        ("refreshTokens", {"refreshToken": "refresh-token-of-a"}),
    ],
)
def test_whose_tokens_they_are_is_not_told_by_credentials_sent_along(operation: str, body: Any) -> None:
    sent = Sent(body=body, headers=bearer("token-of-b"), actor="owner_b")
    about = after(operation, 200, {"success": True, "tokens": TOKENS}, sent)
    assert carried(about, bearer("new-access")) == {Held("owner_a", "bearer")}


def test_the_tokens_of_a_login_that_names_nobody_are_the_actors_whatever_credentials_are_sent_along() -> None:
    sent = Sent(body={"username": "nobody@n.example"}, headers=bearer("token-of-b"), actor="owner_a")
    about = after("login", 200, success("login", tokens=TOKENS), sent)
    assert carried(about, bearer("new-access")) == {Held("owner_a", "bearer")}


def test_a_refreshed_refresh_token_is_known_too() -> None:
    sent = Sent(body={"refreshToken": "refresh-token-of-b"}, actor=None)
    about = after("refreshTokens", 200, {"success": True, "tokens": TOKENS}, sent)
    again = {**TOKENS, "accessToken": "newest-access"}
    sent = Sent(body={"refreshToken": "new-refresh"}, actor=None)
    about.known.learn(answered("refreshTokens", 200, {"success": True, "tokens": again}, sent=sent))
    assert carried(about, bearer("newest-access")) == {Held("owner_b", "bearer")}


@pytest.mark.parametrize(
    ("headers", "held"),
    [
        (bearer("token-of-b"), {Held("owner_b", "key")}),
        ((*bearer("token-of-b"), ("Cookie", "accessToken=token-of-a")), set()),
        ((), {Held("owner_a", "key")}),
    ],
    ids=["one person", "two people", "nobody but the actor"],
)
def test_a_new_key_is_whose_credentials_made_it(headers: Headers, held: set[Held]) -> None:
    about = after("createApiKey", 200, success("createApiKey", apiKey="lgp_new"), Sent(headers=headers))
    assert carried(about, (("x-api-key", "lgp_new"), ("x-user-id", "sub-of-b"))) == (held - {Held("owner_a", "key")})
    assert carried(about, (("x-api-key", "lgp_new"), ("x-user-id", OWNER))) == (held - {Held("owner_b", "key")})


def test_a_key_of_somebody_whose_id_is_not_known_is_theirs_beside_any_id() -> None:
    about = logged_in(facts(), "newcomer_1", "token-of-new")
    sent = Sent(headers=bearer("token-of-new"), actor=None)
    about.known.learn(answered("createApiKey", 200, success("createApiKey", apiKey="lgp_new"), sent=sent))
    found = carried(about, (("x-api-key", "lgp_new"), ("x-user-id", "anybody")))
    assert found == {Held("newcomer_1", "key")}


def test_what_is_refused_teaches_nothing() -> None:
    body = success("login", tokens=TOKENS) | {"username": CANARIES["a"]}
    about = after("login", 401, body, Sent(body={"username": "ann@a.example", "marker": CANARIES["a"]}))
    assert carried(about, bearer("new-access")) == frozenset()
    assert about.known.planted() == frozenset()


def test_the_markers_of_what_was_written_are_planted() -> None:
    about = facts()
    for tenant in ("a", "b"):
        sent = Sent(body={"clientName": f"{CANARIES[tenant]} Acme"})
        about.known.learn(answered("createClient", 201, success("createClient", 201), sent=sent))
        assert tenant in about.known.planted()
    assert about.known.planted() == {"a", "b"}


def test_what_an_answer_is_there_to_give_is_named_without_keys_of_services_and_blanks() -> None:
    known = facts().known
    tokens = {"accessToken": "one", "idToken": "", "refreshToken": 7}
    assert known.handed_out(answered("login", 200, success("login", tokens=tokens))) == [("accessToken", "one")]
    settings = {"company_id": "c", "enrichment1_Apikey": "sk-0123456789abcdef"}
    assert known.handed_out(answered("getUrlSettings", 200, success("getUrlSettings", settings=settings))) == []
    odd = answered("login", 200, success("login", tokens=tokens), sent=Sent(method="PATCH"))
    assert known.handed_out(odd) == []


def shows(about: Facts, text: str, **answer: Any) -> str | None:
    """Which kept secret an answer shows."""
    return about.known.shown_secret(answered("listClients", 200, {"success": True, "text": text, **answer}))


def sent_key(**body: str) -> Facts:
    """The facts after settings with such a body were stored."""
    about = facts()
    about.known.learn(answered("updateUrlSettings", 200, b"{}", sent=Sent(body=body)))
    return about


@pytest.mark.parametrize(
    ("key", "kept"),
    [
        ("abcdefghijkl", True),
        ("abcdefghijk", False),
        ("abcabcabcdef", True),
        ("abcdeabcdeab", False),
        ("****abcdefghijkl", False),
    ],
    ids=["long enough", "short", "varied enough", "not varied", "masked"],
)
def test_a_services_key_that_we_sent_is_kept_where_it_is_long_and_varied(key: str, kept: bool) -> None:
    assert shows(sent_key(enrichment1_Apikey=key), key) == ("key of a service" if kept else None)


def test_a_services_key_is_kept_even_where_it_was_refused() -> None:
    about = facts()
    sent = Sent(body={"enrichment1_Apikey": "abcdefghijkl"})
    about.known.learn(answered("updateUrlSettings", 400, {"success": False}, sent=sent))
    assert shows(about, "abcdefghijkl") == "key of a service"


def test_what_stands_under_another_name_or_in_the_body_twice_is_data() -> None:
    assert shows(sent_key(enrichment1_Url="abcdefghijkl"), "abcdefghijkl") is None
    assert shows(sent_key(enrichment1_Apikey="abcdefghijkl", note="abcdefghijkl"), "abcdefghijkl") is None
    assert shows(sent_key(enrichment1_Apikey='abc"efghijkl', note='abc"efghijkl'), 'abc"efghijkl') is None


@pytest.mark.parametrize("note", ["bcdefghijkl", "abcdefghijk"])
def test_a_services_key_of_which_a_part_stands_elsewhere_is_a_secret(note: str) -> None:
    assert shows(sent_key(enrichment1_Apikey="abcdefghijkl", note=note), "abcdefghijkl") == "key of a service"


@pytest.mark.parametrize(("token", "kept"), [("12345678", True), ("1234567", False)])
def test_a_secret_of_eight_characters_is_long_enough(token: str, kept: bool) -> None:
    about = after("login", 200, success("login", tokens={"accessToken": token}), Sent(actor=None))
    assert shows(about, token) == ("accessToken of nobody known" if kept else None)


@pytest.mark.parametrize(
    ("public", "shown"),
    [
        ({"username": "ann@a.example", "password": "ann@a.example"}, None),
        ({"username": "ann@a.example", "password": "a.example"}, None),
        ({"user_id": "user-0001", "password": "user-0001"}, None),
        ({"username": "ann@a.example", "password": "ann@a.example!"}, "password of ann"),
    ],
)
def test_a_password_that_is_part_of_what_is_public_is_no_secret(public: dict[str, Any], shown: str | None) -> None:
    about = Facts(CONTRACT, CANARIES, {"ann": ActorProfile(**public), "ben": ActorProfile(password="bens-password")})
    assert shows(about, public["password"]) == shown
    assert shows(about, "bens-password") == "password of ben"


def test_what_a_webhooks_url_hides_is_no_secret() -> None:
    url = "https://api.example/api/webhook/w1-public-id?secret=****hidden-part&source=lemlist-source"
    about = after("createWebhook", 201, success("createWebhook", 201, webhookUrl=url), Sent())
    assert shows(about, "w1-public-id") is None
    assert shows(about, "****hidden-part") is None
    assert shows(about, "lemlist-source") == "secret of a webhook"


@pytest.mark.parametrize("name", ["id", "clientId", "company_id", "webhookID"])
def test_an_id_in_a_webhooks_url_is_no_secret_by_its_name(name: str) -> None:
    url = f"https://api.example/api/webhook?{name}=w1-public-id&secret=whs_0123456789"
    about = after("createWebhook", 201, success("createWebhook", 201, webhookUrl=url), Sent())
    assert shows(about, "w1-public-id") is None
    assert shows(about, "whs_0123456789") == "secret of a webhook"


@pytest.mark.parametrize("name", ["id", "client_id", "platform", "name"])
def test_what_an_answer_tells_of_a_webhook_beside_its_url_is_no_secret_in_it(name: str) -> None:
    url = "https://api.example/api/webhook?about=told-of-the-webhook&secret=whs_0123456789"
    body = success("createWebhook", 201, webhookUrl=url)
    body["webhook"] = body["webhook"] | {name: "told-of-the-webhook"}
    about = after("createWebhook", 201, body, Sent())
    assert shows(about, "told-of-the-webhook") is None
    assert shows(about, "whs_0123456789") == "secret of a webhook"


@pytest.mark.parametrize("url", ["ftp://x/?secret=whs_0123456789", "https://[x/?secret=whs_0123456789"])
def test_what_is_no_url_has_no_secret_in_its_query(url: str) -> None:
    about = after("createWebhook", 201, success("createWebhook", 201, webhookUrl=url), Sent())
    assert shows(about, "whs_0123456789") is None
    assert shows(about, url) == "webhookUrl of owner_a"


def test_a_url_with_too_many_values_has_none() -> None:
    assert shown_secret_of("https://x/?" + "&".join(f"a{number}=whs_0123456789" for number in range(50)))
    assert not shown_secret_of("https://x/?" + "&".join(f"a{number}=whs_0123456789" for number in range(51)))


@pytest.mark.parametrize(
    ("query", "shown"),
    [("secret=12345678", True), ("secret=1234567", False), ("a=1&secret=whs_0123456789", True), ("secret=****", False)],
)
def test_a_query_value_in_clear_of_eight_characters_is_a_secret_shown(query: str, shown: bool) -> None:
    assert shown_secret_of(f"http://x/hook?{query}") is shown


def test_a_secret_that_holds_what_an_answer_gives_is_shown_all_the_same() -> None:
    about = logged_in(facts(), "owner_a", "token-of-a")
    body = success("login", tokens={"accessToken": "token-of"}, note="refresh-token-of-a")
    assert about.known.shown_secret(answered("login", 200, body)) == "accessToken of owner_a"


def test_a_part_of_what_an_answer_gives_is_not_shown_against_the_rule() -> None:
    about = logged_in(facts(), "owner_a", "token-of-a")
    body = success("login", tokens={"accessToken": "token-of-a.and-more"})
    assert about.known.shown_secret(answered("login", 200, body)) is None


MASKS = ["****7f3a", "••••••••", "sk-…cdef", "sk-...cdef", "xxxxxxxx", "XXXX1234"]
MASKS += ["REDACTED", "(hidden)", "masked", "<key>", "[key]", "############1234", "key ending in 1234"]


@pytest.mark.parametrize("text", MASKS)
def test_what_is_shown_in_place_of_a_secret_is_a_mask(text: str) -> None:
    assert masked(text)


@pytest.mark.parametrize("text", ["sk-0123456789", "a.b..c", "xxx-1", "a<key>", "[key]s"])
def test_what_could_be_a_secret_is_no_mask(text: str) -> None:
    assert not masked(text)


@pytest.mark.parametrize(
    ("headers", "caller"),
    [
        (bearer("token-of-b"), "owner_b"),
        ((*bearer("token-of-b"), ("Cookie", "accessToken=token-of-b")), "owner_b"),
        (bearer("token-of-b") + KEY_OF_A, None),
        (bearer("forged"), None),
        ((), None),
    ],
    ids=["one", "one by two credentials", "two", "nobody", "no credentials"],
)
def test_the_caller_is_the_one_whose_credentials_a_request_carries(headers: Headers, caller: str | None) -> None:
    about = logged_in(facts(), "owner_b", "token-of-b")
    assert about.caller_of(answered("listClients", 200, sent=Sent(headers=headers))) == caller


def test_an_actor_has_the_tenant_of_the_profile() -> None:
    about = facts()
    assert {actor: about.tenant_of(actor) for actor in (*ACTORS, "stranger", None)} == {
        "owner_a": "a",
        "owner_b": "b",
        "platform_admin": "a",
        "newcomer_1": None,
        "stranger": None,
        None: None,
    }


def test_an_exchange_without_an_operation_teaches_nothing() -> None:
    exchange = answered("login", 200, success("login", tokens=TOKENS))
    about = facts()
    about.known.learn(Exchange("main.1", exchange.request, exchange.response, None, "owner_a"))
    assert carried(about, bearer("new-access")) == frozenset()
