"""The auth file: the login that `lgp auth` leaves, in the form of the scripts before it, for the user alone to read."""

import json
import os
import tempfile
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from conformance.errors import UsageError

_NAME = ".leadgenius_auth.json"


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
    return replace(empty, **{name: texts[name] for name in asdict(empty) if name in texts})


def write(login: Login) -> Path:
    """Write the auth file whole, readable by its owner alone from its first byte on."""
    file = place()
    values = {name: value for name, value in asdict(login).items() if value or name not in ("user_id", "api_key")}
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f"{_NAME}.")
        with os.fdopen(handle, "w", encoding="utf-8") as temporary:
            temporary.write(json.dumps(values, indent=2) + "\n")
        Path(name).replace(file)
    except OSError as error:
        raise UsageError(f"the auth file {file} cannot be written: {error.strerror}", "See who owns it") from error
    return file
