"""Who asks: cookies, then a bearer, then an API key with its user's id."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from multidict import CIMultiDictProxy

from tests.second.people import User
from tests.second.refusals import Refusal, forbidden
from tests.second.tables import Row
from tests.second.world import World

Kind = Literal["jwt", "key"]
Headers = CIMultiDictProxy[str]


def caller(world: World, headers: Headers, counting: frozenset[Kind]) -> tuple[User, Row]:
    """Who asks, and the claims of the token, if a token says so.

    Args:
        world: The server's state.
        headers: The request's headers.
        counting: The kinds of credentials that the operation takes; others count as not sent.

    Raises:
        Refusal: Nobody who is known, or by a credential that does not count here.
    """
    first: Refusal | None = None
    otherwise = False
    for kind, credential in _sent(headers):
        try:
            known = world.tokens.holder(credential) if kind == "jwt" else _by_key(world, credential, headers)
        except Refusal as refusal:
            if kind in counting:
                first = first or refusal
                if not world.choices.falls_through:
                    break
            continue
        if kind in counting:
            return known
        otherwise = True
    if first:
        raise first
    if otherwise and world.choices.other_kind == 403:
        raise forbidden("Not with this kind of credential.")
    raise Refusal(401, "no_valid_credentials", "Who are you?")


def _sent(headers: Headers) -> Iterator[tuple[Kind, str]]:
    """The credentials of a request, in the order in which they are tried."""
    cookie = _cookie(headers)
    if cookie:
        yield "jwt", cookie
    bearer = re.match(r"(?i)bearer\s+(\S.*)", headers.get("Authorization", ""))
    if bearer:
        yield "jwt", bearer[1].strip()
    key = headers.get("x-api-key", "").strip()
    if key:
        yield "key", key


def _by_key(world: World, key: str, headers: Mapping[str, str]) -> tuple[User, Row]:
    user = world.people.with_key(key, headers.get("x-user-id", "").strip())
    if user is None:
        raise Refusal(401, "no_valid_credentials", "Key and user do not go together.")
    return user, {}


def _cookie(headers: Headers) -> str:
    """The access token of the plain cookie, else of Amplify's; empty cookies count as not sent."""
    pairs = [part.strip().partition("=") for line in headers.getall("Cookie", []) for part in line.split(";")]
    sent = [(name.strip(), value.strip().strip('"')) for name, _, value in pairs]
    plain = [value for name, value in sent if name == "accessToken" and value]
    amplify = re.compile(r"CognitoIdentityServiceProvider\..*\.accessToken")
    return next(iter(plain + [value for name, value in sent if amplify.fullmatch(name) and value]), "")
