"""The admin lists: every company and every user for a platform admin, nothing for anybody else."""

import pytest

from conformance import contract
from conformance.actors import Actor
from conformance.expectations import nonempty_string, satisfying
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Verify
from conformance.harness import Harness
from conformance.walking import walk

pytestmark = pytest.mark.level("standard")

LISTS = {"listAdminCompanies": ("companies", "LG-ADM-001", "name"), "listAdminUsers": ("users", "LG-ADM-002", "email")}
"""The key of the rows, the requirement of the list, and what each row has beside its id."""

NO_SUCCESS = satisfying("no 2xx status", lambda status: not 200 <= status < 300)


@pytest.mark.parametrize(
    "operation",
    [
        pytest.param(each, marks=[pytest.mark.operation(each), pytest.mark.requirement(requirement)])
        for each, (_, requirement, _) in LISTS.items()
    ],
)
def test_a_platform_admin_lists_all(platform_admin: Actor, verify: Verify, operation: str) -> None:
    key, requirement, name = LISTS[operation]
    page = platform_admin.call(operation)
    verify(requirement, page, expected=200, actual=page.status)
    some = satisfying("a list with a row", lambda rows: isinstance(rows, list) and len(rows) > 0)
    verify(requirement, page, expected=some, actual=page.at(key))
    for row in page.rows(key):
        for field in ("id", name):
            verify(requirement, page, expected=nonempty_string(), actual=row.get(field))


@pytest.mark.requirement("LG-ADM-003", "LG-ADM-004")
@pytest.mark.parametrize("operation", [pytest.param(each, marks=pytest.mark.operation(each)) for each in LISTS])
def test_nobody_else_opens_an_admin_list(
    harness: Harness, platform_admin: Actor, control: Control, verify: Verify, operation: str
) -> None:
    right = platform_admin.call(operation, purpose="control")
    control(right, expected=200, actual=right.status)
    for name in ("owner_a", "admin_a", "member_a"):
        if name in harness.profile.actors:
            refused = harness.actor(name).call(operation)
            verify("LG-ADM-003", refused, expected=NO_SUCCESS, actual=refused.status)
            verify("LG-ADM-003", refused, expected=[], actual=refused.rows(LISTS[operation][0]))
            told = (refused.status, refused.at("errorType"))
            verify("LG-ADM-004", refused, expected=(403, "insufficient_permissions"), actual=told)


@pytest.mark.requirement("LG-ADM-005")
@pytest.mark.operation("listAdminCompanies")
def test_the_list_of_companies_holds_both_tenants_once(
    platform_admin: Actor, tenant_a: Tenant, tenant_b: Tenant, verify: Verify
) -> None:
    listing = walk(platform_admin, contract.load()["listAdminCompanies"], limit=1000)
    for tenant in (tenant_a, tenant_b):
        verify("LG-ADM-005", listing.pages, expected=1, actual=listing.ids().count(tenant.company_id))


@pytest.mark.requirement("LG-ADM-006")
@pytest.mark.operation("listAdminUsers")
def test_the_list_of_users_holds_the_members_of_both_tenants_once(
    harness: Harness, platform_admin: Actor, tenant_a: Tenant, tenant_b: Tenant, verify: Verify
) -> None:
    listing = walk(platform_admin, contract.load()["listAdminUsers"], limit=1000)
    companies = {"owner_a": tenant_a, "admin_a": tenant_a, "member_a": tenant_a, "owner_b": tenant_b}
    for name, tenant in companies.items():
        if name in harness.profile.actors:
            user = harness.actor(name).user_id
            verify("LG-ADM-006", listing.pages, expected=1, actual=listing.ids().count(user))
            company = (listing.row(user) or {}).get("company_id")
            verify("LG-ADM-006", listing.pages, expected=tenant.company_id, actual=company or tenant.company_id)
