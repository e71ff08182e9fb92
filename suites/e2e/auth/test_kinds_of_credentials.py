"""Kinds of credentials: a key is its user where keys are taken, and nothing where they are not; so are tokens."""

from functools import partial

import pytest

from conformance import contract
from conformance.actors import Actor, Caller
from conformance.contract import Operation
from conformance.credentials import Credential, Kind, api_key, bearer, cookies
from conformance.exchange import Exchange
from conformance.expectations import one_of
from conformance.fixtures.naming import Naming
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Verify
from conformance.harness import Harness
from conformance.laws.isolation import same_rows
from conformance.polling import Patience
from conformance.suites.e2e.auth.test_refused_credentials import FAMILIES, NOT_A_401, NOT_A_SUCCESS, asked
from conformance.suites.e2e.leads.views import found

pytestmark = pytest.mark.level("standard")

REFUSED = one_of(401, 403)

BULK = ("bulkEnrichLeads", "bulkSourceLeads")


def reads(requirement: str) -> list[Operation]:
    """The operations of a requirement that change nothing."""
    return [each for each in contract.load().values() if requirement in each.requirements and not each.writes]


def allowed(harness: Harness, actor: Actor, operation: str) -> bool:
    """Whether the run may leave what an operation leaves, should the target carry it out."""
    return harness.consent.refusal(contract.load()[operation], actor.company) is None


@pytest.mark.requirement("LG-AUTH-014")
@pytest.mark.parametrize(
    "operation", [pytest.param(each.id, marks=pytest.mark.operation(each.id)) for each in reads("LG-AUTH-014")]
)
def test_a_key_reads_as_its_user_or_is_refused(
    keyed_owner_a: Actor, tenant_a: Tenant, naming: Naming, verify: Verify, judge: Judge, operation: str
) -> None:
    by_id = {"listClients": {"clientId": tenant_a.client.id}, "findLead": {"email": tenant_a.lead.sent["email"]}}
    if operation == "getEnrichLead":
        ask = partial(keyed_owner_a.call, operation, path={"id": tenant_a.lead.id})
    elif operation in by_id:
        ask = partial(keyed_owner_a.call, operation, query=by_id[operation])
    else:
        ask = partial(asked, keyed_owner_a, operation, naming)
    token, key = ask(by=[keyed_owner_a.bearer()]), ask(by=[keyed_owner_a.key()])
    verify("LG-AUTH-014", [token, key], expected=one_of(token.status, 401, 403), actual=key.status)
    if key.status != token.status:
        return
    if operation == "listClients":
        judge("LG-AUTH-014", [token, key], same_rows(token, key, "clients"))
    if operation in ("findLead", "getEnrichLead"):
        shown = [row.get("id") for row in found(key)]
        verify("LG-AUTH-014", [token, key], expected=[row.get("id") for row in found(token)], actual=shown)


@pytest.mark.requirement("LG-AUTH-014")
@pytest.mark.operation("createClient")
@pytest.mark.usefixtures("tidy")
def test_a_key_creates_as_its_user_or_is_refused(keyed_owner_a: Actor, naming: Naming, verify: Verify) -> None:
    made = keyed_owner_a.call("createClient", json={"clientName": naming.client_name(keyed_owner_a)}, by="key")
    verify("LG-AUTH-014", made, expected=one_of(201, 401, 403), actual=made.status)
    if made.succeeded:
        verify("LG-AUTH-014", made, expected=keyed_owner_a.user_id, actual=made.at("client.owner"))


@pytest.mark.requirement("LG-AUTH-015", "LG-AUTH-016")
@pytest.mark.parametrize("operation", [pytest.param(each, marks=pytest.mark.operation(each)) for each in BULK])
def test_a_bulk_list_opens_to_a_key_alone(
    keyed_owner_a: Actor, tenant_a: Tenant, patience: Patience, control: Control, verify: Verify, operation: str
) -> None:
    query = {"companyId": tenant_a.company_id, "clientId": tenant_a.client.client_id}
    expects_rows = operation == "bulkEnrichLeads"
    keyed = patience.until(
        lambda: keyed_owner_a.call(operation, query=query, by="key"),
        lambda page: bool(page.rows("leads")) or not expects_rows,
    )
    verify("LG-AUTH-015", keyed, expected=200, actual=keyed.status)
    if expects_rows:
        shown = [row.get("id") for row in keyed.rows("leads")]
        verify("LG-AUTH-015", keyed, expected=[tenant_a.lead.id], actual=shown)
    control(keyed, expected=200, actual=keyed.status)
    kinds: tuple[Kind, ...] = ("bearer", "cookie")
    for kind in kinds:
        refused = keyed_owner_a.call(operation, query=query, by=kind)
        verify("LG-AUTH-016", refused, expected=NOT_A_SUCCESS, actual=refused.status)


@pytest.mark.requirement("LG-AUTH-017")
@pytest.mark.parametrize(
    "operation", [pytest.param(each.id, marks=pytest.mark.operation(each.id)) for each in reads("LG-AUTH-017")]
)
def test_what_takes_tokens_alone_is_not_opened_by_a_key(
    harness: Harness, keyed_owner_a: Actor, naming: Naming, control: Control, verify: Verify, operation: str
) -> None:
    right = asked(keyed_owner_a, operation, naming, purpose="control")
    control(right, expected=NOT_A_401, actual=right.status)
    refused = asked(keyed_owner_a, operation, naming, by=[keyed_owner_a.key()])
    verify("LG-AUTH-017", refused, expected=REFUSED, actual=refused.status)
    if operation == "getCompany" and allowed(harness, keyed_owner_a, "updateCompany"):
        renamed = keyed_owner_a.call("updateCompany", json={"name": right.at("company.name")}, by="key")
        verify("LG-AUTH-017", renamed, expected=REFUSED, actual=renamed.status)


@pytest.mark.requirement("LG-AUTH-018")
@pytest.mark.operation("createApiKey", "listAdminCompanies", "listAdminUsers")
def test_a_key_makes_no_key_and_opens_no_admin_list(
    harness: Harness, keyed_owner_a: Actor, naming: Naming, control: Control, verify: Verify
) -> None:
    right = keyed_owner_a.call("listClients", query={"limit": 1}, by="bearer", purpose="control")
    control(right, expected=200, actual=right.status)
    body = {"name": naming.client_name(keyed_owner_a), "description": "made by a test"}
    made = keyed_owner_a.call("createApiKey", json=body, by="key")
    verify("LG-AUTH-018", made, expected=REFUSED, actual=made.status)
    admin = harness.actor("platform_admin") if "platform_admin" in harness.profile.actors else keyed_owner_a
    for operation in ("listAdminCompanies", "listAdminUsers") if admin.has_key else ():
        refused = admin.call(operation, by="key")
        verify("LG-AUTH-018", refused, expected=REFUSED, actual=refused.status)


@pytest.mark.requirement("LG-AUTH-020", "LG-AUTH-021")
@pytest.mark.operation("createClient")
@pytest.mark.usefixtures("tidy")
def test_a_key_does_not_act_as_a_colleague(
    keyed_owner_a: Actor, member_a: Actor, naming: Naming, control: Control, verify: Verify
) -> None:
    right = keyed_owner_a.call("listLeads", query={"client_id": naming.random_id()}, by="key", purpose="control")
    control(right, expected=one_of(200, 404), actual=right.status)
    (_, key), _ = keyed_owner_a.key().headers
    mixed = [api_key(key, member_a.user_id, keyed_owner_a.identity)]
    made = keyed_owner_a.call("createClient", json={"clientName": naming.client_name(keyed_owner_a)}, by=mixed)
    if made.succeeded:
        verify("LG-AUTH-020", made, expected=keyed_owner_a.user_id, actual=made.at("client.owner"))
    else:
        verify("LG-AUTH-020", made, expected=NOT_A_SUCCESS, actual=made.status)
    verify("LG-AUTH-021", made, expected=401, actual=made.status)


@pytest.mark.requirement("LG-AUTH-023")
@pytest.mark.operation("listLeads")
@pytest.mark.parametrize("place", ["bearer", "cookie", "query"])
def test_a_key_in_the_wrong_place_is_refused(
    keyed_owner_a: Actor,
    tenant_a: Tenant,
    anonymous: Caller,
    patience: Patience,
    control: Control,
    verify: Verify,
    place: str,
) -> None:
    right = patience.until(
        lambda: keyed_owner_a.call("listLeads", query=tenant_a.query, by="key", purpose="control"),
        lambda page: bool(page.rows("leads")),
    )
    control(right, expected=tenant_a.lead.id, actual=right.at("leads.0.id"))
    (_, key), user = keyed_owner_a.key().headers
    wrong: dict[str, list[Credential]] = {"bearer": [bearer(key)], "cookie": [cookies(key)], "query": []}
    query = tenant_a.query | ({"x-api-key": key, "apiKey": key} if place == "query" else {})
    refused = anonymous.call("listLeads", query=query, by=wrong[place], headers=(user,))
    verify("LG-AUTH-023", refused, expected=401, actual=refused.status)


@pytest.mark.requirement("LG-AUTH-024", "LG-AUTH-025", "LG-AUTH-026")
@pytest.mark.usefixtures("tidy")
@pytest.mark.parametrize("operation", [pytest.param(each, marks=pytest.mark.operation(each)) for each in FAMILIES])
def test_what_is_no_credential_opens_nothing(
    owner_a: Actor, anonymous: Caller, naming: Naming, control: Control, verify: Verify, operation: str
) -> None:
    known = asked(owner_a, operation, naming, purpose="control")
    control(known, expected=NOT_A_401, actual=known.status)
    tokens = owner_a.tokens()
    ask = partial(sent_with, anonymous, operation, naming)
    unnamed = ask(("x-user-id", owner_a.user_id))
    verify("LG-AUTH-024", unnamed, expected=NOT_A_SUCCESS, actual=unnamed.status)
    for scheme in ("Token", "Basic") if operation == FAMILIES[0] else ("Token",):
        other = ask(("Authorization", f"{scheme} {tokens.access}"))
        verify("LG-AUTH-025", other, expected=401, actual=other.status)
    identity = ask(("Cookie", f"idToken={tokens.id}"))
    verify("LG-AUTH-026", identity, expected=401, actual=identity.status)


def sent_with(caller: Caller, operation: str, naming: Naming, header: tuple[str, str]) -> Exchange:
    """The operation's example request with one header and no credential."""
    return asked(caller, operation, naming, by=[Credential("bearer", (header,), None)])
