"""Denials: for every operation requests of nobody: one without credentials, one with a choice of what is none.

What takes keys is sent a spoilt one of every kind besides, each in a request of its own. What goes together in a
request is refused together on a good server: a credential that does not hold falls through to the next one. Only where
the answer is not a plain 401, or where the target stops at the first bad credential, each part is sent apart, so that
the finding names what was taken.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from conformance.actors import Actor, Caller
from conformance.contract import Operation
from conformance.credentials import Place, carrying, cookies
from conformance.evidence import CannotTest
from conformance.exchange import Exchange
from conformance.fixtures.naming import Naming
from conformance.fixtures.requests import Requests
from conformance.fixtures.tenants import Tenant, make_tenant
from conformance.forgery import altered_signature
from conformance.harness import Harness
from conformance.suites.e2e.auth.bad_credentials import (
    OTHER_MISTAKES,
    Part,
    Token,
    forged,
    misplaced_keys,
    other_tokens,
    pair,
    spoilt_keys,
    together,
    unfit,
)

BARE, LADEN = 0, 1
"""The two requests of an operation: without a credential, and with all that is none."""

MOST_OF_COOKIES = 8_000
"""Characters of a Cookie header: servers commonly take 8 KB a line."""

OTHERS = ("owner_b", "member_a")
"""Whose ids are tried beside a key that is not theirs: the first where leads are read, the next where they are made."""


@dataclass(frozen=True)
class Denial:
    """A request that must open nothing, with the part that it shows something about.

    `whole` is the request with all the parts that belong together.
    """

    part: Part
    exchange: Exchange
    whole: Exchange


class Denials:
    """The denials of one process, each sent at first need; `stranger` is the other tenant, where there is one."""

    def __init__(
        self, harness: Harness, requests: Requests, naming: Naming, tenant: Tenant, stranger: Tenant | None
    ) -> None:
        self._harness = harness
        self._requests = requests
        self._naming = naming
        self._tenant = tenant
        self._stranger = stranger
        self._nobody = naming.random_id()
        self._sent: dict[tuple[str, int], list[Denial]] = {}
        self._attempt: tuple[str | None, int] = (None, 1)
        self._falls: bool | None = None
        self._decoys: dict[str, Tenant] = {}
        self._removed: dict[str, Tenant] = {}

    def operations(self, requirement: str) -> list[str]:
        """The operations of a requirement that this run may send; what removes something comes last."""
        return self._ordered(requirement, of=requirement)

    def _ordered(self, requirement: str, *, of: str = "") -> list[str]:
        known = self._requests.allowed(self._harness.catalogue[requirement].operations, self._tenant, of=of)
        return sorted(known, key=lambda each: self._harness.contract[each].method == "DELETE")

    def bare(self, operations: Iterable[str]) -> Iterator[Denial]:
        """Right requests without a credential, some with what counts as not sent, as long as that is refused."""
        for operation in operations:
            parts = self.parts(operation)[BARE]
            whole = self._of(operation, BARE)[0].whole if parts else None
            yield _whole(whole if whole is not None and whole.status == 401 else self._send(operation, []))

    def of(self, requirement: str) -> Iterator[Denial]:
        """What is sent about a requirement, one by one; CannotTest where the profile gives nothing to try it with."""
        found = False
        for operation in self.operations(requirement):
            for number, parts in enumerate(self.parts(operation)):
                if any(requirement in part.requirements for part in parts):
                    found = True
                    yield from (each for each in self._of(operation, number) if requirement in each.part.requirements)
        if not found:
            raise CannotTest(f"the profile gives nothing to try {requirement} with", _REMEDIES.get(requirement, ""))

    def crowded(self, operations: Iterable[str]) -> Iterator[Denial]:
        """Requests with several bad credentials and no good one, not even one of a kind that does not count there."""
        for operation in operations:
            whole = self._of(operation, LADEN)[0].whole
            if whole.status != 401:
                whole = self._send(operation, [each for each in self.parts(operation)[LADEN] if each.is_bad])
            yield _whole(whole)

    def removed(self, denial: Denial) -> Tenant | None:
        """Whose records a denial may have removed, for it was answered with success; None where it was none of that."""
        return self._removed.get(denial.exchange.id)

    def of_parts(self, operation: str, parts: Sequence[Part]) -> list[Denial]:
        """Parts in one request, and apart where it is not answered 401."""
        return list(self._denied(operation, parts))

    def alone(self, requirement: str) -> Iterator[Denial]:
        """Everything that a requirement is about, on each operation and in each place, alone."""
        for operation in self.operations(requirement):
            for part in self._all_parts(operation):
                if requirement in part.requirements:
                    yield _whole(self._send(operation, [part]), part)

    def parts(self, operation: str) -> list[list[Part]]:
        """What the requests of an operation carry, BARE and LADEN first; tokens are dealt out over the operations."""
        known, owner = self._harness.contract[operation], self._requests.by(operation, self._tenant)
        not_sent = [Part("a user id without a key", ("LG-AUTH-024",), {"user": owner.user_id})]
        not_sent += self._identity(known, owner)
        keys = self._keys(known, owner)
        if not keys:
            return [[], [*self._tokens(known, owner), *not_sent]]
        position = self._ordered("LG-AUTH-001").index(operation)
        schemes = [each for each in forged(owner, self._stranger_id) if each.scheme != "Bearer"]
        not_sent.append(schemes[position % len(schemes)].at("authorization"))
        first, *further = keys
        return [not_sent, [*self._tokens(known, owner), *first], *further]

    def _tokens(self, known: Operation, owner: Actor) -> list[Part]:
        position = self._ordered("LG-AUTH-001").index(known.id)
        made, others = forged(owner, self._stranger_id), unfit(self._harness.profile.credentials)
        one = made[position % len(made)]
        if not others:
            parts, chosen = [one.at(one.places[position // len(made) % len(one.places)])], [one]
        else:
            other = others[position % len(others)]
            places = [(here, there) for here in one.places for there in other.places if here != there]
            here, there = places[position // len(made) % len(places)]
            parts, chosen = [one.at(here), other.at(there)], [one, other]
        if not self._reads_every_cookie:
            return parts
        beside = [*parts, *self._identity(known, owner)]
        return [*parts, *self._crowd([*made, *others], chosen, position, beside)]

    def _crowd(
        self, tokens: Sequence[Token], chosen: Sequence[Token], position: int, beside: Sequence[Part]
    ) -> list[Part]:
        """A token for each mistake that those chosen do not show, in cookies of Amplify's.

        As many as a header line commonly holds, with what stands `beside` them; which are left out is dealt over the
        operations.
        """
        kinds: dict[str, list[Token]] = {}
        for each in tokens:
            if each.scheme == "Bearer":
                kinds.setdefault(each.name if each.name in OTHER_MISTAKES else each.requirement, []).append(each)
        left = [each[position % len(each)] for each in kinds.values() if not set(each) & set(chosen)]
        turned = [left[(place + position) % len(left)] for place in range(len(left))]
        parts: list[Part] = []
        for number, each in enumerate(turned):
            part = each.among(number)
            if _length_of_cookies([*beside, *parts, part]) <= MOST_OF_COOKIES:
                parts.append(part)
        return parts

    def _identity(self, known: Operation, owner: Actor) -> list[Part]:
        if "LG-AUTH-026" not in known.requirements or not owner.tokens().id:
            return []
        return [Part("an idToken cookie", ("LG-AUTH-026",), {"identity": owner.tokens().id})]

    def _keys(self, known: Operation, owner: Actor) -> list[list[Part]]:
        """What stands where a key would, by requests: a right one where none is taken, else one of each spoilt kind."""
        if not owner.has_key:
            return []
        for requirement in ("LG-AUTH-017", "LG-AUTH-018"):
            if requirement in known.requirements:
                (_, key), (_, user) = owner.key().headers
                put: Mapping[Place, str] = {"key": key, "user": user}
                return [[Part("a key where none is taken", (requirement,), put, payer=owner.identity)]]
        if "LG-AUTH-019" not in known.requirements:
            return []
        position = self._ordered("LG-AUTH-019").index(known.id)
        # Of a removal only the other company can tell that it happened.
        number = 0 if known.method == "DELETE" else position
        kinds = [[kind[number % len(kind)]] for kind in spoilt_keys(owner, self._others, self._nobody)]
        turned = [kinds[(place + position) % len(kinds)] for place in range(len(kinds))]
        return [*turned, misplaced_keys(owner)] if "LG-AUTH-023" in known.requirements else turned

    def _all_parts(self, operation: str) -> Iterator[Part]:
        known, owner = self._harness.contract[operation], self._requests.by(operation, self._tenant)
        tokens = [*forged(owner, self._stranger_id), *unfit(self._harness.profile.credentials)]
        yield from (each.at(place) for each in tokens for place in each.places)
        yield from [*other_tokens(owner), *self._identity(known, owner)]
        if owner.has_key:
            yield from (each for kind in spoilt_keys(owner, self._others, self._nobody) for each in kind)
            yield from misplaced_keys(owner)

    def _of(self, operation: str, number: int) -> list[Denial]:
        now = (self._harness.stage.test, self._harness.stage.attempt)
        if now != self._attempt and now[1] > 1:
            self._sent.clear()  # a failed test is repeated on fresh answers
        self._attempt = now
        key = (operation, number)
        if key not in self._sent:
            self._sent[key] = list(self._denied(operation, self.parts(operation)[number]))
        return self._sent[key]

    def _denied(self, operation: str, parts: Sequence[Part]) -> Iterator[Denial]:
        sent = [each for each in parts if each.is_sent]
        whole = len(sent) < 2 or self._falls_through
        units = [list(parts)] if whole else [[each] for each in parts]
        for unit in units:
            answer = self._send(operation, unit)
            for part in unit:
                alone = len(unit) == 1 or answer.status == 401
                yield Denial(part, answer if alone else self._send(operation, [part]), answer)

    @cached_property
    def _reads_every_cookie(self) -> bool:
        """Whether this target tries each cookie of Amplify's, so that a good one opens it behind a bad one."""
        access = self._tenant.actor.tokens().access
        bad = altered_signature(access)
        put: dict[Place, str] = {"session": bad, "amplify": f"{pair(0, bad)}; {pair(1, access)}"}
        by = [carrying(put, self._tenant.actor.identity)]
        probe = self._requests.harmless("listClients", self._tenant).send(self._tenant.actor, by=by, purpose="control")
        return probe.succeeded

    @property
    def _falls_through(self) -> bool:
        """Whether this target goes on to a good credential after a bad one, as most do."""
        if self._reads_every_cookie:
            return True
        if self._falls is None:
            owner = self._tenant.actor
            by = [cookies(altered_signature(owner.tokens().access)), owner.bearer()]
            probe = self._requests.harmless("listClients", self._tenant).send(owner, by=by, purpose="control")
            self._falls = probe.status != 401
        return self._falls

    def _send(self, operation: str, parts: Sequence[Part]) -> Exchange:
        about = self._stranger if self._stranger and any(part.victim == "owner_b" for part in parts) else self._tenant
        removes = self._harness.contract[operation].method == "DELETE"
        if removes:
            about = self._decoy(about)
        request = self._requests.right(operation, about)
        carried = together(parts)
        asked = next((part.query for part in parts if part.query is not None), None)
        if asked is not None:
            request = replace(request, query={**request.query, "x-api-key": asked, "apiKey": asked})
        payer = next((part.payer for part in parts if part.payer is not None), None)
        answer = request.send(self._anonymous, by=[carrying(carried, payer)])
        if answer.succeeded and removes:
            self._removed[answer.id] = self._decoys.pop(str(about.actor.name))  # it is not there for the next
        return answer

    def _decoy(self, tenant: Tenant) -> Tenant:
        """Records of a tenant's for those to remove who should not be able to: others stand on the tenant's own."""
        name = str(tenant.actor.name)
        if name not in self._decoys:
            self._decoys[name] = make_tenant(tenant.actor, self._naming)
        return self._decoys[name]

    @property
    def _anonymous(self) -> Caller:
        return self._harness.anonymous

    @property
    def _stranger_id(self) -> str:
        return self._stranger.actor.user_id if self._stranger else self._nobody

    @property
    def _others(self) -> dict[str, str]:
        """Ids of other people."""
        known = self._harness.profile.actors
        ids = {name: known[name].user_id for name in OTHERS if name in known}
        return {name: id for name, id in ids.items() if id is not None and (name != "owner_b" or self._stranger)}


_REMEDIES = {
    "LG-AUTH-005": "Add expired under [credentials]",
    "LG-AUTH-006": "Add not_yet_valid under [credentials]",
    "LG-AUTH-007": "Add wrong_issuer and wrong_audience under [credentials]",
    "LG-AUTH-008": "Add federated under [credentials]",
    "LG-AUTH-026": "Give the actor a username and a password",
    **dict.fromkeys((f"LG-AUTH-0{number}" for number in range(16, 24)), "Add api_key and user_id to [actors.owner_a]"),
}


def _length_of_cookies(parts: Sequence[Part]) -> int:
    """The characters of the Cookie header of a request with all of these parts."""
    return sum(len(text) for name, text in carrying(together(parts)).headers if name == "Cookie")


def _whole(exchange: Exchange, part: Part | None = None) -> Denial:
    """A request that shows something as a whole."""
    return Denial(part or Part("nothing", (), {}), exchange, exchange)
