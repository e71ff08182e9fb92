from conformance.sandbox.variants.foreign_is_403 import ForeignIs403
from conformance.sandbox.variants.header_casing import HeaderCasing
from conformance.sandbox.variants.login_sets_cookies import LoginSetsCookies
from conformance.sandbox.variants.owner_only_visibility import OwnerOnlyVisibility
from tests.sandbox.conftest import Build


def test_foreign_and_unknown_are_forbidden_alike(build: Build) -> None:
    sandbox = build(ForeignIs403())
    foreign = sandbox.by("owner_b", "GET", "/api/clients").body["clients"][0]["id"]
    seen = [sandbox.by("owner_a", "DELETE", f"/api/clients?id={id}").status for id in (foreign, "unknown")]
    assert seen == [403, 403]


def test_members_see_their_own_clients_and_managers_all(build: Build) -> None:
    sandbox = build(OwnerOnlyVisibility())
    for actor in ("owner_a", "member_a"):
        sandbox.by(actor, "POST", "/api/clients", {"clientName": "x"})
    owners = [
        {client["owner"] for client in sandbox.by(actor, "GET", "/api/clients").body["clients"]}
        for actor in ("member_a", "admin_a")
    ]
    assert owners[0] == {sandbox.actor("member_a").user_id}
    assert sandbox.actor("owner_a").user_id in owners[1]


def test_headers_change_their_spelling_alone(build: Build) -> None:
    sandbox = build(HeaderCasing())
    assert sandbox.by("owner_a", "GET", "/api/clients").headers["x-ratelimit-limit"] == "1000"


def test_a_login_sets_the_tokens_of_its_body_as_cookies(build: Build) -> None:
    sandbox = build(LoginSetsCookies())
    actor = sandbox.actor("owner_a")
    answer = sandbox.send("POST", "/api/auth", {"username": actor.username, "password": actor.password})
    assert answer.body["tokens"]["idToken"] in answer.headers["set-cookie"]
