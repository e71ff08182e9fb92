"""The order of credentials on every verb: who may create is also who may read, change and delete."""

from functools import partial

import pytest

from conformance.expectations import containing
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.isolation import one_person
from conformance.laws.rows import unchanged
from conformance.polling import Patience
from conformance.suites.e2e.isolation.acts import NO_SUCCESS, client_of, client_row, names, update_lead
from conformance.suites.e2e.leads.views import by_id, found, lead_in
from conformance.suites.e2e.priority.mixtures import ORDERS, Mixture, Order

SPARED: Order = ("cookie", "key")
"""The order whose verbs are left to deep: the two others bind it."""

pytestmark = [pytest.mark.level("standard"), pytest.mark.usefixtures("tidy")]


@pytest.mark.requirement("LG-PRIO-004", "LG-PRIO-005")
@pytest.mark.operation("createClient", "listClients", "updateClient", "deleteClient")
def test_the_same_user_acts_on_a_client_by_every_verb(
    tenant_a: Tenant,
    tenant_b: Tenant,
    client_b: TemporaryClient,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    mixture = Mixture(tenant_a, tenant_b, ("cookie", "bearer"))
    mixture.control(patience, control)
    caller, by = tenant_a.actor, mixture.both
    made = caller.call("createClient", json={"clientName": naming.client_name(caller)}, by=by)
    verify("LG-PRIO-004", made, expected=caller.user_id, actual=made.at("client.owner"))
    judge("LG-PRIO-005", made, one_person(made.at("client"), mixture.people))
    id = str(made.at("client.id"))
    changed = caller.call("updateClient", json={"id": id, "description": "by both"}, by=by)
    read = patience.until(
        partial(caller.call, "listClients", query={"clientId": id}, by=by),
        lambda page: page.at("clients.0.description") == "by both",
    )
    verify("LG-PRIO-004", [changed, read], expected="by both", actual=read.at("clients.0.description"))
    judge("LG-PRIO-005", read, one_person(client_row(read), mixture.people))
    before = patience.until(lambda: client_of(tenant_b.actor, client_b.id), lambda page: client_row(page) is not None)
    foreign = caller.call(
        "updateClient", json={"id": client_b.id, "description": "by both"}, by=by, trespass=[client_b.id]
    )
    verify("LG-PRIO-004", foreign, expected=NO_SUCCESS, actual=foreign.status)
    removed = caller.call("deleteClient", query={"id": id}, by=by)
    verify("LG-PRIO-004", removed, expected=200, actual=removed.status)
    spared = caller.call("deleteClient", query={"id": client_b.id}, by=by, trespass=[client_b.id])
    for seen in patience.twice(lambda: client_of(tenant_b.actor, client_b.id)):
        kept = unchanged(client_row(before) or {}, client_row(seen), where="the lower credential's client")
        judge("LG-PRIO-004", [foreign, spared, seen], kept)
    right = tenant_b.actor.call("deleteClient", query={"id": client_b.id, "purge": "true"}, purpose="control")
    control(right, expected=200, actual=right.status)


@pytest.mark.requirement("LG-PRIO-004", "LG-PRIO-005")
@pytest.mark.operation(
    "createLeads", "listLeads", "getEnrichLead", "updateLeads", "updateEnrichLead", "findLead", "deleteLeads"
)
@pytest.mark.parametrize(
    "kinds",
    [
        pytest.param(each, id=" over ".join(each), marks=pytest.mark.level("deep" if each == SPARED else "standard"))
        for each in ORDERS
    ],
)
def test_the_same_user_acts_on_a_lead_by_every_verb(
    tenant_a: Tenant,
    tenant_b: Tenant,
    client_a: TemporaryClient,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
    kinds: Order,
) -> None:
    mixture = Mixture(tenant_a, tenant_b, kinds)
    mixture.control(patience, control)
    caller, by = tenant_a.actor, mixture.both
    sent = naming.lead(client_a.client_id)
    made = caller.call("createLeads", json=sent, by=by)
    verify("LG-PRIO-004", made, expected=caller.user_id, actual=made.at("lead.owner"))
    judge("LG-PRIO-005", made, one_person(lead_in(made), mixture.people))
    id = str(made.at("lead.id"))
    for operation in ("updateLeads", "updateEnrichLead"):
        changed = update_lead(caller, operation, id, {"title": operation}, by=by)
        read = caller.call("getEnrichLead", path={"id": id}, by=by)
        verify("LG-PRIO-004", [changed, read], expected=operation, actual=read.at("lead.title"))
        judge("LG-PRIO-005", read, one_person(lead_in(read), mixture.people))
    look = partial(caller.call, "findLead", query={"email": sent["email"]}, by=by)
    search = patience.until(look, lambda page: bool(found(page)))
    verify("LG-PRIO-004", search, expected=[id], actual=[row.get("id") for row in found(search)])
    removed = caller.call("deleteLeads", query={"id": id}, by=by)
    after = by_id(caller, id)
    verify("LG-PRIO-004", [removed, after], expected=NO_SUCCESS, actual=after.status)


@pytest.mark.requirement("LG-PRIO-004")
@pytest.mark.operation("getCompany", "listTerritoryCompanies")
def test_the_same_user_reads_company_and_territory(
    tenant_a: Tenant, tenant_b: Tenant, patience: Patience, control: Control, verify: Verify
) -> None:
    mixture = Mixture(tenant_a, tenant_b, ("cookie", "bearer"))
    mixture.control(patience, control)
    caller, by = tenant_a.actor, mixture.both
    alone = caller.call("getCompany", by=[caller.cookies()], purpose="control")
    other = tenant_b.actor.call("getCompany", by=[tenant_b.actor.bearer()], purpose="control")
    control(alone, expected=True, actual=alone.succeeded and alone.at("company.id") != other.at("company.id"))
    company = caller.call("getCompany", by=by)
    verify("LG-PRIO-004", company, expected=alone.at("company.id"), actual=company.at("company.id"))
    own = patience.until(
        partial(caller.call, "listTerritoryCompanies", query=tenant_a.query, by=by),
        lambda page: tenant_a.lead.sent["companyName"] in names(page),
    )
    verify("LG-PRIO-004", own, expected=containing(tenant_a.lead.sent["companyName"]), actual=names(own))
    foreign = caller.call("listTerritoryCompanies", query=tenant_b.query, by=by)
    verify("LG-PRIO-004", foreign, expected=[], actual=foreign.rows("companies"))
