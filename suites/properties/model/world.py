"""The world of one sequence: who acts in it, the records that it made, and what its looks have said so far."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from conformance import contract
from conformance.actors import Actor
from conformance.exchange import ABSENT, Exchange, Json, Phase
from conformance.expectations import Judgement
from conformance.fixtures.naming import Naming
from conformance.modelling.comparing import Said, rows_of, strangers
from conformance.modelling.contents import KnownClient, KnownLead, Row
from conformance.polling import Patience
from conformance.transport import TransportFault
from conformance.walking import Walk, walk

WHOLE = 1000
"""Rows of the largest page: a list of a sequence's client needs no second one."""


@dataclass(frozen=True)
class Held:
    """What a look has shown to hold, with the exchanges that show it."""

    judgement: Judgement
    exchanges: tuple[Exchange, ...]


class Diverged(Exception):
    """The target and the model differ: a requirement is broken."""

    def __init__(self, said: Said, exchanges: Sequence[Exchange]) -> None:
        super().__init__(f"{said.requirement}: {said.judgement.actual}")
        self.requirement = said.requirement
        self.judgement = said.judgement
        self.exchanges = tuple(exchanges)


class Abandoned(Exception):
    """The target did not answer for itself: what became of a call is not known, and the sequence ends undecided."""


@dataclass
class World:
    """Records by their numbers; what a target refused is not among them, and steps that name it do nothing.

    `sent` counts what the process has sent for the running test, `polls` those of them that only waited for a view.
    `unwanted` are e-mails of leads that may show nowhere, with the requirement that their showing breaks; `worked`
    are the first good answers of the owner, by operation; `settled` are requirements by which something was absent also
    after the bound, in this sequence or another.
    """

    owner: Actor
    other: Actor | None
    naming: Naming
    patience: Patience
    sent: Callable[[], int]
    phase: Phase
    clients: dict[int, KnownClient] = field(default_factory=dict)
    leads: dict[int, KnownLead] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    unwanted: dict[str, str] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)
    worked: dict[str, Exchange] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)
    polls: int = 0

    def call(
        self,
        operation: str,
        *,
        actor: Actor | None = None,
        query: dict[str, object] | None = None,
        json: Json = ABSENT,
        path: dict[str, str] | None = None,
        trespass: Sequence[str] = (),
    ) -> Exchange:
        """One call, the owner's unless somebody else is named; Abandoned where no answer of the API came."""
        try:
            exchange = (actor or self.owner).call(
                operation,
                query=query or {},
                json=json,
                path=path,
                trespass=trespass,
                purpose="generated",
                phase=self.phase,
            )
        except TransportFault as fault:
            raise Abandoned(fault.reason) from fault
        if actor is None and exchange.succeeded:
            self.worked.setdefault(operation, exchange)
        return _decided(exchange)

    def say(self, said: Iterable[Said], *exchanges: Exchange) -> None:
        """Keep what looks say; Diverged at the first that does not hold."""
        for each in said:
            if not each.judgement.holds:
                raise Diverged(each, exchanges)
            self.held.setdefault(each.requirement, Held(each.judgement, exchanges))

    def absent(
        self, requirement: str, look: Callable[[], tuple[Iterable[Said], Sequence[Exchange]]], *tried: Exchange
    ) -> None:
        """Say that something does not show: only after a look at once and, where views may lag, one after the bound.

        Either look diverges by itself. What has once been seen to stay away is looked for at once alone.
        """
        last: list[Said] = []
        shown: list[Exchange] = []
        first: list[tuple[int, int]] = []

        def looked() -> Exchange:
            said, exchanges = look()
            last[:] = said
            first.append((self.polls, self.sent()))
            for each in last:
                if not each.judgement.holds:
                    raise Diverged(each, [*tried, *exchanges])
            shown.extend(exchanges)
            return exchanges[-1]

        if requirement in self.settled:
            looked()
            return
        try:
            self.patience.twice(looked)
        finally:
            if first:
                polls, sent = first[0]
                self.polls = polls + self.sent() - sent
        self.say(last, *tried, *shown)
        self.settled |= {each.requirement for each in last}

    def read(self, lead: KnownLead) -> Exchange:
        """The lead by its id, which no lag excuses."""
        return self.call("getEnrichLead", path={"id": lead.id})

    def client(self, client: KnownClient, holds: Callable[[Row | None], bool]) -> tuple[Exchange, Row | None]:
        """What GET /clients shows of a client, once it holds or the bound is over."""
        seen = self.until(
            lambda: self.call("listClients", query={"clientId": client.id}), lambda page: holds(_row(page, client))
        )
        return seen, _row(seen, client)

    def walk(self, client: KnownClient, limit: int, holds: Callable[[Walk], bool]) -> Walk:
        """The walk of a client's leads, once it holds or the bound is over."""
        walks: list[Walk] = []

        def look() -> Exchange:
            query, operation = {"client_id": client.client_id}, contract.load()["listLeads"]
            try:
                walks.append(walk(self.owner, operation, query, limit=limit, phase=self.phase))
            except TransportFault as fault:
                raise Abandoned(fault.reason) from fault
            return _decided(walks[-1].pages[-1])

        self.until(look, lambda _: holds(walks[-1]))
        return walks[-1]

    def listed(self, number: int, emails: Iterable[str] = ()) -> Walk:
        """The whole list of a client, once all is in it that should be and all gone that should be, with `emails`."""
        client, inside = self.clients[number], self.leads_of(number)
        wanted = {each.casefold() for each in emails}

        def holds(walk: Walk) -> bool:
            seen = {str(row.get("email")).casefold() for row in walk.rows}
            return wanted <= seen and not rows_of(walk.rows, inside, self.gone)

        return self.walk(client, WHOLE, holds)

    def told_of_list(self, walk: Walk, client: KnownClient) -> Iterable[Said]:
        """What is wrong with rows that the model knows nothing of: each breaks what it should never have passed."""
        known, emails = {each.id for each in self.leads.values()}, {each.email for each in self.leads.values()}
        stray = set(strangers(walk.rows, known | self.gone, emails))
        for row in walk.rows:
            broken = self.unwanted.get(str(row.get("email")).casefold())
            if broken is None and row.get("client_id") not in (None, client.client_id):
                broken = "LG-ISO-034"
            if broken is not None and row.get("id") in stray:
                yield Said(broken, Judgement(False, "none but the client's leads", f"lead {row.get('email')!r} listed"))

    def leads_of(self, client: int) -> list[KnownLead]:
        """The leads of a client."""
        return [each for each in self.leads.values() if each.client == client]

    def until(self, look: Callable[[], Exchange], holds: Callable[[Exchange], bool]) -> Exchange:
        """Look until it holds or the bound is over; all looks but the first are polls."""
        first: list[int] = []

        def looked() -> Exchange:
            seen = look()
            first.append(self.sent())
            return seen

        seen = self.patience.until(looked, holds)
        self.polls += self.sent() - first[0]
        return seen


def _decided(exchange: Exchange) -> Exchange:
    if not exchange.decides:
        raise Abandoned(f"status {exchange.status}")
    return exchange


def _row(page: Exchange, client: KnownClient) -> Row | None:
    return next((row for row in page.rows("clients") if row.get("id") == client.id), None)
