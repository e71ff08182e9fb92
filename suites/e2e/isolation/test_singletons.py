"""Company and settings: there is one of each in a company, and no request reaches another company's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import pytest

from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import nonempty_string, satisfying, without
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Verify
from conformance.harness import Harness
from conformance.locks import ActorLock
from conformance.polling import Patience
from conformance.suites.e2e.isolation.directions import ONE_WAY, deep
from conformance.suites.e2e.isolation.wall import Sides

pytestmark = pytest.mark.xdist_group("isolation")

_LOCK_BOUND = 60.0
"""Seconds that another process may keep a company's singletons for itself."""


@dataclass(frozen=True)
class Settings:
    """One kind of settings: how it is read and changed, with a field that is put back afterwards."""

    read: str
    operation: str
    field: str
    requirements: tuple[str, ...] = ("LG-ISO-020", "LG-ISO-032")

    def shown(self, page: Exchange) -> object:
        """The value of the field, or ABSENT."""
        return page.at(f"settings.{self.field}")


SETTINGS: Mapping[str, Settings] = {
    each.operation: each
    for each in (
        Settings("getUrlSettings", "updateUrlSettings", "enrichment10"),
        Settings("getAgentSettings", "updateAgentSettings", "enrichment10AgentId"),
        Settings("getSdrSettings", "updateSdrSettings", "message10AgentId"),
    )
}


@pytest.fixture
def settled_companies(harness: Harness) -> Iterator[None]:
    """Both companies' singletons for this test alone."""
    locks = [ActorLock(harness.context.state, f"company-{each}", _LOCK_BOUND) for each in ("a", "b")]
    yield
    for lock in locks:
        lock.release()


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


@pytest.mark.usefixtures("settled_companies")
@pytest.mark.parametrize(("settings", "direction"), deep(SETTINGS))
def test_settings_of_another_company_are_neither_read_nor_changed(
    sides: Sides, naming: Naming, patience: Patience, control: Control, verify: Verify, settings: Settings
) -> None:
    mine, other = sides.victim, sides.looker
    before = mine.actor.call(settings.read)
    needed(before, expected=200, actual=before.status, what="the setting as it stands")
    marker = f"https://lgc.example/{naming.tagged(mine.actor.company or 'a').replace(' ', '/')}"
    claims = {name: naming.random_id() for name in ("owner", "company_id")}
    named = {"companyId": mine.company_id, "company_id": mine.company_id}
    try:
        changed = mine.actor.call(settings.operation, json={settings.field: marker} | claims, purpose="control")
        if changed.status == 400:  # a target may refuse what names somebody else
            changed = mine.actor.call(settings.operation, json={settings.field: marker}, purpose="control")
        looks = patience.twice(partial(other.actor.call, settings.read, query=named))
        if not looks[0].succeeded:  # or a parameter that it does not know
            looks += patience.twice(partial(other.actor.call, settings.read))
    finally:
        old = settings.shown(before)
        put_back = {settings.field: old if isinstance(old, str) else ""}
        mine.actor.call(settings.operation, json=put_back, purpose="cleanup")
    # A value that went to the other company is found whether or not it also went where it belongs.
    if not any(settings.shown(page) == marker for page in looks):
        control(changed, expected=[200, marker], actual=[changed.status, settings.shown(changed)])
    not_theirs = satisfying("anything but the other company's value", lambda value: value != marker)
    for page in looks:
        verify("LG-ISO-020", [changed, page], expected=not_theirs, actual=settings.shown(page))
    taken = [name for name, value in claims.items() if changed.at(f"settings.{name}") == value]
    verify("LG-ISO-032", changed, expected=[], actual=taken)
    verify("LG-ISO-032", changed, expected=marker, actual=settings.shown(changed))
