"""A bad credential beside a good one of somebody else: it is nobody's, wherever it stands."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from _pytest.mark import ParameterSet

from conformance import forgery
from conformance.actors import Actor, Caller
from conformance.credentials import Credential
from conformance.evidence import CannotTest
from conformance.exchange import ABSENT, Json
from conformance.expectations import one_of, success
from conformance.fixtures.naming import Naming
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Verify
from conformance.harness import Harness
from conformance.laws.isolation import hidden, same_rows
from conformance.polling import Patience
from conformance.suites.e2e.isolation.acts import NO_SUCCESS
from conformance.suites.e2e.priority.mixtures import ORDERS, Order, bad, held, ids, leads, opens
from conformance.tokens import claims

pytestmark = [pytest.mark.level("standard"), pytest.mark.usefixtures("tidy")]

EXPIRED = "expired"

FORGED: dict[str, Callable[[Tenant, Tenant], str]] = {
    "forged": lambda named, _: forgery.altered_signature(named.actor.tokens().access),
    "changed": lambda named, good: forgery.other_subject(good.actor.tokens().access, named.actor.user_id),
    "unsigned": lambda named, _: forgery.without_algorithm(named.actor.tokens().access),
    "malformed": lambda named, _: named.actor.tokens().access.rsplit(".", 1)[0],
}
"""Tokens that name the owner of the first tenant and are not valid; the second tenant's are at hand to be spoilt."""


@dataclass(frozen=True)
class Bad:
    """A token that is not valid: the tenant whom it names, and the other, whose credential is good."""

    token: str
    named: Tenant
    good: Tenant


@pytest.fixture
def of_kind(harness: Harness, tenant_a: Tenant, tenant_b: Tenant) -> Callable[[str], Bad]:
    """Makes a bad token of a kind; the expired one is the profile's, and says itself whose it was."""

    def made(kind: str) -> Bad:
        if kind != EXPIRED:
            return Bad(FORGED[kind](tenant_b, tenant_a), tenant_b, tenant_a)
        token = harness.profile.credentials.get("expired")
        if token is None:
            raise CannotTest("the profile holds no expired token", "Add expired under [credentials]")
        whose_a = claims(token).get("sub") == tenant_a.actor.user_id
        return Bad(token, tenant_a, tenant_b) if whose_a else Bad(token, tenant_b, tenant_a)

    return made


def cells() -> list[ParameterSet]:
    """Every bad token in every place: each of both at least once at standard, the other cells at deep."""
    kinds, places = [*FORGED, EXPIRED], list(ORDERS)
    return [
        pytest.param(
            kind,
            place,
            id=f"{kind}, {' over '.join(place)}",
            marks=pytest.mark.level("standard" if row % len(places) == column else "deep"),
        )
        for (row, kind), (column, place) in itertools.product(enumerate(kinds), enumerate(places))
    ]


@pytest.mark.requirement("LG-PRIO-006", "LG-PRIO-007")
@pytest.mark.operation("listLeads", "createClient")
@pytest.mark.parametrize(("kind", "place"), cells())
def test_a_bad_credential_above_a_good_one_is_nobodys(
    of_kind: Callable[[str], Bad],
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
    kind: str,
    place: Order,
) -> None:
    spoilt = of_kind(kind)
    caller = spoilt.good.actor
    good = held(caller, place[1])
    opens(patience, control, spoilt.good, [good])
    both = [bad(place[0], spoilt.token, spoilt.named.actor.user_id), good]
    other = leads(caller, spoilt.named, both)
    verify("LG-PRIO-006", other, expected=[], actual=ids(other))
    judge("LG-PRIO-006", other, hidden([other], spoilt.named.marks))
    made = caller.call("createClient", json={"clientName": naming.client_name(caller)}, by=both)
    if made.succeeded:
        verify("LG-PRIO-006", made, expected=caller.user_id, actual=made.at("client.owner"))
    own = leads(caller, spoilt.good, both)
    if own.status != 401:
        verify("LG-PRIO-007", own, expected=[spoilt.good.lead.id], actual=ids(own))
    verify("LG-PRIO-007", own, expected=one_of(200, 401), actual=own.status)


@pytest.mark.requirement("LG-PRIO-006", "LG-PRIO-008")
@pytest.mark.operation("listLeads", "createClient")
@pytest.mark.parametrize("place", ORDERS, ids=" over ".join)
def test_a_credential_below_a_good_one_changes_nothing(
    tenant_a: Tenant,
    tenant_b: Tenant,
    of_kind: Callable[[str], Bad],
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
    place: Order,
) -> None:
    caller, stranger = tenant_a.actor, tenant_b.actor
    good = caller.credential(place[0])
    alone = opens(patience, control, tenant_a, [good])
    below = [bad(place[1], of_kind(kind).token, stranger.user_id) for kind in ("forged", "malformed")]
    if place[1] == "bearer" or stranger.has_key:
        below.append(stranger.credential(place[1]))
    for lower in below:
        together = leads(caller, tenant_a, [good, lower])
        judge("LG-PRIO-008", [alone, together], same_rows(alone, together, "leads"))
    other = leads(caller, tenant_b, [good, below[0]])
    verify("LG-PRIO-006", other, expected=[], actual=ids(other))
    made = caller.call("createClient", json={"clientName": naming.client_name(caller)}, by=[good, below[0]])
    verify("LG-PRIO-008", made, expected=tenant_a.client.made_by.status, actual=made.status)
    verify("LG-PRIO-006", made, expected=caller.user_id, actual=made.at("client.owner"))


@pytest.mark.requirement("LG-PRIO-009")
@pytest.mark.parametrize(
    "operation", [pytest.param(each, marks=pytest.mark.operation(each)) for each in ("listClients", "createClient")]
)
def test_several_bad_credentials_make_no_good_one(
    owner_a: Actor, anonymous: Caller, naming: Naming, control: Control, verify: Verify, operation: str
) -> None:
    body: Json = {"clientName": naming.client_name(owner_a)} if operation == "createClient" else ABSENT
    right = owner_a.call(operation, json=body, purpose="control")
    control(right, expected=success(), actual=right.status)
    token, user = owner_a.tokens().access, owner_a.user_id
    forged, unsigned = forgery.altered_signature(token), forgery.without_algorithm(token)
    mixtures: list[list[Credential]] = [
        [bad("cookie", forged, user), bad("bearer", unsigned, user), bad("key", token, user)],
        [bad("bearer", forged, user), bad("key", token, user)],
        [bad("cookie", unsigned, user), bad("bearer", forged, user)],
    ]
    for mixture in mixtures:
        refused = anonymous.call(operation, json=body, by=mixture)
        verify("LG-PRIO-009", refused, expected=NO_SUCCESS, actual=refused.status)
