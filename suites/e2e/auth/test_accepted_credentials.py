"""Accepted credentials: each kind opens what takes it, and shows the records of its person."""

from functools import partial

import pytest

from conformance import catalogue
from conformance.actors import Actor
from conformance.credentials import Kind
from conformance.exchange import Exchange
from conformance.expectations import Expectation, containing, nonempty_string, one_of, satisfying
from conformance.fixtures.naming import Naming
from conformance.fixtures.requests import Requests
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Judge, Verify
from conformance.laws.isolation import same_rows
from conformance.polling import Patience
from conformance.suites.e2e.auth.conftest import NOT_A_401
from conformance.suites.e2e.auth.denials import Denials

pytestmark = pytest.mark.xdist_group("credentials")


def told_by_status_alone() -> list[str]:
    """The operations of LG-AUTH-014 whose answers show nobody, so that no priority is told by them."""
    known = catalogue.load()
    shown = {operation for each in known.values() if "F07" in each.faults for operation in each.operations}
    return [each for each in known["LG-AUTH-014"].operations if each not in shown]


LOOKED_AT = ("findLead", *told_by_status_alone())
"""What standard tries by key: a read that tells one's own records, and what no mixed request can show anything of."""

KINDS: dict[Kind, str] = {"bearer": "LG-AUTH-011", "cookie": "LG-AUTH-012"}
"""The kinds of credentials that hold a token, with what says that it opens the API."""


def opened_as_by(token: Exchange) -> Expectation:
    """Neither 401 nor 403; but an id that names nothing may get 403 whoever asks (reference: Isolation)."""
    return satisfying(
        "neither 401 nor 403, unless a token gets 403 as well",
        lambda status: status != 401 and (status != 403 or token.status == 403),
    )


@pytest.mark.requirement("LG-AUTH-011")
@pytest.mark.operation("listClients")
def test_a_valid_bearer_token_opens_the_clients(requests: Requests, tenant_a: Tenant, verify: Verify) -> None:
    answer = requests.control("listClients", tenant_a, "bearer")
    verify("LG-AUTH-011", answer, expected=NOT_A_401, actual=answer.status)


@pytest.mark.level("standard")
@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=pytest.mark.requirement(requirement)) for kind, requirement in KINDS.items()]
)
def test_a_valid_token_opens_the_operations_whose_control_it_is(
    denials: Denials, requests: Requests, tenant_a: Tenant, verify: Verify, kind: Kind
) -> None:
    # The other kind is tried on each of them by the mixed requests of the priority tests, and alone at deep.
    for operation in denials.operations(KINDS[kind]):
        if requests.kind(operation, tenant_a) == kind:
            answer = requests.control(operation, tenant_a)
            verify(KINDS[kind], answer, expected=NOT_A_401, actual=answer.status)


@pytest.mark.level("deep")
@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=pytest.mark.requirement(requirement)) for kind, requirement in KINDS.items()]
)
def test_a_valid_token_opens_every_operation_that_takes_it(
    denials: Denials, requests: Requests, tenant_a: Tenant, verify: Verify, kind: Kind
) -> None:
    for operation in denials.operations(KINDS[kind]):
        answer = requests.control(operation, tenant_a, kind)
        verify(KINDS[kind], answer, expected=NOT_A_401, actual=answer.status)


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-AUTH-013")
def test_an_api_key_with_its_user_opens_what_takes_keys(
    keyed_owner_a: Actor, denials: Denials, requests: Requests, tenant_a: Tenant, patience: Patience, verify: Verify
) -> None:
    for operation in denials.operations("LG-AUTH-013"):
        answer = requests.control(operation, tenant_a, "key")
        token = requests.control(operation, tenant_a, "bearer") if answer.status == 403 else answer
        verify("LG-AUTH-013", answer, expected=opened_as_by(token), actual=answer.status)
    shown = requests.control("listLeads", tenant_a, "key")
    if not shown.rows("leads"):
        again = partial(keyed_owner_a.call, "listLeads", query=tenant_a.query, by="key")
        shown = patience.until(again, lambda page: bool(page.rows("leads")))
    ids = [row.get("id") for row in shown.rows("leads")]
    verify("LG-AUTH-013", shown, expected=containing(tenant_a.lead.id), actual=ids)


@pytest.mark.requirement("LG-AUTH-014")
@pytest.mark.usefixtures("keyed_owner_a")
@pytest.mark.parametrize(
    "operations",
    [
        pytest.param(LOOKED_AT, id="reads", marks=pytest.mark.level("standard")),
        pytest.param(None, id="all", marks=pytest.mark.level("deep")),
    ],
)
def test_elsewhere_a_key_is_its_user_or_is_refused(
    denials: Denials,
    requests: Requests,
    tenant_a: Tenant,
    patience: Patience,
    verify: Verify,
    judge: Judge,
    operations: list[str] | None,
) -> None:
    allowed = denials.operations("LG-AUTH-014")
    for operation in [each for each in operations or allowed if each in allowed]:
        token, key = requests.control(operation, tenant_a), requests.control(operation, tenant_a, "key")
        if operation == "findLead":
            token, key = settled(patience, requests, tenant_a, token), settled(patience, requests, tenant_a, key, "key")
        verify("LG-AUTH-014", [token, key], expected=one_of(token.status, 401, 403), actual=key.status)
        if key.status == token.status and operation == "findLead":
            judge("LG-AUTH-014", [token, key], same_rows(token, key, "leads"))
        if key.status == token.status and operation == "getEnrichLead":
            verify("LG-AUTH-014", [token, key], expected=tenant_a.lead.id, actual=key.at("lead.id"))


def settled(
    patience: Patience, requests: Requests, tenant: Tenant, control: Exchange, kind: Kind | None = None
) -> Exchange:
    """The search for the tenant's lead, once it shows it: the control, or a later look."""
    if control.rows("leads") or not control.succeeded:
        return control
    again = partial(requests.right("findLead", tenant).send, tenant.actor, by=kind)
    return patience.until(again, lambda page: bool(page.rows("leads")))


@pytest.mark.requirement("LG-AUTH-030")
@pytest.mark.operation("createClient", "createLeads")
def test_the_owner_of_a_new_record_is_the_tokens_subject(tenant_a: Tenant, verify: Verify) -> None:
    subject = tenant_a.actor.tokens().subject
    client, lead = tenant_a.client.made_by, tenant_a.lead.made_by
    verify("LG-AUTH-030", client, expected=subject, actual=client.at("client.owner"))
    verify("LG-AUTH-030", lead, expected=subject, actual=lead.at("lead.owner"))


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-AUTH-031")
@pytest.mark.operation("createClient", "createLeads")
def test_the_company_of_a_new_record_is_that_of_the_members(
    tenant_a: Tenant, tenant_b: Tenant, member_a: Actor, naming: Naming, verify: Verify
) -> None:
    first, other = tenant_a.client.made_by, tenant_b.client.made_by
    second = member_a.call("createClient", json={"clientName": naming.client_name(member_a)})
    company = first.at("client.company_id")
    verify("LG-AUTH-031", first, expected=nonempty_string(), actual=company)
    verify("LG-AUTH-031", [first, second], expected=company, actual=second.at("client.company_id"))
    body = {"client_id": second.at("client.client_id"), "firstName": "Ada", "lastName": "Byron"}
    lead = member_a.call("createLeads", json=body | {"email": naming.email()})
    verify("LG-AUTH-031", [first, lead], expected=company, actual=lead.at("lead.company_id"))
    different = satisfying("another company_id", lambda actual: isinstance(actual, str) and actual != company)
    verify("LG-AUTH-031", [first, other], expected=different, actual=other.at("client.company_id"))
