"""Credentials: what a request carries to say who it is from. A request may carry several, of different people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from conformance.exchange import Headers

Kind = Literal["cookie", "bearer", "key"]

PRIORITY: tuple[Kind, ...] = ("cookie", "bearer", "key")
"""The order in which the API tries them (reference: Priority of credentials)."""

SCHEMES: dict[Kind, str] = {"cookie": "cookieAuth", "bearer": "bearerAuth", "key": "apiKeyAuth"}
"""The security schemes of openapi.json that each kind answers."""


Place = Literal["amplify", "session", "identity", "authorization", "key", "user"]
"""Where a request can carry something about who it is from: three cookies and three headers."""


@dataclass(frozen=True)
class Credential:
    """One credential: its kind, the headers that carry it, and the identity whose rate budget it spends.

    `identity` is the owner's id or user name, or None for a credential that is nobody's (forged, expired).
    """

    kind: Kind
    headers: Headers = field(repr=False)
    identity: str | None


def bearer(token: str, identity: str | None = None) -> Credential:
    """An access token in the Authorization header."""
    return Credential("bearer", (("Authorization", f"Bearer {token}"),), identity)


def cookies(access: str, identity: str | None = None, *, id_token: str | None = None) -> Credential:
    """The plain Cognito cookies of a browser session."""
    pairs = [f"accessToken={access}"] + ([f"idToken={id_token}"] if id_token else [])
    return Credential("cookie", (("Cookie", "; ".join(pairs)),), identity)


def api_key(key: str, user_id: str | None, identity: str | None = None) -> Credential:
    """An API key with the user it belongs to; without a user id only the key is sent."""
    headers: Headers = (("x-api-key", key),) + ((("x-user-id", user_id),) if user_id is not None else ())
    return Credential("key", headers, identity)


def headers_of(credentials: Iterable[Credential]) -> Headers:
    """The headers of all credentials together, in the order of their priority."""
    ordered = sorted(credentials, key=lambda each: PRIORITY.index(each.kind))
    return tuple(header for credential in ordered for header in credential.headers)


def carrying(places: Mapping[Place, str], payer: str | None = None) -> Credential:
    """Whatever stands in these places of a request, good or not; `payer` is the identity whose budget it may spend.

    `amplify` is a whole pair of name and value, `authorization` a whole header. The access token is the last cookie, as
    browsers may send it: what else stands in the header is no reason to miss it.
    """
    names: dict[Place, str] = {"identity": "idToken", "session": "accessToken"}
    pairs = [places["amplify"]] if "amplify" in places else []
    pairs += [f"{name}={places[place]}" for place, name in names.items() if place in places]
    headers: dict[str, Place] = {"Authorization": "authorization", "x-api-key": "key", "x-user-id": "user"}
    sent = [(name, places[place]) for name, place in headers.items() if place in places]
    return Credential("cookie", (*((("Cookie", "; ".join(pairs)),) if pairs else ()), *sent), payer)
