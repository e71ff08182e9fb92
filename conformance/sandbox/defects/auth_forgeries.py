"""Tokens that nobody but the service may make, taken from others."""

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import RSAAlgorithm
from jwt.api_jws import PyJWS

from conformance.sandbox.application import Application
from conformance.sandbox.choices import OPENING_TO_TOKENS
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.tokens import SigningKey
from conformance.sandbox.values import Object


def unverified(token: str) -> bytes:
    """The payload of a token, whatever its signature."""
    payload: bytes = PyJWS().decode(token, options={"verify_signature": False})
    return payload


class AlgNoneTaken(Defect):
    """A token that says it is not signed needs no signature."""

    id = "alg-none-taken"
    sentence = "{operation} takes a token whose header says alg none, in any letter case."
    faults = ("F02",)
    choices = OPENING_TO_TOKENS
    requirement = "LG-AUTH-004"

    def apply(self, application: Application) -> None:
        """Ask the header whether to look at the signature."""

        def verified_payload(token: str) -> Object:
            try:
                if str(jwt.get_unverified_header(token).get("alg")).lower() == "none":
                    claims: Object = jwt.decode(token, options={"verify_signature": False})
                    return claims
            except jwt.PyJWTError:
                pass
            return checked(token)

        checked = application.tokens.verified_payload
        override(application.tokens.verified_payload, lambda _: verified_payload)


class ChangedPayloadTaken(Defect):
    """A signature that was checked once is good for any payload."""

    id = "changed-payload-taken"
    sentence = "{operation} takes a token whose payload was changed under its original signature."
    faults = ("F02",)
    choices = OPENING_TO_TOKENS
    requirement = "LG-AUTH-003"

    def apply(self, application: Application) -> None:
        """Remember signatures instead of tokens."""
        known: set[str] = set()

        def signed(claims: Object, key: SigningKey | None = None) -> str:
            token = sign(claims, key)
            known.add(token.rpartition(".")[2])
            return token

        def payload(token: str, header: dict[str, object], key: RSAPublicKey) -> bytes:
            return unverified(token) if token.rpartition(".")[2] in known else checked(token, header, key)

        sign, checked = application.tokens.signed, application.tokens.payload
        override(application.tokens.signed, lambda _: signed, everywhere=True)
        override(application.tokens.payload, lambda _: payload)


class KeyInHeaderTaken(Defect):
    """The token brings the key along that it is checked with."""

    id = "key-in-header-taken"
    sentence = "{operation} checks a token with the public key that its own header offers."
    faults = ("F02",)
    choices = OPENING_TO_TOKENS
    requirement = "LG-AUTH-002"

    def apply(self, application: Application) -> None:
        """Prefer the `jwk` of the header."""

        def key_for(header: dict[str, object]) -> RSAPublicKey:
            offered = header.get("jwk")
            if isinstance(offered, dict):
                key = RSAAlgorithm.from_jwk(offered)
                if isinstance(key, RSAPublicKey):
                    return key
            return known(header)

        known = application.tokens.key_for
        override(application.tokens.key_for, lambda _: key_for)
