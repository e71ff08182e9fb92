"""A company shown wrongly, and the admin lists without their fields: each seen with its defect alone."""

from collections.abc import Callable
from typing import Any

from conformance.sandbox.defects import admin_lists, company_shown
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox


def read(actor: str, field: str) -> Callable[[Sandbox], Any]:
    def look(sandbox: Sandbox) -> Any:
        return sandbox.by(actor, "GET", "/api/company").body["company"].get(field)

    return look


def is_the_records(sandbox: Sandbox) -> bool:
    client = sandbox.by("owner_a", "GET", "/api/clients").body["clients"][0]
    return bool(read("owner_a", "id")(sandbox) == client["company_id"])


def readers_own(sandbox: Sandbox) -> bool:
    return bool(read("member_a", "owner")(sandbox) == sandbox.actor("member_a").user_id)


def renamed(sandbox: Sandbox) -> Any:
    answer = sandbox.by("owner_a", "PUT", "/api/company", {"name": "New"})
    return answer.body["company"]["name"] == "New", read("owner_a", "name")(sandbox)


def status(actor: str, method: str, path: str, body: Any = None) -> Callable[[Sandbox], int]:
    return lambda sandbox: sandbox.by(actor, method, path, body).status


def founded(sandbox: Sandbox) -> bool:
    return "company" in sandbox.by("newcomer_1", "POST", "/api/company", {"name": "Fresh"}).body


def every_row_has(kind: str, field: str) -> Callable[[Sandbox], bool]:
    return lambda sandbox: all(
        field in row for row in sandbox.by("platform_admin", "GET", f"/api/admin/{kind}").body[kind]
    )


@probes(
    Probe(company_shown.CompanyWithoutOwner, lambda s: read("owner_a", "owner")(s) is None, False, True),
    Probe(company_shown.CompanyOwnerIsTheReader, readers_own, False, True),
    Probe(company_shown.CompanyIdOfItsOwn, is_the_records, True, False),
    Probe(company_shown.EverybodyIsShownAsOwner, read("member_a", "role"), "Member", "Owner"),
    Probe(company_shown.RenameAnswersOldName, renamed, (True, "New"), (False, "New")),
    Probe(company_shown.MemberRefusedWith409, status("member_a", "PUT", "/api/company", {"name": "New"}), 403, 409),
    Probe(company_shown.NoCompanyIs403, status("newcomer_1", "GET", "/api/company"), 404, 403),
    Probe(company_shown.FoundedCompanyNotTold, founded, True, False),
    Probe(company_shown.NewcomerSeesAllCampaigns, status("newcomer_1", "GET", "/api/campaigns"), 403, 200),
    Probe(
        company_shown.NewcomerValidatesEmail,
        status("newcomer_1", "POST", "/api/email-validate", {"email": "a@x.example"}),
        403,
        200,
    ),
    Probe(admin_lists.AdminCompaniesNameless, every_row_has("companies", "name"), True, False),
    Probe(admin_lists.AdminUsersWithoutEmail, every_row_has("users", "email"), True, False),
)
def test_a_company_is_shown_wrongly_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
