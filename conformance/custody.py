"""What a run has around the wire: nothing leaves that nobody allowed, and nothing is made or heard without a record.

In this order: consent, guard, ledger, and after the answer books, journal and passive checks.
"""

from collections.abc import Iterable
from typing import Protocol

from conformance.bookkeeping import Books, Intention
from conformance.call import Call
from conformance.consent import Consent, Refusal
from conformance.errors import RefusedForSafety
from conformance.exchange import JUDGED_PURPOSES, Exchange, Request
from conformance.guard import Guard
from conformance.named import Places
from conformance.recorder import Recorder


class NotAllowed(RefusedForSafety):
    """The call has an effect that nobody allowed: the test that wants it is not run."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason, refusal.remedy)
        self.effect = refusal.effect


class Watcher(Protocol):
    """What judges every exchange (the passive checks) before it is recorded."""

    def sent(self, request: Request) -> None:
        """Learn the credentials that a request is about to carry."""

    def lost(self, request: Request) -> None:
        """Know that no answer came to a request."""

    def secrets(self, exchange: Exchange) -> None:
        """Learn the secrets that an answer shows, so that nothing writes them."""

    def remember(self, exchange: Exchange) -> None:
        """Hold what an answer shows against what was known of it, and know it from now on."""

    def judge(self, exchange: Exchange) -> Iterable[str]:
        """Record what is wrong with an exchange, and tell the requirements that were judged and found kept."""


class Custody:
    """The surroundings of a run's wire."""

    def __init__(
        self, consent: Consent, places: Places, guard: Guard, books: Books, recorder: Recorder, watcher: Watcher
    ) -> None:
        self._consent = consent
        self._places = places
        self._guard = guard
        self._books = books
        self._recorder = recorder
        self._watcher = watcher

    def around(self, call: Call) -> "Escort":
        """What goes along with a call; NotAllowed or Trespass where it must not leave."""
        self._admit(call)
        booked = self._books.open(call.operation, call.actor, call.company, call.asked, call.json)
        return Escort(call, booked, self._guard, self._books, self._recorder, self._watcher)

    def _admit(self, call: Call) -> None:
        if call.operation is not None:
            refusal = self._consent.refusal(call.operation, call.company, call.json)
            if refusal is not None:
                raise NotAllowed(refusal)
        if call.method not in ("GET", "HEAD", "OPTIONS"):
            path = call.spelled.partition("?")[0]
            named = self._places.named(call.operation, path, call.asked, call.json, call.body)
            self._guard.check(call.company, named, call.trespass, removing=call.method == "DELETE")


class Escort:
    """Goes with one call, and records what becomes of it."""

    def __init__(
        self, call: Call, booked: Intention, guard: Guard, books: Books, recorder: Recorder, watcher: Watcher
    ) -> None:
        self._call = call
        self._booked = booked
        self._guard = guard
        self._books = books
        self._recorder = recorder
        self._watcher = watcher

    def sent(self, request: Request) -> None:
        """Know what is about to leave."""
        self._watcher.sent(request)

    def failed(self, id: str, request: Request, reason: str, *, sent: float, elapsed: float, repeat: int) -> None:
        """Record that an attempt got no answer."""
        self._watcher.lost(request)
        self._recorder.fault(
            id,
            request,
            reason,
            actor=self._call.actor,
            operation=self._call.operation.id if self._call.operation else None,
            purpose=self._call.purpose,
            sent=sent,
            elapsed=elapsed,
            repeat=repeat,
            phase=self._call.phase,
            valid=self._call.valid,
        )

    def took(self, exchange: Exchange, *, repeat: int, unplanned_429: bool) -> None:
        """Judge and record the answer of an attempt."""
        self._watcher.secrets(exchange)
        self._watcher.remember(exchange)
        passed = tuple(self._watcher.judge(exchange)) if exchange.purpose in JUDGED_PURPOSES else ()
        self._recorder.exchange(exchange, repeat=repeat, unplanned_429=unplanned_429, passed=passed)

    def lost(self, reason: str) -> None:
        """Book that nobody knows what became of the call."""
        self._books.lost(self._booked, reason)

    def ended(self, exchange: Exchange) -> None:
        """Book what the last answer says of the call."""
        self._books.close(self._booked, exchange, self._call.company)
        self._books.contested(self._guard.observe(exchange, self._call.company))
