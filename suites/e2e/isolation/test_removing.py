"""Removing over the tenant's wall: what another company deletes stays, and its owner can still delete it."""

from functools import partial

import pytest

from conformance.expectations import client_error
from conformance.fixtures.leads import make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Make, Verify
from conformance.laws.batches import skipped_exactly
from conformance.laws.isolation import indistinguishable, refused
from conformance.laws.rows import kept
from conformance.polling import Patience
from conformance.suites.e2e.clients.life import client_of, client_row
from conformance.suites.e2e.isolation.acts import one_at_most, together
from conformance.suites.e2e.isolation.directions import ONE_WAY, OTHER_WAY
from conformance.suites.e2e.isolation.wall import Sides
from conformance.suites.e2e.isolation.ways import tried
from conformance.suites.e2e.leads.views import by_id, lead_in

pytestmark = pytest.mark.xdist_group("isolation")

tried("delete", {"deleteClient": "with and without purge", "deleteLeads": "by id, and in a batch"})

MANY = 110
"""Unknown ids in a batch: more than a server takes from its store at once."""

REMOVALS = (200, 403, 404)
"""The statuses of a removal of what is not there: an idempotent 200 is as good where random ids get it too."""


@pytest.mark.requirement("LG-ISO-007", "LG-ISO-027")
@pytest.mark.operation("deleteClient")
@pytest.mark.parametrize("direction", ONE_WAY)
def test_another_companys_client_is_not_deleted(
    sides: Sides, make: Make, naming: Naming, patience: Patience, control: Control, judge: Judge
) -> None:
    looker, victim = sides.looker.actor, sides.victim.actor
    client = make(victim)
    lead = make_lead(victim, naming, client)
    shown = patience.until(partial(client_of, victim, client.id), lambda page: client_row(page) is not None)
    control(shown, expected=client.id, actual=shown.at("clients.0.id"))
    plain, purging = [
        looker.call("deleteClient", query={"id": client.id, "purge": purge}, trespass=[client.id])
        for purge in (None, "true")
    ]
    unknown = looker.call("deleteClient", query={"id": naming.random_id()})
    reads = partial(client_of, victim, client.id), partial(by_id, victim, lead.id)
    for seen, person in together(patience, reads, lambda page: client_row(page) is not None):
        judge("LG-ISO-007", [plain, purging, seen], kept(client.row, client_row(seen), where="the owner's client"))
        judge("LG-ISO-007", [purging, person], kept(lead.row, lead_in(person), where="the owner's lead"))
    for foreign in (plain, purging):
        judge("LG-ISO-027", [foreign, unknown], indistinguishable(foreign, unknown, statuses=REMOVALS))
    right = victim.call("deleteClient", query={"id": client.id, "purge": "true"}, purpose="control")
    control(right, expected=200, actual=right.status)


@pytest.mark.requirement("LG-ISO-009", "LG-ISO-010", "LG-ISO-011", "LG-ISO-027")
@pytest.mark.operation("deleteLeads")
@pytest.mark.parametrize("direction", OTHER_WAY)
def test_another_companys_lead_is_not_deleted_alone_or_in_a_batch(
    sides: Sides, naming: Naming, patience: Patience, control: Control, verify: Verify, judge: Judge
) -> None:
    looker, victim = sides.looker.actor, sides.victim.actor
    theirs, mine = (make_lead(each.actor, naming, each.client) for each in (sides.victim, sides.looker))
    before = by_id(victim, theirs.id, purpose="control")
    control(before, expected=theirs.id, actual=before.at("lead.id"))
    foreign = looker.call("deleteLeads", query={"id": theirs.id}, trespass=[theirs.id])
    random = naming.random_id()
    unknown = looker.call("deleteLeads", query={"id": random})
    still = by_id(victim, theirs.id)
    judge("LG-ISO-009", [foreign, still], kept(theirs.row, lead_in(still), where="the owner's lead"))
    unknowns = [random, *(naming.random_id() for _ in range(MANY))]
    batch = looker.call("deleteLeads", json={"ids": [theirs.id, mine.id, *unknowns]}, trespass=[theirs.id])
    for (seen,) in together(patience, [partial(by_id, victim, theirs.id)]):
        stands = kept(theirs.row, lead_in(seen), where="the other company's lead")
        judge("LG-ISO-010", [batch, seen], stands)
        judge("LG-ISO-009", [foreign, seen], stands)
    verify("LG-ISO-010", batch, expected=one_at_most(), actual=batch.at("deleted"))
    own = by_id(looker, mine.id)
    if batch.succeeded:
        judge("LG-ISO-011", [batch, own], refused([own]))
        verify("LG-ISO-011", batch, expected=1, actual=batch.at("deleted"))
        judge("LG-ISO-011", batch, skipped_exactly([theirs.id, *unknowns], batch.at("skipped")))
    else:
        verify("LG-ISO-011", batch, expected=client_error(), actual=batch.status)
        judge("LG-ISO-011", [batch, own], kept(mine.row, lead_in(own), where="one's own lead"))
    judge("LG-ISO-027", [foreign, unknown], indistinguishable(foreign, unknown, statuses=REMOVALS))
    right = victim.call("deleteLeads", json={"ids": [theirs.id]}, purpose="control")
    control(right, expected=1, actual=right.at("deleted"))
