"""The admin lists: every company and every user for a platform admin, nothing for anybody else."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest

from conformance import contract
from conformance.actors import Actor
from conformance.expectations import nonempty_string, one_of, satisfying
from conformance.fixtures.once import Once
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Verify
from conformance.harness import Harness
from conformance.laws.isolation import REFUSALS, refused
from conformance.walking import Walk, walk

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("admin")]

MEMBERS = {"owner_a": "a", "admin_a": "a", "member_a": "a", "owner_b": "b"}
"""Who is known of each company; the first three are no platform admins."""


@dataclass(frozen=True)
class AdminList:
    """One of the lists: the key of its rows, what each has beside its id, and the requirements on both."""

    operation: str
    key: str
    field: str
    opens: str
    complete: str


LISTS = (
    AdminList("listAdminCompanies", "companies", "name", "LG-ADM-001", "LG-ADM-005"),
    AdminList("listAdminUsers", "users", "email", "LG-ADM-002", "LG-ADM-006"),
)


@pytest.fixture(scope="session")
def walks(harness: Harness) -> Callable[[AdminList], Walk]:
    """A list as a platform admin walks it, once a process."""

    def walked(listed: AdminList) -> Walk:
        return walk(harness.actor("platform_admin"), contract.load()[listed.operation], limit=1000)

    made = {each: Once(harness, partial(walked, each)) for each in LISTS}
    return lambda listed: made[listed].get()


@pytest.mark.usefixtures("platform_admin")
@pytest.mark.parametrize(
    "listed",
    [
        pytest.param(
            each,
            id=each.operation,
            marks=[
                pytest.mark.operation(each.operation),
                pytest.mark.requirement(each.opens, each.complete, "LG-ADM-003", "LG-ADM-004"),
            ],
        )
        for each in LISTS
    ],
)
def test_a_platform_admin_and_nobody_else_lists_all(
    harness: Harness,
    walks: Callable[[AdminList], Walk],
    tenant_a: Tenant,
    tenant_b: Tenant,
    control: Control,
    verify: Verify,
    judge: Judge,
    listed: AdminList,
) -> None:
    listing = walks(listed)
    first = listing.pages[0]
    verify(listed.opens, first, expected=200, actual=first.status)
    some = satisfying("a list with a row", lambda rows: isinstance(rows, list) and len(rows) > 0)
    verify(listed.opens, first, expected=some, actual=first.at(listed.key))
    for row in listing.rows:
        for field in ("id", listed.field):
            verify(listed.opens, listing.pages, expected=nonempty_string(), actual=row.get(field))

    control(first, expected=200, actual=first.status)
    for name in MEMBERS:
        if name in harness.profile.actors and name != "owner_b":
            attempt = harness.actor(name).call(listed.operation)
            judge("LG-ADM-003", attempt, refused([attempt]))
            verify("LG-ADM-003", attempt, expected=[], actual=attempt.rows(listed.key))
            told = (attempt.status, attempt.at("errorType"))
            verify("LG-ADM-004", attempt, expected=(403, "insufficient_permissions"), actual=told)

    companies = {"a": tenant_a.company_id, "b": tenant_b.company_id}
    if listed.key == "companies":
        for id in companies.values():
            verify(listed.complete, listing.pages, expected=1, actual=listing.ids().count(id))
        return
    alone = [each.user_id for each in harness.profile.actors.values() if each.company is None and each.user_id]
    for user in alone:
        verify(listed.complete, listing.pages, expected=one_of(0, 1), actual=listing.ids().count(user))
    for name, company in MEMBERS.items():
        if name in harness.profile.actors:
            user = harness.actor(name).user_id
            verify(listed.complete, listing.pages, expected=1, actual=listing.ids().count(user))
            shown = (listing.row(user) or {}).get("company_id")
            verify(listed.complete, listing.pages, expected=companies[company], actual=shown or companies[company])


@pytest.mark.requirement("LG-PRIO-017")
@pytest.mark.parametrize(
    "listed", [pytest.param(each, marks=pytest.mark.operation(each.operation), id=each.operation) for each in LISTS]
)
def test_a_platform_admins_token_below_anothers_cookie_opens_nothing(
    owner_a: Actor,
    platform_admin: Actor,
    walks: Callable[[AdminList], Walk],
    control: Control,
    verify: Verify,
    judge: Judge,
    listed: AdminList,
) -> None:
    right = walks(listed).pages[0]
    control(right, expected=200, actual=right.status)
    mixed = owner_a.call(listed.operation, by=[owner_a.credential("cookie"), platform_admin.bearer()])
    judge("LG-PRIO-017", mixed, refused([mixed], statuses=(*REFUSALS, 401)))
    verify("LG-PRIO-017", mixed, expected=[], actual=mixed.rows(listed.key))
