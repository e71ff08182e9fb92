"""The budget of `lgp`, whose file is named where it cannot be used."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from conformance.budget import Budget, RateHeaders
from conformance.errors import UsageError
from conformance.exchange import Response


class NamedBudget(Budget):
    """A budget; UsageError where its file cannot be used, and nothing else is blamed on it."""

    def __init__(self, file: Path, window: float, sleep: Callable[[float], None] = time.sleep) -> None:
        self._file = file
        with _told(file):
            super().__init__(file, window, sleep=sleep)

    def learn(self, identity: str, response: Response) -> None:
        """Correct what remains by the headers of an answer."""
        with _told(self._file):
            super().learn(identity, response)

    def widen(self, identity: str, headers: RateHeaders) -> None:
        """Let an identity spend what is left of a window that holds more than was assumed."""
        with _told(self._file):
            super().widen(identity, headers)

    def exhaust(self, identity: str, seconds: float) -> None:
        """Note that the target refused an identity for so many seconds more."""
        with _told(self._file):
            super().exhaust(identity, seconds)

    def _try(self, identity: str, limit: int) -> float:
        with _told(self._file):
            return super()._try(identity, limit)


@contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise UsageError(f"{file} cannot be used: {error}", "Remove it, or see that you may write there") from error
