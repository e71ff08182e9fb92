"""Company and settings: there is one of each in a company, and no request reaches another company's."""

from collections.abc import Iterator

import pytest
from _pytest.mark.structures import ParameterSet

from conformance.evidence import needed
from conformance.exchange import ABSENT, Exchange
from conformance.expectations import nonempty_string, one_of, satisfying, without
from conformance.fixtures.naming import Naming
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Verify
from conformance.harness import Harness
from conformance.locks import ActorLock
from conformance.polling import Patience

pytestmark = pytest.mark.level("standard")

SETTINGS = {
    ("getUrlSettings", "updateUrlSettings"): "enrichment10",
    ("getAgentSettings", "updateAgentSettings"): "enrichment10AgentId",
    ("getSdrSettings", "updateSdrSettings"): "message10AgentId",
}
"""How settings are read and changed, with a field of each that is put back afterwards."""

_LOCK_BOUND = 60.0
"""Seconds that another process may keep a company's singletons for itself."""


def cells() -> list[ParameterSet]:
    """Every kind of settings, changed by one company at standard and by the other at deep."""
    return [
        pytest.param(
            names,
            changer,
            id=f"{names[1]} by {changer}",
            marks=[pytest.mark.operation(*names), pytest.mark.level("standard" if row % 2 == column else "deep")],
        )
        for row, names in enumerate(SETTINGS)
        for column, changer in enumerate(("b", "a"))
    ]


@pytest.fixture
def settled_companies(harness: Harness) -> Iterator[None]:
    """Both companies' singletons for this test alone."""
    locks = [ActorLock(harness.context.state, f"company-{each}", _LOCK_BOUND) for each in ("a", "b")]
    yield
    for lock in locks:
        lock.release()


@pytest.mark.requirement("LG-ISO-020")
@pytest.mark.operation("getCompany")
def test_the_company_read_is_ones_own_whatever_the_query_says(
    tenant_a: Tenant, tenant_b: Tenant, control: Control, verify: Verify
) -> None:
    theirs = tenant_b.actor.call("getCompany", purpose="control")
    control(theirs, expected=nonempty_string(), actual=theirs.at("company.id"))
    mine = tenant_a.actor.call("getCompany", purpose="control")
    verify("LG-ISO-020", mine, expected=without([theirs.at("company.id")]), actual=[mine.at("company.id")])
    named = {name: theirs.at("company.id") for name in ("id", "companyId", "company_id")}
    asked = tenant_a.actor.call("getCompany", query=named)
    verify("LG-ISO-020", asked, expected=one_of(mine.at("company.id"), ABSENT), actual=asked.at("company.id"))


@pytest.mark.requirement("LG-ISO-020")
@pytest.mark.usefixtures("settled_companies")
@pytest.mark.parametrize(("names", "changer"), cells())
def test_settings_of_another_company_are_neither_read_nor_changed(
    tenant_a: Tenant,
    tenant_b: Tenant,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    names: tuple[str, str],
    changer: str,
) -> None:
    mine, other = (tenant_a, tenant_b) if changer == "a" else (tenant_b, tenant_a)
    (read, update), field = names, SETTINGS[names]
    before = mine.actor.call(read)
    needed(before, expected=200, actual=before.status, what="the setting as it stands")
    marker = f"https://lgc.example/{naming.tagged(changer).replace(' ', '/')}"
    try:
        changed = mine.actor.call(update, json={field: marker}, purpose="control")
        own = patience.until(
            lambda: mine.actor.call(read, purpose="control"), lambda page: shown(page, field) == marker
        )
        looks = patience.twice(lambda: other.actor.call(read))
        asked = other.actor.call(read, query={"companyId": mine.company_id, "company_id": mine.company_id})
    finally:
        old = shown(before, field)
        mine.actor.call(update, json={field: old if isinstance(old, str) else ""}, purpose="cleanup")
    # A value that went to the other company is found whether or not it also went where it belongs.
    if not any(shown(page, field) == marker for page in (*looks, asked)):
        control(changed, expected=200, actual=changed.status)
        control(own, expected=marker, actual=shown(own, field))
    not_theirs = satisfying("anything but the other company's value", lambda value: value != marker)
    for page in (*looks, asked):
        verify("LG-ISO-020", [changed, page], expected=not_theirs, actual=shown(page, field))


def shown(page: Exchange, field: str) -> object:
    """The value of a setting, or ABSENT."""
    return page.at(f"settings.{field}")
