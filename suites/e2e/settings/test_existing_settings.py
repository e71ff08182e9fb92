"""Settings that exist: every field is stored, a PUT without a change changes nothing, a second POST makes no more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pytest

from conformance.custody import NotAllowed
from conformance.evidence import needed
from conformance.exchange import Exchange, Json
from conformance.expectations import one_of, without
from conformance.fixtures.homes import Home, Settled
from conformance.fixtures.naming import Naming
from conformance.fixtures.once import Once
from conformance.fixtures.settings import KINDS, Kind, Place, shown
from conformance.fixtures.types import Control, Judge, Verify
from conformance.harness import Harness
from conformance.laws.rows import stored, unchanged
from conformance.polling import Patience
from conformance.suites.e2e.settings.kinds import holds, over_kinds

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("settings")]


@dataclass(frozen=True)
class Tried:
    """What was done with settings that exist: all set, set again, nothing sent, two cleared, and a POST of one more.

    `siblings` are looks at the sets that share a field's name, taken when all were set; `refusal` is why the POST may
    not be sent here.
    """

    values: Mapping[str, Json]
    put: Exchange
    repeated: Exchange
    empty: Exchange
    read: Exchange
    siblings: list[Exchange]
    cleared: Mapping[str, Json]
    clearing: Exchange
    other: Mapping[str, Json]
    posted: Exchange | None
    refusal: NotAllowed | None
    after: Exchange

    @property
    def rest(self) -> dict[str, Json]:
        """What neither the clearing nor the POST named."""
        return {name: value for name, value in self.values.items() if name not in (*self.cleared, *self.other)}


def tried(settled: Settled, naming: Naming, patience: Patience, kind: Kind) -> Tried:
    """All of it, in a company that may be changed."""
    sharing = [each for each in KINDS if each is not kind and {*each.fields} & {*kind.fields}]
    with settled(kind) as place:
        if isinstance(place, Home):
            for each in sharing:
                place.first(each)
        values: dict[str, Json] = dict(kind.values(naming))
        put, repeated, empty = (place.put(kind, changes) for changes in (values, values, {}))
        read = patience.until(partial(place.get, kind), lambda page: shown(page).items() >= values.items())
        siblings = [place.get(each) for each in sharing]
        project = "projectId" if "projectId" in kind.fields else kind.fields[0]
        cleared: dict[str, Json] = {part_of_another(kind.fields): None, project: ""}
        clearing = place.put(kind, cleared)
        name = next(each for each in kind.fields if each not in cleared)
        other: dict[str, Json] = {name: kind.values(naming)[name]}
        posted, refusal = once_more(place, kind, other)
        after = patience.until(partial(place.get, kind), lambda page: not any(map(shown(page).get, cleared)))
        place.insist_undisturbed(kind, (put, repeated, empty, read, clearing, after))
    return Tried(values, put, repeated, empty, read, siblings, cleared, clearing, other, posted, refusal, after)


@pytest.fixture(scope="session")
def trials(harness: Harness, settled: Settled, naming: Naming, patience: Patience) -> Callable[[Kind], Tried]:
    """What this process did with the settings of a kind."""
    made = {kind: Once(harness, partial(tried, settled, naming, patience, kind)) for kind in KINDS}
    return lambda kind: made[kind].get()


@pytest.mark.requirement("LG-SET-001", "LG-SET-016", "LG-SET-017")
@over_kinds(own_fields=True)
def test_settings_hold_what_was_sent_and_only_a_change_changes_them(
    trials: Callable[[Kind], Tried], verify: Verify, judge: Judge, kind: Kind
) -> None:
    done = trials(kind)
    verify("LG-SET-001", done.read, expected=200, actual=done.read.status)
    judge("LG-SET-001", done.read, stored({}, done.read.record("settings"), where="settings"))
    law = stored(done.values, done.read.record("settings"), where=f"the {kind.name} settings")
    judge(holds(kind), [done.put, done.read], law)
    for answer in (done.repeated, done.empty):
        verify("LG-SET-017", answer, expected=200, actual=answer.status)
    same = unchanged(shown(done.put), done.read.record("settings"), where="the settings after the first of them")
    judge("LG-SET-017", [done.put, done.repeated, done.empty, done.read], same)
    verify("LG-SET-016", done.clearing, expected=200, actual=done.clearing.status)
    law = stored(done.cleared, done.after.record("settings"), where="the settings, cleared")
    judge("LG-SET-016", [done.clearing, done.after], law)


@pytest.mark.requirement("LG-SET-006", "LG-SET-011")
@over_kinds()
def test_what_clears_some_settings_or_makes_them_once_more_leaves_the_others(
    trials: Callable[[Kind], Tried], control: Control, verify: Verify, judge: Judge, kind: Kind
) -> None:
    done = trials(kind)
    control(done.put, expected=200, actual=done.put.status)
    for sibling in done.siblings:
        needed(sibling, expected=one_of(200, 404), actual=sibling.status, what="a look at settings of another kind")
        elsewhere = list(shown(sibling).values())
        verify("LG-SET-006", [done.put, sibling], expected=without(done.values.values()), actual=elsewhere)
    now = done.after.record("settings")
    judge("LG-SET-006", [done.clearing, done.after], stored(done.rest, now, where="the other settings"))
    if done.posted is None:
        raise done.refusal or AssertionError("a POST that was not sent was refused")
    verify("LG-SET-011", done.posted, expected=one_of(409, 200, 201), actual=done.posted.status)
    due = {name: value for name, value in done.values.items() if name not in done.cleared}
    kept = due | (dict(done.other) if done.posted.succeeded else {})
    judge("LG-SET-011", [done.posted, done.after], stored(kept, now, where="the other settings"))


def part_of_another(fields: Sequence[str]) -> str:
    """A field whose name another one's begins with, as `enrichment1` and `enrichment10`; for want of one, the last."""
    return next(
        (each for each in fields if any(other.startswith(each) for other in fields if other != each)), fields[-1]
    )


def once_more(place: Place, kind: Kind, body: Mapping[str, Json]) -> tuple[Exchange | None, NotAllowed | None]:
    """A POST of settings that exist, or why it may not be sent here."""
    try:
        return place.post(kind, body), None
    except NotAllowed as refusal:
        return None, refusal
