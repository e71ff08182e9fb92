"""The tokens of the identity provider: RS256 access and ID tokens, opaque refresh tokens, and how they are judged."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass

import jwt
import orjson
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.api_jws import PyJWS

from conformance.sandbox.answering import answered
from conformance.sandbox.errors import ApiError, FederatedJwt, NoValidTokens, TokenExpired
from conformance.sandbox.store import Store
from conformance.sandbox.values import Json, Object, iso

ADMIN_GROUP = "platform-admins"
REMEMBERED = 4096
"""Tokens with the operations that took them: what one operation takes by mistake is judged anew by the others."""


@dataclass(frozen=True)
class SigningKey:
    """A provider's RSA key and the id under which its tokens name it."""

    kid: str
    private: rsa.RSAPrivateKey

    def jwk(self) -> Object:
        """The public half as an entry of a JWKS."""
        entry: Object = jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        return {"kid": self.kid, "use": "sig", "alg": "RS256", "kty": "RSA", "n": entry["n"], "e": entry["e"]}


def _generated() -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _kept_key(store: Store, name: str) -> SigningKey:
    pem = store.kept(name, _generated)
    # It was made here: to prove that it is a key takes longer than all else that a start does.
    private = serialization.load_pem_private_key(pem, password=None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(private, rsa.RSAPrivateKey):
        raise TypeError(f"{name} of this database is not an RSA key")
    return SigningKey(hashlib.sha256(pem).hexdigest()[:16], private)


class Tokens:
    """Issues and verifies. `seconds` is how long access and ID tokens live."""

    def __init__(self, store: Store, *, seconds: int) -> None:
        self.store = store
        self.seconds = seconds
        self.key = _kept_key(store, "signing_key")
        self.federated_key = _kept_key(store, "federated_key")
        pool = store.kept("pool", lambda: secrets.token_hex(8).encode()).decode()
        self.issuer = f"https://idp.sandbox.invalid/{pool}"
        self.federated_issuer = f"https://federated.sandbox.invalid/{pool}"
        self.audience = store.kept("app", lambda: secrets.token_hex(13).encode()).decode()
        self._verified: dict[tuple[str, str], Object] = {}
        store.execute(
            "CREATE TABLE IF NOT EXISTS refresh_tokens (digest TEXT PRIMARY KEY, owner TEXT NOT NULL, "
            "created_at TEXT NOT NULL, rotated_at TEXT) WITHOUT ROWID"
        )

    # Issuing

    def access_claims(self, owner: str, username: str, *, platform_admin: bool, now: float) -> Object:
        """The claims of an access token that holds from now on."""
        claims: Object = {
            "sub": owner,
            "iss": self.issuer,
            "client_id": self.audience,
            "token_use": "access",
            "scope": "aws.cognito.signin.user.admin",
            "auth_time": int(now),
            "iat": int(now),
            "exp": int(now) + self.seconds,
            "jti": str(uuid.uuid4()),
            "username": username,
        }
        if platform_admin:
            claims["cognito:groups"] = [ADMIN_GROUP]
        return claims

    def id_claims(self, owner: str, username: str, email: str, *, now: float) -> Object:
        """The claims of an ID token."""
        return {
            "sub": owner,
            "iss": self.issuer,
            "aud": self.audience,
            "token_use": "id",
            "auth_time": int(now),
            "iat": int(now),
            "exp": int(now) + self.seconds,
            "jti": str(uuid.uuid4()),
            "cognito:username": username,
            "email": email,
        }

    def signed(self, claims: Object, key: SigningKey | None = None) -> str:
        """A JWT with these claims, signed with our key or the given one."""
        key = key or self.key
        return jwt.encode(claims, key.private, algorithm="RS256", headers={"kid": key.kid})

    def new_refresh_token(self, owner: str, now: float) -> str:
        """A fresh opaque token; only its digest is stored."""
        token = secrets.token_urlsafe(48)
        self.store.execute("INSERT INTO refresh_tokens VALUES (?, ?, ?, NULL)", (self.digest(token), owner, iso(now)))
        return token

    def redeem(self, token: str, now: float) -> str | None:
        """The owner of a refresh token, which is used up by this; None for one that is unknown or was used."""
        digest = self.digest(token)
        row = self.store.one("SELECT owner FROM refresh_tokens WHERE digest = ? AND rotated_at IS NULL", (digest,))
        if row is None:
            return None
        self.use_up(digest, now)
        return str(row[0])

    def use_up(self, digest: str, now: float) -> None:
        """Make a redeemed refresh token worthless."""
        self.store.execute("UPDATE refresh_tokens SET rotated_at = ? WHERE digest = ?", (iso(now), digest))

    def digest(self, token: str) -> str:
        """What is stored of a refresh token."""
        return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()

    # Judging

    def claims(self, token: str, now: float) -> Object:
        """The claims of an access token of ours that holds now. Raises one of the 401 errors otherwise."""
        judged = (answered(), token)
        claims = self._verified.get(judged)
        if claims is None:
            claims = self.verified_payload(token)
            if len(self._verified) >= REMEMBERED:
                self._verified.clear()
            self._verified[judged] = claims
        problem = self.problem(claims, now)
        if problem is not None:
            raise problem
        return claims

    def verified_payload(self, token: str) -> Object:
        """The payload of a token whose signature holds. Raises NoValidTokens for anything else."""
        try:
            header = jwt.get_unverified_header(token)
            payload = self.payload(token, header, self.key_for(header))
            claims = orjson.loads(payload)
        except (jwt.PyJWTError, ValueError, TypeError, KeyError, RecursionError) as error:
            raise NoValidTokens("The token is not one of this API.", "unreadable, or its signature fails") from error
        if not isinstance(claims, dict):
            raise NoValidTokens("The token is not one of this API.", "its payload is not an object")
        return claims

    def key_for(self, header: dict[str, object]) -> rsa.RSAPublicKey:
        """The known public key that a token's header names. Raises KeyError for an unknown one."""
        keys = {key.kid: key.private.public_key() for key in (self.key, self.federated_key)}
        return keys[str(header["kid"])]

    def payload(self, token: str, header: dict[str, object], key: rsa.RSAPublicKey) -> bytes:
        """The payload's bytes, once the signature under the one algorithm that we use has been checked."""
        if header["alg"] != "RS256":
            raise NoValidTokens("The token is not one of this API.", "unexpected algorithm")
        payload: bytes = PyJWS().decode(token, key, algorithms=["RS256"])
        return payload

    def problem(self, claims: Object, now: float) -> ApiError | None:
        """What is wrong with the claims of a well-signed token, or None."""
        if claims.get("iss") == self.federated_issuer:
            return FederatedJwt("Tokens of the federated provider are not taken.")
        checks = (
            ("wrong issuer", self.issuer_holds(claims)),
            ("wrong audience", self.audience_holds(claims)),
            ("not an access token", self.use_holds(claims)),
            ("not valid yet", self.has_begun(claims, now)),
        )
        for reason, holds in checks:
            if not holds:
                return NoValidTokens("The token is not one of this API.", reason)
        if not self.lives(claims, now):
            return TokenExpired("The token has expired.")
        return None

    def issuer_holds(self, claims: Object) -> bool:
        """Whether we issued it."""
        return claims.get("iss") == self.issuer

    def audience_holds(self, claims: Object) -> bool:
        """Whether it was issued for this application."""
        return claims.get("client_id") == self.audience and claims.get("aud", self.audience) == self.audience

    def use_holds(self, claims: Object) -> bool:
        """Whether it is an access token, and not an ID token."""
        return claims.get("token_use") == "access"

    def has_begun(self, claims: Object, now: float) -> bool:
        """Whether its `nbf`, if it has one, is over."""
        return _number(claims.get("nbf", 0), fallback=float("inf")) <= now

    def lives(self, claims: Object, now: float) -> bool:
        """Whether its `exp` lies ahead."""
        return _number(claims.get("exp"), fallback=0) > now


def _number(value: Json, fallback: float) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else fallback
