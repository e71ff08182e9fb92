"""Sequences of calls: each may name what earlier answers showed, and the least that shows a breach is found."""

from collections.abc import Sequence

from conformance.evidence import Unusable
from conformance.exchange import Exchange, Phase
from conformance.fixtures.causes import Cause
from conformance.fixtures.dispatch import Dispatcher
from conformance.generating import excluded
from conformance.generating.draft import Draft
from conformance.generating.following import Answer, Unanswered, needed, unlinked, value_of
from conformance.generating.names import ANSWERED, mapped, named
from conformance.generating.shrinking import shrunk
from conformance.generating.tailoring import tailored
from conformance.guard import Trespass
from conformance.harness import Harness
from conformance.transport import TransportFault

_NOT_SENT = (Trespass, TransportFault, Unanswered, Unusable)


class Calls:
    """The calls of one sequence with their answers, in the order sent."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self.answers: list[Answer] = []
        self._dispatcher = dispatcher

    @property
    def drafts(self) -> list[Draft]:
        """What was sent."""
        return [each.draft for each in self.answers]

    def send(self, draft: Draft, phase: Phase) -> Exchange:
        """Go on by a request; errors are those of the dispatcher, and Unanswered."""
        exchange = self.instead(draft, phase, len(self.answers))
        self.answers.append(Answer(len(self.answers) + 1, draft, exchange))
        return exchange

    def instead(self, draft: Draft, phase: Phase, index: int) -> Exchange:
        """Send a request as if it stood at an index of the sequence, without taking it in."""
        before = [each.exchange for each in self.answers[:index]]
        return self._dispatcher.send(draft, phase, lambda _, place: value_of(place, before))

    def removed(self) -> set[int]:
        """The numbers of the answers about records that the newest call has removed."""
        newest = self.answers[-1] if self.answers else None
        if newest is None or newest.exchange.request.method != "DELETE" or not newest.exchange.succeeded:
            return set()
        before = [each.exchange for each in self.answers[:-1]]
        gone: set[str] = set()

        def note(text: str) -> str:
            meant = named(text)
            if meant is not None and meant[0] == ANSWERED:
                gone.add(value_of(meant[1], before))
            return text

        mapped((newest.draft.query, newest.draft.body), note)
        return {each.number for each in self.answers if any(each.shows(text) for text in gone)}


def small(requirement: str, calls: Calls, harness: Harness, dispatcher: Dispatcher, bound: int) -> Cause:
    """The cause of a breach that the newest call shows, with at most `bound` requests for making that call small.

    The least is the smallest such call, about records of the pool where that will do, else with those before it whose
    answers it names; where that does not show it on fresh records, it is the whole sequence, and not minimal.
    """
    index = len(calls.answers) - 1
    newest = calls.answers[index]
    alone = tailored(unlinked(newest.draft), harness.contract)
    shown = {newest.draft.shape: newest.exchange}

    def is_wrong(exchange: Exchange) -> bool:
        return requirement in dispatcher.broken(exchange)

    def still_wrong(smaller: Draft) -> bool:
        if excluded.reason(smaller, harness.contract):
            return False
        try:
            found = calls.instead(smaller, "shrinking", index)
        except _NOT_SENT:
            return False
        if is_wrong(found):
            shown[smaller.shape] = found
        return is_wrong(found)

    least = shrunk(alone if still_wrong(alone) else newest.draft, still_wrong, bound)
    drafts = needed(calls.drafts[:index], least.draft)
    last = _played(drafts, dispatcher)
    if last is not None and is_wrong(last):
        found = [*(each.id for each in shown.values()), last.id]
        return Cause(requirement, drafts, last, least.minimal, found)
    whole = (*calls.drafts[:index], least.draft)
    return Cause(requirement, whole, shown[least.draft.shape], False, [each.id for each in shown.values()])


def _played(drafts: Sequence[Draft], dispatcher: Dispatcher) -> Exchange | None:
    """The answer to the last call of a sequence on fresh records, or None where that was not reached."""
    calls = Calls(dispatcher)
    try:
        for each in drafts:
            calls.send(each, "shrinking")
    except _NOT_SENT:
        return None
    return calls.answers[-1].exchange
