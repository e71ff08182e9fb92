"""The tokens of a login: read from its answer, never from a cookie."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeGuard

import jwt

from conformance.exchange import Exchange, dig

_MARGIN = 60.0
"""Seconds before its expiry that a token is renewed."""

_SHORT_LIVED = 0.2
"""The share of its life that is the margin of a token that lives shorter than five margins."""

_LAST_SECOND = 253_402_300_799
"""The last second of the year 9999, since the epoch."""

_REMEMBERED = 256
"""Tokens that are not read twice."""


@dataclass(frozen=True)
class Tokens:
    """Access, ID and refresh token; `until` is when to renew, in seconds since the epoch by our own clock."""

    access: str = field(repr=False)
    id: str = field(repr=False)
    refresh: str = field(repr=False)
    until: float

    @classmethod
    def of(cls, exchange: Exchange, now: float, refresh: str = "") -> "Tokens | None":
        """The tokens of a login's answer, received at `now`; None where it holds none that a request can carry.

        `refresh` is the refresh token that stays valid where the answer brings no new one.
        """
        found = {name: dig(exchange.json, f"tokens.{name}") for name in ("accessToken", "idToken", "refreshToken")}
        access = found["accessToken"]
        if not exchange.succeeded or not isinstance(access, str) or not _is_carried(access):
            return None
        life = dig(exchange.json, "tokens.expiresIn")
        seconds = life if _is_moment(life) and life > 0 else 3600.0
        return cls(
            access=access,
            id=found["idToken"] if isinstance(found["idToken"], str) else "",
            refresh=found["refreshToken"] if isinstance(found["refreshToken"], str) else refresh,
            until=now + seconds - margin(seconds),
        )

    @property
    def subject(self) -> str:
        """The `sub` of the access token, unverified; empty where it is no readable JWT."""
        return str(claims(self.access).get("sub", ""))


def _is_carried(token: str) -> bool:
    """Whether a header can hold it: signs that are seen, none of them beyond ASCII."""
    return bool(token) and token.isascii() and token.isprintable() and " " not in token


def margin(life: float) -> float:
    """Seconds before its expiry that a token is renewed which lives for so many seconds."""
    return min(_MARGIN, life * _SHORT_LIVED)


def claims(token: str) -> dict[str, Any]:
    """The claims of a JWT, unverified; empty where it is none."""
    return dict(_read(token))


def moment(token: str, claim: str) -> float | None:
    """A time that a JWT claims, such as `exp`, in seconds since the epoch; None where it claims none of this calendar.

    Milliseconds are none: they name a year that no calendar has.
    """
    found = _read(token).get(claim)
    return float(found) if _is_moment(found) else None


def lifetime(token: str) -> float | None:
    """Seconds from `iat` to `exp` of a JWT, an integer where they are whole; None where it claims not both."""
    begun, ended = moment(token, "iat"), moment(token, "exp")
    if begun is None or ended is None:
        return None
    seconds = ended - begun
    return int(seconds) if seconds.is_integer() else seconds


def _is_moment(value: object) -> TypeGuard[int | float]:
    """Whether a value is a number of seconds that a calendar has; NaN is not."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _LAST_SECOND


@lru_cache(maxsize=_REMEMBERED)
def _read(token: str) -> dict[str, Any]:
    try:
        decoded: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    except (jwt.InvalidTokenError, RecursionError):
        return {}
    return decoded
