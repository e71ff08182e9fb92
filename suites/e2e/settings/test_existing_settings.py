"""Settings that exist: every field is stored, a PUT without a change changes nothing, a second POST makes no more."""

from collections.abc import Mapping
from functools import partial

import pytest

from conformance.exchange import Exchange, Json
from conformance.expectations import one_of
from conformance.fixtures.homes import Settled
from conformance.fixtures.naming import Naming
from conformance.fixtures.settings import Kind, Place, shown
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.rows import stored, unchanged
from conformance.polling import Patience
from conformance.suites.e2e.settings.kinds import holds, over_kinds
from conformance.wire import NotAllowed

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("settings")]


@pytest.mark.requirement("LG-SET-001", "LG-SET-011", "LG-SET-016", "LG-SET-017")
@over_kinds(own_fields=True)
def test_settings_hold_what_was_sent_and_only_a_change_changes_them(
    settled: Settled,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
    kind: Kind,
) -> None:
    with settled(kind) as place:
        values: dict[str, Json] = dict(kind.values(naming))
        put, repeated, empty = (place.put(kind, changes) for changes in (values, values, {}))
        read = patience.until(partial(place.get, kind), lambda page: shown(page).items() >= values.items())
        verify("LG-SET-001", read, expected=200, actual=read.status)
        judge("LG-SET-001", read, stored({}, read.record("settings"), where="settings"))
        judge(holds(kind), [put, read], stored(values, read.record("settings"), where=f"the {kind.name} settings"))
        for answer in (repeated, empty):
            verify("LG-SET-017", answer, expected=200, actual=answer.status)
        same = unchanged(shown(put), read.record("settings"), where="the settings after the first of them")
        judge("LG-SET-017", [put, repeated, empty, read], same)

        cleared: dict[str, Json] = {kind.fields[0]: None, kind.fields[-1]: ""}
        clearing = place.put(kind, cleared)
        other = {kind.fields[1]: kind.values(naming)[kind.fields[1]]}
        posted, refusal = once_more(place, kind, other)
        after = patience.until(partial(place.get, kind), lambda page: not any(map(shown(page).get, cleared)))
        verify("LG-SET-016", clearing, expected=200, actual=clearing.status)
        judge("LG-SET-016", [clearing, after], stored(cleared, after.record("settings"), where="the settings, cleared"))
        if posted is None:
            raise refusal or AssertionError("a POST that was not sent was refused")
        control(put, expected=200, actual=put.status)
        verify("LG-SET-011", posted, expected=one_of(409, 200, 201), actual=posted.status)
        due = values | (other if posted.succeeded else {})
        kept = {name: value for name, value in due.items() if name not in cleared}
        judge("LG-SET-011", [posted, after], stored(kept, after.record("settings"), where="the other settings"))


def once_more(place: Place, kind: Kind, body: Mapping[str, Json]) -> tuple[Exchange | None, NotAllowed | None]:
    """A POST of settings that exist, or why it may not be sent here."""
    try:
        return place.post(kind, body), None
    except NotAllowed as refusal:
        return None, refusal
