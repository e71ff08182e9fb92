"""The settings of company A, which others use too: one set for all its people, and for nobody else."""

import pytest

from conformance.evidence import CannotTest, Unusable, needed
from conformance.expectations import Judgement, without
from conformance.fixtures.settings import KINDS, Kind, shown
from conformance.fixtures.shared_settings import Changed, Changes
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.isolation import sought_at_home
from conformance.laws.rows import stored, unchanged

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("settings")]

OPERATIONS = tuple(name for kind in KINDS for name in (kind.read, kind.update))


@pytest.mark.requirement("LG-SET-001", "LG-SET-004", "LG-SET-005", "LG-SET-006", "LG-SET-010")
@pytest.mark.operation(*OPERATIONS)
def test_an_update_shows_to_the_whole_company_and_keeps_the_rest(
    shared_settings: Changes, verify: Verify, judge: Judge
) -> None:
    answers = [each.answer for each in shared_settings.values()]
    for kind, each in shared_settings.items():
        verify("LG-SET-001", each.before, expected=200, actual=each.before.status)
        judge("LG-SET-001", each.before, stored({}, each.before.record("settings"), where="settings"))
        verify("LG-SET-004", each.answer, expected=200, actual=each.answer.status)
        judge("LG-SET-004", each.answer, stored({}, each.answer.record("settings"), where="settings"))
        now = each.read.record("settings")
        judge("LG-SET-005", [each.answer, each.read], stored(each.changes, now, where=kind.name))
    for each in shared_settings.values():
        seen = each.colleague
        verify("LG-SET-010", [each.answer, seen], expected=200, actual=seen.status)
        same = {"company_id": shown(each.read).get("company_id"), **each.changes}
        judge("LG-SET-010", [each.answer, seen], stored(same, seen.record("settings"), where="a colleague's view"))
    rest = {kind: kept(kind, each) for kind, each in shared_settings.items()}
    doubtful = sorted(name for each in shared_settings.values() for name in each.doubtful)
    if doubtful and all(law.holds for law in rest.values()):
        raise Unusable(f"somebody else, or the update, has changed {', '.join(doubtful)} meanwhile")
    for kind, each in shared_settings.items():
        judge("LG-SET-006", [each.before, *answers, each.read], rest[kind])


def kept(kind: Kind, change: Changed) -> Judgement:
    """What an update did not send stands as it stood, where that can be told."""
    others = ("updatedAt", *change.changes, *change.others, *change.doubtful)
    return unchanged(
        shown(change.before), change.read.record("settings"), but=others, where=f"the {kind.name} settings"
    )


@pytest.mark.requirement("LG-ISO-020")
@pytest.mark.operation(*OPERATIONS)
def test_settings_of_another_company_are_not_read_whatever_the_query_says(
    shared_settings: Changes, control: Control, verify: Verify
) -> None:
    for each in shared_settings.values():
        if not each.strangers:
            remedy = "Add [actors.owner_b] to the profile"
            raise CannotTest("the profile has no actor owner_b", remedy, wanted="owner_b")
        values = list(each.changes.values())
        # A value that went to the other company is found whether or not it also went where it belongs.
        if not any(value in shown(look).values() for look in each.strangers for value in values):
            arrived = [value for value in shown(each.read).values() if value in values]
            control(each.read, expected=sorted(values), actual=sorted(arrived))
        for look in each.strangers:
            verify("LG-ISO-020", [each.answer, look], expected=without(values), actual=list(shown(look).values()))


@pytest.mark.requirement("LG-ISO-032")
@pytest.mark.operation(*OPERATIONS)
def test_an_update_gives_no_settings_away(shared_settings: Changes, verify: Verify, judge: Judge) -> None:
    for each in shared_settings.values():
        judge("LG-ISO-032", [each.asked, each.answer], sought_at_home(each.asked, each.answer))
        needed(each.answer, expected=200, actual=each.answer.status, what="an update of settings")
        for view in (each.answer, each.read):
            taken = [name for name, value in each.claimed.items() if shown(view).get(name) == value]
            verify("LG-ISO-032", [each.answer, view], expected=[], actual=taken)
