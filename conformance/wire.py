"""The one wire: every request, of every suite and of `lgp`, leaves through here, within the target's rate limit.

What else a request needs before it leaves and after it was answered is around the wire: of a run in `custody`.
"""

import time
from collections.abc import Callable
from typing import Protocol

from conformance import __version__
from conformance.budget import Budget, retry_after
from conformance.call import Call
from conformance.errors import TargetLost
from conformance.exchange import GATEWAY_FAILURES, Exchange, Headers, Request, Response
from conformance.origin import Origin
from conformance.stage import Stage
from conformance.transport import Transport, TransportFault

_FAULTS_THAT_END_A_RUN = 5
_REPEATS = 2
_SAFE = ("GET", "HEAD")

_BREATH = 0.5
"""Seconds after which a read that a gateway answered is sent again."""

_SHORT_BOUND = 5.0
"""Seconds that an answer may take at most where none may come at all: in preflight, and once the target is lost."""

_LONGEST_WAIT = 2.0
"""Seconds beyond the window that an unplanned 429 is waited out."""

_WINDOWS_THAT_END_A_RUN = 3
"""Windows of the rate limit in which nothing came but 429."""


class Passage(Protocol):
    """What goes with one call, from before it leaves until nothing more comes of it."""

    def sent(self, request: Request) -> None:
        """Know what is about to leave."""

    def failed(self, id: str, request: Request, reason: str, *, sent: float, elapsed: float, repeat: int) -> None:
        """Know that an attempt got no answer."""

    def took(self, exchange: Exchange, *, repeat: int, unplanned_429: bool) -> None:
        """Know the answer of an attempt."""

    def lost(self, reason: str) -> None:
        """Know that no answer came, whatever was tried."""

    def ended(self, exchange: Exchange) -> None:
        """Know the last answer."""


class Surroundings(Protocol):
    """What is around a wire."""

    def around(self, call: Call) -> Passage:
        """What goes with a call; raises where it must not leave."""


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
        budget: Budget,
        surroundings: Surroundings,
        stage: Stage,
        agent: str = f"leadgenius-conformance/{__version__}",
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.origin = origin
        self._transport = transport
        self._run = run
        self._bound = answer_bound
        self._window = window
        self._headers = headers
        self._budget = budget
        self._surroundings = surroundings
        self._stage = stage
        self._agent = agent
        self._sleep = sleep
        self._clock = clock

    def send(self, call: Call) -> Exchange:
        """The exchange of a call.

        What its surroundings raise where it must not leave; TransportFault where no answer came, after the repeats
        that are safe; TargetLost after five faults in a row, and where nothing came but 429 for three windows.
        """
        passage = self._surroundings.around(call)
        for repeat in range(_REPEATS + 1):
            last = repeat == _REPEATS
            try:
                exchange = self._once(call, passage, repeat)
            except TransportFault as fault:
                if last or (fault.processed and call.method not in _SAFE):
                    self._stage.disturbed = True
                    passage.lost(fault.reason)
                    raise
                continue
            except TargetLost as lost:
                passage.lost(lost.message)
                raise
            if last or not self._comes_again(call, exchange):
                break
        self._stage.disturbed = self._stage.disturbed or not exchange.decides
        passage.ended(exchange)
        if exchange.status == 429 and call.paced and self._refuses_everything():
            raise TargetLost(
                f"the target answered nothing but 429 for {_WINDOWS_THAT_END_A_RUN * self._window:g} s",
                "See who else spends the limit of these logins, and that the profile's limits are the target's",
            )
        return exchange

    def _once(self, call: Call, passage: Passage, repeat: int) -> Exchange:
        for payer in call.payers if call.paced else ():
            self._budget.take(payer.identity, payer.limit)
        id = self._stage.next_exchange()
        request = self._request(call, id)
        passage.sent(request)
        sent = time.time()
        begun = time.monotonic()
        operation = call.operation.id if call.operation else None
        try:
            response = self._transport.send(request, within=self._within(call), target=call.target)
        except TransportFault as fault:
            elapsed = time.monotonic() - begun
            passage.failed(id, request, fault.reason, sent=sent, elapsed=elapsed, repeat=repeat)
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
        self._took(call, passage, exchange, repeat)
        return exchange

    def _comes_again(self, call: Call, exchange: Exchange) -> bool:
        """Whether a call is sent once more after this answer, once that can be of use."""
        if not call.paced or exchange.decides:
            return False
        if exchange.status == 429:
            return self._wait_out(call, exchange.response)
        # A login that was processed all the same has left nothing but tokens that nobody knows.
        if (call.method in _SAFE or call.purpose == "login") and self._stage.is_passing:
            self._sleep(_BREATH)
            return True
        return False

    def _took(self, call: Call, passage: Passage, exchange: Exchange, repeat: int) -> None:
        self._stage.gateways_in_a_row = self._stage.gateways_in_a_row + 1 if exchange.status in GATEWAY_FAILURES else 0
        if len(call.payers) == 1:
            self._budget.learn(call.payers[0].identity, exchange.response)
        unplanned = exchange.status == 429 and call.paced
        if unplanned and self._stage.refused_since is None and _is_ours_to_wait_for(call):
            self._stage.refused_since = self._clock()
        elif exchange.status != 429:
            self._stage.refused_since = None
            self._stage.unpaid_in_vain = self._stage.unpaid_in_vain and _is_ours_to_wait_for(call)
        passage.took(exchange, repeat=repeat, unplanned_429=unplanned)

    def _within(self, call: Call) -> float:
        doubtful = call.purpose == "preflight" or self._stage.faults_in_a_row >= _FAULTS_THAT_END_A_RUN
        return min(self._bound, _SHORT_BOUND) if doubtful else self._bound

    def _refuses_everything(self) -> bool:
        """Whether nothing has come but 429 for so long that waiting is in vain."""
        since = self._stage.refused_since
        return since is not None and self._clock() - since >= _WINDOWS_THAT_END_A_RUN * self._window

    def _wait_out(self, call: Call, response: Response) -> bool:
        """Whether an unplanned 429 may be waited out: by the budget at its next take, or here where nobody pays."""
        seconds = retry_after(response, time.time())
        wait = self._window if seconds is None else seconds
        if wait > self._window + _LONGEST_WAIT or self._refuses_everything():
            return False
        if not call.payers:
            if call.purpose == "preflight" or (self._stage.unpaid_in_vain and not _is_ours_to_wait_for(call)):
                return False  # preflight keeps a time of its own; a limit that does not relent is not waited for again
            self._stage.unpaid_in_vain |= not _is_ours_to_wait_for(call)
            self._sleep(wait)
        for payer in call.payers:
            self._budget.exhaust(payer.identity, wait)
        return True

    def _request(self, call: Call, id: str) -> Request:
        headers = (
            ("User-Agent", self._agent),
            ("X-Request-Id", f"{self._run}-{id}"),
            ("Accept", "application/json"),
            ("Accept-Encoding", "identity"),
            *self._headers,
            *call.headers,
        )
        return Request(call.method, f"{self.origin.text}{call.spelled}", headers, call.body)


def _is_ours_to_wait_for(call: Call) -> bool:
    """Whether a run cannot go on without the call: somebody's budget pays for it, or it is their login."""
    return bool(call.payers) or call.purpose == "login"
