"""What names somebody else beside a valid credential: ID tokens, user ids, Amplify cookies, empty ones."""

from collections.abc import Callable

import pytest

from conformance.actors import Actor
from conformance.credentials import Credential
from conformance.evidence import CannotTest
from conformance.exchange import Headers
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead
from conformance.fixtures.naming import Naming
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.isolation import one_person, same_rows
from conformance.polling import Patience
from conformance.suites.e2e.priority.mixtures import amplify_name, cookie_header, ids, leads, opens

pytestmark = [pytest.mark.level("standard"), pytest.mark.usefixtures("tidy")]

Beside = tuple[list[Credential], Headers]


def id_token(tenant: Tenant) -> str:
    """The ID token of a tenant's owner; CannotTest where the profile gives only an access token."""
    token = tenant.actor.tokens().id
    if not token:
        raise CannotTest(f"{tenant.actor.name} has no ID token", "Give the actor a username and a password")
    return token


def id_token_in_the_session(mine: Tenant, other: Tenant) -> Beside:
    """Another's ID token in the cookies of one's own session."""
    pairs = (("accessToken", mine.actor.tokens().access), ("idToken", id_token(other)))
    return [cookie_header(*pairs, identity=mine.actor.identity)], ()


def id_token_beside_a_bearer(mine: Tenant, other: Tenant) -> Beside:
    """Another's ID token as the only cookie, beside one's own bearer token."""
    return [cookie_header(("idToken", id_token(other))), mine.actor.bearer()], ()


def user_id_beside_cookies(mine: Tenant, other: Tenant) -> Beside:
    """Another's `x-user-id` beside one's own session."""
    return [mine.actor.cookies()], (("x-user-id", other.actor.user_id),)


def user_id_beside_a_bearer(mine: Tenant, other: Tenant) -> Beside:
    """Another's `x-user-id` beside one's own bearer token."""
    return [mine.actor.bearer()], (("x-user-id", other.actor.user_id),)


def plain_before_amplify(mine: Tenant, other: Tenant) -> Beside:
    """Another's Amplify cookie, written before one's own plain one."""
    pairs = ((amplify_name(other.actor), other.actor.tokens().access), ("accessToken", mine.actor.tokens().access))
    return [cookie_header(*pairs, identity=mine.actor.identity)], ()


BESIDE: dict[Callable[[Tenant, Tenant], Beside], str] = {
    id_token_in_the_session: "LG-PRIO-011",
    id_token_beside_a_bearer: "LG-PRIO-011",
    user_id_beside_cookies: "LG-PRIO-015",
    user_id_beside_a_bearer: "LG-PRIO-015",
    plain_before_amplify: "LG-PRIO-013",
}
"""What stands beside one's own credential, with the requirement that it changes nobody."""


@pytest.mark.operation("listLeads", "createClient")
@pytest.mark.parametrize(
    "beside",
    [
        pytest.param(each, id=each.__name__, marks=pytest.mark.requirement(requirement))
        for each, requirement in BESIDE.items()
    ],
)
def test_what_names_another_beside_a_valid_credential_changes_nobody(
    tenant_a: Tenant,
    tenant_b: Tenant,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
    beside: Callable[[Tenant, Tenant], Beside],
) -> None:
    requirement, caller = BESIDE[beside], tenant_a.actor
    by, headers = beside(tenant_a, tenant_b)
    opens(patience, control, tenant_b, [tenant_b.actor.bearer()])
    other = leads(caller, tenant_b, by, headers)
    verify(requirement, other, expected=[], actual=ids(other))
    made = caller.call("createClient", json={"clientName": naming.client_name(caller)}, by=by, headers=headers)
    own = leads(caller, tenant_a, by, headers)
    if requirement == "LG-PRIO-013" or made.succeeded:
        me = {str(caller.name): (caller.user_id, tenant_a.company_id)}
        judge(requirement, made, one_person(made.at("client"), me))
    if requirement == "LG-PRIO-013" or own.succeeded:
        verify(requirement, own, expected=[tenant_a.lead.id], actual=ids(own))


@pytest.mark.requirement("LG-PRIO-012")
@pytest.mark.operation("listLeads", "createClient")
def test_the_amplify_cookie_is_its_subject(
    owner_a: Actor,
    client_a: TemporaryClient,
    lead_a: TemporaryLead,
    naming: Naming,
    patience: Patience,
    verify: Verify,
) -> None:
    by = [cookie_header((amplify_name(owner_a), owner_a.tokens().access), identity=owner_a.identity)]
    read = patience.until(
        lambda: owner_a.call("listLeads", query={"client_id": client_a.client_id}, by=by),
        lambda page: bool(page.rows("leads")),
    )
    verify("LG-PRIO-012", read, expected=[lead_a.id], actual=ids(read))
    made = owner_a.call("createClient", json={"clientName": naming.client_name(owner_a)}, by=by)
    verify("LG-PRIO-012", made, expected=owner_a.tokens().subject, actual=made.at("client.owner"))


@pytest.mark.requirement("LG-PRIO-014", "LG-PRIO-016")
@pytest.mark.operation("listLeads")
def test_what_counts_as_not_sent_leaves_the_answer_as_it_is(
    tenant_a: Tenant, naming: Naming, patience: Patience, control: Control, judge: Judge
) -> None:
    caller = tenant_a.actor
    alone = opens(patience, control, tenant_a, [caller.bearer()])
    stray: Headers = (("x-user-id", naming.random_id()),)
    for good in (caller.bearer(), caller.cookies()):
        together = leads(caller, tenant_a, [good], stray)
        judge("LG-PRIO-016", [alone, together], same_rows(alone, together, "leads"))
    empty = leads(caller, tenant_a, [cookie_header(("accessToken", "")), caller.bearer()])
    judge("LG-PRIO-014", [alone, empty], same_rows(alone, empty, "leads"))
    if caller.has_key:
        basic: Headers = (("Authorization", "Basic bGdjOmxnYw=="),)
        keyed = leads(caller, tenant_a, [caller.key()])
        together = leads(caller, tenant_a, [caller.key()], basic)
        judge("LG-PRIO-014", [keyed, together], same_rows(keyed, together, "leads"))


@pytest.mark.requirement("LG-PRIO-010")
@pytest.mark.parametrize(
    "operation",
    [pytest.param(each, marks=pytest.mark.operation(each)) for each in ("bulkEnrichLeads", "bulkSourceLeads")],
)
def test_a_bulk_list_is_the_keys_whoever_a_token_names(
    keyed_owner_a: Actor,
    tenant_a: Tenant,
    tenant_b: Tenant,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
    operation: str,
) -> None:
    query = {"companyId": tenant_a.company_id, "clientId": tenant_a.client.client_id}
    alone = patience.until(
        lambda: keyed_owner_a.call(operation, query=query, by="key", purpose="control"),
        lambda page: operation == "bulkSourceLeads" or bool(page.rows("leads")),
    )
    control(alone, expected=200, actual=alone.status)
    opens(patience, control, tenant_b, [tenant_b.actor.bearer()])
    for beside in (tenant_b.actor.cookies(), tenant_b.actor.bearer()):
        together = keyed_owner_a.call(operation, query=query, by=[beside, keyed_owner_a.key()])
        judge("LG-PRIO-010", [alone, together], same_rows(alone, together, "leads"))
        foreign = {"companyId": tenant_b.company_id, "clientId": tenant_b.client.client_id}
        other = keyed_owner_a.call(operation, query=foreign, by=[beside, keyed_owner_a.key()])
        verify("LG-PRIO-010", other, expected=[], actual=ids(other))
