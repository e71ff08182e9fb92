"""Steering: new links first, by ways that lead to them, and what removes a record last."""

import random
from typing import Any

from conformance import contract
from conformance.exchange import ABSENT
from conformance.generating.draft import Draft
from conformance.generating.following import Answer
from conformance.generating.links import Link
from conformance.generating.steering import Steering, Way
from tests.engine.building import exchange


def link(source: str, target: str) -> Link:
    """A link that supplies nothing."""
    return Link("a", source, "200", target, (), ABSENT, inferred=False)


CREATE, READ = link("createClient", "createLeads"), link("createClient", "listClients")
REMOVE = link("createClient", "deleteClient")
BEYOND = link("createLeads", "getEnrichLead")
LISTED = link("listCampaigns", "listCampaigns")


def steering(*links: Link) -> Steering:
    return Steering(links, contract.load(), random.Random(1))


def way(one: Link, *, number: int = 1, dead: bool = False) -> Way:
    return Way(one, Answer(number, Draft(one.source), exchange()), dead)


def take(steered: Steering, *ways: Way) -> Link | None:
    """The next link, followed."""
    chosen = steered.next(ways)
    if chosen is None:
        return None
    steered.followed[chosen.link] += 1
    return chosen.link


def test_a_walk_begins_where_most_links_can_be_reached() -> None:
    assert steering(LISTED, CREATE, READ, BEYOND).beginning() == "createClient"


def test_beginnings_without_anything_new_give_way_to_others() -> None:
    steered = steering(LISTED, CREATE, READ, BEYOND)
    for _ in range(2):
        steered.ended("createClient", 0)
    assert steered.beginning() != "createClient"


def test_a_new_link_comes_before_a_removal() -> None:
    steered = steering(REMOVE, READ)
    assert [take(steered, way(REMOVE), way(READ)) for _ in range(2)] == [READ, REMOVE]


def test_the_newest_answer_is_gone_on_from_first() -> None:
    assert take(steering(BEYOND, READ), way(READ, number=1), way(BEYOND, number=2)) is BEYOND


def test_a_link_that_leads_to_a_new_one_is_followed_again() -> None:
    steered = steering(CREATE, BEYOND)
    assert take(steered, way(CREATE)) is CREATE
    steered.ended("createClient", 1)
    assert take(steered, way(CREATE)) is CREATE


def test_a_way_that_leads_to_nothing_new_is_not_gone_for_ever() -> None:
    steered = steering(CREATE, BEYOND, LISTED)
    taken: list[Any] = []
    for _ in range(3):
        taken.append(take(steered, way(CREATE)))
        steered.ended("createClient", 0)
    assert taken == [CREATE, CREATE, None]


def test_after_a_removal_a_sequence_ends_where_another_beginning_leads_to_more() -> None:
    assert steering(REMOVE, READ, LISTED).next([way(READ, dead=True), way(REMOVE, dead=True)]) is None


def test_when_all_is_followed_a_walk_still_goes_on() -> None:
    steered = steering(READ)
    assert take(steered, way(READ)) is READ
    assert take(steered, way(READ)) is READ
