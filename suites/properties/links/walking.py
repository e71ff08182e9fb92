"""Walking over links: sequences that begin with some request, and go on by what its answers open."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from conformance.custody import NotAllowed
from conformance.evidence import CannotTest, Unusable
from conformance.exchange import ABSENT, Phase
from conformance.fixtures.causes import Causes
from conformance.fixtures.dispatch import Dispatcher
from conformance.generating import cases, excluded, links, remembered
from conformance.generating.draft import Draft
from conformance.generating.following import MayBeNamed, Unanswered, followed, opens
from conformance.generating.links import Link
from conformance.generating.steering import Steering, Way
from conformance.generating.tailoring import tailored
from conformance.guard import Trespass
from conformance.harness import Harness
from conformance.named import Id
from conformance.suites.properties.links import partaking
from conformance.suites.properties.links.sequences import Calls, small
from conformance.transport import TransportFault

MOST_CALLS = 25
"""Requests of one sequence."""

SET_UP = 8
"""Requests of a dose that are left for the records which generated requests stand on."""

_UNUSABLE_IN_A_ROW = 3
"""Requests in a row that nothing could be made for, after which a walk ends."""

_DRAWN_OF = 25
"""Requests of a dose to each request that is drawn of an operation."""


@dataclass(frozen=True)
class Step:
    """A request that was sent: the link that led to it, None for a beginning, its draft and the answer's status."""

    link: Link | None
    draft: Draft
    status: int


class Walk:
    """The walk of one test, at most `dose` requests long, by documented links or by inferred ones as well.

    The suite walks by documented links alone: most of the inferred ones mix up ids, such as a client's two, and those
    that do not, such as from a list to a deletion, differ from what is tried with the pool in nothing but the danger.
    """

    def __init__(
        self, harness: Harness, dispatcher: Dispatcher, causes: Causes, dose: int, *, inferred: bool = False
    ) -> None:
        self.steps: list[Step] = []
        self.trouble: Exception | None = None
        self._harness = harness
        self._dispatcher = dispatcher
        self._causes = causes
        self._left = max(dose - SET_UP, 0)
        self._drawn_of = max(dose // _DRAWN_OF, 2)
        self._inferred = inferred
        self._draws = random.Random(f"{harness.context.seed}/links")
        self._drafts: dict[str, list[Draft]] = {}
        self._unusable = 0

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links between operations that take part."""
        contract = self._harness.contract
        return tuple(
            each
            for each in links.load(inferred=self._inferred)
            if not any(partaking.reason(contract[end], self._harness) for end in (each.source, each.target))
        )

    def again(self, drafts: Sequence[Draft]) -> None:
        """Send a sequence that was kept, on fresh records."""
        calls = Calls(self._dispatcher)
        for draft in drafts:
            if not self._send(calls, draft, "kept"):
                return

    def go(self) -> None:
        """Walk until the dose is spent."""
        steering = Steering(self.links, self._harness.contract, self._draws)
        while self.links and self._left > 0 and self._unusable < _UNUSABLE_IN_A_ROW:
            beginning = steering.beginning()
            known = len(steering.followed)
            self._sequence(beginning, steering)
            steering.ended(beginning, len(steering.followed) - known)

    def _sequence(self, beginning: str, steering: Steering) -> None:
        calls, dead = Calls(self._dispatcher), set[int]()
        going = self._step(calls, None, self._drawn(beginning))
        while going and len(calls.answers) < MOST_CALLS and self._left > 0:
            ways = [
                Way(link, answer, answer.number in dead)
                for answer in calls.answers
                for link in self.links
                if opens(link, answer)
            ]
            way = steering.next(ways)
            if way is None:
                return
            steering.followed[way.link] += 1
            drawn, may_be_named = self._drawn(way.link.target), self._may_be_named(way.link)
            going = self._step(calls, way.link, followed(way.link, way.answer, drawn, self._draws, may_be_named))
            dead |= calls.removed()

    def _step(self, calls: Calls, link: Link | None, draft: Draft) -> bool:
        """Send a drawn request; False where the sequence cannot go on."""
        self._left -= 1
        tail = tailored(draft, self._harness.contract)
        before = len(calls.answers)
        going = self._send(calls, tail, "links")
        if len(calls.answers) > before:
            self.steps.append(Step(link, tail, calls.answers[-1].exchange.status))
        return going

    def _send(self, calls: Calls, draft: Draft, phase: Phase) -> bool:
        if excluded.reason(draft, self._harness.contract):
            return True
        try:
            exchange = calls.send(draft, phase)
        except Trespass:
            return True
        except Unusable as trouble:
            self.trouble = self.trouble or trouble
            self._unusable += 1
            return False
        except (TransportFault, Unanswered, NotAllowed, CannotTest):
            return False
        self._unusable = 0
        for requirement in self._dispatcher.broken(exchange):
            if not self._causes.explain(requirement, draft, exchange):
                before = self._harness.stage.requests
                cause = small(requirement, calls, self._harness, self._dispatcher, self._causes.bound)
                self._causes.add(cause, self._harness.stage.requests - before)
        return True

    def _drawn(self, operation: str) -> Draft:
        """The next of an operation's drawn requests; of a list, a page of one row, so that there is a next one."""
        if operation not in self._drafts:
            run_seed = self._harness.context.seed
            seed = random.Random(f"{run_seed}/links/{operation}").getrandbits(32)
            drawn = remembered.drafts(
                f"links-{operation}-{self._drawn_of}",
                run_seed,
                lambda: [*cases.examples(operation), *cases.valid(operation, self._drawn_of, seed)],
            )
            single = [each for each in drawn if not _is_batch(each)]
            self._drafts[operation] = [self._short(each) for each in single or drawn]
        drafts = self._drafts[operation]
        drafts.append(drafts.pop(0))
        return drafts[-1]

    def _short(self, draft: Draft) -> Draft:
        operation = self._harness.contract[draft.operation]
        if (
            self._inferred
            or operation.page is None
            or not any(each.source == each.target == operation.id for each in self.links)
        ):
            return draft
        parameters = map(self._harness.contract.resolve, operation.definition.get("parameters", []))
        required = {each["name"] for each in parameters if each.get("required")}
        kept = tuple((name, value) for name, value in draft.query if name in required)
        return draft.with_query((*kept, (operation.page.limit, "1")))

    def _may_be_named(self, link: Link) -> MayBeNamed:
        """What of an answer a link's request may name: to read, all that was shown; to write, nobody else's records."""
        company = self._harness.actor(partaking.ACTOR).company

        def judged(text: str) -> bool:
            try:
                self._harness.guard.check(company, {Id(None, text)}, ())
            except Trespass:
                return False
            return True

        return judged if self._harness.contract[link.target].writes else lambda _text: True


def _is_batch(draft: Draft) -> bool:
    """Whether a request is about many records at once: its answer shows none to go on with."""
    return draft.body is not ABSENT and isinstance(draft.body, dict) and isinstance(draft.body.get("leads"), list)
