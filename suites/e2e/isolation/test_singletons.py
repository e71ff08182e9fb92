"""Company and settings: there is one of each in a company, and no request reaches another company's."""

from dataclasses import dataclass
from functools import partial

import pytest

from conformance.exchange import Exchange
from conformance.expectations import nonempty_string, satisfying, without
from conformance.fixtures.naming import Naming
from conformance.fixtures.settings import KINDS, Kind, borrowed, shown
from conformance.fixtures.types import Control, Judge, Verify
from conformance.harness import Harness
from conformance.laws.isolation import sought_at_home
from conformance.polling import Patience
from conformance.suites.e2e.isolation.directions import ONE_WAY, deep
from conformance.suites.e2e.isolation.wall import Sides

pytestmark = pytest.mark.xdist_group("isolation")


@dataclass(frozen=True)
class Settings:
    """One kind of settings, as a cell of the wall."""

    kind: Kind
    requirements: tuple[str, ...] = ("LG-ISO-020", "LG-ISO-032")

    @property
    def operation(self) -> str:
        """The operation that is tried."""
        return self.kind.update


# What company A changes, company B is shown by the tests of settings: standard tries the other way here.
SETTINGS = {kind.update: Settings(kind) for kind in KINDS}


@pytest.mark.requirement("LG-ISO-020")
@pytest.mark.operation("getCompany")
@pytest.mark.parametrize("direction", ONE_WAY)
def test_the_company_read_is_ones_own_whatever_the_query_says(sides: Sides, control: Control, verify: Verify) -> None:
    theirs = sides.victim.actor.call("getCompany", purpose="control")
    control(theirs, expected=nonempty_string(), actual=theirs.at("company.id"))
    named = {name: theirs.at("company.id") for name in ("id", "companyId", "company_id")}
    asked = [sides.looker.actor.call("getCompany", query=named)]
    if not asked[0].succeeded:  # a target may refuse a parameter that it does not know
        asked.append(sides.looker.actor.call("getCompany"))
    verify("LG-ISO-020", asked, expected=nonempty_string(), actual=asked[-1].at("company.id"))
    verify("LG-ISO-020", asked, expected=without([theirs.at("company.id")]), actual=[p.at("company.id") for p in asked])


@pytest.mark.parametrize(("settings", "direction"), deep(SETTINGS, but=[("updateUrlSettings", "A at B")]))
def test_settings_of_another_company_are_neither_read_nor_changed(
    harness: Harness,
    sides: Sides,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
    settings: Settings,
) -> None:
    mine, other, kind = sides.victim, sides.looker, settings.kind
    claims = {name: naming.random_id() for name in ("owner", "company_id")}
    named = {"companyId": mine.company_id, "company_id": mine.company_id}
    with borrowed(harness, mine.actor) as place:
        stood = shown(place.look(kind))
        field = next((name for name in reversed(kind.fields) if not stood.get(name)), kind.fields[-1])
        marker = kind.values(naming, mine.actor.company or "a")[field]
        claimed = changed = place.put(kind, {field: marker} | claims, purpose="control")
        if changed.status in (400, 404):  # a target may refuse what names somebody else
            changed = place.put(kind, {field: marker}, purpose="control")
        place.saw(kind, changed)  # it is put back in a moment
        looks = patience.twice(partial(other.actor.call, kind.read, query=named))
        if not looks[0].succeeded:  # or a parameter that it does not know
            looks += patience.twice(partial(other.actor.call, kind.read))
    # A value that went to the other company is found whether or not it also went where it belongs.
    if not any(value_of(page, field) == marker for page in looks):
        control(changed, expected=[200, marker], actual=[changed.status, value_of(changed, field)])
    not_theirs = satisfying("anything but the other company's value", lambda value: value != marker)
    for page in looks:
        verify("LG-ISO-020", [changed, page], expected=not_theirs, actual=value_of(page, field))
    judge("LG-ISO-032", [claimed, changed], sought_at_home(claimed, changed))
    taken = [name for name, value in claims.items() if shown(changed).get(name) == value]
    verify("LG-ISO-032", changed, expected=[], actual=taken)
    verify("LG-ISO-032", changed, expected=marker, actual=value_of(changed, field))


def value_of(page: Exchange, field: str) -> object:
    """The value of a setting in an answer, or None."""
    return shown(page).get(field)
