import base64
import json
from collections.abc import Callable
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from conformance.sandbox.defects import (
    auth_claims,
    auth_forgeries,
    auth_keys,
    auth_login,
    auth_mixes,
    auth_priority,
    isolation_suite_kinds,
)
from conformance.sandbox.profile import negative_credentials
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import bulk

Headers = dict[str, str]
STRANGERS_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def token_of(sandbox: Sandbox, name: str) -> str:
    return sandbox.bearer(name)["authorization"].removeprefix("Bearer ")


def cookie(sandbox: Sandbox, name: str, token: str = "accessToken") -> Headers:
    value = token_of(sandbox, name) if token == "accessToken" else sandbox.login(name)[token]
    return {"cookie": f"{token}={value}"}


def forged_id_cookie(sandbox: Sandbox) -> Headers:
    """An ID token that a stranger signed."""
    token = sandbox.login("owner_a")["idToken"]
    kid = jwt.get_unverified_header(token)["kid"]
    return {"cookie": f"idToken={jwt.encode(payload(token), STRANGERS_KEY, 'RS256', headers={'kid': kid})}"}


def encoded(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def payload(token: str) -> dict[str, Any]:
    found: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return found


def listing_status(headers: Callable[[Sandbox], Headers]) -> Callable[[Sandbox], int]:
    return lambda sandbox: sandbox.send("GET", "/api/leads?client_id=none", headers=headers(sandbox)).status


def with_token(token: Callable[[Sandbox], str]) -> Callable[[Sandbox], int]:
    return listing_status(lambda sandbox: {"authorization": f"Bearer {token(sandbox)}"})


def unsigned(sandbox: Sandbox) -> str:
    return f"{encoded({'alg': 'NONE', 'typ': 'JWT'})}.{encoded(payload(token_of(sandbox, 'owner_a')))}."


def changed(sandbox: Sandbox) -> str:
    head, _, signature = token_of(sandbox, "owner_a").split(".")
    return f"{head}.{encoded({**payload(token_of(sandbox, 'owner_a')), 'more': 1})}.{signature}"


def brings_its_key(sandbox: Sandbox) -> str:
    offered = json.loads(RSAAlgorithm.to_jwk(STRANGERS_KEY.public_key()))
    return jwt.encode(payload(token_of(sandbox, "owner_a")), STRANGERS_KEY, "RS256", headers={"jwk": offered})


def negative(name: str) -> Callable[[Sandbox], str]:
    def token(sandbox: Sandbox) -> str:
        with sandbox.application.store.transaction():
            return negative_credentials(sandbox.application)[name]

    return token


def altered_key(sandbox: Sandbox) -> Headers:
    key = sandbox.key("owner_a")
    return {**key, "x-api-key": key["x-api-key"].upper()}


def key_as_bearer(sandbox: Sandbox) -> Headers:
    key = sandbox.key("owner_a")
    return {"authorization": f"Bearer {key['x-api-key']}", "x-user-id": key["x-user-id"]}


def acting(*headers: Callable[[Sandbox], Headers]) -> Callable[[Sandbox], Any]:
    """Whose webhooks are listed, as the letter of the actor; the status where it is a refusal."""

    def look(sandbox: Sandbox) -> Any:
        sent = {name: value for each in headers for name, value in each(sandbox).items()}
        answer = sandbox.send("GET", "/api/webhook-workbench", headers=sent)
        if answer.status != 200:
            return answer.status
        owners = {sandbox.actor(f"owner_{letter}").user_id: letter for letter in "ab"}
        return {owners[webhook["owner"]] for webhook in answer.body["webhooks"]}

    return look


def company_owner(*headers: Callable[[Sandbox], Headers]) -> Callable[[Sandbox], str]:
    """Who is shown as the owner of the company, as the letter of the actor."""

    def look(sandbox: Sandbox) -> str:
        sent = {name: value for each in headers for name, value in each(sandbox).items()}
        owner = sandbox.send("GET", "/api/company", headers=sent).body["company"]["owner"]
        return {sandbox.actor(f"owner_{letter}").user_id: letter for letter in "ab"}[owner]

    return look


def maker(*headers: Callable[[Sandbox], Headers]) -> Callable[[Sandbox], Any]:
    """Who a new client belongs to, and in which company: as the letters of the actors."""

    def look(sandbox: Sandbox) -> Any:
        sent = {name: value for each in headers for name, value in each(sandbox).items()}
        answer = sandbox.send("POST", "/api/clients", {"clientName": "x"}, sent)
        if answer.status != 201:
            return answer.status
        client = answer.body["client"]
        owners = {sandbox.actor(f"owner_{letter}").user_id: letter for letter in "ab"}
        companies = {sandbox.application.seeding.companies[letter]: letter for letter in "ab"}
        return owners[client["owner"]] + companies[client["company_id"]]

    return look


def cookie_of(name: str) -> Callable[[Sandbox], Headers]:
    return lambda sandbox: cookie(sandbox, name)


def bearer_of(name: str) -> Callable[[Sandbox], Headers]:
    return lambda sandbox: sandbox.bearer(name)


def key_of(name: str) -> Callable[[Sandbox], Headers]:
    return lambda sandbox: sandbox.key(name)


def user_id_of(name: str) -> Callable[[Sandbox], Headers]:
    return lambda sandbox: {"x-user-id": sandbox.actor(name).user_id}


def id_cookie_of(name: str) -> Callable[[Sandbox], Headers]:
    return lambda sandbox: cookie(sandbox, name, "idToken")


def expired_cookie(sandbox: Sandbox) -> Headers:
    return {"cookie": f"accessToken={negative('expired')(sandbox)}"}


def wrong_key(_sandbox: Sandbox) -> Headers:
    return {"x-api-key": "lgp_wrong", "x-user-id": "x"}


def any_password(sandbox: Sandbox) -> int:
    body = {"username": sandbox.actor("owner_a").username, "password": "wrong"}
    return sandbox.send("POST", "/api/auth", body).status


def refreshed(token: Callable[[Sandbox], str], times: int = 1) -> Callable[[Sandbox], int]:
    def look(sandbox: Sandbox) -> int:
        body = {"refreshToken": token(sandbox)}
        return [sandbox.send("POST", "/api/auth/refresh", body).status for _ in range(times)][-1]

    return look


def bulk_by_token(sandbox: Sandbox) -> int:
    company = sandbox.application.seeding.companies["a"]
    assert bulk(sandbox).status == 200
    return sandbox.by("owner_a", "GET", f"/api/enrich-leads/list?companyId={company}").status


def deleted_by(sandbox: Sandbox) -> tuple[Any, int]:
    """Who a client belongs to that was made with two credentials, and whether the cookie's user may delete it."""
    both = {**cookie(sandbox, "owner_a"), **sandbox.bearer("owner_b")}
    made = sandbox.send("POST", "/api/clients", {"clientName": "x"}, both).body["client"]
    status = sandbox.send("DELETE", f"/api/clients?id={made['id']}", headers=both).status
    return made["owner"] == sandbox.actor("owner_a").user_id, status


@probes(
    Probe(auth_forgeries.AlgNoneTaken, with_token(unsigned), 401, 200),
    Probe(auth_forgeries.ChangedPayloadTaken, with_token(changed), 401, 200),
    Probe(auth_forgeries.KeyInHeaderTaken, with_token(brings_its_key), 401, 200),
    Probe(auth_claims.ExpiredTokenTaken, with_token(negative("expired")), 401, 200),
    Probe(auth_claims.EarlyTokenTaken, with_token(negative("not_yet_valid")), 401, 200),
    Probe(auth_claims.OtherIssuerTaken, with_token(negative("wrong_issuer")), 401, 200),
    Probe(auth_claims.OtherAudienceTaken, with_token(negative("wrong_audience")), 401, 200),
    Probe(auth_claims.FederatedTokenTaken, with_token(negative("federated")), 401, 200),
    Probe(auth_claims.IdTokenTaken, with_token(lambda sandbox: str(sandbox.login("owner_a")["idToken"])), 401, 200),
    Probe(auth_keys.KeyActsAsAnyone, acting(key_of("owner_a"), user_id_of("owner_b")), 401, {"b"}),
    Probe(auth_keys.KeyNeedsNoUserId, listing_status(lambda s: {"x-api-key": s.actor("owner_a").api_key}), 401, 200),
    Probe(auth_keys.KeyInAnyCase, listing_status(altered_key), 401, 200),
    Probe(auth_keys.KeyAsBearerTaken, listing_status(key_as_bearer), 401, 200),
    Probe(auth_keys.UserIdAloneTaken, maker(user_id_of("owner_a")), 401, "aa"),
    Probe(auth_priority.BearerBeforeCookie, maker(cookie_of("owner_a"), bearer_of("owner_b")), "aa", "bb"),
    Probe(auth_priority.KeyBeforeBearer, maker(bearer_of("owner_a"), key_of("owner_b")), "aa", "bb"),
    Probe(auth_priority.KeyBeforeCookie, maker(cookie_of("owner_a"), key_of("owner_b")), "aa", "bb"),
    Probe(auth_priority.PriorityDiffersByVerb, deleted_by, (True, 200), (False, 404)),
    Probe(auth_mixes.OwnerAndCompanyMixed, maker(cookie_of("owner_a"), bearer_of("owner_b")), "aa", "ba"),
    Probe(auth_mixes.RowsShownAsOtherCallers, company_owner(cookie_of("owner_a"), bearer_of("owner_b")), "a", "b"),
    Probe(auth_mixes.RefusedTokenNamesCaller, maker(expired_cookie, bearer_of("owner_b")), "bb", "aa"),
    Probe(auth_mixes.LowerCredentialRefused, maker(bearer_of("owner_a"), wrong_key), "aa", 401),
    Probe(auth_mixes.UserIdBesideTokenActs, maker(bearer_of("owner_a"), user_id_of("owner_b")), "aa", "bb"),
    Probe(auth_mixes.IdTokenCookieNamesCompany, maker(bearer_of("owner_a"), id_cookie_of("owner_b")), "aa", "ab"),
    Probe(isolation_suite_kinds.IdTokenCookieTaken, listing_status(id_cookie_of("owner_a")), 401, 200),
    Probe(isolation_suite_kinds.IdTokenCookieTaken, listing_status(forged_id_cookie), 401, 401),
    Probe(auth_login.AnyPasswordTaken, any_password, 401, 200),
    Probe(auth_login.RefreshTokenStaysGood, refreshed(lambda s: str(s.login("owner_a")["refreshToken"]), 2), 401, 200),
    Probe(auth_login.AccessTokenRefreshes, refreshed(lambda s: token_of(s, "owner_a")), 401, 200),
    Probe(auth_login.UnauthenticatedIs403, listing_status(lambda _: {}), 401, 403),
    Probe(auth_login.BulkTakesTokens, bulk_by_token, 401, 200),
)
def test_whoever_is_mistaken_for_somebody_is_so_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
