"""Actors: log in at first need, renew before expiry, and send the credential that an operation takes."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from conformance import credentials
from conformance.actors import Actor
from conformance.errors import CredentialsRefused, HarnessBroken, Incomplete, UsageError
from conformance.evidence import CannotTest, Unusable
from conformance.exchange import ABSENT, Response
from conformance.profile import ActorProfile
from tests.engine.building import Rig, answer
from tests.engine.conftest import Harnessed, Rigged

PASSWORD = "hunter2-hunter2"
Build = Callable[..., Actor]


def tokens(access: str, refresh: str | None = "refresh-1", life: int = 3600) -> Response:
    handed = {"accessToken": access, "idToken": f"id-{access}", "refreshToken": refresh, "expiresIn": life}
    return answer(200, {"success": True, "tokens": handed})


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def actor_of(clock: Clock) -> Build:
    def build(rig: Rig, **facts: Any) -> Actor:
        known = ActorProfile(**({"company": "a", "username": "ada", "password": PASSWORD} | facts))
        return Actor(rig.wire, rig.contract, "owner_a", known, lambda _identity: 100, rig.redactor, clock)

    return build


def paths(rig: Rig) -> list[str]:
    return [request.url.partition("/api")[2] for request in rig.transport.requests]


def sent(rig: Rig, name: str) -> str | None:
    return rig.transport.requests[-1].header(name)


def test_an_actor_logs_in_at_first_need_and_only_once(rigged: Rigged, actor_of: Build) -> None:
    rig = rigged(tokens("access-1"), answer())
    actor = actor_of(rig)
    actor.call("listClients")
    actor.call("listClients")
    assert paths(rig) == ["/auth", "/clients", "/clients"]


def test_a_login_sends_user_name_and_password_and_no_credential(rigged: Rigged, actor_of: Build) -> None:
    rig = rigged(tokens("access-1"))
    actor_of(rig).tokens()
    request = rig.transport.requests[0]
    assert json.loads(request.body) == {"username": "ada", "password": PASSWORD}
    assert (request.header("Authorization"), request.header("Cookie")) == (None, None)


def test_a_token_is_refreshed_before_its_expiry(rigged: Rigged, actor_of: Build, clock: Clock) -> None:
    rig = rigged(tokens("access-1"), tokens("access-2"), answer())
    actor = actor_of(rig)
    actor.tokens()
    clock.now = 3541
    actor.call("listClients")
    assert (paths(rig), sent(rig, "Authorization")) == (["/auth", "/auth/refresh", "/clients"], "Bearer access-2")


def test_the_old_refresh_token_is_used_again_where_none_came(rigged: Rigged, actor_of: Build, clock: Clock) -> None:
    rig = rigged(tokens("access-1"), tokens("access-2", refresh=None), tokens("access-3"))
    actor = actor_of(rig)
    for clock.now in (0, 4000, 8000):
        actor.tokens()
    assert json.loads(rig.transport.requests[-1].body) == {"refreshToken": "refresh-1"}


@pytest.mark.parametrize("refusal", [answer(401), answer(500), answer(200)])
def test_a_refresh_that_fails_becomes_a_login(rigged: Rigged, actor_of: Build, clock: Clock, refusal: Response) -> None:
    rig = rigged(tokens("access-1"), refusal, tokens("access-2"))
    actor = actor_of(rig)
    actor.tokens()
    clock.now = 4000
    assert actor.tokens().access == "access-2"
    assert paths(rig) == ["/auth", "/auth/refresh", "/auth"]


def test_a_refused_login_is_the_users_to_mend(rigged: Rigged, actor_of: Build) -> None:
    refusal = answer(401, {"success": False, "error": "no", "errorType": "authentication_error"})
    with pytest.raises(CredentialsRefused, match=r"owner_a \(ada\)") as caught:
        actor_of(rigged(refusal)).tokens()
    assert PASSWORD not in str(caught.value)


@pytest.mark.parametrize("odd", [answer(401, {}), answer(500), answer(200), answer(302)])
def test_a_login_without_tokens_ends_the_run(rigged: Rigged, actor_of: Build, odd: Response) -> None:
    with pytest.raises(Incomplete, match=f"status {odd.status} and no tokens"):
        actor_of(rigged(odd)).tokens()


def test_a_given_token_needs_no_login(rigged: Rigged, actor_of: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LG_TOKEN", "given-token-1")
    rig = rigged()
    actor_of(rig, username=None, password=None, token_env="LG_TOKEN").call("listClients")
    assert (paths(rig), sent(rig, "Authorization")) == (["/clients"], "Bearer given-token-1")


def test_a_missing_environment_variable_is_named(rigged: Rigged, actor_of: Build) -> None:
    with pytest.raises(UsageError, match="LG_NOT_SET"):
        actor_of(rigged(), password=None, password_env="LG_NOT_SET")


def test_somebody_with_a_key_alone_cannot_test_what_takes_a_login(rigged: Rigged, actor_of: Build) -> None:
    rig = rigged()
    actor = actor_of(rig, username=None, password=None, user_id="u-1", api_key="lgp_0123456789")
    with pytest.raises(CannotTest, match="owner_a has no login"):
        actor.call("getCompany")
    assert rig.transport.requests == []


def test_a_bulk_list_is_asked_for_with_the_key(rigged: Rigged, actor_of: Build) -> None:
    rig = rigged()
    actor_of(rig, user_id="u-1", api_key="lgp_0123456789").call("bulkEnrichLeads", query={"companyId": "c"})
    assert (sent(rig, "x-api-key"), sent(rig, "x-user-id")) == ("lgp_0123456789", "u-1")
    assert sent(rig, "Authorization") is None


@pytest.mark.parametrize(
    ("by", "header", "value"),
    [
        ("bearer", "Authorization", "Bearer access-1"),
        ("cookie", "Cookie", "accessToken=access-1; idToken=id-access-1"),
        ("key", "x-api-key", "lgp_0123456789"),
    ],
)
def test_a_kind_of_credential_can_be_asked_for(
    rigged: Rigged, actor_of: Build, by: Any, header: str, value: str
) -> None:
    rig = rigged(tokens("access-1"), answer())
    actor_of(rig, user_id="u-1", api_key="lgp_0123456789").call("listClients", by=by)
    assert sent(rig, header) == value


def test_several_credentials_leave_together_in_their_order(rigged: Rigged, actor_of: Build) -> None:
    rig = rigged()
    by = [credentials.bearer("b"), credentials.cookies("c"), credentials.api_key("k", None)]
    actor_of(rig).call("listClients", by=by)
    names = [name for name, _ in rig.transport.requests[0].headers]
    assert [name for name in names if name in ("Cookie", "Authorization", "x-api-key")] == [
        *("Cookie", "Authorization"),
        "x-api-key",
    ]


def test_an_open_operation_gets_no_credential(rigged: Rigged, actor_of: Build) -> None:
    rig = rigged(tokens("access-1"))
    actor_of(rig).call("login", json={})
    assert sent(rig, "Authorization") is None


def test_every_identity_that_is_named_pays(rigged: Rigged, actor_of: Build) -> None:
    rig = rigged()
    by = [credentials.bearer("b", "bob"), credentials.cookies("c", "eve"), credentials.api_key("k", "x")]
    for _ in range(100):
        actor_of(rig).call("listClients", by=by)
    assert (rig.budget.take("bob", 100) > 0, rig.budget.take("nobody", 100)) == (True, 0)


def test_exact_bytes_are_guarded_and_booked_by_what_they_mean(rigged: Rigged, actor_of: Build) -> None:
    rig = rigged(tokens("access-1"), answer(201, {"success": True, "client": {"id": "7"}}))
    actor_of(rig).call("createClient", body=b'{"clientName": "raw"}')
    assert [entry.names for entry in rig.ledger.outstanding()] == [("raw",)]


def test_what_an_answer_lacks_cannot_be_sent_back(rigged: Rigged, actor_of: Build) -> None:
    with pytest.raises(Unusable, match="should hold"):
        actor_of(rigged()).call("chat", by=[], json={"message": "And then?", "more": [{"threadId": ABSENT}]})


def test_a_query_value_of_none_is_left_out(rigged: Rigged, actor_of: Build) -> None:
    rig = rigged()
    actor_of(rig).call("listClients", query={"limit": 5, "nextToken": None, "x": True}, by=[])
    assert paths(rig) == ["/clients?limit=5&x=true"]


@pytest.mark.parametrize(
    ("facts", "content_type"),
    [({"json": {}}, "application/json"), ({"body": b"x"}, "application/json"), ({}, None)],
)
def test_a_body_says_that_it_is_json(
    rigged: Rigged, actor_of: Build, facts: dict[str, Any], content_type: str | None
) -> None:
    rig = rigged()
    actor_of(rig).call("createClient", by=[], **facts)
    assert sent(rig, "Content-Type") == content_type


def test_a_content_type_of_ones_own_replaces_it(rigged: Rigged, actor_of: Build) -> None:
    rig = rigged()
    actor_of(rig).call("createClient", by=[], json={}, headers=(("content-type", "text/plain"),))
    types = [value for name, value in rig.transport.requests[0].headers if name.lower() == "content-type"]
    assert types == ["text/plain"]


def test_the_secrets_of_an_actor_are_known_to_redaction(rigged: Rigged, actor_of: Build) -> None:
    rig = rigged()
    actor_of(rig, user_id="u-1", api_key="lgp_0123456789")
    assert rig.redactor.text(f"{PASSWORD} lgp_0123456789") == "<secret:owner_a.password> <secret:owner_a.api_key>"


def test_nobody_in_particular_has_no_credential_of_a_kind(harnessed: Harnessed) -> None:
    with pytest.raises(HarnessBroken, match="bearer"):
        harnessed("http://127.0.0.1:1").anonymous.call("listClients", by="bearer")
