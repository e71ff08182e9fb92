from typing import Any

from conformance.sandbox.defects import (
    admin_lists,
    api_keys_made,
    company_kept,
    company_roles,
    routes_credentials,
    routes_requests,
    routes_walls,
)
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox

PUT, POST = "PUT", "POST"


def name_after(method: str, actor: str, name: str = "New", founder: str = "owner_a") -> Any:
    """The status of a write, and whether the founder reads its name afterwards."""

    def look(sandbox: Sandbox) -> Any:
        answer = sandbox.by(actor, method, "/api/company", {"name": name})
        company = sandbox.by(founder, "GET", "/api/company").body["company"]
        return answer.status, company["name"] == name

    return look


def refused_name(method: str, actor: str) -> Any:
    """The status of a write without a right name, and the name that the company then has, if there is one."""

    def look(sandbox: Sandbox) -> Any:
        before = sandbox.by(actor, "GET", "/api/company").body.get("company")
        status = sandbox.by(actor, method, "/api/company", {"name": ["x"]}).status
        after = sandbox.by(actor, "GET", "/api/company").body.get("company")
        return status, after == before, (after or {}).get("name") == "['x']"

    return look


def company_of_query(sandbox: Sandbox) -> bool:
    """Whether the company read is the stranger's that the query names."""
    theirs = sandbox.by("owner_b", "GET", "/api/company").body["company"]["id"]
    read = sandbox.by("owner_a", "GET", f"/api/company?companyId={theirs}").body["company"]["id"]
    return bool(read == theirs)


def founded(sandbox: Sandbox) -> Any:
    statuses = [
        sandbox.by("newcomer_1", method, "/api/company", body).status
        for method, body in ((POST, {"name": "Fresh"}), ("GET", None), (PUT, {"name": "Fresher"}))
    ]
    return tuple(statuses)


def statuses_of(kind: str, *actors: str) -> Any:
    def look(sandbox: Sandbox) -> Any:
        return [sandbox.by(actor, "GET", f"/api/admin/{kind}").status for actor in actors]

    return look


def everything_listed(kind: str) -> Any:
    def look(sandbox: Sandbox) -> bool:
        ids = {row["id"] for row in sandbox.by("platform_admin", "GET", f"/api/admin/{kind}").body[kind]}
        seeding = sandbox.application.seeding
        known = [actor.user_id for actor in seeding.actors.values()]
        return ids == set(known if kind == "users" else seeding.companies.values())

    return look


def new_key(sandbox: Sandbox) -> dict[str, str]:
    key = sandbox.by("member_a", POST, "/api/agent-api-keys", {"name": "n"}).body["apiKey"]
    return {"x-api-key": key, "x-user-id": sandbox.actor("member_a").user_id}


def clients_of_new_key(sandbox: Sandbox) -> Any:
    """The status of the maker's new key, and whether it shows the maker's clients."""
    answer = sandbox.send("GET", "/api/clients", headers=new_key(sandbox))
    own = sandbox.by("member_a", "GET", "/api/clients").body["clients"]
    return answer.status, answer.body.get("clients") == own


def new_key_of_member_as_owner(sandbox: Sandbox) -> int:
    headers = {**new_key(sandbox), "x-user-id": sandbox.actor("owner_a").user_id}
    return sandbox.send("GET", "/api/clients", headers=headers).status


def key_by_key(sandbox: Sandbox) -> int:
    return sandbox.send(POST, "/api/agent-api-keys", {"name": "n"}, sandbox.key("owner_a")).status


@probes(
    Probe(company_roles.CompanyRenamedByMember, name_after(PUT, "member_a"), (403, False), (200, True)),
    Probe(company_roles.CompanyRenamedDespiteRefusal, name_after(PUT, "member_a"), (403, False), (403, True)),
    Probe(company_roles.CompanyNotRenamedByAdmin, name_after(PUT, "admin_a"), (200, True), (403, False)),
    Probe(company_roles.CompanyNameMayBeEmpty, name_after(PUT, "owner_a", ""), (400, False), (200, True)),
    Probe(routes_requests.RefusedNameKept, refused_name(PUT, "owner_a"), (400, True, False), (400, False, True)),
    Probe(routes_requests.RefusedNameKept, refused_name(POST, "newcomer_1"), (400, True, False), (400, False, True)),
    Probe(routes_walls.CompanyInQueryActs, company_of_query, False, True),
    Probe(company_kept.CompanyRenameNotStored, name_after(PUT, "owner_a"), (200, True), (200, False)),
    Probe(company_kept.CompanyPostOverwrites, name_after(POST, "owner_a"), (409, False), (201, True)),
    Probe(company_kept.CompanyPostOverwritesDespiteRefusal, name_after(POST, "owner_a"), (409, False), (409, True)),
    Probe(company_kept.CompanyWithoutItsFounder, founded, (201, 200, 200), (201, 404, 403)),
    Probe(company_kept.CompanyFounderIsMember, founded, (201, 200, 200), (201, 200, 403)),
    Probe(admin_lists.AdminOpensToOwner, statuses_of("companies", "owner_a", "member_a"), [403, 403], [200, 403]),
    Probe(admin_lists.AdminOpensToOwner, statuses_of("users", "owner_a", "admin_a"), [403, 403], [200, 403]),
    Probe(
        admin_lists.AdminListOpensToEverybody, statuses_of("users", "member_a", "newcomer_1"), [403, 403], [200, 200]
    ),
    Probe(admin_lists.AdminRefusalIs404, statuses_of("users", "owner_a", "platform_admin"), [403, 200], [404, 200]),
    Probe(admin_lists.AdminCompaniesOwnOnly, everything_listed("companies"), True, False),
    Probe(admin_lists.AdminUsersWithoutMembers, everything_listed("users"), True, False),
    Probe(api_keys_made.ApiKeyNotStored, clients_of_new_key, (200, True), (401, False)),
    Probe(api_keys_made.ApiKeyActsAsAnother, clients_of_new_key, (200, True), (200, False)),
    Probe(api_keys_made.ApiKeyActsAsOwner, clients_of_new_key, (200, True), (401, False)),
    Probe(api_keys_made.ApiKeyActsAsOwner, new_key_of_member_as_owner, 401, 200),
    Probe(routes_credentials.KeysOpenWhatIsKept, key_by_key, 401, 200),
)
def test_what_goes_wrong_with_companies_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
