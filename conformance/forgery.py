"""Forged tokens: what nobody but the service may make. The harness signs only with a key that it made itself."""

import base64
import json
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from conformance.tokens import claims, moment

_LATER = 10 * 365 * 24 * 3600
"""Seconds by which a changed payload puts its expiry off."""

_REMEMBERED = 64
"""Tokens that are not signed anew each time: signing takes long, and comes to the same."""


def altered_signature(token: str) -> str:
    """The token with one character in the middle of its signature changed."""
    head, payload, signature = token.split(".")
    middle = len(signature) // 2
    changed = "A" if signature[middle] != "A" else "B"
    return f"{head}.{payload}.{signature[:middle]}{changed}{signature[middle + 1 :]}"


@lru_cache(maxsize=_REMEMBERED)
def strangers_key(token: str) -> str:
    """The token's claims signed by a key of ours, under the key id of the real one."""
    return jwt.encode(claims(token), _key(), algorithm="RS256", headers={"kid": _header(token).get("kid", "1")})


@lru_cache(maxsize=_REMEMBERED)
def key_in_header(token: str) -> str:
    """The token's claims signed by a key of ours that its own header offers."""
    offered = json.loads(RSAAlgorithm.to_jwk(_key().public_key()))
    return jwt.encode(claims(token), _key(), algorithm="RS256", headers={"jwk": offered})


def later_expiry(token: str) -> str:
    """The token with its expiry put off under its original signature."""
    return changed_payload(token, {"exp": int(moment(token, "exp") or 0) + _LATER})


def added_claim(token: str) -> str:
    """The token with a claim added under its original signature."""
    return changed_payload(token, {"custom:role": "admin"})


def other_subject(token: str, subject: str) -> str:
    """The token with somebody else's `sub` under its original signature."""
    return changed_payload(token, {"sub": subject})


def changed_payload(token: str, changes: Mapping[str, Any]) -> str:
    """The token with claims changed under its original signature."""
    head, _, signature = token.split(".")
    return f"{head}.{_encoded(claims(token) | dict(changes))}.{signature}"


def without_algorithm(token: str, spelling: str = "none", *, signed: bool = False) -> str:
    """The token's claims under a header that says no algorithm, with an empty signature or the original one."""
    signature = token.rsplit(".", 1)[1] if signed else ""
    return f"{_encoded({'alg': spelling, 'typ': 'JWT'})}.{_encoded(claims(token))}.{signature}"


FORGERIES: Mapping[str, Callable[[str], str]] = {
    "altered signature": altered_signature,
    "a stranger's key": strangers_key,
    "a key in its own header": key_in_header,
}
"""Ways to forge a signature, by name."""

CHANGED_PAYLOADS: Mapping[str, Callable[[str], str]] = {"later expiry": later_expiry, "added claim": added_claim}
"""Ways to change a payload under its signature, by name."""

NO_ALGORITHMS: Mapping[str, Callable[[str], str]] = {
    "none": without_algorithm,
    "None": lambda token: without_algorithm(token, "None"),
    "NONE with a signature": lambda token: without_algorithm(token, "NONE", signed=True),
}
"""Ways to say that no algorithm signs, by name."""


@cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _header(token: str) -> dict[str, Any]:
    try:
        return dict(jwt.get_unverified_header(token))
    except jwt.InvalidTokenError:
        return {}


def _encoded(value: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
