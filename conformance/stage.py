"""Who is on stage: the test in whose name the process sends and judges at the moment."""

import itertools
from dataclasses import dataclass, field


@dataclass
class Stage:
    """The running test, its attempt (1, or 2 for the repeat after a failure) and what it has sent so far.

    Outside a test `test` is None: preflight, shared set-up, clean-up. `again` are the words that repeat just this
    test's requests in a command, where a requirement's name would repeat too much. `refused_since` is when the first
    came of the answers 429 that nothing else has come after.
    """

    segment: str
    test: str | None = None
    attempt: int = 1
    again: str = ""
    requests: int = 0
    faults_in_a_row: int = 0
    refused_since: float | None = None
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1), repr=False)

    def enter(self, test: str, attempt: int, again: str = "") -> None:
        """A test begins."""
        self.test, self.attempt, self.again, self.requests = test, attempt, again, 0

    def leave(self) -> None:
        """The test has ended."""
        self.test, self.attempt, self.again = None, 1, ""

    def next_exchange(self) -> str:
        """The id of the next exchange, unique in the run; counted for the running test."""
        self.requests += 1
        return f"{self.segment}.{next(self._numbers)}"
