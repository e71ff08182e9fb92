"""People without a company: nothing is shown to them, until they found their own."""

import pytest

from conformance import contract
from conformance.actors import Actor
from conformance.examples import example_of
from conformance.exchange import Exchange, Json
from conformance.expectations import nonempty_string, one_of, satisfying
from conformance.fixtures.naming import Naming
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Verify
from conformance.polling import Patience

pytestmark = pytest.mark.level("standard")

LISTS = {
    "listClients": "clients",
    "listLeads": "leads",
    "findLead": "leads",
    "listSearchHistory": "searchHistories",
    "listWebhooks": "webhooks",
    "listTerritoryCompanies": "companies",
    "listRecentRuns": "runs",
    "listCampaigns": "campaigns",
    "listBugs": "bugs",
    "listEnhancements": "enhancements",
    "getPipeline": "stages",
}
"""What could show a company's rows to somebody who is in none, with the key of the rows."""

SINGLES = tuple(
    each.id
    for each in contract.load().values()
    if "LG-COMP-017" in each.requirements
    and not each.writes
    and each.id not in LISTS
    and not each.id.startswith("bulk")
)


def asked(actor: Actor, operation: str, tenant: Tenant) -> Exchange:
    """A read that shows the tenant's rows to its owner."""
    queries: dict[str, dict[str, object]] = {
        "listLeads": dict(tenant.query),
        "listTerritoryCompanies": dict(tenant.query),
        "findLead": {"email": tenant.lead.sent["email"]},
    }
    example = example_of(contract.load(), contract.load()[operation])
    path = {"id": tenant.lead.id} if operation == "getEnrichLead" else example.path
    return actor.call(operation, query=queries.get(operation, example.query), path=path)


@pytest.mark.requirement("LG-COMP-012")
@pytest.mark.operation("getCompany")
def test_without_a_company_there_is_none_to_read(newcomer: Actor, verify: Verify) -> None:
    read = newcomer.call("getCompany")
    verify("LG-COMP-012", read, expected=404, actual=read.status)
    verify("LG-COMP-012", read, expected="not_found", actual=read.at("errorType"))


@pytest.mark.requirement("LG-COMP-016", "LG-COMP-017")
@pytest.mark.parametrize("operation", [pytest.param(each, marks=pytest.mark.operation(each)) for each in LISTS])
def test_without_a_company_no_list_shows_a_row(
    newcomer: Actor, tenant_a: Tenant, control: Control, verify: Verify, operation: str
) -> None:
    right = asked(tenant_a.actor, operation, tenant_a)
    control(right, expected=200, actual=right.status)
    empty = asked(newcomer, operation, tenant_a)
    verify("LG-COMP-016", empty, expected=[], actual=[row for row in empty.rows(LISTS[operation]) if not is_zero(row)])
    told = (empty.status, empty.at("errorType"))
    if empty.status != 200:
        verify("LG-COMP-017", empty, expected=(403, "insufficient_permissions"), actual=told)
    else:
        verify("LG-COMP-017", empty, expected=200, actual=empty.status)


@pytest.mark.requirement("LG-COMP-017")
@pytest.mark.parametrize("operation", [pytest.param(each, marks=pytest.mark.operation(each)) for each in SINGLES])
def test_without_a_company_nothing_else_is_open(
    newcomer: Actor, tenant_a: Tenant, control: Control, verify: Verify, operation: str
) -> None:
    right = asked(tenant_a.actor, operation, tenant_a)
    control(right, expected=satisfying("no 401 or 403", lambda status: status not in (401, 403)), actual=right.status)
    refused = asked(newcomer, operation, tenant_a)
    empty = refused.status == 200 and refused.at("accounts") == []
    told = (refused.status, refused.at("errorType"))
    verify("LG-COMP-017", refused, expected=True if empty else (403, "insufficient_permissions"), actual=empty or told)


@pytest.mark.requirement("LG-COMP-013", "LG-COMP-014", "LG-COMP-015")
@pytest.mark.operation("createCompany", "getCompany", "updateCompany")
def test_a_newcomer_founds_a_company_and_owns_it(
    founder: Actor, tenant_a: Tenant, tenant_b: Tenant, naming: Naming, patience: Patience, verify: Verify
) -> None:
    name = naming.tagged("a")
    made = founder.call("createCompany", json={"name": name})
    verify("LG-COMP-013", made, expected=one_of(200, 201), actual=made.status)
    read = patience.until(lambda: founder.call("getCompany"), lambda page: page.succeeded)
    verify("LG-COMP-013", [made, read], expected=name, actual=read.at("company.name"))
    known = {tenant.company_id for tenant in (tenant_a, tenant_b)}
    fresh = satisfying(
        "an id that no other company has", lambda id: isinstance(id, str) and bool(id) and id not in known
    )
    verify("LG-COMP-013", [made, read], expected=fresh, actual=read.at("company.id"))
    verify("LG-COMP-014", made, expected=one_of(200, 201), actual=made.status)
    verify("LG-COMP-014", made, expected=nonempty_string(), actual=made.at("company.id"))
    verify("LG-COMP-015", [made, read], expected=founder.user_id, actual=read.at("company.owner"))
    renamed = founder.call("updateCompany", json={"name": naming.tagged("a")})
    verify("LG-COMP-015", [made, renamed], expected=200, actual=renamed.status)


@pytest.mark.requirement("LG-COMP-010")
@pytest.mark.operation("createCompany", "getCompany")
def test_a_company_is_founded_under_a_name(founder: Actor, verify: Verify) -> None:
    bodies: tuple[Json, ...] = ({}, {"name": ""}, {"name": None}, {"name": 7})
    for body in bodies:
        refused = founder.call("createCompany", json=body)
        verify("LG-COMP-010", refused, expected=400, actual=refused.status)
    read = founder.call("getCompany")
    verify("LG-COMP-010", read, expected=404, actual=read.status)


def is_zero(row: dict[str, Json]) -> bool:
    """Whether a row is a figure of nothing, such as an empty stage of a pipeline."""
    return row.get("count") == 0
