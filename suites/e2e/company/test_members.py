"""The company as its members see it, and who may rename it."""

from collections.abc import Iterator
from functools import partial

import pytest

from conformance import contract
from conformance.actors import Actor
from conformance.custody import NotAllowed
from conformance.evidence import needed
from conformance.exchange import ABSENT, Exchange, Json
from conformance.expectations import nonempty_string, one_of, satisfying
from conformance.fixtures.companies import BorrowedCompany, borrowed_company, company_lock
from conformance.fixtures.naming import Naming
from conformance.fixtures.requests import Requests
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Verify
from conformance.harness import Harness
from conformance.laws.isolation import refused, sought_at_home
from conformance.laws.rows import unchanged
from conformance.polling import Patience

pytestmark = [
    pytest.mark.level("standard"),
    pytest.mark.operation("getCompany"),
    pytest.mark.xdist_group("company"),
]


_READS = 3
"""Times that all members read the company, until they read one name."""


def company_in(exchange: Exchange) -> dict[str, Json] | None:
    """The company in an answer, or None where there is none."""
    row = exchange.at("company")
    return row if isinstance(row, dict) else None


@pytest.fixture
def company(harness: Harness, owner_a: Actor) -> Iterator[BorrowedCompany]:
    """Company A, for this test alone; its name is put back afterwards."""
    with borrowed_company(harness, owner_a) as place:
        yield place


@pytest.mark.requirement("LG-COMP-001", "LG-COMP-003")
def test_the_company_has_a_name_and_the_id_of_its_records(tenant_a: Tenant, requests: Requests, verify: Verify) -> None:
    read = requests.control("getCompany", tenant_a)
    verify("LG-COMP-001", read, expected=200, actual=read.status)
    for name in ("id", "name", "owner"):
        verify("LG-COMP-001", read, expected=nonempty_string(), actual=read.at(f"company.{name}"))
    verify("LG-COMP-003", read, expected=tenant_a.company_id, actual=read.at("company.id"))


@pytest.mark.requirement("LG-COMP-002", "LG-COMP-004")
def test_all_members_read_the_same_company_in_their_own_role(
    harness: Harness, owner_a: Actor, admin_a: Actor, member_a: Actor, verify: Verify
) -> None:
    with company_lock(harness, owner_a.company):
        for _ in range(_READS):
            first, *others = [actor.call("getCompany") for actor in (owner_a, admin_a, member_a)]
            if all(each.at("company.name") == first.at("company.name") for each in others):
                break  # else somebody may have renamed it meanwhile
    for read, role in zip((first, *others), ("Owner", "Admin", "Member"), strict=True):
        for name in ("id", "name", "owner"):
            expected = first.at(f"company.{name}")
            verify("LG-COMP-002", [first, read], expected=nonempty_string(), actual=expected)
            verify("LG-COMP-002", [first, read], expected=expected, actual=read.at(f"company.{name}"))
        verify("LG-COMP-004", read, expected=one_of(role, ABSENT, None), actual=read.at("company.role"))


@pytest.mark.requirement("LG-COMP-005", "LG-COMP-006", "LG-COMP-007", "LG-COMP-008", "LG-COMP-009")
@pytest.mark.operation("updateCompany")
def test_owner_and_admin_rename_the_company_and_a_member_does_not(
    owner_a: Actor,
    admin_a: Actor,
    member_a: Actor,
    company: BorrowedCompany,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    before = company_in(company.read) or {}
    name = ""
    for requirement, manager in (("LG-COMP-005", owner_a), ("LG-COMP-006", admin_a)):
        name = naming.tagged("a")
        renamed = company.send("updateCompany", {"name": name}, by=manager)
        verify(requirement, renamed, expected=200, actual=renamed.status)
        verify(requirement, renamed, expected=name, actual=renamed.at("company.name"))
        read = patience.until(partial(member_a.call, "getCompany"), partial(shows, name))
        company.insist_undisturbed(read)
        verify("LG-COMP-007", [renamed, read], expected=name, actual=read.at("company.name"))
        kept = unchanged(before, company_in(read), but=("name", "role", "updatedAt"), where="the company")
        judge("LG-COMP-007", [renamed, read], kept)
        control(renamed, expected=200, actual=renamed.status)
    attempt = company.send("updateCompany", {"name": naming.tagged("a")}, by=member_a)
    judge("LG-COMP-008", attempt, refused([attempt]))
    for read in patience.twice(lambda: owner_a.call("getCompany"), partial(shows, name)):
        company.insist_undisturbed(read)
        verify("LG-COMP-008", [attempt, read], expected=name, actual=read.at("company.name"))
    told = (attempt.status, attempt.at("errorType"))
    verify("LG-COMP-009", attempt, expected=(403, "insufficient_permissions"), actual=told)


def shows(name: str, page: Exchange) -> bool:
    """Whether a company is read under a name."""
    return bool(page.at("company.name") == name)


@pytest.mark.requirement("LG-COMP-010", "LG-COMP-011", "LG-ENV-021", "LG-ISO-032")
@pytest.mark.operation("createCompany", "updateCompany")
def test_a_company_keeps_its_name_its_owner_and_its_id_and_stays_the_only_one(
    harness: Harness,
    owner_a: Actor,
    company: BorrowedCompany,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    before = company_in(company.read) or {}
    control(company.read, expected=nonempty_string(), actual=company.read.at("company.id"))
    shared = harness.consent.refusal(contract.load()["createCompany"], owner_a.company)
    writes: list[Exchange] = []
    if shared is None:  # what these may change in a company that others use, nobody could put back
        claims = {field: naming.random_id() for field in ("owner", "company_id", "id")}
        plain: dict[str, Json] = {"name": before.get("name")}
        writes += [company.send("updateCompany", plain | claims)] * 2
        if writes[0].status == 404:
            writes[1] = company.send("updateCompany", plain)
    # After these, so that no write puts back what others may change.
    names: list[Json] = ["", [naming.tagged("a")]]
    refusals = [company.send("updateCompany", {"name": name}) for name in names]
    tried = list(zip(names, refusals, strict=True))
    if shared is None:
        another = naming.tagged("a")
        writes.append(company.send("createCompany", {"name": another}))
        tried.append((another, writes[-1]))
    reads = patience.twice(lambda: owner_a.call("getCompany"))
    for read in reads:
        company.insist_undisturbed(read)
    left = [name for name, attempt in tried if 400 <= attempt.status <= 499]
    renamed = ("name",) if len(left) < len(tried) else ()
    stands = satisfying("no refused name", lambda name: name not in left) if renamed else before.get("name")
    kept = [unchanged(before, company_in(read), but=("updatedAt", *renamed), where="the company") for read in reads]
    # What is only advisory comes first: none of it keeps the rest from being judged.
    for attempt in refusals:
        verify("LG-COMP-010", attempt, expected=400, actual=attempt.status)
    for read in reads:
        verify("LG-COMP-010", [*refusals, read], expected=stands, actual=read.at("company.name"))
    for second in writes[2:]:
        verify("LG-COMP-011", second, expected=409, actual=second.status)
        for read, law in zip(reads, kept, strict=True):
            judge("LG-COMP-011", [second, read], law)
    for read in reads if left else ():
        verify("LG-ENV-021", [*refusals, *writes[2:], read], expected=stands, actual=read.at("company.name"))
    if shared is not None:
        raise NotAllowed(shared)
    claimed, again, _ = writes
    judge("LG-ISO-032", [claimed, again], sought_at_home(claimed, again))
    for read, law in zip(reads, kept, strict=True):
        judge("LG-ISO-032", [claimed, read], law)
    needed(refusals[-1], expected=True, actual=bool(left), what="a refusal of a name, or of a second company,")
