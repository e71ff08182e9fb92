"""Reading over the tenant's wall: another company's clients and leads show nowhere, and read like what is not there."""

from collections.abc import Mapping

import pytest

from conformance import contract
from conformance.actors import Actor
from conformance.exchange import Exchange
from conformance.expectations import containing, without
from conformance.fixtures.leads import make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Make, Verify
from conformance.laws.isolation import hidden, indistinguishable
from conformance.laws.pages import nothing_of_others
from conformance.polling import Patience
from conformance.suites.e2e.isolation.acts import names
from conformance.suites.e2e.leads.views import by_id, found, leads_of
from conformance.walking import walk

Sides = tuple[Tenant, Tenant]


@pytest.fixture(params=["A looks at B", "B looks at A"])
def sides(request: pytest.FixtureRequest, tenant_a: Tenant, tenant_b: Tenant) -> Sides:
    """Who looks, and at whom."""
    return (tenant_a, tenant_b) if request.param == "A looks at B" else (tenant_b, tenant_a)


def ids(exchange: Exchange, key: str) -> list[object]:
    """The ids of the rows of an answer."""
    return [row.get("id") for row in exchange.rows(key)]


def shows_its_client(patience: Patience, control: Control, tenant: Tenant, asked: str) -> None:
    """The control of a denial: the tenant itself gets its client by the same request."""

    def look() -> Exchange:
        return tenant.actor.call("listClients", query={"clientId": asked}, purpose="control")

    right = patience.until(look, lambda seen: bool(seen.rows("clients")))
    control(right, expected=[tenant.client.id], actual=ids(right, "clients"))


def shows_its_lead(
    patience: Patience, control: Control, tenant: Tenant, operation: str, query: Mapping[str, object]
) -> None:
    """The control of a denial: the tenant itself gets its lead by the same request."""

    def look() -> Exchange:
        return tenant.actor.call(operation, query=query, purpose="control")

    right = patience.until(look, lambda seen: bool(found(seen)))
    control(right, expected=[tenant.lead.id], actual=[row.get("id") for row in found(right)])


@pytest.mark.requirement("LG-ISO-001")
@pytest.mark.operation("listClients")
def test_the_list_of_clients_is_ones_own_companys(
    sides: Sides, patience: Patience, control: Control, verify: Verify, judge: Judge
) -> None:
    mine, other = sides
    shows_its_client(patience, control, other, other.client.id)
    listing = walk(mine.actor, contract.load()["listClients"], limit=1000)
    verify("LG-ISO-001", listing.pages, expected=without([other.client.id]), actual=listing.ids())
    judge("LG-ISO-001", listing.pages, nothing_of_others(listing.pages, "clients", mine.company_id))


@pytest.mark.requirement("LG-ISO-002", "LG-ISO-026")
@pytest.mark.operation("listClients")
@pytest.mark.parametrize("kind", ["id", "client_id"])
def test_another_companys_client_reads_like_an_unknown_one(
    tenant_a: Tenant,
    tenant_b: Tenant,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
    kind: str,
) -> None:
    asked = tenant_b.client.id if kind == "id" else tenant_b.client.client_id
    shows_its_client(patience, control, tenant_b, asked)
    foreign = tenant_a.actor.call("listClients", query={"clientId": asked})
    unknown = tenant_a.actor.call("listClients", query={"clientId": naming.random_id()})
    verify("LG-ISO-002", foreign, expected=[], actual=foreign.rows("clients"))
    judge("LG-ISO-002", foreign, hidden([foreign], tenant_b.marks))
    judge("LG-ISO-026", [foreign, unknown], indistinguishable(foreign, unknown, statuses=(200, 403, 404)))


@pytest.mark.requirement("LG-ISO-003")
@pytest.mark.operation("listLeads")
def test_the_leads_of_another_companys_client_are_not_listed(
    sides: Sides, patience: Patience, control: Control, verify: Verify
) -> None:
    mine, other = sides
    shows_its_lead(patience, control, other, "listLeads", other.query)
    foreign = mine.actor.call("listLeads", query=other.query)
    verify("LG-ISO-003", foreign, expected=[], actual=foreign.rows("leads"))


@pytest.mark.requirement("LG-ISO-004", "LG-ISO-026")
@pytest.mark.operation("getEnrichLead")
def test_another_companys_lead_reads_like_an_unknown_one(
    tenant_a: Tenant, tenant_b: Tenant, naming: Naming, control: Control, judge: Judge
) -> None:
    right = by_id(tenant_b.actor, tenant_b.lead.id, purpose="control")
    control(right, expected=tenant_b.lead.id, actual=right.at("lead.id"))
    foreign = by_id(tenant_a.actor, tenant_b.lead.id)
    unknown = by_id(tenant_a.actor, naming.random_id())
    judge("LG-ISO-004", foreign, hidden([foreign], tenant_b.marks))
    judge("LG-ISO-026", [foreign, unknown], indistinguishable(foreign, unknown, statuses=(403, 404)))


@pytest.mark.requirement("LG-ISO-005")
@pytest.mark.operation("findLead")
@pytest.mark.parametrize("asked", [("email",), ("linkedinUrl",), ("email", "client_id")], ids=" and ".join)
def test_another_companys_lead_is_not_found(
    tenant_a: Tenant,
    tenant_b: Tenant,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
    asked: tuple[str, ...],
) -> None:
    query = {name: tenant_b.lead.sent[name] for name in asked}
    shows_its_lead(patience, control, tenant_b, "findLead", query)
    foreign = tenant_a.actor.call("findLead", query=query)
    verify("LG-ISO-005", foreign, expected=[], actual=found(foreign))
    judge("LG-ISO-005", foreign, hidden([foreign], tenant_b.marks))


@pytest.mark.requirement("LG-ISO-028")
@pytest.mark.parametrize(
    "operation",
    [
        pytest.param(each, marks=pytest.mark.operation(each))
        for each in ("listLeads", "findLead", "listTerritoryCompanies", "listSearchHistory")
    ],
)
def test_another_companys_client_filters_like_an_unknown_one(
    tenant_a: Tenant, tenant_b: Tenant, naming: Naming, control: Control, judge: Judge, operation: str
) -> None:
    more = {"email": tenant_a.lead.sent["email"]} if operation == "findLead" else {}
    right = tenant_a.actor.call(operation, query=tenant_a.query | more, purpose="control")
    control(right, expected=200, actual=right.status)
    foreign = tenant_a.actor.call(operation, query=tenant_b.query | more)
    unknown = tenant_a.actor.call(operation, query={"client_id": naming.random_id()} | more)
    judge("LG-ISO-028", [foreign, unknown], indistinguishable(foreign, unknown, statuses=(200, 400, 403, 404)))


@pytest.mark.requirement("LG-ISO-017")
@pytest.mark.operation("listTerritoryCompanies")
def test_the_territory_of_another_companys_client_shows_no_row(
    tenant_a: Tenant, tenant_b: Tenant, patience: Patience, control: Control, verify: Verify
) -> None:
    right = patience.until(
        lambda: tenant_b.actor.call("listTerritoryCompanies", query=tenant_b.query, purpose="control"),
        lambda seen: tenant_b.lead.sent["companyName"] in names(seen),
    )
    control(right, expected=containing(tenant_b.lead.sent["companyName"]), actual=names(right))
    foreign = tenant_a.actor.call("listTerritoryCompanies", query=tenant_b.query)
    verify("LG-ISO-017", foreign, expected=[], actual=foreign.rows("companies"))


@pytest.mark.requirement("LG-ISO-034")
@pytest.mark.operation("listLeads")
def test_a_clients_leads_are_that_clients_alone(
    owner_a: Actor, make: Make, naming: Naming, patience: Patience, verify: Verify
) -> None:
    clients = [make(owner_a) for _ in range(2)]
    leads = [make_lead(owner_a, naming, client).id for client in clients]
    for client, lead in zip(clients, leads, strict=True):
        listing = leads_of(patience, owner_a, client, lambda rows: bool(rows))
        verify("LG-ISO-034", listing.pages, expected=[lead], actual=listing.ids())
