"""The Standard tier: its number of requests a window, and no more by whatever way.

One burst of all kinds of credential serves all tests; only where it got too much do bursts of one kind tell why. The
tests stand in the order in which they share its window.
"""

from functools import partial

import pytest

from conformance.actors import Actor, Caller
from conformance.bursts import ROUNDING
from conformance.credentials import Kind, bearer
from conformance.evidence import Unusable, needed, without_key
from conformance.exchange import Exchange
from conformance.expectations import one_of, success
from conformance.fixtures.limits import Spender
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.rates import (
    counts_down,
    enough_served,
    headers_of,
    honest_retry_after,
    mistakes_counted,
    no_more_served,
    one_fixed_window,
    untouched,
)
from conformance.suites.e2e.limits.asking import (
    NOT_SERVED,
    REFUSED,
    around,
    is_served,
    read_as,
    reads,
    refused_writes,
    seen_untouched,
    ways_around,
)

pytestmark = [pytest.mark.xdist_group("limit_standard"), pytest.mark.level("standard")]


@pytest.mark.operation("listClients", "listLeads", "createLeads", "updateLeads", "findLead")
@pytest.mark.parametrize(
    "requirement",
    [
        pytest.param(each, marks=pytest.mark.requirement(each))
        for each in ("LG-RATE-001", "LG-RATE-015", "LG-RATE-016", "LG-RATE-017", "LG-RATE-002")
    ],
)
def test_a_standard_user_gets_the_tiers_number_and_no_more(
    standard: Spender, control: Control, verify: Verify, judge: Judge, requirement: str
) -> None:
    burst = standard.newest()
    control(burst.in_turn[0], expected=success(), actual=burst.in_turn[0].status)
    if requirement == "LG-RATE-015":
        told = headers_of(burst.in_turn[0])
        actual = None if told is None else told.limit
        verify("LG-RATE-015", burst.in_turn[0], expected=standard.number, actual=actual)
        return
    if requirement == "LG-RATE-002" and not no_more_served(burst.exchanges, standard.number).holds:
        burst = standard.burst()
    laws = {
        "LG-RATE-001": lambda: enough_served(burst.exchanges, standard.number),
        "LG-RATE-002": lambda: no_more_served(burst.exchanges, standard.number),
        "LG-RATE-016": lambda: counts_down(burst.in_turn, burst.crowd),
        "LG-RATE-017": lambda: one_fixed_window(burst.exchanges, standard.window),
    }
    judge(requirement, burst.exchanges, laws[requirement]())


@pytest.mark.operation("listClients", "listLeads")
@pytest.mark.requirement("LG-RATE-006", "LG-RATE-007")
def test_each_kind_of_credential_is_limited_and_all_spend_one_budget(
    standard: Spender, control: Control, verify: Verify, judge: Judge
) -> None:
    burst = standard.spent()
    control(burst.in_turn[0], expected=success(), actual=burst.in_turn[0].status)
    answers = {kind: standard.beyond(burst, standard.read(kind)) for kind in standard.kinds if kind != "bearer"}
    for answer in answers.values():
        verify("LG-RATE-007", [burst.exchanges[-1], answer], expected=429, actual=answer.status)
    mixed = standard.of_all_kinds(burst)
    judge("LG-RATE-007", mixed.exchanges, no_more_served(mixed.exchanges, standard.number))
    together = no_more_served(mixed.exchanges, standard.number).holds
    for kind, answer in answers.items():
        alone = [*burst.exchanges, answer]
        if answer.succeeded or not together:
            alone = [*standard.burst(kind).exchanges]
        judge("LG-RATE-006", alone, no_more_served(alone, standard.number))


@pytest.mark.operation("listClients", "listLeads", "createLeads", "updateLeads", "deleteLeads", "findLead")
@pytest.mark.requirement("LG-RATE-005", "LG-RATE-008", "LG-RATE-009", "LG-RATE-010")
def test_nothing_opens_a_spent_window(
    standard: Spender, naming: Naming, control: Control, verify: Verify, judge: Judge
) -> None:
    burst = standard.spent()
    control(burst.in_turn[0], expected=success(), actual=burst.in_turn[0].status)
    answers = {name: standard.beyond(burst, send) for name, send in reads(standard).items()}
    ways = {name: standard.beyond(burst, send) for name, send in ways_around(standard).items()}
    answers |= refused_writes(standard, naming)
    for answer in answers.values():
        verify("LG-RATE-005", [burst.exchanges[-1], answer], expected=NOT_SERVED, actual=answer.status)
    for answer in ways.values():
        # Other spellings may lead to somebody else, such as a page for browsers, whose status says nothing.
        verify("LG-RATE-008", [burst.exchanges[-1], answer], expected=False, actual=is_served(answer))
    counted = mistakes_counted(burst.exchanges, standard.number)
    if counted is not None:
        judge("LG-RATE-005", burst.exchanges, counted)
    refused = answers["listClients"]
    for answer in (refused, answers["createClient"]):
        verify("LG-RATE-009", answer, expected=429, actual=answer.status)
        verify("LG-RATE-009", answer, expected="rate_limit_exceeded", actual=answer.at("errorType"))
    judge("LG-RATE-010", refused, honest_retry_after(refused, burst.ends))
    for answer in answers.values():
        needed(answer, expected=REFUSED, actual=answer.status, what="a refusal for the limit")


@pytest.mark.operation("listClients", "login", "refreshTokens")
@pytest.mark.requirement("LG-RATE-002", "LG-RATE-018", "LG-RATE-019", "LG-RATE-020")
def test_a_spent_window_is_nobody_elses_and_counts_no_login(
    standard: Spender,
    limit_neighbour_a: Actor,
    limit_neighbour_b: Actor,
    anonymous: Caller,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    burst = standard.spent()
    colleague, stranger = read_as(limit_neighbour_a), read_as(limit_neighbour_b)

    def others_spend() -> list[Exchange]:
        return [standard.beyond(burst, standard.read()) for _ in range(2)]

    control(burst.in_turn[0], expected=success(), actual=burst.in_turn[0].status)
    spent = standard.actor.login(purpose="test", paced=False)
    logins = partial(uncounted, limit_neighbour_a, anonymous)
    before, between, after = around([colleague, stranger], lambda: [*logins(), *others_spend()])
    seen = [*before, *between, *after]
    by_colleague, by_stranger = (untouched(one, other) for one, other in zip(before, after, strict=True))
    for requirement, read, act, together in (
        ("LG-RATE-018", colleague, others_spend, by_colleague),
        ("LG-RATE-019", stranger, others_spend, by_stranger),
        ("LG-RATE-020", colleague, logins, by_colleague),
    ):
        exchanges, judgement = (seen, together) if together.holds else seen_untouched(read, act)
        judge(requirement, exchanges, judgement)
    for beyond in between[-2:]:
        verify("LG-RATE-002", [burst.exchanges[-1], spent, beyond], expected=NOT_SERVED, actual=beyond.status)
    verify("LG-RATE-020", [between[0], spent], expected=one_of(200, between[0].status), actual=spent.status)


def uncounted(person: Actor, anonymous: Caller) -> list[Exchange]:
    """What spends nobody's budget: a login, a refresh, a request without credentials, and one with a bad one."""
    login = person.login(purpose="test", paced=False)
    token = login.at("tokens.refreshToken")
    body = {"refreshToken": token if isinstance(token, str) else ""}
    refresh = anonymous.call("refreshTokens", json=body, paced=False)
    nobody = anonymous.call("listClients", query={"limit": 1}, paced=False)
    forged = anonymous.call("listClients", query={"limit": 1}, by=[bearer("not.a.token")], paced=False)
    return [login, refresh, nobody, forged]


@pytest.mark.level("deep")
@pytest.mark.operation("listClients")
@pytest.mark.requirement("LG-RATE-006", "LG-RATE-012", "LG-RATE-017")
@pytest.mark.parametrize("kind", ["key", "cookie"])
def test_a_window_of_keys_or_cookies_is_limited_too_and_each_serves_anew(
    standard: Spender, control: Control, judge: Judge, kind: Kind
) -> None:
    if kind not in standard.kinds:
        raise without_key("limit_standard")
    before = standard.last
    if before is None or standard.bursts.left(before) < ROUNDING:
        before = standard.mixed()
    standard.bursts.until(before.ends - 2 * ROUNDING)
    if standard.bursts.left(before) <= 0:
        raise Unusable("a window was over before its last seconds could be looked at")
    late = standard.read()()
    judge("LG-RATE-017", [*before.exchanges, late], one_fixed_window([*before.exchanges, late], standard.window))
    standard.bursts.until_over(before)
    after = standard.burst(kind)
    control(after.in_turn[0], expected=success(), actual=after.in_turn[0].status)
    judge("LG-RATE-006", after.exchanges, no_more_served(after.exchanges, standard.number))
    judge("LG-RATE-012", [*before.refused, *after.exchanges], enough_served(after.exchanges, standard.number))
