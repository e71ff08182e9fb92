from collections.abc import Callable
from typing import Any

import jwt

from conformance.sandbox.defects import auth_accepted, auth_owners, auth_refusals, auth_tokens
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Answer, Sandbox
from tests.sandbox.lead_calls import new_client, new_lead

TERRITORY = "/api/territory-workbench/companies?client_id=none"
Look = Callable[[Sandbox], Any]


def claims(token: Any) -> dict[str, Any]:
    found: dict[str, Any] = jwt.decode(str(token), options={"verify_signature": False})
    return found


def cookie(sandbox: Sandbox, name: str = "owner_a") -> dict[str, str]:
    return {"cookie": f"accessToken={sandbox.login(name)['accessToken']}"}


def login(sandbox: Sandbox, password: str | None = None, headers: dict[str, str] | None = None) -> Answer:
    actor = sandbox.actor("owner_a")
    body = {"username": actor.username, "password": actor.password if password is None else password}
    return sandbox.send("POST", "/api/auth", body, headers)


def refresh(sandbox: Sandbox, token: str) -> Answer:
    return sandbox.send("POST", "/api/auth/refresh", {"refreshToken": token})


def opened_by_bearer_and_by_cookie(sandbox: Sandbox) -> tuple[int, int]:
    by_cookie = sandbox.send("GET", TERRITORY, headers=cookie(sandbox)).status
    return sandbox.by("owner_a", "GET", TERRITORY).status, by_cookie


def opened_by_cookie(name: str) -> Look:
    def look(sandbox: Sandbox) -> int:
        token = sandbox.login("owner_a")["accessToken"]
        return sandbox.send("GET", "/api/clients", headers={"cookie": f"theme=dark; {name}={token}"}).status

    return look


def webhooks_and_clients_by_key(sandbox: Sandbox) -> tuple[int, int]:
    paths = "/api/webhook-workbench", "/api/clients"
    webhooks, clients = (sandbox.send("GET", path, headers=sandbox.key("owner_a")).status for path in paths)
    return webhooks, clients


def life_of_tokens(sandbox: Sandbox) -> tuple[Any, Any]:
    tokens = sandbox.login("owner_a")
    access = claims(tokens["accessToken"])
    return tokens["expiresIn"], access["exp"] - access["iat"]


def subjects(sandbox: Sandbox) -> tuple[bool, bool]:
    """Whether the access token and the ID token name the user's UUID."""
    tokens, sub = sandbox.login("owner_a"), sandbox.actor("owner_a").user_id
    return claims(tokens["accessToken"])["sub"] == sub, claims(tokens["idToken"])["sub"] == sub


def opened_by_refreshed_token(sandbox: Sandbox) -> tuple[bool, int]:
    """Whether it names the same person, and the status that it gets."""
    tokens = refresh(sandbox, str(sandbox.login("owner_a")["refreshToken"])).body["tokens"]
    sub, bearer = sandbox.actor("owner_a").user_id, {"authorization": f"Bearer {tokens['accessToken']}"}
    return claims(tokens["accessToken"])["sub"] == sub, sandbox.send("GET", "/api/clients", headers=bearer).status


def records_of(sandbox: Sandbox, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    client = new_client(sandbox, name)
    return client, new_lead(sandbox, client, name)


def owned_by_their_maker(sandbox: Sandbox) -> list[bool]:
    return [row["owner"] == sandbox.actor("owner_a").user_id for row in records_of(sandbox, "owner_a")]


def companies_of_members(sandbox: Sandbox) -> list[int]:
    """How many companies the clients of Owner, Admin and Member carry, and how many their leads."""
    rows = [records_of(sandbox, name) for name in ("owner_a", "admin_a", "member_a")]
    return [len({each[place]["company_id"] for each in rows}) for place in (0, 1)]


def key_with(user_id: str | None) -> Look:
    def look(sandbox: Sandbox) -> tuple[int, str | None]:
        headers = {"x-api-key": sandbox.actor("owner_a").api_key}
        if user_id is not None:
            headers["x-user-id"] = sandbox.actor(user_id).user_id
        answer = sandbox.send("GET", "/api/leads?client_id=none", headers=headers)
        return answer.status, answer.error_type

    return look


def wrong_password(sandbox: Sandbox) -> tuple[int, str | None]:
    answer = login(sandbox, "wrong")
    return answer.status, answer.error_type


def lacking(sandbox: Sandbox) -> tuple[int, int]:
    return login(sandbox, "").status, refresh(sandbox, "").status


def person_logged_in_beside(name: str) -> Look:
    """Whether a login beside somebody's cookie is that of its own body."""

    def look(sandbox: Sandbox) -> bool:
        tokens = login(sandbox, headers=cookie(sandbox, name)).body["tokens"]
        return bool(claims(tokens["accessToken"])["sub"] == sandbox.actor("owner_a").user_id)

    return look


MISMATCHED = (401, "no_valid_credentials")


@probes(
    Probe(auth_accepted.ForBrowsersAlone, opened_by_bearer_and_by_cookie, (200, 200), (401, 200)),
    Probe(auth_accepted.CookieUnderOtherName, opened_by_cookie("accessToken"), 200, 401),
    Probe(auth_accepted.CookieUnderOtherName, opened_by_cookie("access_token"), 401, 200),
    Probe(auth_accepted.KeysRefused, webhooks_and_clients_by_key, (200, 200), (401, 200)),
    Probe(auth_tokens.LoginWithoutRefreshToken, lambda s: "refreshToken" in s.login("owner_a"), True, False),
    Probe(auth_tokens.TokensLiveForADay, life_of_tokens, (3600, 3600), (3600, 86_400)),
    Probe(auth_tokens.ExpiresInMilliseconds, life_of_tokens, (3600, 3600), (3_600_000, 3600)),
    Probe(auth_tokens.IdTokenNamesUser, subjects, (True, True), (True, False)),
    Probe(auth_tokens.RefreshGivesIdToken, opened_by_refreshed_token, (True, 200), (True, 401)),
    Probe(auth_owners.OwnerIsAccountId, owned_by_their_maker, [True, True], [False, False]),
    Probe(auth_owners.MembersHaveOwnCompany, companies_of_members, [1, 1], [2, 2]),
    Probe(auth_refusals.KeyOfAnotherIs403, key_with("owner_b"), MISMATCHED, (403, "insufficient_permissions")),
    Probe(
        auth_refusals.WrongPasswordNamedByProvider,
        wrong_password,
        (401, "authentication_error"),
        (401, "not_authorized_exception"),
    ),
    Probe(auth_refusals.LoginLackingIs422, lacking, (400, 400), (422, 422)),
    Probe(auth_refusals.WrongRefreshTokenIs403, lambda s: refresh(s, "unknown").status, 401, 403),
    Probe(auth_refusals.LoginAnswersForSession, person_logged_in_beside("owner_b"), True, False),
)
def test_what_opens_too_little_or_is_refused_amiss_is_so_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)


def test_a_key_without_a_user_is_unknown_though_one_with_anothers_is_forbidden(build: Build) -> None:
    assert key_with(None)(build(auth_refusals.KeyOfAnotherIs403())) == MISMATCHED
