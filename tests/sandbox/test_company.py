import pytest

from tests.sandbox.driver import Sandbox

WRONG_NAMES = [{"name": ""}, {"name": "  "}, {"name": None}, {"name": 7}, {"name": ["x"]}]


def name(sandbox: Sandbox, by: str = "owner_a") -> str:
    found: str = sandbox.by(by, "GET", "/api/company").body["company"]["name"]
    return found


def test_all_members_read_the_same_company_each_with_their_own_role(sandbox: Sandbox) -> None:
    seen = [sandbox.by(actor, "GET", "/api/company").body["company"] for actor in ("owner_a", "admin_a", "member_a")]
    assert [company.pop("role") for company in seen] == ["Owner", "Admin", "Member"]
    assert seen[0] == seen[1] == seen[2]


def test_the_company_is_that_of_the_records_and_its_owner_the_founder(sandbox: Sandbox) -> None:
    company = sandbox.by("member_a", "GET", "/api/company").body["company"]
    client = sandbox.by("member_a", "POST", "/api/clients", {"clientName": "Acme"}).body["client"]
    assert (company["id"], company["owner"]) == (client["company_id"], sandbox.actor("owner_a").user_id)


@pytest.mark.parametrize("manager", ["owner_a", "admin_a"])
def test_a_manager_renames_the_company_for_everybody(sandbox: Sandbox, manager: str) -> None:
    before = sandbox.by("member_a", "GET", "/api/company").body["company"]
    renamed = sandbox.by(manager, "PUT", "/api/company", {"name": " Renamed "}).body["company"]
    after = sandbox.by("member_a", "GET", "/api/company").body["company"]
    assert renamed["name"] == after["name"] == "Renamed"
    assert after["updatedAt"] > before["updatedAt"]
    assert {**after, "name": before["name"], "updatedAt": before["updatedAt"]} == before


def test_a_rename_moves_no_other_company(sandbox: Sandbox) -> None:
    before = name(sandbox, "owner_b")
    sandbox.by("owner_a", "PUT", "/api/company", {"name": "Renamed"})
    assert name(sandbox, "owner_b") == before


def test_a_member_may_not_rename_it(sandbox: Sandbox) -> None:
    before = name(sandbox)
    answer = sandbox.by("member_a", "PUT", "/api/company", {"name": "Taken over"})
    assert (answer.status, answer.error_type, name(sandbox)) == (403, "insufficient_permissions", before)


@pytest.mark.parametrize("body", WRONG_NAMES)
def test_a_name_is_a_text_that_is_not_empty(sandbox: Sandbox, body: object) -> None:
    before = name(sandbox)
    answer = sandbox.by("owner_a", "PUT", "/api/company", body)
    assert (answer.status, name(sandbox)) == (400, before)


def test_an_update_without_a_name_changes_nothing(sandbox: Sandbox) -> None:
    before = sandbox.by("owner_a", "GET", "/api/company").body
    answer = sandbox.by("owner_a", "PUT", "/api/company", {"owner": "x", "id": "y", "company_id": "z"})
    assert (answer.status, answer.body) == (200, before)


def test_an_api_key_is_no_credential_here(sandbox: Sandbox) -> None:
    answer = sandbox.send("GET", "/api/company", headers=sandbox.key("owner_a"))
    assert (answer.status, answer.error_type) == (401, "no_valid_credentials")


def test_a_newcomer_has_no_company_to_read(sandbox: Sandbox) -> None:
    answer = sandbox.by("newcomer_1", "GET", "/api/company")
    assert (answer.status, answer.error_type) == (404, "not_found")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/api/company"),
        ("POST", "/api/agent-api-keys"),
        ("GET", "/api/admin/companies"),
        ("GET", "/api/admin/users"),
        ("GET", "/api/search-history"),
        ("GET", "/api/webhook-workbench"),
        ("GET", "/api/campaigns"),
        ("GET", "/api/maintenance/bugs"),
        ("GET", "/api/maintenance/enhancements"),
        ("GET", "/api/unipile-accounts"),
    ],
)
def test_a_newcomer_may_do_nothing_but_found_a_company(sandbox: Sandbox, method: str, path: str) -> None:
    answer = sandbox.by("newcomer_1", method, path, None if method == "GET" else {"name": "n"})
    assert (answer.status, answer.error_type) == (403, "insufficient_permissions")


def test_a_newcomer_founds_a_company_and_is_its_owner(sandbox: Sandbox) -> None:
    founded = sandbox.by("newcomer_1", "POST", "/api/company", {"name": "Fresh", "id": "mine", "owner": "x"})
    read = sandbox.by("newcomer_1", "GET", "/api/company")
    assert (founded.status, founded.body) == (201, read.body)
    company = read.body["company"]
    assert (company["name"], company["role"]) == ("Fresh", "Owner")
    assert company["owner"] == sandbox.actor("newcomer_1").user_id
    assert company["id"] not in {"mine", *sandbox.application.seeding.companies.values()}


def test_a_founder_works_in_the_company_at_once(sandbox: Sandbox) -> None:
    sandbox.by("newcomer_1", "POST", "/api/company", {"name": "Fresh"})
    assert sandbox.by("newcomer_1", "PUT", "/api/company", {"name": "Fresher"}).status == 200
    assert sandbox.by("newcomer_1", "GET", "/api/clients").body["clients"] == []


def test_two_newcomers_found_two_companies_under_one_name(sandbox: Sandbox) -> None:
    ids = {
        sandbox.by(actor, "POST", "/api/company", {"name": "Same"}).body["company"]["id"]
        for actor in ("newcomer_1", "newcomer_2")
    }
    assert len(ids) == 2


@pytest.mark.parametrize("body", [{}, *WRONG_NAMES])
def test_a_company_without_a_name_is_not_founded(sandbox: Sandbox, body: object) -> None:
    assert sandbox.by("newcomer_1", "POST", "/api/company", body).status == 400
    assert sandbox.by("newcomer_1", "GET", "/api/company").status == 404


@pytest.mark.parametrize("actor", ["owner_a", "member_a"])
def test_who_has_a_company_founds_no_second_one(sandbox: Sandbox, actor: str) -> None:
    before = sandbox.by(actor, "GET", "/api/company").body
    answer = sandbox.by(actor, "POST", "/api/company", {"name": "Second"})
    assert (answer.status, answer.error_type) == (409, "already_exists")
    assert sandbox.by(actor, "GET", "/api/company").body == before
