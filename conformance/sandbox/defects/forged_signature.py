"""Tokens that are decoded, but not verified."""

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.api_jws import PyJWS

from conformance.sandbox.application import Application
from conformance.sandbox.choices import OPENING_TO_TOKENS
from conformance.sandbox.deviation import Defect, override


class ForgedSignatureTaken(Defect):
    """The payload is believed whatever the signature is."""

    id = "forged-signature-taken"
    sentence = "{operation} takes an RS256 access token whose signature does not fit its payload."
    faults = ("F02",)
    choices = OPENING_TO_TOKENS
    requirement = "LG-AUTH-002"

    def apply(self, application: Application) -> None:
        """Read the payload without looking at the signature; other algorithms stay refused."""

        def payload(token: str, header: dict[str, object], key: RSAPublicKey) -> bytes:
            if header["alg"] != "RS256":
                return checked(token, header, key)
            unchecked: bytes = PyJWS().decode(token, options={"verify_signature": False})
            return unchecked

        checked = application.tokens.payload
        override(application.tokens.payload, lambda _: payload)
