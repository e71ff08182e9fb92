"""How often: a fixed window per owner, from its first request to its Reset, over all kinds of credential."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from conformance.sandbox.call import Call
from conformance.sandbox.errors import RateLimitExceeded
from conformance.sandbox.store import Store
from conformance.sandbox.values import Headers


@dataclass(frozen=True, slots=True)
class Allowance:
    """Where a budget stands after this request: its size, what was used of it, and when it starts anew (epoch s)."""

    limit: int
    used: int
    reset: float

    @property
    def exceeded(self) -> bool:
        """Whether this request is one too many."""
        return self.used > self.limit


class Limits:
    """Counts requests. `window` in seconds; `rates`: requests in a window, by tier."""

    def __init__(self, store: Store, *, window: float, rates: Mapping[str, int]) -> None:
        self.store = store
        self.window = window
        self.rates = rates
        store.execute(
            "CREATE TABLE IF NOT EXISTS windows (budget TEXT PRIMARY KEY, reset REAL NOT NULL, used INTEGER NOT NULL) "
            "WITHOUT ROWID"
        )

    def count(self, call: Call) -> Allowance:
        """Count one request of an authenticated caller."""
        return self.spend(self.budget(call), self.rate(call), call.now)

    def budget(self, call: Call) -> str:
        """Whose budget the request spends."""
        return call.principal.owner

    def rate(self, call: Call) -> int:
        """How large that budget is."""
        return self.rates[call.principal.tier]

    def spend(self, budget: str, limit: int, now: float) -> Allowance:
        """Take one from the budget's window, starting a new one where the last is over."""
        row = self.store.one(
            "INSERT INTO windows VALUES (?1, ?2 + ?3, 1) ON CONFLICT (budget) DO UPDATE SET "
            "used = CASE WHEN reset <= ?2 THEN 1 ELSE used + 1 END, "
            "reset = CASE WHEN reset <= ?2 THEN ?2 + ?3 ELSE reset END RETURNING used, reset",
            (budget, now, self.window),
        )
        used, reset = row if row else (1, now + self.window)
        return Allowance(limit, used, reset)

    def headers(self, allowance: Allowance) -> Headers:
        """The headers of every authenticated answer; Reset is rounded up, so that waiting for it is enough."""
        return [
            (b"x-ratelimit-limit", b"%d" % allowance.limit),
            (b"x-ratelimit-remaining", b"%d" % max(0, allowance.limit - allowance.used)),
            (b"x-ratelimit-reset", b"%d" % math.ceil(allowance.reset)),
        ]

    def enforce(self, call: Call, allowance: Allowance) -> None:
        """Refuse the request that is one too many."""
        if allowance.exceeded:
            wait = max(1, math.ceil(allowance.reset - call.now))
            raise RateLimitExceeded(
                f"You have used your {allowance.limit} requests of this window.",
                {"limit": allowance.limit, "retryAfterSeconds": wait},
                [(b"retry-after", b"%d" % wait)],
            )
