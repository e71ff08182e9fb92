"""The auth file: the login that `lgp auth` leaves, in the form of the scripts before it, for the user alone to read."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from conformance.errors import UsageError
from conformance.lgp.sendable import sendable
from conformance.origin import Origin
from conformance.tokens import claims
from conformance.whole_file import write_whole

_NAME = ".leadgenius_auth.json"

_BOUND = 120.0
"""Seconds that one command waits for another's change of the file: a renewal takes at most as long."""

_LOOK_AGAIN = 0.05

_SENT = ("token", "user_id", "api_key")
"""What is sent in headers."""


@dataclass(frozen=True)
class Login:
    """What the auth file holds (seed: Auth Credentials Storage; observed: `user_id` and `api_key`)."""

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


def place() -> Path:
    """Where the auth file lies: in the user's home folder."""
    return Path.home() / _NAME


def read() -> Login | None:
    """The login in the auth file, or None where there is none; UsageError where it cannot be used."""
    file = place()
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise UsageError(f"the auth file {file} cannot be read", "Remove it, and run `lgp auth`") from error
    texts = {name: value for name, value in known.items() if isinstance(value, str)} if isinstance(known, dict) else {}
    if not texts.get("token") or not texts.get("base_url"):
        raise UsageError(f"the auth file {file} names no token and base_url", "Remove it, and run `lgp auth`")
    empty = Login(token="", id_token="", refresh_token="", email="", base_url="")
    secrets = {name: sendable(f"{name} of the auth file {file}", texts.get(name, "")) for name in _SENT}
    return replace(empty, **{name: texts[name] for name in asdict(empty) if name in texts} | secrets)


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
        while not _taken(lock):
            if time.monotonic() >= until:
                raise UsageError(f"another lgp has held the auth file {file} for {bound:g} s", "See what it waits for")
            time.sleep(_LOOK_AGAIN)  # a lock that is waited for itself has no time-out
        yield
    finally:
        os.close(lock)


def write(login: Login) -> Path:
    """Write the auth file whole, readable by its owner alone from its first byte on; by whoever holds it."""
    file = place()
    values = {name: value for name, value in asdict(login).items() if value or name not in ("user_id", "api_key")}
    try:
        return write_whole(file, json.dumps(values, indent=2) + "\n", private=True)
    except OSError as error:
        raise _unwritable(file, error) from error


def _taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _unwritable(file: Path, error: OSError) -> UsageError:
    return UsageError(f"the auth file {file} cannot be written: {error.strerror}", "See who owns it")
