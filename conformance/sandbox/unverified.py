"""What the tokens of a request say when nobody verifies them: for mistakes that believe it."""

import jwt

from conformance.sandbox.call import Call
from conformance.sandbox.values import Object


def payload(token: str) -> Object | None:
    """What a token claims, unverified; None for a text that is no token."""
    try:
        claims: Object = jwt.decode(token, options={"verify_signature": False})
    except jwt.PyJWTError:
        return None
    return claims


def named_by(token: str) -> str:
    """The `sub` that a token claims, unverified; empty where there is none."""
    return str((payload(token) or {}).get("sub", ""))


def id_token(call: Call) -> str:
    """The ID token in the cookies; empty where there is none."""
    pairs = (pair.strip().partition("=") for text in call.header_values(b"cookie") for pair in text.split(";"))
    return next((value for name, _, value in pairs if name == "idToken"), "")
