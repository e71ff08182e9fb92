from typing import Any

import pytest

from conformance.sandbox.actors import CAST
from tests.sandbox.driver import Sandbox

LISTS = ("companies", "users")


def walk(sandbox: Sandbox, kind: str, limit: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    token: str | None = ""
    while token is not None:
        query = f"?limit={limit}" + (f"&nextToken={token}" if token else "")
        page = sandbox.by("platform_admin", "GET", f"/api/admin/{kind}{query}").body
        assert len(page[kind]) <= limit
        rows += page[kind]
        token = page["nextToken"]
    return rows


def test_a_platform_admin_sees_every_company_under_the_id_of_its_records(sandbox: Sandbox) -> None:
    ids = [company["id"] for company in walk(sandbox, "companies", 100)]
    assert sorted(ids) == sorted(sandbox.application.seeding.companies.values())


def test_a_platform_admin_sees_every_user_with_the_company(sandbox: Sandbox) -> None:
    users = {user["id"]: user for user in walk(sandbox, "users", 100)}
    assert len(users) == len(CAST)
    for part in CAST:
        actor = sandbox.actor(part.name)
        user = users[actor.user_id]
        company = sandbox.application.seeding.companies.get(part.company or "")
        assert (user["email"], user.get("company_id"), user.get("role")) == (actor.username, company, part.role)


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("limit", [1, 3])
def test_a_walk_in_small_pages_is_the_whole_list(sandbox: Sandbox, kind: str, limit: int) -> None:
    assert walk(sandbox, kind, limit) == walk(sandbox, kind, 1000)


@pytest.mark.parametrize("limit", ["0", "-1", "1001", "x"])
def test_a_limit_out_of_range_is_refused(sandbox: Sandbox, limit: str) -> None:
    assert sandbox.by("platform_admin", "GET", f"/api/admin/users?limit={limit}").status == 400


def test_a_token_of_one_list_does_not_open_the_other(sandbox: Sandbox) -> None:
    token = sandbox.by("platform_admin", "GET", "/api/admin/users?limit=1").body["nextToken"]
    assert sandbox.by("platform_admin", "GET", f"/api/admin/companies?nextToken={token}").status == 400


def test_a_founded_company_and_its_founder_show(sandbox: Sandbox) -> None:
    company = sandbox.by("newcomer_1", "POST", "/api/company", {"name": "Fresh"}).body["company"]
    founder = next(user for user in walk(sandbox, "users", 100) if user["id"] == company["owner"])
    assert (founder["company_id"], founder["role"]) == (company["id"], "Owner")
    newest = walk(sandbox, "companies", 100)[-1]
    assert (newest["id"], newest["name"], newest["owner"]) == (company["id"], "Fresh", company["owner"])


def test_a_renamed_company_shows_its_new_name(sandbox: Sandbox) -> None:
    id = sandbox.by("owner_a", "PUT", "/api/company", {"name": "Renamed"}).body["company"]["id"]
    assert {"id": id, "name": "Renamed"}.items() <= next(
        company for company in walk(sandbox, "companies", 100) if company["id"] == id
    ).items()


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("actor", ["owner_a", "admin_a", "member_a", "owner_b", "newcomer_1"])
def test_nobody_else_opens_the_lists(sandbox: Sandbox, kind: str, actor: str) -> None:
    answer = sandbox.by(actor, "GET", f"/api/admin/{kind}")
    assert (answer.status, answer.error_type, kind in answer.body) == (403, "insufficient_permissions", False)


@pytest.mark.parametrize("kind", LISTS)
def test_a_platform_admins_api_key_does_not_open_them(sandbox: Sandbox, kind: str) -> None:
    answer = sandbox.send("GET", f"/api/admin/{kind}", headers=sandbox.key("platform_admin"))
    assert (answer.status, answer.error_type) == (401, "no_valid_credentials")


def test_no_list_tells_what_users_log_in_with(sandbox: Sandbox) -> None:
    keys = {key for user in walk(sandbox, "users", 100) for key in user}
    assert keys == {"id", "email", "createdAt", "company_id", "role"}
