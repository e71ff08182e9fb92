"""The settings of company A, which others use too: one set for all its people, borrowed and put back."""

from functools import partial

import pytest

from conformance.actors import Actor
from conformance.exchange import Exchange, Json
from conformance.fixtures.naming import Naming
from conformance.fixtures.settings import KINDS, Kind, borrowed, shown
from conformance.fixtures.types import Judge, Verify
from conformance.harness import Harness
from conformance.laws.rows import stored, unchanged
from conformance.polling import Patience

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("settings")]

OPERATIONS = tuple(name for kind in KINDS for name in (kind.read, kind.update))


@pytest.mark.requirement("LG-SET-001", "LG-SET-004", "LG-SET-005", "LG-SET-006", "LG-SET-010")
@pytest.mark.operation(*OPERATIONS)
def test_an_update_shows_to_the_whole_company_and_keeps_the_rest(
    harness: Harness, owner_a: Actor, naming: Naming, patience: Patience, verify: Verify, judge: Judge
) -> None:
    with borrowed(harness, owner_a) as company:
        before = {kind: company.look(kind) for kind in KINDS}
        for read in before.values():
            verify("LG-SET-001", read, expected=200, actual=read.status)
            judge("LG-SET-001", read, stored({}, read.record("settings"), where="settings"))
        changes = {kind: spare(kind, before[kind], naming) for kind in KINDS}
        answers = {kind: company.put(kind, changes[kind]) for kind in KINDS}
        reads = {kind: settled(patience, owner_a, kind, changes[kind]) for kind in KINDS}
        for kind, read in reads.items():
            verify("LG-SET-004", answers[kind], expected=200, actual=answers[kind].status)
            judge("LG-SET-004", answers[kind], stored({}, answers[kind].record("settings"), where="settings"))
            judge("LG-SET-005", [answers[kind], read], stored(changes[kind], read.record("settings"), where=kind.name))
            row, rest = shown(before[kind]), ("updatedAt", *changes[kind])
            kept = unchanged(row, read.record("settings"), but=rest, where=f"the {kind.name} settings")
            judge("LG-SET-006", [before[kind], *answers.values(), read], kept)
        for number, kind in enumerate(KINDS):
            seen = by_a_colleague(harness, patience, kind, changes[kind], number)
            verify("LG-SET-010", [answers[kind], seen], expected=200, actual=seen.status)
            same = {"company_id": shown(reads[kind]).get("company_id"), **changes[kind]}
            judge(
                "LG-SET-010", [answers[kind], seen], stored(same, seen.record("settings"), where="a colleague's view")
            )


def by_a_colleague(harness: Harness, patience: Patience, kind: Kind, changes: dict[str, Json], turn: int) -> Exchange:
    """A set as another user of company A reads it: its Member and its Admin in turn, the Admin where no Member may."""
    known = [name for name in ("member_a", "admin_a") if name in harness.profile.actors] or ["admin_a"]
    name = known[turn % len(known)]
    seen = settled(patience, harness.actor(name), kind, changes)
    if seen.status == 403 and name == "member_a":
        seen = settled(patience, harness.actor("admin_a"), kind, changes)
    return seen


def settled(patience: Patience, actor: Actor, kind: Kind, changes: dict[str, Json]) -> Exchange:
    """A set as somebody reads it, as soon as it shows a change; a refusal is not waited out."""
    return patience.until(
        partial(actor.call, kind.read),
        lambda page: page.status == 403 or shown(page).items() >= changes.items(),
    )


def spare(kind: Kind, stood: Exchange, naming: Naming) -> dict[str, Json]:
    """New values of two fields, of such as configure nothing now where there are any."""
    values = kind.values(naming)
    unset = [name for name in kind.fields if not shown(stood).get(name)]
    chosen = (unset if len(unset) > 1 else list(kind.fields))[-2:]
    return {name: values[name] for name in chosen}
