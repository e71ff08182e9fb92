"""Searches, webhooks, campaigns, territory rows and reports: each company's own, and linked to nobody else's client."""

from functools import partial

import pytest
from _pytest.mark.structures import ParameterSet

from conformance import catalogue
from conformance.actors import Actor
from conformance.credentials import Credential
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import containing, one_of, success
from conformance.fixtures.clients import make_client
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.isolation import lists_none_of, sought_at_home
from conformance.polling import Patience
from conformance.suites.e2e.isolation.acts import together
from conformance.suites.e2e.isolation.directions import DIRECTIONS, ONE_WAY
from conformance.suites.e2e.isolation.records import KINDS, SEARCH, Kind, posted
from conformance.suites.e2e.isolation.wall import Sides, Wall

pytestmark = pytest.mark.xdist_group("isolation")

MEMBERS = "B at A"
"""The direction in which a Member of the company that is looked at posts."""


def cells() -> list[ParameterSet]:
    """Every kind in its direction at standard, in the other at deep, with what it decides there."""
    return [
        pytest.param(
            kind,
            direction,
            id=f"{kind.post}-{direction}",
            marks=[
                pytest.mark.operation(kind.post, kind.listing, *[kind.beside] * (kind.beside is not None)),
                pytest.mark.level("standard" if direction == first else "deep"),
                pytest.mark.requirement(
                    "LG-ISO-032",
                    *[kind.walled] * (not kind.by_client),
                    *["LG-ISO-014"] * kind.linked,
                    *[kind.within] * (kind.within is not None and direction == MEMBERS),
                ),
            ],
        )
        for kind, first in KINDS.items()
        for direction in DIRECTIONS
    ]


@pytest.mark.parametrize(("kind", "direction"), cells())
def test_what_one_company_keeps_shows_nowhere_in_another(
    wall: Wall,
    sides: Sides,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
    kind: Kind,
    direction: str,
) -> None:
    looker, victim = sides.looker.actor, sides.victim.actor
    within = kind.within if direction == MEMBERS else None
    known = "member_a" in wall.harness.profile.actors
    by_member = direction == MEMBERS and (within is not None or (kind.owned_by_post and known))
    maker = wall.harness.actor("member_a") if by_member else victim
    mine, theirs = naming.tagged(victim.company or "b"), naming.tagged(looker.company or "a")
    # Named by the looker alone: some servers take a link as a mere text, and what it says would stay with the client.
    lure = wall.lure(sides.victim) if kind.linked else sides.victim.client
    asked = {field: naming.random_id() for field in ("owner", "company_id", "id")}
    naming_others, made = posted(patience, maker, kind, mine, lure if kind.by_client else None, asked)
    if maker is not victim and kind.by_client and made.status in (403, 404):  # members may see their own clients alone
        lure = make_client(maker, naming)
        naming_others, made = posted(patience, maker, kind, mine, lure, asked)
    needed(made, expected=one_of(200, 201), actual=made.status, what=f"a record by {kind.post}")
    foreign = [looker.call(kind.post, json=kind.body(theirs, lure), trespass=[lure.client_id])] if kind.linked else []

    # What the whole company sees, its Owner sees, whoever made it.
    reader = victim if within == "LG-ISO-039" else maker
    shown = kind.settled(patience, reader, lure, mine)
    if within == "LG-ISO-039":
        verify(within, [made, *shown], expected=containing(mine), actual=kind.names(shown))
    if mine not in kind.names(shown) and reader is not maker:
        reader, shown = maker, kind.settled(patience, maker, lure, mine)
    taken = [row for page in shown for row in page.rows(kind.rows) if row.get(kind.name) == mine]
    verify("LG-ISO-032", [made, *shown], expected=containing(mine), actual=kind.names(shown))
    claimed = [field for row in taken for field, value in asked.items() if row.get(field) == value]
    verify("LG-ISO-032", [made, *shown], expected=[], actual=claimed)
    if kind.by_client:  # nothing is sought for the others, and a 404 may be a refusal of the company that was named
        judge("LG-ISO-032", [naming_others, made], sought_at_home(naming_others, made))
    if kind.owned_by_post and by_member:  # an Owner may post all records of the company again
        again = maker.call(kind.post, json=kind.body(mine, lure))
        verify("LG-ISO-032", [made, again], expected=one_of(200, 201), actual=again.status)
    control(shown[-1], expected=containing(mine), actual=kind.names(shown))

    looks = [partial(kind.listed, reader, lure)]
    if not kind.by_client:  # its list asks by client, which is a way of its own
        looks.append(partial(kind.listed, looker, sides.looker.client))
    if within == "LG-ISO-038":
        looks.append(partial(kind.listed, victim, lure, by=keyed(kind, victim)))
    for own, *others in together(patience, looks, first=[shown]):
        if foreign:
            judge("LG-ISO-014", [*foreign, *own], lists_none_of(own, kind.rows, {theirs}))
        for strangers in others[:1]:
            judge(kind.walled, [made, *strangers], lists_none_of(strangers, kind.rows, {mine}))
        for owners in others[1:]:
            judge("LG-ISO-038", [made, *owners], lists_none_of(owners, kind.rows, {mine}))
            judge("LG-ISO-014", [*foreign, *owners], lists_none_of(owners, kind.rows, {theirs}))

    if kind.beside is not None:
        accounts = victim.call(kind.beside, purpose="control")
        control(accounts, expected=success(), actual=accounts.status)
        if ids := {str(row.get("id")) for row in accounts.rows("accounts")}:  # a company may have connected none
            strangers = (looker.call(kind.beside),)
            judge(kind.walled, [accounts, *strangers], lists_none_of(strangers, "accounts", ids))


def keyed(kind: Kind, reader: Actor) -> list[Credential] | None:
    """The reader's API key for a list that surely takes keys, of which the others' looks say nothing."""
    takes = kind.listing in catalogue.load()["LG-AUTH-013"].operations
    return [reader.key()] if takes and reader.has_key else None


@pytest.mark.requirement("LG-ISO-018")
@pytest.mark.operation("listSearchHistory")
@pytest.mark.parametrize("direction", ONE_WAY)
def test_another_companys_search_is_not_listed_under_any_filter(
    wall: Wall, sides: Sides, patience: Patience, control: Control, judge: Judge
) -> None:
    made = wall.search(sides.victim)
    row = made.record("searchHistory") or {}
    marks = {each for each in (row.get("id"), row.get("searchName")) if isinstance(each, str)}
    filters = {name: row[name] for name in ("icpId", "category") if isinstance(row.get(name), str)}

    def look() -> Exchange:
        return sides.victim.actor.call("listSearchHistory", query=filters, purpose="control")

    def states(page: Exchange) -> list[object]:
        return [each.get("status") for each in page.rows(SEARCH.rows) if each.get("id") == row.get("id")]

    right = patience.until(look, lambda page: bool(states(page)))
    control(right, expected=1, actual=len(states(right)))
    for asked in (filters, {"status": states(right)[0]}):
        pages = SEARCH.listed(sides.looker.actor, sides.looker.client, **asked)
        judge("LG-ISO-018", [made, *pages], lists_none_of(pages, SEARCH.rows, marks))
