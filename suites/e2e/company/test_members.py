"""The company as its members see it, and who may rename it."""

from collections.abc import Iterator
from functools import partial

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import ABSENT, Exchange, Json
from conformance.expectations import nonempty_string, one_of, satisfying
from conformance.fixtures.naming import Naming
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Verify
from conformance.harness import Harness
from conformance.laws.rows import unchanged
from conformance.locks import ActorLock
from conformance.polling import Patience

pytestmark = [pytest.mark.level("standard"), pytest.mark.operation("getCompany")]

_LOCK_BOUND = 60.0
"""Seconds that another process may keep the company for itself."""

NO_SUCCESS = satisfying("no 2xx status", lambda status: not 200 <= status < 300)


def company_in(exchange: Exchange) -> dict[str, Json] | None:
    """The company in an answer, or None where there is none."""
    row = exchange.at("company")
    return row if isinstance(row, dict) else None


@pytest.fixture
def company(harness: Harness, owner_a: Actor) -> Iterator[dict[str, Json]]:
    """Company A as it stands, for this test alone; its name is put back afterwards."""
    lock = ActorLock(harness.context.state, "company-a", _LOCK_BOUND)
    try:
        read = owner_a.call("getCompany", purpose="setup")
        needed(read, expected=nonempty_string(), actual=read.at("company.name"), what="the company's name")
        row = company_in(read) or {}
        try:
            yield row
        finally:
            now = owner_a.call("getCompany", purpose="cleanup").at("company.name")
            if now != row["name"]:
                owner_a.call("updateCompany", json={"name": row["name"]}, purpose="cleanup")
    finally:
        lock.release()


@pytest.mark.requirement("LG-COMP-001", "LG-COMP-003")
def test_the_company_has_a_name_and_the_id_of_its_records(tenant_a: Tenant, verify: Verify) -> None:
    read = tenant_a.actor.call("getCompany")
    verify("LG-COMP-001", read, expected=200, actual=read.status)
    for name in ("id", "name", "owner"):
        verify("LG-COMP-001", read, expected=nonempty_string(), actual=read.at(f"company.{name}"))
    verify("LG-COMP-003", read, expected=tenant_a.company_id, actual=read.at("company.id"))


@pytest.mark.requirement("LG-COMP-002", "LG-COMP-004")
def test_all_members_read_the_same_company_in_their_own_role(
    owner_a: Actor, admin_a: Actor, member_a: Actor, verify: Verify
) -> None:
    first = owner_a.call("getCompany")
    for actor, role in ((owner_a, "Owner"), (admin_a, "Admin"), (member_a, "Member")):
        read = actor.call("getCompany")
        for name in ("id", "name", "owner"):
            expected = first.at(f"company.{name}")
            verify("LG-COMP-002", [first, read], expected=nonempty_string(), actual=expected)
            verify("LG-COMP-002", [first, read], expected=expected, actual=read.at(f"company.{name}"))
        verify("LG-COMP-004", read, expected=one_of(role, ABSENT, None), actual=read.at("company.role"))


@pytest.mark.operation("updateCompany")
@pytest.mark.parametrize(
    "who",
    [
        pytest.param("owner_a", marks=pytest.mark.requirement("LG-COMP-005", "LG-COMP-007")),
        pytest.param("admin_a", marks=pytest.mark.requirement("LG-COMP-006", "LG-COMP-007")),
    ],
)
def test_a_manager_renames_the_company(
    harness: Harness,
    member_a: Actor,
    company: dict[str, Json],
    naming: Naming,
    patience: Patience,
    verify: Verify,
    judge: Judge,
    who: str,
) -> None:
    requirement = "LG-COMP-005" if who == "owner_a" else "LG-COMP-006"
    manager, name = harness.actor(who), naming.tagged("a")
    renamed = manager.call("updateCompany", json={"name": name})
    verify(requirement, renamed, expected=200, actual=renamed.status)
    verify(requirement, renamed, expected=name, actual=renamed.at("company.name"))
    for reader in (manager, member_a):
        read = patience.until(partial(reader.call, "getCompany"), lambda page: page.at("company.name") == name)
        verify("LG-COMP-007", [renamed, read], expected=name, actual=read.at("company.name"))
        kept = unchanged(company, company_in(read), but=("name", "role", "updatedAt"), where="the company")
        judge("LG-COMP-007", [renamed, read], kept)


@pytest.mark.requirement("LG-COMP-008", "LG-COMP-009")
@pytest.mark.operation("updateCompany")
def test_a_member_does_not_rename_the_company(
    owner_a: Actor,
    member_a: Actor,
    company: dict[str, Json],
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
) -> None:
    right = owner_a.call("updateCompany", json={"name": company.get("name")}, purpose="control")
    control(right, expected=200, actual=right.status)
    refused = member_a.call("updateCompany", json={"name": naming.tagged("a")})
    verify("LG-COMP-008", refused, expected=NO_SUCCESS, actual=refused.status)
    for read in patience.twice(lambda: owner_a.call("getCompany")):
        verify("LG-COMP-008", [refused, read], expected=company.get("name"), actual=read.at("company.name"))
    told = (refused.status, refused.at("errorType"))
    verify("LG-COMP-009", refused, expected=(403, "insufficient_permissions"), actual=told)


@pytest.mark.requirement("LG-COMP-010")
@pytest.mark.operation("updateCompany")
def test_a_company_keeps_a_name(owner_a: Actor, company: dict[str, Json], patience: Patience, verify: Verify) -> None:
    names: tuple[Json, ...] = (None, "", 7, ["x"])
    refusals = [owner_a.call("updateCompany", json={"name": name}) for name in names]
    for refused in refusals:
        verify("LG-COMP-010", refused, expected=400, actual=refused.status)
    for read in patience.twice(lambda: owner_a.call("getCompany")):
        verify("LG-COMP-010", [*refusals, read], expected=company.get("name"), actual=read.at("company.name"))


@pytest.mark.requirement("LG-COMP-011")
@pytest.mark.operation("createCompany")
def test_a_second_company_is_refused_and_the_first_stays(
    owner_a: Actor,
    company: dict[str, Json],
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    right = owner_a.call("getCompany", purpose="control")
    control(right, expected=company.get("id"), actual=right.at("company.id"))
    refused = owner_a.call("createCompany", json={"name": naming.tagged("a")})
    verify("LG-COMP-011", refused, expected=409, actual=refused.status)
    for read in patience.twice(lambda: owner_a.call("getCompany")):
        judge("LG-COMP-011", [refused, read], unchanged(company, company_in(read), where="the company"))
