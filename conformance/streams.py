"""Standard output and standard error of a command at work: that nobody reads one of them ends no work half-way."""

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO, cast

from conformance.errors import Incomplete, UsageError


class Outlet:
    """A standard stream: once a write fails, it is `gone`, and what is written goes nowhere.

    `fault` is what failed, until it is told.
    """

    def __init__(self, stream: TextIO, *, gone: bool = False) -> None:
        self._stream = stream
        self.gone = gone
        self.fault: OSError | None = None

    def __getattr__(self, name: str) -> Any:
        """What else the stream has, but for what goes round it."""
        if name == "buffer":
            raise AttributeError(name)
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write a text."""
        self._try(lambda: self._stream.write(text))
        return len(text)

    def flush(self) -> None:
        """Write what is kept back."""
        self._try(self._stream.flush)

    def _try(self, write: Callable[[], object]) -> None:
        if self.gone:
            return
        try:
            write()
        except OSError as error:
            self.gone, self.fault = True, error
            with suppress(OSError):  # what is kept back is written at exit, which must not fail then
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, self._stream.fileno())
                os.close(nowhere)


@contextmanager
def kept_whole() -> Iterator[None]:
    """Let no stream that breaks end the work; what the encoding of standard output lacks stands as an escape."""
    out, err = sys.stdout, sys.stderr  # None where it was closed before Python began
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(errors="backslashreplace")
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stderr = cast(TextIO, Outlet(err or nowhere))
        sys.stdout = cast(TextIO, Outlet(out or nowhere, gone=out is None))
        try:
            yield
        finally:
            sys.stdout, sys.stderr = out, err


def require_output() -> None:
    """UsageError where standard output is closed: a file or a connection may have taken its place."""
    if _is_gone():
        raise UsageError("standard output is closed", "Let it go to a file, a pipe or /dev/null")


def require_printed() -> None:
    """Incomplete, once, where what was printed could not be written; that a reader is gone is no fault."""
    out: object = sys.stdout
    sys.stdout.flush()
    if isinstance(out, Outlet) and out.fault is not None and not isinstance(out.fault, BrokenPipeError):
        reason, out.fault = out.fault.strerror, None
        raise Incomplete(f"standard output cannot be written: {reason}")


def print_surely(text: str) -> None:
    """Print what is lost where nobody reads it; Incomplete where nobody does."""
    sys.stdout.write(text)
    require_printed()
    if _is_gone():
        raise Incomplete("nobody reads standard output")


def _is_gone() -> bool:
    return bool(getattr(sys.stdout, "gone", False))
