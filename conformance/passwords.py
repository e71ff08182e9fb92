"""The password that a command line gives, or that is asked for in its place."""

import getpass
import sys

from conformance.errors import UsageError


def asked(given: str | None, username: str | None) -> str | None:
    """A password as given; `-` reads it from the terminal, where nobody sees it, or a line of standard input.

    UsageError where standard input holds none.
    """
    if given != "-":
        return given
    if sys.stdin.isatty():
        return getpass.getpass(f"Password of {username}: ")
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise UsageError("--password - found no password on standard input", "Pipe it in, or type it at the prompt")
    return line


def notes(given: str | None) -> list[str]:
    """A line on a password that stood on the command line; none where it did not."""
    if given in (None, "-"):
        return []
    return ["note     others on this machine can read a password on the command line; --password - asks for it"]
