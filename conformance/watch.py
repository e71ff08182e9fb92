"""Watches all traffic: learns the secrets that answers show, and lets every passive check judge every exchange."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from conformance.checks import Check, Facts, judgements
from conformance.exchange import JUDGED_PURPOSES, Exchange, Request
from conformance.expectations import Judgement
from conformance.recorder import Recorder
from conformance.redaction import Redactor
from conformance.remembering.looking import Found
from conformance.remembering.memory import CHECK, Memory, Who
from conformance.secrecy import Secrecy

_MOST_TOLD = 3
"""Findings of the memory of one requirement and operation that are told: they are one cause, or as good as one."""


class Watch:
    """The watcher of a process; `wanted` are the requirements of the claim.

    `bound` is how long views may lag behind a write, in seconds.
    """

    def __init__(
        self,
        checks: Mapping[str, Check],
        facts: Facts,
        wanted: Collection[str],
        secret_names: Collection[str],
        redactor: Redactor,
        recorder: Recorder,
        bound: float,
    ) -> None:
        self._checks = checks
        self._facts = facts
        self._wanted = frozenset(wanted)
        self._secrecy = Secrecy(secret_names, redactor)
        self._recorder = recorder
        self._broken: dict[str, list[str]] = {}
        self._memory = Memory(bound, Who(facts.caller_of, facts.tenant_of))
        self._remembered: Counter[tuple[str, str | None]] = Counter()

    def broken_by(self, exchange: Exchange) -> list[str]:
        """The requirements that an exchange was found to break."""
        return self._broken.get(exchange.id, [])

    def sent(self, request: Request) -> None:
        """Learn the credentials that a request carries: an altered one is but a guess away from the real one."""
        self._secrecy.sent(request)
        self._memory.sent(request)

    def lost(self, request: Request) -> None:
        """Know that no answer came to a request."""
        self._memory.lost(request)

    def secrets(self, exchange: Exchange) -> None:
        """Learn the values that an answer carries under a secret's name, and the cookies that it sets."""
        self._facts.known.learn(exchange)
        self._secrecy.shown(exchange)

    def remember(self, exchange: Exchange) -> None:
        """Let the memory take an exchange, and record what of it contradicts what was known."""
        operation = self._facts.answers.operation(exchange)
        judged = exchange.purpose in JUDGED_PURPOSES
        for each in self._memory.take(exchange, operation.id if operation is not None else None):
            if judged and (each.requirement in self._wanted or exchange.purpose == "generated"):
                self._tell(each)

    def judge(self, exchange: Exchange) -> Iterator[str]:
        """Record every failure, and yield the requirements that were judged and found kept."""
        for check, requirement, judgement in judgements(self._checks, exchange, self._facts, self._wanted):
            if judgement.holds:
                yield requirement
            else:
                self._broken.setdefault(exchange.id, []).append(requirement)
                self._recorder.evidence(requirement, "failed", judgement, [exchange], check=check)

    def found(self, check: str, requirement: str, judgement: Judgement, exchange: Exchange) -> None:
        """Record what a check of generated requests, by its name, found broken, in the claim or not."""
        self._broken.setdefault(exchange.id, []).append(requirement)
        self._recorder.evidence(requirement, "failed", judgement, [exchange], check=check)

    def _tell(self, found: Found) -> None:
        key = found.requirement, found.exchanges[-1].operation
        self._remembered[key] += 1
        if self._remembered[key] <= _MOST_TOLD:
            self._recorder.evidence(found.requirement, "failed", found.judgement, found.exchanges, check=CHECK)
