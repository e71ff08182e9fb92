"""Access, ID and refresh tokens: JWTs signed by this process alone, and opaque strings."""

import base64
import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.second.choices import Choices
from tests.second.clock import Clock
from tests.second.people import People, User
from tests.second.refusals import Refusal
from tests.second.tables import Row

LIFETIME = 3600
_ISSUER, _AUDIENCE = "https://id.second.example/pool", "second-web"
_FEDERATED = "https://accounts.google.com"


class Tokens:
    """Signs and reads the tokens of a server's people.

    Args:
        choices: Whether refresh tokens are used up.
        clock: The server's clock.
        people: Whose tokens they are.
        expire: Whether access tokens run out, as they have to.
    """

    def __init__(self, choices: Choices, clock: Clock, people: People, *, expire: bool = True) -> None:
        self._choices = choices
        self._clock = clock
        self._people = people
        self._expire = expire
        self._key, self._federated_key = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
        self._read: dict[str, Row] = {}
        self._refreshing: dict[str, str] = {}

    def handed_out(self, user: User) -> Row:
        """The `tokens` of a login or a refresh."""
        refresh = "r/" + base64.b64encode(secrets.token_bytes(40)).decode()
        if not self._choices.rotates:
            refresh = next((token for token, holder in self._refreshing.items() if holder == user.id), refresh)
        self._refreshing[refresh] = user.id
        access, identity = self.signed(user), self.signed(user, use="id", email=user.username)
        shown = {"accessToken": access, "idToken": identity, "refreshToken": refresh}
        return {**shown, "expiresIn": LIFETIME, "tokenType": "Bearer"}

    def refreshed(self, refresh: str) -> Row:
        """New tokens for a refresh token, which is used up where tokens rotate.

        Raises:
            Refusal: Nobody has this refresh token.
        """
        holder = self._refreshing.get(refresh)
        if holder is None:
            raise Refusal(401, "no_valid_tokens", "This is nothing to refresh with.")
        if self._choices.rotates:
            del self._refreshing[refresh]
        return self.handed_out(self._people.users[holder])

    def signed(self, user: User, **claims: Any) -> str:
        """An access token of a user, with some claims as given instead of as usual."""
        now = int(self._clock.now())
        usual = {"sub": user.id, "iss": _ISSUER, "aud": _AUDIENCE, "use": "access", "iat": now, "exp": now + LIFETIME}
        usual |= {"jti": secrets.token_hex(8), "grp": ["platform"] if user.admin else []}
        return _sealed(self._key, {**usual, **claims})

    def unusable(self, user: User) -> dict[str, str]:
        """Tokens that were well made by whoever signed them, and open nothing, by what is wrong with them."""
        now = int(self._clock.now())
        foreign = {"sub": user.id, "iss": _FEDERATED, "aud": _AUDIENCE, "iat": now, "exp": now + LIFETIME}
        return {
            "expired": self.signed(user, iat=now - 2 * LIFETIME, exp=now - LIFETIME),
            "not_yet_valid": self.signed(user, nbf=now + 3000),
            "wrong_issuer": self.signed(user, iss="https://elsewhere.example"),
            "wrong_audience": self.signed(user, aud="another-app"),
            "federated": _sealed(self._federated_key, foreign),
        }

    def holder(self, token: str) -> tuple[User, Row]:
        """Whose access token it is, and its claims.

        Raises:
            Refusal: It is none, or not of now.
        """
        wrong = Refusal(401, "authentication_error", "This token opens nothing.")
        if token not in self._read:
            try:
                self._read[token] = self._claims(token)
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError, InvalidSignature):
                raise wrong from None
        claims = self._read[token]
        if self._expire and claims["exp"] <= self._clock.now():
            raise Refusal(401, "token_expired", "This token has run out.")
        if claims.get("nbf", 0) > self._clock.now():
            raise wrong
        return self._people.users[claims["sub"]], claims

    def _claims(self, token: str) -> Row:
        head, body, signature = token.split(".")
        signed = f"{head}.{body}".encode()
        claims: Row = json.loads(_bytes(body))
        if json.loads(_bytes(head))["alg"] != "EdDSA":
            raise ValueError("another algorithm")
        if claims.get("iss") == _FEDERATED:
            self._federated_key.public_key().verify(_bytes(signature), signed)
            raise Refusal(401, "federated_jwt", "Log in here, not there.")
        self._key.public_key().verify(_bytes(signature), signed)
        if (claims["iss"], claims["aud"], claims["use"]) != (_ISSUER, _AUDIENCE, "access"):
            raise ValueError("made for something else")
        if claims["sub"] not in self._people.users:
            raise ValueError("nobody's")
        return claims


def _sealed(key: Ed25519PrivateKey, claims: Row) -> str:
    signed = _text(json.dumps({"typ": "JWT", "alg": "EdDSA"}).encode()) + "." + _text(json.dumps(claims).encode())
    return signed + "." + _text(key.sign(signed.encode()))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    """What a part of a token holds; an altered one is refused, even where it would say the same to a lenient reader."""
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if _text(raw) != text:
        raise ValueError("written otherwise")
    return raw
