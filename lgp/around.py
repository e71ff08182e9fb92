"""What is around the wire of `lgp`: secrets are learnt, and the tier is; nothing is kept, guarded or judged."""

from dataclasses import dataclass

from conformance.budget import Budget, RateHeaders
from conformance.call import Call
from conformance.exchange import Exchange, Request
from conformance.secrecy import Secrecy


@dataclass(frozen=True)
class Surroundings:
    """Of one session; `limits` gets what an answer says of the requests that an identity's window holds."""

    secrecy: Secrecy
    budget: Budget
    limits: dict[str, int]

    def around(self, call: Call) -> "Passage":
        """What goes with a call."""
        return Passage(self, call)


@dataclass(frozen=True)
class Passage:
    """What goes with one call."""

    of: Surroundings
    call: Call

    def sent(self, request: Request) -> None:
        """Learn the credentials."""
        self.of.secrecy.sent(request)

    def failed(self, id: str, request: Request, reason: str, *, sent: float, elapsed: float, repeat: int) -> None:
        """Nothing is kept of it."""

    def took(self, exchange: Exchange, *, repeat: int, unplanned_429: bool) -> None:  # noqa: ARG002  # named by the wire
        """Learn the secrets that an answer shows, and how many requests a window holds."""
        self.of.secrecy.shown(exchange)
        headers = RateHeaders.of(exchange.response, exchange.sent + exchange.elapsed)
        if headers is not None and headers.limit > 0:
            for payer in self.call.payers:
                self.of.limits[payer.identity] = headers.limit
                if headers.limit > payer.limit:
                    self.of.budget.widen(payer.identity, headers)

    def lost(self, reason: str) -> None:
        """Nothing is kept of it."""

    def ended(self, exchange: Exchange) -> None:
        """Nothing is kept of it."""
