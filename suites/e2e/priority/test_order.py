"""Several valid credentials of different tenants: the highest acts, on reading and writing, and it alone."""

import pytest

from conformance.actors import Actor
from conformance.expectations import without
from conformance.fixtures.naming import Naming
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.isolation import hidden, one_person
from conformance.polling import Patience
from conformance.suites.e2e.priority.mixtures import ORDERS, Mixture, Order, held, ids, leads, opens

pytestmark = [pytest.mark.level("standard"), pytest.mark.usefixtures("tidy")]

each_order = pytest.mark.parametrize(
    "kinds",
    [
        pytest.param(kinds, id=" over ".join(kinds), marks=pytest.mark.requirement(requirement))
        for kinds, requirement in ORDERS.items()
    ],
)


@each_order
@pytest.mark.operation("listLeads")
def test_the_higher_of_two_credentials_reads(
    tenant_a: Tenant, tenant_b: Tenant, patience: Patience, control: Control, verify: Verify, judge: Judge, kinds: Order
) -> None:
    # The other way round than the writes: it is not one of the two people who wins.
    mixture = Mixture(tenant_b, tenant_a, kinds)
    mixture.control(patience, control)
    caller = mixture.winner.actor
    own = leads(caller, mixture.winner, mixture.both)
    verify(ORDERS[kinds], own, expected=[mixture.winner.lead.id], actual=ids(own))
    other = leads(caller, mixture.loser, mixture.both)
    verify(ORDERS[kinds], other, expected=[], actual=ids(other))
    judge(ORDERS[kinds], other, hidden([other], mixture.loser.marks))


@each_order
@pytest.mark.requirement("LG-PRIO-005")
@pytest.mark.operation("createClient")
def test_the_higher_of_two_credentials_writes(
    tenant_a: Tenant,
    tenant_b: Tenant,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
    kinds: Order,
) -> None:
    mixture = Mixture(tenant_a, tenant_b, kinds)
    mixture.control(patience, control)
    caller = mixture.winner.actor
    made = caller.call("createClient", json={"clientName": naming.client_name(caller)}, by=mixture.both)
    judge("LG-PRIO-005", made, one_person(made.at("client"), mixture.people))
    verify(ORDERS[kinds], made, expected=caller.user_id, actual=made.at("client.owner"))
    verify(ORDERS[kinds], made, expected=tenant_a.company_id, actual=made.at("client.company_id"))


@pytest.mark.requirement("LG-PRIO-001", "LG-PRIO-003", "LG-PRIO-005")
@pytest.mark.operation("listLeads", "createClient")
def test_the_cookie_of_three_credentials_acts(
    tenant_a: Tenant,
    tenant_b: Tenant,
    admin_a: Actor,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    caller = tenant_b.actor
    opens(patience, control, tenant_a, [tenant_a.actor.bearer()])
    opens(patience, control, tenant_b, [caller.cookies()])
    three = [caller.cookies(), tenant_a.actor.bearer(), held(admin_a, "key")]
    own, other = leads(caller, tenant_b, three), leads(caller, tenant_a, three)
    made = caller.call("createClient", json={"clientName": naming.client_name(caller)}, by=three)
    people: dict[str, tuple[object, object]] = {
        "the cookie": (caller.user_id, tenant_b.company_id),
        "the bearer": (tenant_a.actor.user_id, tenant_a.company_id),
        "the key": (admin_a.user_id, tenant_a.company_id),
    }
    judge("LG-PRIO-005", made, one_person(made.at("client"), people))
    for requirement in ("LG-PRIO-001", "LG-PRIO-003"):
        verify(requirement, own, expected=[tenant_b.lead.id], actual=ids(own))
        verify(requirement, other, expected=without([tenant_a.lead.id]), actual=ids(other))
        verify(requirement, made, expected=caller.user_id, actual=made.at("client.owner"))
