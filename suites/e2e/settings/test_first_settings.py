"""A company that has just been founded has no settings; they are made once, with POST."""

from functools import partial

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Json
from conformance.expectations import one_of, satisfying, success, without
from conformance.fixtures.homes import Homes
from conformance.fixtures.naming import Naming
from conformance.fixtures.settings import Kind, shown
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.rows import stored
from conformance.polling import Patience
from conformance.suites.e2e.settings.kinds import over_kinds

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("settings")]

NONE = satisfying(
    "404, or 200 with settings null or empty",
    lambda told: told[0] == 404 or (told[0] == 200 and told[1] in (None, {})),
)


@pytest.mark.requirement("LG-SET-002", "LG-SET-003", "LG-SET-012", "LG-SET-013", "LG-ISO-020")
@over_kinds()
def test_settings_are_made_once_and_not_before_and_no_other_companys_change_with_them(
    homes: Homes,
    owner_a: Actor,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
    kind: Kind,
) -> None:
    first = homes.home().first(kind)
    changes: dict[str, Json] = {kind.fields[0]: kind.values(naming)[kind.fields[0]]}
    again = first.place.put(kind, changes, purpose="control")
    strangers = patience.twice(partial(owner_a.call, kind.read))
    verify("LG-SET-002", first.made, expected=one_of(201, 200), actual=first.made.status)
    judge("LG-SET-002", first.made, stored(first.sent, first.made.record("settings"), where="the answer's settings"))
    judge("LG-SET-003", [first.made, first.read], stored(first.sent, first.read.record("settings"), where="settings"))
    control(first.read, expected=200, actual=first.read.status)
    control(again, expected=200, actual=again.status)
    for look in first.bare:
        verify("LG-SET-012", look, expected=NONE, actual=(look.status, look.at("settings")))
    verify("LG-SET-013", first.refused, expected=404, actual=first.refused.status)
    for look in first.looks:
        verify("LG-SET-013", [first.refused, look], expected={}, actual=shown(look))
    for look in strangers:
        theirs = list(shown(look).values())
        verify("LG-ISO-020", [again, look], expected=without(changes.values()), actual=theirs)


@pytest.mark.requirement("LG-ISO-032")
@over_kinds()
def test_first_settings_are_the_founders_companys_whatever_the_body_says(
    homes: Homes, verify: Verify, kind: Kind
) -> None:
    first = homes.home().first(kind)
    needed(first.made, expected=success(), actual=first.made.status, what="settings")
    for answer in (first.made, first.read):
        taken = [name for name, value in first.claimed.items() if answer.at(f"settings.{name}") == value]
        verify("LG-ISO-032", [first.made, answer], expected=[], actual=taken)
