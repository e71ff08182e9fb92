"""Standard input: a terminal, a pipe, or nothing at all, and text only where it is in UTF-8."""

import getpass
import sys
from collections.abc import Callable

from conformance.errors import UsageError


def is_terminal() -> bool:
    """Whether somebody types it; Python has none where it was closed."""
    return sys.stdin is not None and sys.stdin.isatty()


def line(what: str) -> str:
    """The next line without its end, empty where there is none; UsageError, about `what`, where it is no text."""
    return _text(what, lambda: sys.stdin.readline()).rstrip("\r\n")


def shown(what: str) -> str:
    """The next line, asked for at a terminal and seen there; empty for Ctrl-D; UsageError where it is no text."""
    sys.stderr.write(f"{what}: ")
    sys.stderr.flush()
    typed = _text(what, lambda: sys.stdin.readline())
    if not typed:
        sys.stderr.write("\n")
    return typed.rstrip("\r\n")


def secret(what: str) -> str:
    """The next line, asked for and unseen where somebody types it; empty for Ctrl-D.

    UsageError, about `what`, where it is no text.
    """
    return _text(what, lambda: _unseen(f"{what}: ")) if is_terminal() else line(what)


def whole(what: str) -> str:
    """All of it, empty where there is none; UsageError, about `what`, where it is no text."""
    return _text(what, lambda: sys.stdin.read())


def require_text(what: str, text: str) -> str:
    """A text that can be sent; UsageError, about `what`, where bytes of another encoding stand in it."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise _no_text(what) from error
    return text


def _unseen(prompt: str) -> str:
    try:
        return getpass.getpass(prompt)
    except EOFError:
        sys.stderr.write("\n")
        return ""


def _text(what: str, read: Callable[[], str]) -> str:
    if sys.stdin is None:
        return ""
    try:
        return require_text(what, read())
    except UnicodeDecodeError as error:
        raise _no_text(what) from error


def _no_text(what: str) -> UsageError:
    return UsageError(f"{what} is not in UTF-8", "Give it as UTF-8 text")
