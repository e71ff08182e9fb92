"""Changing over the tenant's wall: what another company sends leaves the record as it was, for whoever looks."""

from functools import partial

import pytest

from conformance.expectations import client_error
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.batches import skipped_exactly
from conformance.laws.isolation import indistinguishable, lists_none_of, refused
from conformance.laws.rows import same, stored
from conformance.polling import Patience
from conformance.suites.e2e.isolation.acts import (
    identity,
    is_known,
    one_at_most,
    together,
    update_lead,
)
from conformance.suites.e2e.isolation.changes import CHANGES, RARER, Change
from conformance.suites.e2e.isolation.directions import ONE_WAY, OTHER_WAY, both_ways, deep
from conformance.suites.e2e.isolation.wall import Sides, Wall
from conformance.suites.e2e.leads.views import by_id, lead_in, listed

pytestmark = pytest.mark.xdist_group("isolation")

MANY = 110
"""Unknown ids in a batch: more than a server takes from its store at once."""

UPDATES = ("updateLeads", "updateEnrichLead")
"""The two ways to change a lead."""


@pytest.mark.parametrize(("change", "direction"), [*both_ways(CHANGES), *deep(RARER)])
def test_another_companys_record_is_not_changed(
    wall: Wall,
    sides: Sides,
    naming: Naming,
    patience: Patience,
    control: Control,
    judge: Judge,
    change: Change,
) -> None:
    never, alike = change.requirements
    looker, victim, id = sides.looker.actor, sides.victim, change.id(wall, sides.victim)
    right = change.send(victim.actor, id, change.first, "control")
    control(right, expected=200, actual=right.status)
    shown = right.record(change.answer) or {}
    kept = {**identity(shown), **change.first, **{name: shown[name] for name in [change.named] if name in shown}}
    names = {change.named: naming.client_name(looker)} if change.named else {}
    second, beside = {**change.second, **names}, change.beside(victim)
    foreign = change.send(looker, id, {**second, **beside}, trespass=[id, *map(str, beside.values())])
    random = {name: naming.random_id() for name in beside}
    unknown = change.send(looker, naming.random_id(), {**second, **random})
    judge(never, foreign, refused([foreign]))

    def holds(row: object) -> bool:
        return isinstance(row, dict) and all(same(row.get(name), value) for name, value in change.first.items())

    for seen in patience.twice(lambda: change.look(victim, id), lambda page: holds(change.row(page, id))):
        judge(never, [right, foreign, seen], stored(kept, change.row(seen, id), where="the owner's record"))
    judge(alike, [foreign, unknown], indistinguishable(foreign, unknown, statuses=(403, 404, *[400] * bool(beside))))


@pytest.mark.requirement("LG-ISO-010", "LG-ISO-011")
@pytest.mark.operation("updateLeads")
@pytest.mark.parametrize("direction", OTHER_WAY)
def test_a_batch_of_updates_changes_ones_own_leads_alone(
    sides: Sides, naming: Naming, patience: Patience, control: Control, verify: Verify, judge: Judge
) -> None:
    theirs, mine = sides.victim.lead.id, sides.looker.lead.id
    unknowns = [naming.random_id() for _ in range(MANY)]
    victim, looker = sides.victim.actor, sides.looker.actor
    title = naming.unique()
    right = victim.call("updateLeads", json={"leads": [{"id": theirs, "title": title}]}, purpose="control")
    control(right, expected=1, actual=right.at("updated"))
    own_title = naming.unique()
    rows = [{"id": each, "title": own_title} for each in (theirs, mine, *unknowns)]
    batch = looker.call("updateLeads", json={"leads": rows}, trespass=[theirs])
    for (seen,) in together(patience, [partial(by_id, victim, theirs)]):
        judge("LG-ISO-010", [batch, seen], stored({"title": title}, lead_in(seen), where="the other company's lead"))
    verify("LG-ISO-010", batch, expected=one_at_most(), actual=batch.at("updated"))
    own = by_id(looker, mine)
    if batch.succeeded:
        verify("LG-ISO-011", [batch, own], expected=own_title, actual=own.at("lead.title"))
        verify("LG-ISO-011", batch, expected=1, actual=batch.at("updated"))
        judge("LG-ISO-011", batch, skipped_exactly([theirs, *unknowns], batch.at("skipped")))
    else:
        verify("LG-ISO-011", batch, expected=client_error(), actual=batch.status)
        verify("LG-ISO-011", [batch, own], expected=True, actual=own.at("lead.title") != own_title)


@pytest.mark.requirement("LG-ISO-013")
@pytest.mark.operation(*UPDATES)
@pytest.mark.parametrize("direction", ONE_WAY)
def test_a_lead_is_not_moved_to_another_companys_client(
    wall: Wall, sides: Sides, naming: Naming, patience: Patience, control: Control, verify: Verify, judge: Judge
) -> None:
    looker, lead, lure = sides.looker.actor, sides.looker.lead, wall.lure(sides.victim)
    changes = {"client_id": lure.client_id, "title": naming.unique()}
    moved = [update_lead(looker, each, lead.id, changes, trespass=[lure.client_id]) for each in UPDATES]
    if not any(each.succeeded for each in moved):  # a target may refuse the field; without it the change works
        update_lead(looker, "updateLeads", lead.id, {"title": changes["title"]}, purpose="control")
    own = by_id(looker, lead.id)
    control(own, expected=changes["title"], actual=own.at("lead.title"))
    verify("LG-ISO-013", [*moved, own], expected=lead.sent["client_id"], actual=own.at("lead.client_id"))
    for page in patience.twice(partial(listed, sides.victim.actor, lure), is_known):
        judge("LG-ISO-013", [*moved, page], lists_none_of([page], "leads", sides.looker.marks))
