"""The auth file: the login that `lgp auth` leaves, in the form of the scripts before it, for the user alone to read."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from conformance.errors import UsageError
from conformance.lgp.sendable import sendable
from conformance.locks import taken
from conformance.origin import Origin
from conformance.tokens import claims
from conformance.whole_file import write_whole

_NAME = ".leadgenius_auth.json"

_BOUND = 120.0
"""Seconds that one command waits for another's change of the file, which may wait for the service."""

_LOOK_AGAIN = 0.05

_NOT_KEPT = "It is not kept"

_SENT = ("token", "user_id", "api_key")
"""What is sent in headers."""


class AuthFileUnusable(UsageError):
    """The auth file holds no login that can be used."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "Run `lgp auth`, which replaces it")


@dataclass(frozen=True)
class Login:
    """What the auth file holds (skill reference: Auth Credentials Storage; observed: `user_id` and `api_key`)."""

    token: str = field(repr=False)
    id_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    email: str
    base_url: str
    user_id: str = ""
    api_key: str = field(default="", repr=False)

    def is_of(self, other: "Login") -> bool:
        """Whether both are of one user of one service: the scripts before `lgp` name no `user_id`.

        A service may be spelled in several ways.
        """
        return (self._service, self._who) == (other._service, other._who)

    @property
    def _service(self) -> str:
        try:
            return Origin.parse(self.base_url).text
        except ValueError:
            return self.base_url

    @property
    def _who(self) -> str:
        return str(claims(self.token).get("sub") or self.user_id or self.email)


_EMPTY = Login(token="", id_token="", refresh_token="", email="", base_url="")


def place() -> Path:
    """Where the auth file lies: in the user's home folder; UsageError where nothing tells which that is."""
    try:
        return Path.home() / _NAME
    except RuntimeError as error:
        raise UsageError("nothing tells where your home folder is", "Set HOME") from error


def read() -> Login | None:
    """The login in the auth file, or None where there is none; AuthFileUnusable where it cannot be used."""
    file = place()
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise AuthFileUnusable(f"the auth file {file} cannot be read") from error
    texts = {name: value for name, value in known.items() if isinstance(value, str)} if isinstance(known, dict) else {}
    if not texts.get("token") or not texts.get("base_url"):
        raise AuthFileUnusable(f"the auth file {file} names no token and base_url")
    login = replace(_EMPTY, **{name: texts[name] for name in asdict(_EMPTY) if name in texts})
    try:
        Origin.parse(login.base_url)
        return _sendable(login)
    except ValueError as error:
        raise AuthFileUnusable(f"the base_url of the auth file {file} is none: {error}") from error
    except UsageError as error:
        raise AuthFileUnusable(error.message) from error


def usable() -> Login | None:
    """The login in the auth file, or None where there is none that can be used."""
    try:
        return read()
    except AuthFileUnusable:
        return None


@contextmanager
def held(bound: float = _BOUND) -> Iterator[None]:
    """Keep other commands from changing the auth file: what is read here is still so when it is written.

    UsageError where another has held it for `bound` seconds, or where nothing can be written beside it.
    """
    file = place()
    try:
        lock = os.open(file.with_name(f"{_NAME}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise _unwritable(file, error) from error
    try:
        until = time.monotonic() + bound
        while not taken(lock):
            if time.monotonic() >= until:
                raise UsageError(f"another lgp has held the auth file {file} for {bound:g} s", "See what it waits for")
            time.sleep(_LOOK_AGAIN)  # a lock that is waited for itself has no time-out
        yield
    finally:
        os.close(lock)


def write(login: Login) -> Path:
    """Write the auth file whole, readable by its owner alone from its first byte on; by whoever holds it.

    UsageError where it cannot be written, or where it could not be used then.
    """
    file = place()
    known = asdict(_sendable(login))
    values = {name: value for name, value in known.items() if value or name not in ("user_id", "api_key")}
    try:
        return write_whole(file, json.dumps(values, indent=2) + "\n", private=True)
    except OSError as error:
        raise _unwritable(file, error) from error


def _sendable(login: Login) -> Login:
    """A login whose secrets headers can hold."""
    secrets = {name: sendable(f"{name} of the auth file {place()}", getattr(login, name), _NOT_KEPT) for name in _SENT}
    return replace(login, **secrets)


def _unwritable(file: Path, error: OSError) -> UsageError:
    return UsageError(f"the auth file {file} cannot be written: {error.strerror}", "See who owns it")
