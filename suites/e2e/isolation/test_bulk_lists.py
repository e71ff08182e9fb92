"""Bulk lists: the company asked for is the key's own, or nothing comes."""

import pytest

from conformance.actors import Actor
from conformance.exchange import Exchange
from conformance.fixtures.naming import Naming
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.isolation import hidden, indistinguishable
from conformance.laws.pages import nothing_of_others
from conformance.polling import Patience

pytestmark = [
    pytest.mark.level("standard"),
    pytest.mark.parametrize(
        "operation",
        [pytest.param(each, marks=pytest.mark.operation(each)) for each in ("bulkEnrichLeads", "bulkSourceLeads")],
    ),
]


def opens_to_its_own(patience: Patience, control: Control, actor: Actor, tenant: Tenant, operation: str) -> None:
    """The control of a denial: a key opens its own company's list; nothing here makes source leads, so any will do."""

    def look() -> Exchange:
        query = {"companyId": tenant.company_id, "clientId": tenant.client.client_id}
        return actor.call(operation, query=query, by="key", purpose="control")

    right = patience.until(look, lambda seen: operation == "bulkSourceLeads" or bool(seen.rows("leads")))
    control(right, expected=200, actual=right.status)
    if operation == "bulkEnrichLeads":
        control(right, expected=[tenant.lead.id], actual=[row.get("id") for row in right.rows("leads")])


@pytest.mark.requirement("LG-ISO-023", "LG-ISO-024")
def test_another_companys_id_opens_no_bulk_list(
    keyed_owner_a: Actor,
    keyed_owner_b: Actor,
    tenant_b: Tenant,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
    operation: str,
) -> None:
    opens_to_its_own(patience, control, keyed_owner_b, tenant_b, operation)
    asked = {"companyId": tenant_b.company_id, "limit": 1000}
    foreign = keyed_owner_a.call(operation, query=asked, by="key")
    narrowed = keyed_owner_a.call(operation, query=asked | {"clientId": tenant_b.client.client_id}, by="key")
    unknown = keyed_owner_a.call(operation, query=asked | {"companyId": naming.random_id()}, by="key")
    judge("LG-ISO-023", [foreign, narrowed], hidden([foreign, narrowed], tenant_b.marks))
    theirs = [row.get("id") for row in foreign.rows("leads") if row.get("company_id") == tenant_b.company_id]
    verify("LG-ISO-023", foreign, expected=[], actual=theirs)
    verify("LG-ISO-024", foreign, expected=[], actual=foreign.rows("leads"))
    judge("LG-ISO-024", [foreign, unknown], indistinguishable(foreign, unknown, statuses=(403, 400, 404, 200)))


@pytest.mark.requirement("LG-ISO-023", "LG-ISO-025")
def test_another_companys_client_at_ones_own_bulk_list_is_empty(
    keyed_owner_a: Actor,
    tenant_a: Tenant,
    tenant_b: Tenant,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
    operation: str,
) -> None:
    opens_to_its_own(patience, control, keyed_owner_a, tenant_a, operation)
    foreign, unknown = (
        keyed_owner_a.call(operation, query={"companyId": tenant_a.company_id, "clientId": each}, by="key")
        for each in (tenant_b.client.client_id, naming.random_id())
    )
    judge("LG-ISO-023", foreign, nothing_of_others([foreign], "leads", tenant_a.company_id))
    verify("LG-ISO-025", foreign, expected=[], actual=foreign.rows("leads"))
    judge("LG-ISO-025", [foreign, unknown], indistinguishable(foreign, unknown, statuses=(200,)))
