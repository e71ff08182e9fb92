"""Refused credentials: nothing, forged, changed, aged, foreign. Each refusal stands beside the owner's success."""

import pytest

from conformance.actors import Actor, Caller
from conformance.credentials import bearer, cookies
from conformance.evidence import without_login
from conformance.expectations import satisfying
from conformance.fixtures.requests import Requests
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Verify
from conformance.forgery import altered_signature, strangers_key
from conformance.laws.credentials import opens_nothing, refused_as_unknown
from conformance.suites.e2e.auth.bad_credentials import other_tokens
from conformance.suites.e2e.auth.conftest import NOT_A_401, Proven
from conformance.suites.e2e.auth.denials import Denials

pytestmark = pytest.mark.xdist_group("credentials")

SMALL = ("listClients", "updateClient")
"""The operations that even the smallest level tries."""

A_401 = frozenset(f"LG-AUTH-0{number}" for number in ("06", "07", "08", "09", 19, 21, 23, 25, 26))
"""The requirements that say with which status the request is refused."""

NOT_A_SUCCESS = satisfying("no 2xx status", lambda status: not 200 <= status < 300)


def each_of(*numbers: int) -> pytest.MarkDecorator:
    """A test for each of these requirements, which stands alone."""
    names = [f"LG-AUTH-{number:03}" for number in numbers]
    return pytest.mark.parametrize(
        "requirement", [pytest.param(each, marks=pytest.mark.requirement(each)) for each in names]
    )


@pytest.mark.requirement("LG-AUTH-001", "LG-AUTH-010")
@pytest.mark.operation(*SMALL)
def test_a_request_without_credentials_is_refused(
    requests: Requests, tenant_a: Tenant, anonymous: Caller, control: Control, judge: Judge
) -> None:
    for operation in SMALL:
        right = requests.control(operation, tenant_a)
        control(right, expected=NOT_A_401, actual=right.status)
        refused = requests.right(operation, tenant_a).send(anonymous)
        judge("LG-AUTH-001", refused, opens_nothing(refused))
        judge("LG-AUTH-010", refused, refused_as_unknown(refused))


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-AUTH-001", "LG-AUTH-010")
def test_a_request_without_credentials_is_refused_on_every_other_operation(
    denials: Denials, proven: Proven, judge: Judge
) -> None:
    others = [each for each in denials.operations("LG-AUTH-001") if each not in SMALL]
    for denial in proven(denials.bare(others)):
        judge("LG-AUTH-001", denial.exchange, opens_nothing(denial.exchange))
        judge("LG-AUTH-010", denial.exchange, refused_as_unknown(denial.exchange))


@pytest.mark.requirement("LG-AUTH-002")
@pytest.mark.operation("listClients")
def test_a_forged_signature_opens_nothing(
    requests: Requests, tenant_a: Tenant, anonymous: Caller, control: Control, verify: Verify
) -> None:
    right = requests.control("listClients", tenant_a)
    control(right, expected=200, actual=right.status)
    access = tenant_a.actor.tokens().access
    for by in ([cookies(altered_signature(access))], [bearer(strangers_key(access))]):
        refused = requests.right("listClients", tenant_a).send(anonymous, by=by)
        verify("LG-AUTH-002", refused, expected=NOT_A_SUCCESS, actual=refused.status)


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-AUTH-002", "LG-AUTH-003", "LG-AUTH-004", "LG-AUTH-010")
def test_a_token_that_somebody_else_made_opens_nothing(denials: Denials, proven: Proven, judge: Judge) -> None:
    for requirement in ("LG-AUTH-002", "LG-AUTH-003", "LG-AUTH-004"):
        for denial in proven(denials.of(requirement)):
            judge(requirement, denial.exchange, opens_nothing(denial.exchange))
            judge("LG-AUTH-010", denial.exchange, refused_as_unknown(denial.exchange))


@pytest.mark.level("standard")
@each_of(5, 6, 7, 8)
def test_a_token_that_was_made_for_something_else_opens_nothing(
    denials: Denials, proven: Proven, judge: Judge, verify: Verify, requirement: str
) -> None:
    for denial in proven(denials.of(requirement)):
        judge(requirement, denial.exchange, opens_nothing(denial.exchange))
        if requirement in A_401:
            verify(requirement, denial.exchange, expected=401, actual=denial.exchange.status)


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-AUTH-009")
@pytest.mark.operation("listClients")
def test_id_and_refresh_tokens_are_no_bearer_tokens(
    owner_a: Actor, denials: Denials, proven: Proven, verify: Verify
) -> None:
    parts = other_tokens(owner_a)
    if not parts:
        raise without_login(owner_a.name)
    for part in parts:
        for denial in proven(denials.of_parts("listClients", [part])):
            verify("LG-AUTH-009", denial.exchange, expected=401, actual=denial.exchange.status)


@pytest.mark.level("standard")
@each_of(24, 25, 26)
def test_what_is_no_credential_opens_nothing(
    denials: Denials, proven: Proven, judge: Judge, verify: Verify, requirement: str
) -> None:
    for denial in proven(denials.of(requirement)):
        judge(requirement, denial.exchange, opens_nothing(denial.exchange))
        if requirement in A_401:
            verify(requirement, denial.exchange, expected=401, actual=denial.exchange.status)


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-PRIO-009")
def test_several_bad_credentials_make_no_good_one(denials: Denials, proven: Proven, judge: Judge) -> None:
    for denial in proven(denials.crowded(denials.operations("LG-PRIO-009"))):
        judge("LG-PRIO-009", denial.exchange, opens_nothing(denial.exchange))


@pytest.mark.level("deep")
@each_of(*range(2, 10), 19, 21, 22, 23, 25, 26)
def test_each_bad_credential_opens_nothing_on_any_operation_nor_in_any_place(
    denials: Denials, proven: Proven, judge: Judge, verify: Verify, requirement: str
) -> None:
    for denial in proven(denials.alone(requirement)):
        judge(requirement, denial.exchange, opens_nothing(denial.exchange))
        if requirement in A_401:
            verify(requirement, denial.exchange, expected=401, actual=denial.exchange.status)
