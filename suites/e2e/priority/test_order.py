"""Good credentials the other way round than in the mixed requests: it is not one of two people who wins."""

import pytest

from conformance.credentials import Kind
from conformance.expectations import containing
from conformance.fixtures.requests import Requests
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Judge, Verify
from conformance.laws.isolation import hidden, one_person
from conformance.suites.e2e.priority.conftest import Opens

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("credentials")]

OVER_A_KEY: dict[Kind, str] = {"bearer": "LG-PRIO-002", "cookie": "LG-PRIO-003"}
"""The kinds of credential above a key, with the requirement that says so."""


@pytest.mark.operation("listLeads")
@pytest.mark.usefixtures("keyed_owner_a")
@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=pytest.mark.requirement(each)) for kind, each in OVER_A_KEY.items()]
)
def test_a_token_reads_before_a_key(
    tenant_a: Tenant, tenant_b: Tenant, requests: Requests, opens: Opens, verify: Verify, judge: Judge, kind: Kind
) -> None:
    opens(tenant_a, "key")
    both = [tenant_b.actor.credential(kind), tenant_a.actor.key()]
    own = requests.right("listLeads", tenant_b).send(tenant_b.actor, by=both)
    ids = [row.get("id") for row in own.rows("leads")]
    verify(OVER_A_KEY[kind], own, expected=containing(tenant_b.lead.id), actual=ids)
    judge(OVER_A_KEY[kind], own, hidden([own], tenant_a.marks))


@pytest.mark.requirement("LG-PRIO-001", "LG-PRIO-005")
@pytest.mark.operation("listLeads", "createClient")
def test_a_cookie_reads_and_writes_before_all_other_credentials(
    tenant_a: Tenant, tenant_b: Tenant, requests: Requests, opens: Opens, verify: Verify, judge: Judge
) -> None:
    opens(tenant_a)
    lower = [tenant_a.actor.bearer(), *([tenant_a.actor.key()] if tenant_a.actor.has_key else [])]
    by = [tenant_b.actor.cookies(), *lower]
    own = requests.right("listLeads", tenant_b).send(tenant_b.actor, by=by)
    ids = [row.get("id") for row in own.rows("leads")]
    verify("LG-PRIO-001", own, expected=containing(tenant_b.lead.id), actual=ids)
    judge("LG-PRIO-001", own, hidden([own], tenant_a.marks))
    made = requests.right("createClient", tenant_b).send(tenant_b.actor, by=by)
    people: dict[str, tuple[object, object]] = {
        str(each.actor.name): (each.actor.user_id, each.company_id) for each in (tenant_b, tenant_a)
    }
    judge("LG-PRIO-005", made, one_person(made.at("client"), people))
    verify("LG-PRIO-001", made, expected=tenant_b.actor.user_id, actual=made.at("client.owner"))
