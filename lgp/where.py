"""Where `lgp` sends to, and as whom: flags before environment, environment before profile, profile before auth file."""

import os
from dataclasses import dataclass
from pathlib import Path

from conformance import profile
from conformance.errors import UsageError
from conformance.lgp import authfile
from conformance.lgp.authfile import Login
from conformance.lgp.sendable import sendable
from conformance.lgp.unknown_names import few
from conformance.origin import Origin
from conformance.profile import ActorProfile, Profile

PUBLIC = "https://last.leadgenius.app"
"""The public service (skill reference: Base URL)."""

DEFAULT_ACTOR = "owner_a"


@dataclass(frozen=True)
class Where:
    """An origin and who is known there: an actor of a profile, a login of the auth file, or an API key.

    `actor` is the name of the profile's; `key` is the key of the environment with the id of its user, empty where that
    is not told. `unused` says, in a sentence, what is set and is not used.
    """

    origin: Origin
    profile: Profile | None
    actor: str
    login: Login | None
    key: tuple[str, str] | None
    unused: str = ""

    @property
    def person(self) -> ActorProfile | None:
        """The actor of the profile; UsageError where it has none of that name, or is for another origin."""
        if self.profile is None:
            return None
        if self.origin != self.profile.origin:
            raise UsageError(
                f"the profile's actors are for {self.profile.origin.text}, and {self.origin.text} is told nothing of "
                "them",
                "Leave --base-url and LGP_BASE_URL out, or mend the profile's base_url",
            )
        if self.actor not in self.profile.actors:
            some = few(self.actor, self.profile.actors)
            more = len(self.profile.actors) - len(some)
            names = f"{', '.join(some) or 'none'}{f' and {more} more, see its [actors]' if more else ''}"
            raise UsageError(f"the profile has no actor {self.actor}", f"Its actors are {names}: name one with --actor")
        return self.profile.actors[self.actor]


def found(base_url: str | None, profile_file: Path | None, actor: str, *, anew: bool = False) -> Where:
    """Where to send, by the flags; UsageError where one of them, the environment or a file cannot be used.

    Who logs in `anew` needs no auth file: one that cannot be used is none.
    """
    known = profile.read(profile_file) if profile_file is not None else None
    login = None if known is not None else authfile.usable() if anew else authfile.read()
    sources = (
        ("--base-url", base_url),
        ("LGP_BASE_URL", os.environ.get("LGP_BASE_URL")),
        ("the profile's base_url", known.base_url if known is not None else None),
        ("the auth file's base_url", login.base_url if login is not None else None),
        ("the public service", PUBLIC),
    )
    name, text = next((name, text) for name, text in sources if text)
    try:
        origin = Origin.parse(text)
    except ValueError as error:
        raise UsageError(
            f"{name} is no base URL: {error}", "Give an origin such as https://host, or https://host/api"
        ) from error
    if known is None:
        return Where(origin, known, actor, login, _key())
    unused = "LGP_API_KEY is not used: with --profile, its actor's credentials are"
    return Where(origin, known, actor, login, None, unused if os.environ.get("LGP_API_KEY") else "")


def _key() -> tuple[str, str] | None:
    key, user = (sendable(name, os.environ.get(name, "")) for name in ("LGP_API_KEY", "LGP_USER_ID"))
    return (key, user) if key else None
