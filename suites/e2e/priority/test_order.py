"""Good credentials the other way round than in the mixed requests: it is not one of two people who wins."""

import pytest

from conformance.expectations import containing
from conformance.fixtures.requests import Requests
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Judge, Verify
from conformance.laws.isolation import hidden, one_person
from conformance.suites.e2e.priority.conftest import Opens

pytestmark = [
    pytest.mark.level("standard"),
    pytest.mark.xdist_group("credentials"),
    pytest.mark.usefixtures("keyed_owner_a"),
]


@pytest.mark.requirement("LG-PRIO-002")
@pytest.mark.operation("listLeads")
def test_a_bearer_token_reads_before_a_key(
    tenant_a: Tenant, tenant_b: Tenant, requests: Requests, opens: Opens, verify: Verify, judge: Judge
) -> None:
    opens(tenant_a, "key")
    both = [tenant_b.actor.bearer(), tenant_a.actor.key()]
    own = requests.right("listLeads", tenant_b).send(tenant_b.actor, by=both)
    ids = [row.get("id") for row in own.rows("leads")]
    verify("LG-PRIO-002", own, expected=containing(tenant_b.lead.id), actual=ids)
    judge("LG-PRIO-002", own, hidden([own], tenant_a.marks))


@pytest.mark.requirement("LG-PRIO-001", "LG-PRIO-003", "LG-PRIO-005")
@pytest.mark.operation("listLeads", "createClient")
def test_the_cookie_of_three_credentials_reads_and_writes(
    tenant_a: Tenant, tenant_b: Tenant, requests: Requests, opens: Opens, verify: Verify, judge: Judge
) -> None:
    opens(tenant_a, "key")
    three = [tenant_b.actor.cookies(), tenant_a.actor.bearer(), tenant_a.actor.key()]
    own = requests.right("listLeads", tenant_b).send(tenant_b.actor, by=three)
    ids = [row.get("id") for row in own.rows("leads")]
    for requirement in ("LG-PRIO-001", "LG-PRIO-003"):
        verify(requirement, own, expected=containing(tenant_b.lead.id), actual=ids)
        judge(requirement, own, hidden([own], tenant_a.marks))
    made = requests.right("createClient", tenant_b).send(tenant_b.actor, by=three)
    people: dict[str, tuple[object, object]] = {
        str(each.actor.name): (each.actor.user_id, each.company_id) for each in (tenant_b, tenant_a)
    }
    judge("LG-PRIO-005", made, one_person(made.at("client"), people))
    for requirement in ("LG-PRIO-001", "LG-PRIO-003"):
        verify(requirement, made, expected=tenant_b.actor.user_id, actual=made.at("client.owner"))
