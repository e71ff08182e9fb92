"""Watches all traffic: learns the secrets that answers show, and lets every passive check judge every exchange."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from conformance.checks import Check, Facts, judgements
from conformance.exchange import ABSENT, JUDGED_PURPOSES, Exchange, Request, parsed
from conformance.expectations import Judgement
from conformance.recorder import Recorder
from conformance.redaction import Redactor
from conformance.remembering.looking import Found
from conformance.remembering.memory import CHECK, Memory, Who

_SHORTEST_SHOWN = 12
"""Characters; what an answer shows under a secret's name and is shorter is a mask or a word, not a secret."""

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
        self._secret_names = frozenset(secret_names)
        self._redactor = redactor
        self._recorder = recorder
        self._broken: dict[str, list[str]] = {}
        self._memory = Memory(bound, Who(facts.caller_of, facts.tenant_of))
        self._remembered: Counter[tuple[str, str | None]] = Counter()

    def broken_by(self, exchange: Exchange) -> list[str]:
        """The requirements that an exchange was found to break."""
        return self._broken.get(exchange.id, [])

    def sent(self, request: Request) -> None:
        """Learn the credentials that a request carries: an altered one is but a guess away from the real one."""
        for name, value in request.headers:
            for each in _credentials(name.lower(), value):
                self._learn(f"sent.{name.lower()}", each)
        for name, value in _named(parsed(request.body), self._secret_names):
            self._learn(f"sent.{name}", value)
        self._memory.sent(request)

    def lost(self, request: Request) -> None:
        """Know that no answer came to a request."""
        self._memory.lost(request)

    def secrets(self, exchange: Exchange) -> None:
        """Learn the values that an answer carries under a secret's name, and the cookies that it sets."""
        self._facts.known.learn(exchange)
        if exchange.json is not ABSENT:
            for name, value in _named(exchange.json, self._secret_names):
                self._learn(f"{exchange.actor or 'anonymous'}.{name}", value)
        for name, value in exchange.response.headers:
            if name.lower() == "set-cookie" and "=" in value:
                self._learn("cookie", value.split(";", 1)[0].split("=", 1)[1])

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

    def _learn(self, name: str, value: str) -> None:
        if len(value) >= _SHORTEST_SHOWN:
            self._redactor.learn(name, value)


def _credentials(header: str, value: str) -> list[str]:
    """The secret parts of a request header, by its name in lower case."""
    if header == "authorization":
        return [value.partition(" ")[2] or value]
    if header == "cookie":
        return [pair.partition("=")[2].strip() for pair in value.split(";")]
    return [value] if header == "x-api-key" else []


def _named(value: Any, names: Collection[str]) -> Iterator[tuple[str, str]]:
    pending = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            yield from ((name, each) for name, each in node.items() if name in names and isinstance(each, str))
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
