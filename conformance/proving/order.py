"""The order of a matrix: tests that judge most for what they send come first; no defect has a part in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from conformance.exchange import JUDGED_PURPOSES
from conformance.outcome.transcript import Transcript

_AGAIN = 0.2
"""What a requirement is worth that was judged before, on another operation."""


@dataclass(frozen=True)
class Worth:
    """What a test needs, as the ids of exchanges, and which requirements it judges on which operations.

    Tests that share what is dear need the same exchanges, whichever of them is the first and sends them.
    """

    needs: frozenset[str]
    judges: frozenset[tuple[str, str]]


def worths(transcript: Transcript) -> dict[str, Worth]:
    """The worth of every test of a run on a server where nothing is wrong, by the test's id."""
    own: dict[str, set[str]] = {test: set() for test in transcript.planned}
    judges: dict[str, set[tuple[str, str]]] = {test: set() for test in transcript.planned}
    shares: dict[str, set[str]] = {test: {test} for test in transcript.planned}
    for exchange in transcript.sent:
        if exchange.test in own:
            own[exchange.test].add(exchange.id)
            if exchange.purpose in JUDGED_PURPOSES:
                judges[exchange.test] |= {(each, exchange.operation or "") for each in exchange.passed}
    for requirement, records in transcript.evidence.items():
        for record in records:
            if record.outcome == "passed" and record.test in own:
                shown = [transcript.exchanges[each] for each in (*record.exchanges, *record.controls)]
                judges[record.test] |= {(requirement, each.operation or "") for each in shown[: len(record.exchanges)]}
                shares[record.test] |= {each.test for each in shown if each.test in own}
    return {
        test: Worth(frozenset[str]().union(*(own[each] for each in shares[test])), frozenset(judges[test]))
        for test in own
    }


def by_worth(tests: Mapping[str, Worth]) -> list[str]:
    """The ids of the tests, each the one that adds most for a request to those before it.

    A requirement counts whole when it is first judged and a fifth on each further operation; equals stand by id.
    """
    left = dict(sorted(tests.items()))
    sent: set[str] = set()
    known: set[tuple[str, str]] = set()
    requirements: set[str] = set()
    order = []
    while left:
        best = max(left, key=lambda name: _added(left[name], known, requirements) / (len(left[name].needs - sent) + 1))
        order.append(best)
        worth = left.pop(best)
        sent |= worth.needs
        known |= worth.judges
        requirements |= _named(worth.judges)
    return order


def _added(worth: Worth, known: set[tuple[str, str]], requirements: set[str]) -> float:
    fresh = worth.judges - known
    first = _named(fresh) - requirements
    return len(first) + _AGAIN * (len(fresh) - len(first))


def _named(judges: Iterable[tuple[str, str]]) -> set[str]:
    return {requirement for requirement, _ in judges}
