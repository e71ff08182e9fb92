"""The one wire: every request of every suite, the generated ones included, leaves through here.

In this order: consent, guard, budget, ledger, transport; then books, journal and passive checks.
"""

import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import parse_qsl, urlencode

from conformance import __version__
from conformance.bookkeeping import Books
from conformance.budget import Budget, retry_after
from conformance.consent import Consent, Refusal
from conformance.contract import Operation
from conformance.errors import RefusedForSafety, TargetLost
from conformance.exchange import ABSENT, JUDGED_PURPOSES, Exchange, Headers, Json, Phase, Purpose, Request, Response
from conformance.guard import Guard, texts_of, words_of
from conformance.origin import Origin
from conformance.recorder import Recorder
from conformance.stage import Stage
from conformance.transport import Transport, TransportFault

_FAULTS_THAT_END_A_RUN = 5
_REPEATS = 2
_SHORT_BOUND = 5.0
"""Seconds that an answer may take at most where none may come at all: in preflight, and once the target is lost."""

_LONGEST_WAIT = 2.0
"""Seconds beyond the window that an unplanned 429 is waited out."""

_WINDOWS_THAT_END_A_RUN = 3
"""Windows of the rate limit in which nothing came but 429."""


class NotAllowed(RefusedForSafety):
    """The call has an effect that nobody allowed: the test that wants it is not run."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason, refusal.remedy)


@dataclass(frozen=True)
class Payer:
    """An identity whose rate budget a request spends; `limit` is its tier's requests a window."""

    identity: str
    limit: int


@dataclass(frozen=True)
class Call:
    """A request before it is sent.

    `path` stands under `/api`, percent-encoded; `target` replaces the whole request target byte for byte; `body` are
    the exact bytes and `json` what they mean, where they mean something; `trespass` names ids of our own second tenant
    on purpose; `paced` is False for the bursts of limit tests alone; `phase` and `valid` are those of generated data.
    """

    operation: Operation | None
    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Headers = ()
    body: bytes = b""
    json: Json = ABSENT
    actor: str | None = None
    company: str | None = None
    payers: tuple[Payer, ...] = ()
    purpose: Purpose = "test"
    trespass: Collection[str] = ()
    paced: bool = True
    target: bytes | None = None
    phase: Phase = ""
    valid: bool | None = None


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


class Wire:
    """Sends calls to one origin, as one run; there is one in a process, and its threads may share it."""

    def __init__(
        self,
        origin: Origin,
        transport: Transport,
        *,
        run: str,
        answer_bound: float,
        window: float,
        headers: Headers,
        consent: Consent,
        guard: Guard,
        budget: Budget,
        books: Books,
        recorder: Recorder,
        watcher: Watcher,
        stage: Stage,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.origin = origin
        self._transport = transport
        self._run = run
        self._bound = answer_bound
        self._window = window
        self._headers = headers
        self._consent = consent
        self._guard = guard
        self._budget = budget
        self._books = books
        self._recorder = recorder
        self._watcher = watcher
        self._stage = stage
        self._sleep = sleep
        self._clock = clock

    def send(self, call: Call) -> Exchange:
        """The exchange of a call.

        NotAllowed or Trespass where it must not leave; TransportFault where no answer came, after the repeats that are
        safe; TargetLost after five faults in a row, and where nothing came but 429 for three windows.
        """
        self._admit(call)
        intention = self._books.open(call.operation, call.actor, call.company, asked_of(call), call.json)
        for repeat in range(_REPEATS + 1):
            last = repeat == _REPEATS
            try:
                exchange = self._once(call, repeat)
            except TransportFault as fault:
                if last or (fault.processed and call.method not in ("GET", "HEAD")):
                    self._books.lost(intention, fault.reason)
                    raise
                continue
            except TargetLost as lost:
                self._books.lost(intention, lost.message)
                raise
            if exchange.status != 429 or not call.paced or last or not self._wait_out(call, exchange.response):
                break
        self._books.close(intention, exchange, call.company)
        self._guard.observe(exchange, call.company)
        if exchange.status == 429 and call.paced and self._refuses_everything():
            raise TargetLost(
                f"the target answered nothing but 429 for {_WINDOWS_THAT_END_A_RUN * self._window:g} s",
                "See who else spends the limit of these logins, and that the profile's limits are the target's",
            )
        return exchange

    def _admit(self, call: Call) -> None:
        if call.operation is not None:
            refusal = self._consent.refusal(call.operation, call.company, call.json)
            if refusal is not None:
                raise NotAllowed(refusal)
        if call.method not in ("GET", "HEAD", "OPTIONS"):
            texts = texts_of(_path(call), asked_of(call), call.json)
            if call.json is ABSENT:
                texts |= words_of(call.body)
            self._guard.check(call.company, texts, call.trespass)

    def _once(self, call: Call, repeat: int) -> Exchange:
        for payer in call.payers if call.paced else ():
            self._budget.take(payer.identity, payer.limit)
        id = self._stage.next_exchange()
        request = self._request(call, id)
        self._watcher.sent(request)
        sent = time.time()
        begun = time.monotonic()
        operation = call.operation.id if call.operation else None
        try:
            response = self._transport.send(request, within=self._within(call), target=call.target)
        except TransportFault as fault:
            self._watcher.lost(request)
            self._recorder.fault(
                id,
                request,
                fault.reason,
                actor=call.actor,
                operation=operation,
                purpose=call.purpose,
                sent=sent,
                elapsed=time.monotonic() - begun,
                repeat=repeat,
                phase=call.phase,
                valid=call.valid,
            )
            self._stage.faults_in_a_row += 1
            if self._stage.faults_in_a_row >= _FAULTS_THAT_END_A_RUN:
                raise TargetLost(
                    f"the target stopped answering: {fault.reason}",
                    f"Five requests in a row failed; see that {self.origin.text} is up, then run again",
                ) from fault
            raise
        self._stage.faults_in_a_row = 0
        exchange = Exchange(
            id,
            request,
            response,
            operation,
            call.actor,
            call.purpose,
            sent,
            time.monotonic() - begun,
            call.paced,
            call.phase,
            call.valid,
        )
        self._took(call, exchange, repeat)
        return exchange

    def _took(self, call: Call, exchange: Exchange, repeat: int) -> None:
        self._watcher.secrets(exchange)
        self._watcher.remember(exchange)
        if len(call.payers) == 1:
            self._budget.learn(call.payers[0].identity, exchange.response)
        passed = tuple(self._watcher.judge(exchange)) if exchange.purpose in JUDGED_PURPOSES else ()
        unplanned = exchange.status == 429 and call.paced
        if unplanned and self._stage.refused_since is None:
            self._stage.refused_since = self._clock()
        elif exchange.status != 429:
            self._stage.refused_since = None
        self._recorder.exchange(exchange, repeat=repeat, unplanned_429=unplanned, passed=passed)

    def _within(self, call: Call) -> float:
        doubtful = call.purpose == "preflight" or self._stage.faults_in_a_row >= _FAULTS_THAT_END_A_RUN
        return min(self._bound, _SHORT_BOUND) if doubtful else self._bound

    def _refuses_everything(self) -> bool:
        """Whether nothing has come but 429 for so long that waiting is in vain."""
        since = self._stage.refused_since
        return since is not None and self._clock() - since >= _WINDOWS_THAT_END_A_RUN * self._window

    def _wait_out(self, call: Call, response: Response) -> bool:
        """Whether an unplanned 429 may be waited out; the wait is the budget's at the next take, a login's is here."""
        seconds = retry_after(response, time.time())
        wait = self._window if seconds is None else seconds
        if wait > self._window + _LONGEST_WAIT or self._refuses_everything():
            return False
        if not call.payers:
            if call.purpose == "login":
                self._sleep(wait)
            return call.purpose == "login"
        for payer in call.payers:
            self._budget.exhaust(payer.identity, wait)
        return True

    def _request(self, call: Call, id: str) -> Request:
        headers = (
            ("User-Agent", f"leadgenius-conformance/{__version__}"),
            ("X-Request-Id", f"{self._run}-{id}"),
            ("Accept", "application/json"),
            ("Accept-Encoding", "identity"),
            *self._headers,
            *call.headers,
        )
        return Request(call.method, f"{self.origin.text}{_spelled(call)}", headers, call.body)


def _spelled(call: Call) -> str:
    """The request target as it leaves, for people and for the journal."""
    if call.target is not None:
        return call.target.decode("latin-1")
    query = f"?{urlencode(call.query)}" if call.query else ""
    return f"/api{call.path}{query}"


def _path(call: Call) -> str:
    return _spelled(call).partition("?")[0]


def asked_of(call: Call) -> tuple[tuple[str, str], ...]:
    """The query of a call, of its exact target where it has one: what a server will make of it."""
    if call.target is None:
        return call.query
    return tuple(parse_qsl(_spelled(call).partition("?")[2], keep_blank_values=True))
