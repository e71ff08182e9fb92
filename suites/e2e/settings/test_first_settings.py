"""A company that has just been founded has no settings; they are made once, with POST."""

import pytest

from conformance.evidence import needed
from conformance.expectations import one_of, satisfying, success
from conformance.fixtures.homes import Homes
from conformance.fixtures.settings import Kind, shown
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.rows import stored
from conformance.suites.e2e.settings.kinds import over_kinds

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("settings")]

NONE = satisfying(
    "404, or 200 with settings null or empty",
    lambda told: told[0] == 404 or (told[0] == 200 and told[1] in (None, {})),
)


@pytest.mark.requirement("LG-SET-002", "LG-SET-003", "LG-SET-012", "LG-SET-013")
@over_kinds()
def test_settings_are_made_once_and_not_before(
    homes: Homes, control: Control, verify: Verify, judge: Judge, kind: Kind
) -> None:
    first = homes.home().first(kind)
    again = first.place.put(kind, {}, purpose="control")
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
