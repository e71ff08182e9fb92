"""Kinds of credentials: a key is nothing where tokens alone count, nor the other way round."""

from functools import partial

import pytest

from conformance.actors import Actor
from conformance.expectations import containing, one_of
from conformance.fixtures.requests import Requests
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.credentials import opens_nothing, owns_nothing
from conformance.laws.isolation import hidden
from conformance.polling import Patience
from conformance.suites.e2e.auth.bad_credentials import Part
from conformance.suites.e2e.auth.conftest import Proven
from conformance.suites.e2e.auth.denials import Denials
from conformance.suites.e2e.auth.test_refused_credentials import each_of

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("credentials")]

REFUSED = one_of(401, 403)

BULK = ("bulkEnrichLeads", "bulkSourceLeads")


@pytest.mark.requirement("LG-AUTH-015", "LG-AUTH-016")
@pytest.mark.operation(*BULK)
@pytest.mark.parametrize("operation", BULK)
def test_a_bulk_list_opens_to_a_key_alone(
    keyed_owner_a: Actor,
    denials: Denials,
    requests: Requests,
    tenant_a: Tenant,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
    operation: str,
) -> None:
    keyed = requests.control(operation, tenant_a)
    verify("LG-AUTH-015", keyed, expected=200, actual=keyed.status)
    if operation == "bulkEnrichLeads":
        if not keyed.rows("leads"):
            again = partial(requests.right(operation, tenant_a).send, keyed_owner_a, by="key")
            keyed = patience.until(again, lambda page: bool(page.rows("leads")))
        shown = [row.get("id") for row in keyed.rows("leads")]
        verify("LG-AUTH-015", keyed, expected=containing(tenant_a.lead.id), actual=shown)
    control(keyed, expected=200, actual=keyed.status)
    session, payer = keyed_owner_a.tokens().access, keyed_owner_a.identity
    parts = [
        Part("a cookie", ("LG-AUTH-016",), {"session": session}, payer=payer),
        Part("a bearer token", ("LG-AUTH-016",), {"authorization": f"Bearer {session}"}, payer=payer),
    ]
    for denial in denials.of_parts(operation, parts):
        judge("LG-AUTH-016", denial.exchange, opens_nothing(denial.exchange))


@each_of(17, 18)
@pytest.mark.usefixtures("keyed_owner_a")
def test_what_takes_tokens_alone_is_not_opened_by_a_key(
    denials: Denials, proven: Proven, verify: Verify, requirement: str
) -> None:
    for denial in proven(denials.of(requirement)):
        verify(requirement, denial.exchange, expected=REFUSED, actual=denial.exchange.status)


@pytest.mark.requirement("LG-AUTH-019", "LG-AUTH-022")
@pytest.mark.usefixtures("keyed_owner_a")
def test_a_key_that_was_changed_or_lacks_its_user_opens_nothing(
    denials: Denials, proven: Proven, verify: Verify, judge: Judge
) -> None:
    for denial in proven(denials.of("LG-AUTH-022"), "key"):
        judge("LG-AUTH-022", denial.exchange, opens_nothing(denial.exchange))
    for denial in proven(denials.of("LG-AUTH-019"), "key"):
        verify("LG-AUTH-019", denial.exchange, expected=401, actual=denial.exchange.status)


@pytest.mark.requirement("LG-AUTH-020", "LG-AUTH-021")
@pytest.mark.usefixtures("keyed_owner_a")
def test_a_key_with_the_id_of_another_acts_as_nobody_else(
    denials: Denials, tenant_b: Tenant, proven: Proven, patience: Patience, verify: Verify, judge: Judge
) -> None:
    for denial in proven(denials.of("LG-AUTH-020"), "key"):
        if denial.exchange.operation == "bulkSourceLeads":
            continue  # nobody's scraped leads are known to be there, so a page shows nothing of whose it is
        foreign = tenant_b.marks if denial.part.victim == "owner_b" else set()
        judge("LG-AUTH-020", denial.exchange, hidden([denial.exchange], foreign))
        judge("LG-AUTH-020", denial.exchange, owns_nothing(denial.exchange, denial.part.put["user"]))
        theirs = denials.removed(denial)
        if theirs is not None and denial.part.victim == "owner_b":
            there = patience.twice(partial(theirs.actor.call, "getEnrichLead", path={"id": theirs.lead.id}))[-1]
            verify("LG-AUTH-020", [denial.exchange, there], expected=200, actual=there.status)
    for denial in proven(denials.of("LG-AUTH-021"), "key"):
        verify("LG-AUTH-021", denial.exchange, expected=401, actual=denial.exchange.status)


@pytest.mark.requirement("LG-AUTH-023")
@pytest.mark.usefixtures("keyed_owner_a")
def test_a_key_in_the_wrong_place_is_refused(denials: Denials, proven: Proven, verify: Verify) -> None:
    for denial in proven(denials.of("LG-AUTH-023"), "key"):
        verify("LG-AUTH-023", denial.exchange, expected=401, actual=denial.exchange.status)
