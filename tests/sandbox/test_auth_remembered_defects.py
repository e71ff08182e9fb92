import base64
import json
from typing import Any

from conformance.sandbox.defects import auth_order, auth_remembered
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox

CLIENTS = "/api/clients"
ADMIN = "/api/admin/companies"


def token(sandbox: Sandbox, name: str = "owner_a") -> str:
    return sandbox.bearer(name)["authorization"].removeprefix("Bearer ")


def cookie(text: str) -> dict[str, str]:
    return {"cookie": f"accessToken={text}"}


def bearer(text: str) -> dict[str, str]:
    return {"authorization": f"Bearer {text}"}


def status(sandbox: Sandbox, headers: dict[str, str], path: str = CLIENTS) -> int:
    return sandbox.send("GET", path, headers=headers).status


def with_another_signature(sandbox: Sandbox) -> int:
    head, _, signature = token(sandbox).rpartition(".")
    status(sandbox, bearer(token(sandbox)))
    return status(sandbox, bearer(f"{head}.{signature[:9]}{'B' if signature[9] == 'A' else 'A'}{signature[10:]}"))


def with_another_payload(sandbox: Sandbox) -> tuple[int, int]:
    head, payload, signature = token(sandbox).split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    claims["sub"] = sandbox.actor("owner_b").user_id
    changed = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    forged = f"{head}.{changed}.{signature}"
    return status(sandbox, cookie(forged)), status(sandbox, bearer(forged))


def after_its_time(sandbox: Sandbox) -> tuple[int, int]:
    old = bearer(token(sandbox))
    sandbox.now += 3700
    return status(sandbox, old, "/api/trigger-recent-runs"), status(sandbox, old)


def logged_in_with(sandbox: Sandbox, password: str) -> int:
    return sandbox.send(
        "POST", "/api/auth", {"username": sandbox.actor("owner_a").username, "password": password}
    ).status


def with_other_passwords(sandbox: Sandbox) -> tuple[int, int]:
    right = sandbox.actor("owner_a").password
    return logged_in_with(sandbox, f"{right}x"), logged_in_with(sandbox, f"x{right}")


def admin_after_refresh(sandbox: Sandbox) -> tuple[int, int]:
    tokens = sandbox.login("platform_admin")
    answer = sandbox.send("POST", "/api/auth/refresh", {"refreshToken": tokens["refreshToken"]})
    fresh = answer.body["tokens"]["accessToken"]
    return status(sandbox, bearer(tokens["accessToken"]), ADMIN), status(sandbox, bearer(fresh), ADMIN)


def by_key_as_another(sandbox: Sandbox) -> tuple[int, int]:
    colleague, stranger = (
        status(sandbox, {**sandbox.key("member_a"), "x-user-id": sandbox.actor(name).user_id})
        for name in ("owner_a", "owner_b")
    )
    return colleague, stranger


def as_first_and_second_cookie(sandbox: Sandbox) -> tuple[int, int]:
    mine = f"accessToken={token(sandbox)}"
    return status(sandbox, {"cookie": f"{mine}; theme=dark"}), status(sandbox, {"cookie": f"theme=dark; {mine}"})


def owners_of_what_two_make(sandbox: Sandbox) -> tuple[Any, Any]:
    both = {**sandbox.bearer("owner_a"), **sandbox.key("owner_b")}
    names = {sandbox.actor(name).user_id: name for name in ("owner_a", "owner_b")}
    search = sandbox.send("POST", "/api/search-history", {"searchName": "S"}, both).body["searchHistory"]
    client = sandbox.send("POST", CLIENTS, {"clientName": "C"}, both).body["client"]
    return names[search["owner"]], names[client["owner"]]


def admin_list_beside_an_admins_token(sandbox: Sandbox) -> int:
    return status(sandbox, {**cookie(token(sandbox)), **sandbox.bearer("platform_admin")}, ADMIN)


def settings_written_by_key(sandbox: Sandbox) -> tuple[int, int]:
    agents, fields = (
        sandbox.send("PUT", f"/api/settings/{kind}", {"projectId": "p"}, sandbox.key("owner_a")).status
        for kind in ("agent", "sdr-ai")
    )
    return agents, fields


@probes(
    Probe(auth_remembered.TokenCachedWithoutSignature, with_another_signature, 401, 200),
    Probe(auth_remembered.CookieTokenNotVerified, with_another_payload, (401, 401), (200, 401)),
    Probe(auth_remembered.RecentRunsTakeExpiredTokens, after_its_time, (401, 401), (200, 401)),
    Probe(auth_remembered.PasswordFirstEightCount, with_other_passwords, (401, 401), (200, 401)),
    Probe(auth_remembered.RefreshForgetsAdminClaim, admin_after_refresh, (200, 200), (200, 403)),
    Probe(auth_remembered.KeyActsForColleagues, by_key_as_another, (401, 401), (200, 401)),
    Probe(auth_order.SecondCookieNotSeen, as_first_and_second_cookie, (200, 200), (200, 401)),
    Probe(auth_order.TwoWayRoutesPreferKey, owners_of_what_two_make, ("owner_a", "owner_a"), ("owner_b", "owner_a")),
    Probe(auth_order.AdminClaimOfAnyToken, admin_list_beside_an_admins_token, 403, 200),
    Probe(auth_order.SdrSettingsPutTakesKey, settings_written_by_key, (401, 401), (401, 200)),
)
def test_a_credential_is_taken_or_refused_only_with_its_defect(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
