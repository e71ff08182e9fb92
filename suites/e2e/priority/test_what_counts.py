"""What counts as a credential: another scheme does not, nor a token where keys alone do."""

from collections.abc import Callable

import pytest

from conformance.actors import Actor
from conformance.credentials import Place, carrying
from conformance.fixtures.requests import Requests
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge
from conformance.forgery import altered_signature
from conformance.laws.isolation import hidden, same_rows
from conformance.polling import Patience
from conformance.suites.e2e.priority.conftest import Opens
from conformance.suites.e2e.priority.mixtures import own

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("credentials")]

OTHERS: dict[str, Callable[[Actor], dict[Place, str]]] = {
    "bulkEnrichLeads": lambda other: own(other, "bearer") | {"session": altered_signature(other.tokens().access)},
    "bulkSourceLeads": lambda other: (
        own(other, "cookie") | {"authorization": f"Bearer {altered_signature(other.tokens().access)}"}
    ),
}
"""A good and a bad token of somebody else, each in both places."""


@pytest.mark.requirement("LG-PRIO-014")
@pytest.mark.operation("listLeads")
def test_an_empty_cookie_and_another_scheme_count_as_not_sent(
    tenant_a: Tenant, requests: Requests, opens: Opens, judge: Judge
) -> None:
    caller = tenant_a.actor
    alone = opens(tenant_a)
    beside: list[dict[Place, str]] = [own(caller, "bearer") | {"session": ""}]
    if caller.has_key:
        beside.append(own(caller, "key") | {"authorization": "Basic bGdjOmxnYw=="})
    for put in beside:
        right = requests.right("listLeads", tenant_a)
        together = right.send(caller, by=[carrying(put, caller.identity)])
        if not same_rows(alone, together, "leads").holds:  # a run may have changed the lead since
            alone = right.send(caller, purpose="control")
        judge("LG-PRIO-014", [alone, together], same_rows(alone, together, "leads"))


@pytest.mark.requirement("LG-PRIO-010")
@pytest.mark.operation(*OTHERS)
@pytest.mark.parametrize("operation", OTHERS)
def test_a_bulk_list_is_the_keys_whoever_a_token_names(
    keyed_owner_a: Actor,
    tenant_a: Tenant,
    tenant_b: Tenant,
    requests: Requests,
    patience: Patience,
    control: Control,
    judge: Judge,
    operation: str,
) -> None:
    alone = requests.control(operation, tenant_a)
    if operation == "bulkEnrichLeads" and not alone.rows("leads"):
        again = requests.right(operation, tenant_a)
        alone = patience.until(
            lambda: again.send(keyed_owner_a, by="key", purpose="control"), lambda page: bool(page.rows("leads"))
        )
    control(alone, expected=200, actual=alone.status)
    put = own(keyed_owner_a, "key") | OTHERS[operation](tenant_b.actor)
    right = requests.right(operation, tenant_a)
    together = right.send(keyed_owner_a, by=[carrying(put, keyed_owner_a.identity)])
    if not same_rows(alone, together, "leads").holds:  # a run may have changed the lead since
        alone = right.send(keyed_owner_a, by="key", purpose="control")
    judge("LG-PRIO-010", [alone, together], same_rows(alone, together, "leads"))
    judge("LG-PRIO-010", together, hidden([together], tenant_b.marks))
