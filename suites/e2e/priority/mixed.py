"""Mixed requests: one for every operation whose answer shows whose it is, each with a mixture of credentials.

Where the answer is the person's, everything that stands beside the good credential is shown at once to change nothing.
Only where it is not, each thing is sent apart, so that the finding names what changed it.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

from conformance.actors import Actor
from conformance.credentials import Credential, carrying
from conformance.exchange import Exchange
from conformance.expectations import Judgement
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.companies import company_lock
from conformance.fixtures.leads import TemporaryLead
from conformance.fixtures.naming import Naming
from conformance.fixtures.requests import Requests, RightRequest
from conformance.fixtures.tenants import Tenant, make_tenant
from conformance.harness import Harness
from conformance.laws.credentials import Person, acts_as
from conformance.named import Id
from conformance.polling import Patience
from conformance.profile import Company
from conformance.suites.e2e.priority.mixtures import (
    Good,
    Mixture,
    beside_nobody,
    mixtures,
    own,
    place_of_token,
    three_people,
    under_bad_tokens,
)
from conformance.suites.e2e.priority.visible import BY_SUCCESS, FIRST, LAST, OF_THE_COMPANY, ordered

COLLEAGUE = "admin_a"
"""Who stands for a colleague of company A's owner."""

TURNS = 15
"""The first turn, and then each of the seven mixtures on every operation in both directions."""

ALONE = 5
"""The same where the profile has nobody else: the first, and then each of the four mixtures that need nobody."""


ONE_ORDER = "LG-PRIO-004"
"""What says that one order holds on all operations: it names those whose answers show who acts."""

OPENS: dict[Good, str] = {
    "bearer": "LG-AUTH-011",
    "cookie": "LG-AUTH-012",
    "key": "LG-AUTH-013",
    "amplify": "LG-PRIO-012",
}
"""What says that each kind of credential lets its person in."""


_UNDECIDED = (409, 423, 425)
"""What is answered by the state of a record, such as a run that is under way, whoever asks."""

_LASTING: dict[str, dict[str, str]] = {
    "createSearchHistory": {"search": "searchHistory.id"},
    "triggerEnrichment": {"run": "jobId"},
    "getCompany": {"company name": "company.name"},
}
"""What the later requests are about, with where an answer holds it."""


@dataclass(frozen=True)
class Shown:
    """A request, the requirements that it shows something about, and whether it acted as the person."""

    requirements: frozenset[str]
    exchange: Exchange
    acted: Judgement


class Mixed:
    """The mixed requests of a person and another in one turn, each sent at first need, in the order of the records.

    Where the profile has nobody else, only what counts as not sent stands beside the person's credential.
    """

    def __init__(
        self,
        harness: Harness,
        requests: Requests,
        naming: Naming,
        patience: Patience,
        tenant: Tenant,
        stranger: Tenant | None,
        turn: int,
    ) -> None:
        self._harness = harness
        self._requests = requests
        self._naming = naming
        self._patience = patience
        swapped = stranger is not None and turn % 2 == 1
        self.person = stranger if swapped and stranger is not None else tenant
        self.other = tenant if swapped else stranger
        self._turn = turn
        self._world = self.person
        self._learnt: set[Id] = set()
        self._scrape: str | None = None
        self._settled = time.monotonic() + patience.bound
        self._sent: dict[str, list[Shown]] = {}

    def of(self, requirement: str) -> Iterator[Shown]:
        """What is sent about a requirement, one by one."""
        return (each for each in self.all() if requirement in each.requirements)

    def all(self) -> Iterator[Shown]:
        """All mixed requests, in their order."""
        for position, operation in enumerate(self._operations()):
            if operation not in self._sent:
                with self._alone(operation):
                    self._sent[operation] = [
                        shown for each in self._picked(operation, position) for shown in self._shown(operation, each)
                    ]
            yield from self._sent[operation]

    def _alone(self, operation: str) -> AbstractContextManager[None]:
        """The company for this process alone, where its name is read and sent again: tests rename it for a while."""
        if operation in OF_THE_COMPANY:
            return company_lock(self._harness, self.person.actor.company)
        return nullcontext()

    @property
    def people(self) -> list[Person]:
        """All people, as answers show them: the one who should act is the first."""
        colleague = self._colleague
        mates = [Person(colleague.user_id, self.person.company_id)] if colleague is not None else []
        sides = [self.person] if self.other is None else [self.person, self.other]
        return [*map(self._who, sides), *mates]

    @property
    def _colleague(self) -> Actor | None:
        """Somebody of the person's company with a key, where the profile has them."""
        known = COLLEAGUE in self._harness.profile.actors and self.person.actor.company == "a"
        colleague = self._harness.actor(COLLEAGUE) if known else None
        return colleague if colleague is not None and colleague.has_key else None

    def _operations(self) -> list[str]:
        contract, companies = self._harness.contract, self._harness.profile.companies
        known = self._requests.allowed(self._harness.catalogue[ONE_ORDER].operations, self.person, of=ONE_ORDER)
        own_company = companies.get(self.person.actor.company or "", Company()).disposable
        return ordered([each for each in known if own_company or "singleton" not in contract[each].effects])

    def _picked(self, operation: str, position: int) -> list[Mixture]:
        """The mixtures of an operation: in the first turn several where they cost nothing, then one a turn.

        What leaves or spends something is sent two, one over a lower credential and one under a higher one; what takes
        a record away is sent the one whose good credential its control is not. Alike ones take turns over operations.
        """
        person, other = self.person.actor, None if self.other is None else self.other.actor
        expired = self._harness.profile.credentials.get("expired")
        number = place_of_token(position) + self._turn
        made = beside_nobody(self._naming.random_id())
        if other is not None:
            made = mixtures(person, other, expired, number)
        over, under = made.both_ways(position)
        if self._turn:
            picked = [made.every[(position + self._turn) % len(made.every)]]
        elif operation in LAST:
            picked = [under if self._requests.kind(operation, self.person) == "cookie" else over]
        else:
            picked = made.all_orders(position) if self._is_cheap(operation) else [over, under]
        if operation == "createLeads" and other is not None:
            # The row that is made tells colleagues apart as well, and costs nothing to remove.
            picked += [under_bad_tokens(person, other, expired, number)] if person.has_key else []
            picked += [three_people(other, self._colleague)] if self._colleague is not None else []
        return picked

    def _is_cheap(self, operation: str) -> bool:
        """Whether it costs nothing, and nothing comes of it that stays."""
        known = self._harness.contract[operation]
        return operation in FIRST or (known.method in ("GET", "PUT") and "billable" not in known.effects)

    def _shown(self, operation: str, mixture: Mixture) -> Iterator[Shown]:
        whole, acted = self._send(operation, mixture.by(self.person.actor))
        if acted.holds:
            self._learn(operation, whole)
            yield Shown(mixture.requirements | {OPENS[mixture.good]}, whole, acted)
            return
        alone, right = self._alone_by(operation, mixture.good)
        if right.holds or mixture.good != "amplify" or self._cookie_shows_them(operation, alone):
            yield Shown(frozenset({OPENS[mixture.good]}), alone, right)
        if not right.holds:  # the answer shows nobody here: settings that there are not, a kind that is not taken
            return
        self._learn(operation, alone)
        for beside in mixture.beside:
            apart, became = self._apart(operation, mixture.by(self.person.actor, [beside]))
            if apart.status not in _UNDECIDED:
                yield Shown(frozenset(beside.requirements), apart, became)

    def _cookie_shows_them(self, operation: str, refused: Exchange) -> bool:
        """Whether a plain cookie shows the person where another request did not, and not by the state of a record."""
        return refused.status not in _UNDECIDED and self._alone_by(operation, "cookie")[1].holds

    def _alone_by(self, operation: str, kind: Good) -> tuple[Exchange, Judgement]:
        """The request with the person's credential of one kind and nothing beside it."""
        return self._apart(operation, [carrying(own(self.person.actor, kind), self._payer)])

    def _apart(self, operation: str, by: Sequence[Credential]) -> tuple[Exchange, Judgement]:
        """One of several requests of an operation: what one may have removed is there for the next."""
        if operation in LAST:
            self._world = make_tenant(self.person.actor, self._naming)
        return self._send(operation, by)

    def _send(self, operation: str, by: Sequence[Credential]) -> tuple[Exchange, Judgement]:
        request = self._request(operation)
        if request.operation.writes:
            exchange = request.send(self.person.actor, by=by)
        else:
            exchange = self._patience.until(
                lambda: request.send(self.person.actor, by=by),
                lambda page: self._acted(operation, page).holds,
                max(0.0, self._settled - time.monotonic()),
            )
        return exchange, self._acted(operation, exchange)

    def _acted(self, operation: str, exchange: Exchange) -> Judgement:
        person, *others = self.people
        if operation != "createLeads":  # elsewhere a colleague's rows are shown to all of the company
            others = others[:1] if self.other is not None else []
        named = operation in BY_SUCCESS or operation in LAST
        acted = acts_as(exchange, person, others, self._harness.places.told(exchange), named=named)
        told = exchange.at("deleted")
        gone = isinstance(told, int) and told > 0
        if acted.holds and operation in LAST and not gone and self._still_there(operation):
            return replace(acted, holds=False, actual=f"{acted.actual}, and the record is still there")
        return acted

    def _request(self, operation: str) -> RightRequest:
        if operation in LAST and self._world is self.person:
            self._world = make_tenant(self.person.actor, self._naming)
        request = self._requests.right(operation, self._world)
        if operation == "getLeadGenerationStatus" and self._scrape is not None:
            return replace(request, query={"runId": self._scrape})
        return request

    def _still_there(self, operation: str) -> bool:
        """Whether the person still finds what was removed."""
        actor, world = self.person.actor, self._world
        if operation == "deleteLeads":
            return actor.call("getEnrichLead", path={"id": world.lead.id}).succeeded
        return actor.call("updateClient", json={"id": world.client.id}).succeeded

    def _learn(self, operation: str, exchange: Exchange) -> None:
        """Keep what was made: the later requests are about it, and it is the person's, once views have caught up."""
        client, lead = exchange.record("client"), exchange.record("lead")
        if operation == "createClient" and client is not None:
            made = TemporaryClient(
                str(client.get("id")), str(client.get("client_id")), client, exchange, self.person.actor
            )
            self._world = replace(self.person, client=made)
        if operation == "createLeads" and lead is not None and self._world.lead is self.person.lead:
            sent = {**self.person.lead.sent, "email": lead.get("email")}
            self._world = replace(self._world, lead=TemporaryLead(str(lead.get("id")), sent, lead, exchange))
        if operation == "startLeadScrape":
            self._scrape = str(exchange.at("runId"))
        for kind, path in _LASTING.get(operation, {}).items():
            if isinstance(exchange.at(path), str):
                self._requests.know(kind, self.person, exchange.at(path))
        if self._harness.contract[operation].method == "POST":
            self._settled = time.monotonic() + self._patience.bound
            self._learnt |= self._harness.places.told(exchange)

    def _who(self, tenant: Tenant) -> Person:
        client, lead = tenant.client, tenant.lead
        records = {Id("client", client.id), Id("client-id", client.client_id), Id("lead", lead.id)}
        if tenant is self.person:
            records |= self._learnt
        return Person(tenant.actor.user_id, tenant.company_id, frozenset(records), frozenset({str(lead.sent["email"])}))

    @property
    def _payer(self) -> str:
        return self.person.actor.identity
