"""How lists of leads are looked at: whole after a deletion, and page by page."""

from collections.abc import Iterable, Iterator

from conformance.exchange import Exchange
from conformance.expectations import Judgement
from conformance.laws.listings import totalled
from conformance.laws.pages import (
    comes_to_an_end,
    exactly_once,
    leads_on,
    no_row_twice,
    none_missing,
    of_the_filter,
    within_limit,
)
from conformance.modelling.comparing import Said, rows_of, telling, values_in
from conformance.modelling.steps import WalkPages
from conformance.suites.properties.model.world import World
from conformance.walking import Walk


def without(world: World, client: int, requirement: str, answer: Exchange) -> None:
    """The list of a client after a deletion: all others once, and nothing that is gone."""
    walk = world.listed(client)
    wrong = "; ".join(rows_of(walk.rows, world.leads_of(client), world.gone).values())
    expected = "a list with each other lead once, and none that was removed"
    law = Judgement(not wrong, expected, wrong or f"{len(walk.rows)} rows")
    world.say(telling([Said(requirement, law)], walk.end == "no token"), answer, *walk.pages)
    world.say(world.told_of_list(walk, world.clients[client]), *walk.pages)


def not_taken(world: World, client: int, emails: Iterable[str], requirement: str, tried: Exchange) -> None:
    """The list of a client after a create that may store nothing: none of its leads, now or in any later list."""
    world.unwanted |= {each.casefold(): requirement for each in emails}

    def look() -> tuple[list[Said], tuple[Exchange, ...]]:
        walk = world.listed(client)
        stray = list(world.told_of_list(walk, world.clients[client]))
        law = Judgement(True, "no lead of the create in the client's list", f"{len(walk.rows)} rows, none of them")
        return [*stray, *telling([Said(requirement, law)], walk.end == "no token")], walk.pages

    world.absent(requirement, look, tried)


def pages(world: World, step: WalkPages) -> None:
    """The walk of a client's leads at a limit, with the `total` that it tells."""
    client = world.clients[step.client]
    walk = world.walk(client, step.limit, lambda seen: all(each.judgement.holds for each in _said(world, step, seen)))
    world.say(_said(world, step, walk), *walk.pages)
    world.say(world.told_of_list(walk, client), *walk.pages)


def _said(world: World, step: WalkPages, walk: Walk) -> Iterator[Said]:
    leads = world.leads_of(step.client)
    first = walk.pages[0]
    is_list = first.status == 200 and isinstance(first.at("leads"), list)
    yield Said("LG-LEAD-004", Judgement(is_list, "status 200 with a list of leads", f"status {first.status}"))
    left = rows_of(walk.rows, (), world.gone)
    for requirement, actual in left.items():
        yield Said(requirement, Judgement(False, "no lead that was removed", actual))
    goes_on = sum(bool(page.rows("leads")) for page in walk.pages) > 1
    yield from telling(_of_several_pages(world, step, walk), goes_on)
    yield Said("LG-PAGE-010", comes_to_an_end(walk))
    yield from telling([Said("LG-LEAD-024", totalled(walk.pages, "leads"))], bool(walk.rows))
    if alone := [lead.id for lead in leads if lead.born == "alone"]:
        yield Said("LG-LEAD-005", exactly_once(walk, alone))
    for lead in leads:
        if lead.changed:
            yield Said("LG-LEAD-037", values_in(walk.rows, lead))


def _of_several_pages(world: World, step: WalkPages, walk: Walk) -> Iterator[Said]:
    leads = world.leads_of(step.client)
    yield Said("LG-PAGE-001", within_limit(walk.pages, "leads", step.limit))
    yield Said("LG-PAGE-008", no_row_twice(walk))
    yield Said("LG-PAGE-006", leads_on(walk, len(leads)))
    yield Said("LG-PAGE-009", none_missing(walk, [lead.id for lead in leads]))
    if any(lead.client != step.client for lead in world.leads.values()):
        yield Said("LG-ISO-034", of_the_filter(walk, "client_id", world.clients[step.client].client_id))
