"""Who is on stage: the test in whose name the process sends and judges at the moment."""

import itertools
from dataclasses import dataclass, field

_GATEWAYS = 10
"""Answers of gateways in a row after which nothing is asked for again because of them."""


@dataclass
class Stage:
    """The running test, its attempt (1, or 2 for the repeat after a failure) and what it has sent so far.

    Outside a test `test` is None: preflight, shared set-up, clean-up. `again` are the words that repeat just this
    test's requests in a command, where a requirement's name would repeat too much. `refused_since` is when the first
    came of the answers 429 that nothing else has come after. `unpaid_in_vain` says that such an answer to a call which
    spends nobody's budget was waited out, and that nothing else has come to such a call since. `disturbed` says that
    some request of the test got no answer of the service's own: none, a gateway's, or that of a limit which nobody
    meant to reach; `stood_in` are the operations and statuses of such answers that its first attempt was to judge.
    """

    segment: str
    test: str | None = None
    attempt: int = 1
    again: str = ""
    requests: int = 0
    disturbed: bool = False
    stood_in: set[tuple[str | None, int]] = field(default_factory=set)
    faults_in_a_row: int = 0
    gateways_in_a_row: int = 0
    refused_since: float | None = None
    unpaid_in_vain: bool = False
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1), repr=False)

    def enter(self, test: str, attempt: int, again: str = "") -> None:
        """A test begins."""
        if attempt == 1:
            self.stood_in = set()
        self.test, self.attempt, self.again, self.requests, self.disturbed = test, attempt, again, 0, False

    def leave(self) -> None:
        """The test has ended."""
        self.test, self.attempt, self.again = None, 1, ""

    @property
    def is_passing(self) -> bool:
        """Whether what disturbs may pass by: gateways answer now and then, and not all the time."""
        return self.gateways_in_a_row < _GATEWAYS

    def came_before(self, operation: str | None, status: int) -> bool:
        """Whether the first attempt got this status of the operation, too: what comes again is the service's doing."""
        known = (operation, status) in self.stood_in
        if self.attempt == 1:
            self.stood_in.add((operation, status))
        return known and self.attempt > 1

    def next_exchange(self) -> str:
        """The id of the next exchange, unique in the run; counted for the running test."""
        self.requests += 1
        return f"{self.segment}.{next(self._numbers)}"
