"""The memory of a process: takes every exchange, and tells what of it contradicts what was known.

It sends nothing and passes nothing. What is not certain is forgotten: a write whose answer is lost, that overlaps
another one, or whose answer does not tell what was done.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from conformance.exchange import Exchange, Request
from conformance.remembering.kinds import SETS
from conformance.remembering.looking import Found, Seen, look, seen_in
from conformance.remembering.missing import missed
from conformance.remembering.record import Remembered
from conformance.remembering.records import Records
from conformance.remembering.writes import Asked, Write, outcome
from conformance.remembering.writing import Writing

CHECK = "memory"
"""The name under which findings of the memory stand in a report."""

_READS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Who:
    """What the memory asks about callers: whose credentials alone an exchange carries, and what tenant an actor is of.

    Both give None where there is no such one.
    """

    caller: Callable[[Exchange], str | None]
    tenant: Callable[[str], str | None]

    def are_one(self, one: str, other: str) -> bool:
        """Whether two actors are of one company."""
        return one == other or (self.tenant(one) is not None and self.tenant(one) == self.tenant(other))


class Memory:
    """Remembers the records that this process makes; views may lag `bound` seconds behind a write."""

    def __init__(self, bound: float, who: Who) -> None:
        self._bound = bound
        self._who = who
        self._records = Records()
        self._writing = Writing(self._records, who.are_one)
        self._under_way: dict[int, Asked] = {}
        self._lock = threading.Lock()

    def sent(self, request: Request) -> None:
        """A request is about to leave: while a write is under way, nobody knows what the records are that it names."""
        if request.method not in _READS:
            with self._lock:
                self._under_way[id(request)] = Asked(request)

    def lost(self, request: Request) -> None:
        """No answer came to a request: it may have its effect at any time."""
        with self._lock:
            asked = self._under_way.pop(id(request), None)
            if asked is not None:
                self._writing.births.spoil(asked.names)
                self._writing.births.name(asked.names)
                for each in self._records.named(asked.names):
                    each.ignored = True

    def take(self, exchange: Exchange, operation: str | None) -> list[Found]:
        """What an exchange contradicts; `operation` is what it called as documented, None for anything else."""
        with self._lock:
            if exchange.request.method not in _READS:
                asked = self._under_way.pop(id(exchange.request), None) or Asked(exchange.request)
                found = list(self._written(exchange, operation, asked))
            else:
                found = list(self._looked(exchange, operation)) if operation is not None else []
            return found

    def _written(self, exchange: Exchange, operation: str | None, asked: Asked) -> Iterator[Found]:
        ended = exchange.sent + exchange.elapsed
        result = outcome(exchange)
        if operation is None:
            if result != "refused":
                self._writing.births.name(asked.names)
                self._writing.doubt(self._records.named(asked.names))
            return
        caller = self._who.caller(exchange)
        concerned = self._writing.concerned(operation, asked, caller)
        doubtful = [each for each in concerned if each.touched > exchange.sent or self._is_busy(each)]
        write = Write(operation, asked, exchange, result, caller, ended)
        found = list(self._writing.take(write))
        for each in concerned:
            each.touched = max(each.touched, ended)
        self._writing.doubt(doubtful)
        if not doubtful:
            yield from found

    def _looked(self, exchange: Exchange, operation: str) -> Iterator[Found]:
        one = self._sought(exchange, operation)
        caller = None
        for seen in seen_in(exchange, operation, one=one is not None):
            record = self._records.get(seen.kind, seen.row.get("id")) or self._born(seen)
            if operation in SETS:
                record = self._writing.companies.set_of(operation, self._who.caller(exchange))
            if record is None or self._is_busy(record):
                continue
            caller = caller or self._who.caller(exchange)
            record.seen_by |= {caller} if caller else set()
            yield from look(record, seen, exchange, self._bound)
        if one is not None and not self._is_busy(one):
            yield from missed(one, exchange, self._bound, self._who.caller(exchange), self._writing.deletions)

    def _born(self, seen: Seen) -> Remembered | None:
        """The lead of a batch that a view shows for the first time."""
        record = self._writing.births.born(seen.row) if seen.kind == "lead" else None
        if record is not None:
            self._records.add(record)
        return record

    def _sought(self, exchange: Exchange, operation: str) -> Remembered | None:
        """The record that a look asks for by its id."""
        if operation == "getEnrichLead":
            return self._records.get("lead", Asked(exchange.request).last)
        if operation == "listClients" and (id := Asked(exchange.request).value("clientId")):
            named = self._records.named([id], "client")
            return named[0] if len(named) == 1 else None
        return None

    def _is_busy(self, record: Remembered) -> bool:
        """Whether a write is under way that names the record or something that it belongs to."""
        return any(not record.names.isdisjoint(asked.names) for asked in self._under_way.values())
