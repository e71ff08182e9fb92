"""The Standard tier: its number of requests a window, and no more by whatever way.

The tests stand in the order in which they share windows: after the burst of the first, the others ask in its rest.
"""

from collections.abc import Callable
from functools import partial

import pytest

from conformance import contract
from conformance.actors import Actor, Caller
from conformance.budget import retry_after
from conformance.bursts import ROUNDING, Send
from conformance.credentials import Kind, bearer
from conformance.evidence import CannotTest, Unusable, needed
from conformance.exchange import Exchange, Headers
from conformance.expectations import one_of, satisfying, success
from conformance.fixtures.limits import Spender
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.harness import Harness
from conformance.laws.rates import (
    arrived,
    counts_down,
    enough_served,
    headers_of,
    honest_retry_after,
    no_more_served,
    one_fixed_window,
    same_window,
    untouched,
)
from conformance.laws.rows import unchanged
from conformance.polling import Patience
from conformance.walking import walk
from conformance.wire import Call, Payer

pytestmark = pytest.mark.xdist_group("limit_standard")

NOT_SERVED = satisfying("no 2xx status", lambda status: not 200 <= status < 300)

TRICKS: dict[str, Headers] = {
    "X-Forwarded-For": (("X-Forwarded-For", "198.51.100.7"),),
    "X-Real-IP": (("X-Real-IP", "198.51.100.8"),),
    "Forwarded": (("Forwarded", "for=198.51.100.9"),),
}
"""Headers by which a proxy says who asks: none of them makes another caller."""

SPELLINGS = (b"/api/clients/", b"/api/Clients", b"/API/clients", b"/api//clients", b"/api/%63lients")
"""Other spellings of GET /clients, which must be no way around the limit, wherever they lead."""


def operations(spender: Spender, naming: Naming) -> dict[str, Send]:
    """A good request of each operation and verb, which the actor may make whenever there is budget."""
    call = spender.actor.call
    client_id, lead = str(spender.client.get("client_id")), str(spender.lead.get("id"))
    return {
        "listClients": lambda: call("listClients", query={"limit": 1}, paced=False),
        "listLeads": lambda: call("listLeads", query={"client_id": client_id, "limit": 1}, paced=False),
        "createLeads": lambda: call("createLeads", json=naming.lead(client_id), paced=False),
        "updateLeads": lambda: call("updateLeads", json={"id": lead, "title": "Clerk"}, paced=False),
        "getEnrichLead": lambda: call("getEnrichLead", path={"id": lead}, paced=False),
        "findLead": lambda: call("findLead", query={"email": str(spender.lead.get("email"))}, paced=False),
        "deleteLeads": lambda: call("deleteLeads", query={"id": lead}, paced=False),
    }


def spelled(harness: Harness, actor: Actor, target: bytes) -> Exchange:
    """GET /clients by another spelling of its path, which is no documented operation."""
    return harness.wire.send(
        Call(
            operation=None,
            method="GET",
            path=target.decode().removeprefix("/api"),
            headers=actor.bearer().headers,
            actor=actor.name,
            company=actor.company,
            payers=(Payer(actor.identity, actor.limit),),
            paced=False,
            target=target,
        )
    )


@pytest.mark.operation("listClients", "listLeads", "createLeads", "updateLeads", "findLead")
@pytest.mark.requirement("LG-RATE-001", "LG-RATE-002", "LG-RATE-015", "LG-RATE-016", "LG-RATE-017")
def test_a_standard_user_gets_the_tiers_number_and_no_more(
    standard: Spender, control: Control, verify: Verify, judge: Judge
) -> None:
    burst = standard.burst(mixed=True)
    control(burst.in_turn[0], expected=success(), actual=burst.in_turn[0].status)
    judge("LG-RATE-001", burst.exchanges, enough_served(burst.exchanges, standard.number))
    judge("LG-RATE-002", burst.exchanges, no_more_served(burst.exchanges, standard.number))
    told = headers_of(burst.in_turn[0])
    verify("LG-RATE-015", burst.in_turn[0], expected=standard.number, actual=None if told is None else told.limit)
    judge("LG-RATE-016", burst.exchanges, counts_down(burst.in_turn, burst.crowd))
    judge("LG-RATE-017", burst.exchanges, one_fixed_window(burst.exchanges, standard.window))


@pytest.mark.operation("listClients", "listLeads", "createLeads", "updateLeads", "deleteLeads", "findLead")
@pytest.mark.requirement("LG-RATE-005", "LG-RATE-007", "LG-RATE-008", "LG-RATE-009", "LG-RATE-010")
def test_nothing_opens_a_spent_window(
    harness: Harness, standard: Spender, naming: Naming, control: Control, verify: Verify, judge: Judge
) -> None:
    burst = standard.spent()
    control(burst.in_turn[0], expected=success(), actual=burst.in_turn[0].status)
    answers = {name: standard.beyond(burst, send) for name, send in operations(standard, naming).items()}
    by_kind = {kind: standard.beyond(burst, standard.read(kind)) for kind in ("cookie", "key") if held(standard, kind)}
    tricked = {
        name: standard.beyond(burst, partial(standard.actor.call, "listClients", headers=each, paced=False))
        for name, each in TRICKS.items()
    }
    for target in SPELLINGS:
        tricked[target.decode()] = standard.beyond(burst, partial(spelled, harness, standard.actor, target))
    refused = answers["listClients"]
    for answer in answers.values():
        verify("LG-RATE-005", [burst.exchanges[-1], answer], expected=NOT_SERVED, actual=answer.status)
    for answer in tricked.values():
        verify("LG-RATE-008", [burst.exchanges[-1], answer], expected=NOT_SERVED, actual=answer.status)
    for answer in by_kind.values():
        verify("LG-RATE-007", [burst.exchanges[-1], answer], expected=429, actual=answer.status)
    for answer in (refused, answers["createLeads"]):
        verify("LG-RATE-009", answer, expected=429, actual=answer.status)
        verify("LG-RATE-009", answer, expected="rate_limit_exceeded", actual=answer.at("errorType"))
    judge("LG-RATE-010", refused, honest_retry_after(refused, burst.ends))


def held(spender: Spender, kind: str) -> bool:
    """Whether the limit actor has a credential of a kind."""
    return kind != "key" or spender.actor.has_key


@pytest.mark.operation("listClients", "login", "refreshTokens")
@pytest.mark.requirement("LG-RATE-018", "LG-RATE-019", "LG-RATE-020")
def test_a_spent_window_is_nobody_elses_and_counts_no_login(
    standard: Spender,
    limit_neighbour_a: Actor,
    limit_neighbour_b: Actor,
    anonymous: Caller,
    verify: Verify,
    judge: Judge,
) -> None:
    burst = standard.spent()
    reads = {each.name: partial(read_as, each) for each in (limit_neighbour_a, limit_neighbour_b)}

    def others_spend() -> list[Exchange]:
        return [standard.beyond(burst, standard.read()) for _ in range(2)]

    for requirement, actor in (("LG-RATE-018", limit_neighbour_a), ("LG-RATE-019", limit_neighbour_b)):
        before, between, after = around(reads[actor.name], others_spend)
        judge(requirement, [before, *between, after], untouched(before, after))

    def uncounted() -> list[Exchange]:
        login = limit_neighbour_a.login(purpose="test")
        refresh = anonymous.call("refreshTokens", json={"refreshToken": login.at("tokens.refreshToken") or ""})
        nobody = anonymous.call("listClients", query={"limit": 1})
        forged = anonymous.call("listClients", query={"limit": 1}, by=[bearer("not.a.token")])
        return [login, refresh, nobody, forged]

    before, between, after = around(reads[limit_neighbour_a.name], uncounted)
    judge("LG-RATE-020", [before, *between, after], untouched(before, after))
    spent = standard.actor.login(purpose="test")
    verify("LG-RATE-020", [between[0], spent], expected=one_of(200, between[0].status), actual=spent.status)


def read_as(actor: Actor) -> Exchange:
    """The smallest read there is, unpaced."""
    return actor.call("listClients", query={"limit": 1}, paced=False)


def around(read: Send, act: Callable[[], list[Exchange]]) -> tuple[Exchange, list[Exchange], Exchange]:
    """A read before, what is done between, and a read after, all in one window of the reader."""
    for _ in range(3):
        before, between, after = read(), act(), read()
        if same_window(before, after):
            return before, between, after
    raise Unusable("no window of the neighbour held two requests")


def writes(spender: Spender, naming: Naming, marker: str) -> list[Send]:
    """A create, an update and a delete of a client and of a lead, each of them right."""
    call = spender.actor.call
    client, lead = str(spender.client.get("id")), str(spender.lead.get("id"))
    fresh = naming.lead(str(spender.client.get("client_id")), title=marker)
    return [
        lambda: call("createClient", json={"clientName": marker}, paced=False),
        lambda: call("updateClient", json={"id": client, "description": marker}, paced=False),
        lambda: call("createLeads", json=fresh, paced=False),
        lambda: call("updateLeads", json={"id": lead, "title": marker}, paced=False),
        lambda: call("deleteLeads", query={"id": lead}, paced=False),
        lambda: call("deleteClient", query={"id": client, "purge": "true"}, paced=False),
    ]


@pytest.mark.operation("createClient", "updateClient", "deleteClient", "createLeads", "updateLeads", "deleteLeads")
@pytest.mark.requirement("LG-RATE-011", "LG-RATE-012", "LG-RATE-013")
def test_after_the_window_all_is_served_again_and_no_refused_write_has_happened(
    standard: Spender, naming: Naming, patience: Patience, control: Control, verify: Verify, judge: Judge
) -> None:
    actor, burst = standard.actor, standard.spent()
    client, lead, marker = standard.client, standard.lead, naming.client_name(standard.actor)
    refused = [standard.beyond(burst, send) for send in writes(standard, naming, marker)]
    for each in refused:
        needed(each, expected=NOT_SERVED, actual=each.status, what="a refusal")
    seconds = retry_after(refused[-1].response, arrived(refused[-1]))
    standard.bursts.until(burst.ends if seconds is None else arrived(refused[-1]) + seconds)
    again = standard.read()()
    standard.bursts.until(burst.ends + ROUNDING)
    renewed = standard.read()()
    verify("LG-RATE-012", [refused[-1], renewed], expected=success(), actual=renewed.status)
    made = actor.call("createClient", json={"clientName": naming.client_name(actor)}, purpose="control")
    control(made, expected=one_of(200, 201), actual=made.status)
    verify("LG-RATE-011", [refused[-1], again], expected=success(), actual=again.status)
    own = actor.call("listClients", query={"clientId": client["id"]})
    judge("LG-RATE-013", [*refused, own], unchanged(client, first(own.rows("clients")), where="the client"))
    kept = actor.call("getEnrichLead", path={"id": lead["id"]})
    judge("LG-RATE-013", [*refused, kept], unchanged(lead, row_of(kept), but=TOUCHED, where="the lead"))
    for leads in patience.twice(lambda: actor.call("listLeads", query={"client_id": client["client_id"]})):
        ids = [row.get("id") for row in leads.rows("leads")]
        verify("LG-RATE-013", [*refused, leads], expected=[lead["id"]], actual=ids)
    listing = walk(actor, contract.load()["listClients"], limit=1000)
    stray = [row for row in listing.rows if row.get("clientName") == marker]
    verify("LG-RATE-013", [*refused, *listing.pages], expected=[], actual=stray)
    standard.tidy()


TOUCHED = ("updatedAt", "notes")
"""What the burst's own update of the lead may have changed."""


def first(rows: list[dict[str, object]]) -> dict[str, object] | None:
    """The first row, or None."""
    return next(iter(rows), None)


def row_of(answer: Exchange) -> dict[str, object] | None:
    """The lead of an answer, or None where it shows none."""
    lead = answer.at("lead")
    return lead if isinstance(lead, dict) else None


@pytest.mark.operation("listClients")
@pytest.mark.requirement("LG-RATE-006", "LG-RATE-012")
@pytest.mark.parametrize("kind", ["key", pytest.param("cookie", marks=pytest.mark.level("deep"))])
def test_keys_and_cookies_are_limited_too_and_each_window_serves_anew(
    standard: Spender, control: Control, judge: Judge, kind: Kind
) -> None:
    if not held(standard, kind):
        raise CannotTest("limit_standard has no API key", "Add api_key and user_id to [actors.limit_standard]")
    before = standard.last or standard.burst()
    standard.bursts.until_over(before)
    after = standard.burst(kind)
    control(after.in_turn[0], expected=success(), actual=after.in_turn[0].status)
    judge("LG-RATE-006", after.exchanges, no_more_served(after.exchanges, standard.number))
    judge("LG-RATE-012", [*before.refused, *after.exchanges], enough_served(after.exchanges, standard.number))
