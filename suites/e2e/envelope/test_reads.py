"""What a read may carry beside what matters: a content type without a body, a query parameter that nobody knows."""

from collections.abc import Callable

import pytest

from conformance.actors import Actor
from conformance.exchange import Exchange
from conformance.expectations import Judgement, shown
from conformance.fixtures.types import Judge, Verify
from conformance.suites.e2e.envelope.tour import JSON, READING, Tour

pytestmark = pytest.mark.xdist_group("envelope")


def alike(plain: Callable[[], Exchange], one: Exchange, other: Exchange) -> tuple[list[Exchange], Judgement]:
    """Whether two answers say the same; where they differ, a third one tells whether others were writing meanwhile."""
    expected = f"status {one.status} and the same body"
    if one.status == other.status and one.json == other.json:
        return [one, other], Judgement(True, expected, "the same")
    third = plain()
    moving = one.status == other.status == third.status and one.json != third.json
    actual = f"status {other.status} and {shown(other.json)}"
    return [one, third, other], Judgement(moving, expected, "moved by others" if moving else actual)


@pytest.mark.requirement("LG-ENV-019")
@pytest.mark.operation("listClients")
def test_a_get_may_say_json_without_a_body(owner_a: Actor, verify: Verify) -> None:
    typed = owner_a.call("listClients", query={"limit": 1}, headers=JSON)
    verify("LG-ENV-019", typed, expected=200, actual=typed.status)


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-ENV-018", "LG-ENV-019")
@pytest.mark.parametrize("operation", [pytest.param(each, marks=pytest.mark.operation(each)) for each in READING])
def test_every_get_may_say_json_without_a_body_and_something_that_nobody_knows(
    tour: Tour, judge: Judge, operation: str
) -> None:
    both = tour.look(operation)
    if tour.shows(operation, both):
        good = Judgement(True, "a success that shows the caller's own", f"status {both.status}")
        judge("LG-ENV-018", both, good)
        judge("LG-ENV-019", both, good)
        return
    plain = tour.plain(operation)
    for requirement, apart in (("LG-ENV-018", tour.strange), ("LG-ENV-019", tour.typed)):
        judge(requirement, *alike(lambda: tour.plain(operation), plain, apart(operation)))
