"""What is asked for in a spent window: every verb, every way around, and around somebody else's requests."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from conformance.actors import Actor
from conformance.budget import retry_after
from conformance.bursts import ROUNDING, Send
from conformance.call import Call, Payer
from conformance.evidence import Unusable
from conformance.exchange import Exchange, Headers
from conformance.expectations import Judgement, satisfying
from conformance.fixtures.limits import Spender
from conformance.fixtures.naming import Naming
from conformance.laws.rates import arrived, same_window, untouched

PROXIED: Headers = (
    ("X-Forwarded-For", "198.51.100.7"),
    ("X-Real-IP", "198.51.100.8"),
    ("Forwarded", "for=198.51.100.9"),
)
"""Headers by which a proxy says who asks: none of them makes another caller. Sent together, any of them would do."""

SPELLINGS = (b"/api/clients/", b"/api/Clients", b"/API/clients", b"/api//clients", b"/api/%63lients")
"""Other spellings of GET /clients, which must be no way around the limit, wherever they lead."""

_OF_THE_RECORD = (404, 409, 410)

NOT_SERVED = satisfying("no 2xx status", lambda status: not 200 <= status < 300)
"""A request beyond the limit of which nothing came, whatever kept it from that."""

REFUSED = satisfying(
    "a refusal other than 404, 409 and 410, which tell of the record",
    lambda status: not 200 <= status < 300 and status not in _OF_THE_RECORD,
)
"""What a right request gets in a spent window. A server that looks for the record may have served the request.

Removals that are let through use up the records that a burst has made for them, and a name may be taken by then.
"""


def is_served(answer: Exchange) -> bool:
    """Whether the API served a read of the clients; on another path a 2xx may be anybody's page."""
    tells = answer.at("success") is True or isinstance(answer.at("clients"), list)
    return 200 <= answer.status < 300 and (answer.operation is not None or tells)


_TRIES = 3
"""Windows of a neighbour, and looks at a count that may be somebody else's doing."""


def reads(spender: Spender) -> Mapping[str, Send]:
    """A good request of each reading operation, which the actor may make whenever there is budget."""
    call = spender.actor.call
    lead = str(spender.lead.get("id"))
    return {
        "listClients": lambda: call("listClients", query={"limit": 1}, paced=False),
        "listLeads": lambda: call("listLeads", query={"client_id": spender.client.get("client_id")}, paced=False),
        "getEnrichLead": lambda: call("getEnrichLead", path={"id": lead}, paced=False),
        "findLead": lambda: call("findLead", query={"email": str(spender.lead.get("email"))}, paced=False),
    }


def writes(spender: Spender, naming: Naming, marker: str) -> Mapping[str, Send]:
    """A create, an update and a delete of a client and of a lead, each of them right.

    A delete that is asked for again is one of another record, while there is one; what is then gone tells nothing
    (`REFUSED`).
    """
    call = spender.actor.call
    client, lead = str(spender.client.get("id")), str(spender.lead.get("id"))
    clients, leads = ([str(row.get("id")) for row in rows] for rows in (spender.spare_clients, spender.spare_leads))
    next_client, next_lead = partial(next, iter([client, *clients]), client), partial(next, iter([lead, *leads]), lead)

    def another() -> Exchange:
        """A lead that no earlier request has made, so that it is refused for the limit alone."""
        fresh = naming.lead(str(spender.client.get("client_id")), title=marker)
        return call("createLeads", json=fresh, paced=False)

    return {
        "createClient": lambda: call("createClient", json={"clientName": marker}, paced=False),
        "updateClient": lambda: call("updateClient", json={"id": client, "description": marker}, paced=False),
        "createLeads": another,
        "updateLeads": lambda: call("updateLeads", json={"id": lead, "title": marker}, paced=False),
        "deleteLeads": lambda: call("deleteLeads", query={"id": next_lead()}, paced=False),
        "deleteClient": lambda: call("deleteClient", query={"id": next_client(), "purge": "true"}, paced=False),
    }


def refused_writes(spender: Spender, naming: Naming) -> Mapping[str, Exchange]:
    """The answers to one write of each kind in a spent window, asked for once a window.

    Where a refusal names a time before that window's end, a read comes back then, too.
    """
    burst = spender.spent()
    if not spender.refused:
        spender.marker = naming.client_name(spender.actor)
        sends = writes(spender, naming, spender.marker)
        spender.refused = {name: spender.beyond(burst, partial(_noted, spender, each)) for name, each in sends.items()}
        named = named_time(spender)
        if named is not None and named < burst.ends - ROUNDING:
            spender.bursts.until(named)
            spender.early = spender.read()()
    return spender.refused


def _noted(spender: Spender, send: Send) -> Exchange:
    """The answer to a write, which is noted where it was let through."""
    exchange = send()
    if exchange.succeeded:
        spender.let_through.append(exchange)
    return exchange


def named_time(spender: Spender) -> float | None:
    """When the last refused write may come back, in seconds since the epoch, as it was told."""
    last = list(spender.refused.values())[-1]
    seconds = retry_after(last.response, arrived(last))
    return None if seconds is None else arrived(last) + seconds


def ways_around(spender: Spender) -> Mapping[str, Send]:
    """The same read with a proxy's headers, and by other spellings of its path."""
    spelled = {each.decode(): partial(_spelled, spender, each) for each in SPELLINGS}
    proxied = partial(spender.actor.call, "listClients", query={"limit": 1}, headers=PROXIED, paced=False)
    return {"as if by a proxy": proxied, **spelled}


def _spelled(spender: Spender, target: bytes) -> Exchange:
    """GET /clients by another spelling of its path, which is no documented operation."""
    actor = spender.actor
    return spender.harness.wire.send(
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


def read_as(actor: Actor) -> Send:
    """Sends the smallest read there is as somebody else, unpaced."""
    return lambda: actor.call("listClients", query={"limit": 1}, paced=False)


def around(
    reads: Sequence[Send], act: Callable[[], list[Exchange]]
) -> tuple[list[Exchange], list[Exchange], list[Exchange]]:
    """Reads before, what is done between, and the reads again, all in one window of each reader."""
    for _ in range(_TRIES):
        before, between, after = [read() for read in reads], act(), [read() for read in reads]
        if all(same_window(one, other) for one, other in zip(before, after, strict=True)):
            return before, between, after
    raise Unusable("no window of the neighbour held two requests")


def seen_untouched(read: Send, act: Callable[[], list[Exchange]]) -> tuple[list[Exchange], Judgement]:
    """What an act does to the budget of somebody else, who reads before and after it.

    A stranger's request can lower it as well, but hardly each time; what the server does it does again.
    """
    for last in range(_TRIES):
        before, between, after = around([read], act)
        judgement = untouched(before[0], after[0])
        if judgement.holds or last == _TRIES - 1:
            break
    return [*before, *between, *after], judgement
