"""Requests that act as somebody whom none of their credentials makes them."""

from dataclasses import replace

import jwt

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call, CredentialKind, Principal
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import NoValidCredentials, Unauthenticated


def named_by(token: str) -> str:
    """The `sub` that a token claims, unverified; empty where there is none."""
    try:
        return str(jwt.decode(token, options={"verify_signature": False}).get("sub", ""))
    except jwt.PyJWTError:
        return ""


class OwnerAndCompanyMixed(Defect):
    """One part of the identity comes from each credential."""

    id = "owner-and-company-mixed"
    sentence = "With cookie and bearer token of two users, the owner is the bearer's and the company the cookie's."
    faults = ("F10", "F07")
    operations = ("createClient", "createLeads", "listClients")
    requirement = "LG-PRIO-005"

    def apply(self, application: Application) -> None:
        """Look the company up before the last credential has been read."""
        credentials = application.credentials

        def caller(call: Call, takes: tuple[CredentialKind, ...]) -> Principal:
            found = original(call, takes)
            if found.kind != "cookie" or "bearer" not in takes:
                return found
            try:
                bearer = original(call, ("bearer",))
            except Unauthenticated:
                return found
            return replace(bearer, company_id=found.company_id, role=found.role)

        original = credentials.caller
        override(credentials.caller, lambda _: caller)


class RefusedTokenNamesCaller(Defect):
    """A good credential lets the request in, a bad one above it says who it is."""

    id = "refused-token-names-caller"
    sentence = "An invalid token beside a valid credential of another user makes the request act as its own sub."
    faults = ("F08",)
    operations = ("listClients", "listLeads", "createClient")
    requirement = "LG-PRIO-006"

    def apply(self, application: Application) -> None:
        """Read the identity from the first token present, once anything has been verified."""
        credentials, identity = application.credentials, application.identity

        def caller(call: Call, takes: tuple[CredentialKind, ...]) -> Principal:
            found = original(call, takes)
            above = credentials.cookie_tokens(call) if "cookie" in takes and found.kind != "cookie" else []
            bearer = credentials.bearer_token(call) if "bearer" in takes and found.kind == "key" else None
            for token in (*above, *([bearer] if bearer else [])):
                claimed = identity.principal(named_by(token), found.kind, platform_admin=False)
                if claimed:
                    return claimed
            return found

        original = credentials.caller
        override(credentials.caller, lambda _: caller)


class LowerCredentialRefused(Defect):
    """A credential that is not needed is judged as well."""

    id = "lower-credential-refused"
    sentence = "An invalid API key beside a valid token makes the request fail with 401."
    faults = ("F08",)
    operations = ("listClients", "listLeads", "createClient")
    requirement = "LG-PRIO-008"

    def apply(self, application: Application) -> None:
        """Check the key whoever has been found already."""
        credentials = application.credentials

        def caller(call: Call, takes: tuple[CredentialKind, ...]) -> Principal:
            found = original(call, takes)
            key = credentials.api_key(call)
            if found.kind != "key" and key and application.identity.key_owner(key) is None:
                raise NoValidCredentials("The API key is unknown.")
            return found

        original = credentials.caller
        override(credentials.caller, lambda _: caller)


class UserIdBesideTokenActs(Defect):
    """`x-user-id` says who acts, whatever let the request in."""

    id = "user-id-beside-token-acts"
    sentence = "An x-user-id of another user beside a valid token makes the request act as that user."
    faults = ("F10",)
    operations = ("listClients", "listLeads", "createClient")
    requirement = "LG-PRIO-015"

    def apply(self, application: Application) -> None:
        """Prefer the header over the token's `sub`."""
        credentials, identity = application.credentials, application.identity

        def caller(call: Call, takes: tuple[CredentialKind, ...]) -> Principal:
            found = original(call, takes)
            named = call.header(b"x-user-id")
            if found.kind == "key" or credentials.api_key(call) or not named:
                return found
            return identity.principal(named, found.kind, platform_admin=found.platform_admin) or found

        original = credentials.caller
        override(credentials.caller, lambda _: caller)


class IdTokenCookieNamesCompany(Defect):
    """The company is that of the ID token's person."""

    id = "id-token-cookie-names-company"
    sentence = "An idToken cookie of another user beside a valid access token decides the company."
    faults = ("F10",)
    operations = ("listClients", "createClient")
    requirement = "LG-PRIO-011"

    def apply(self, application: Application) -> None:
        """Look the membership up for the other token's `sub`."""

        def caller(call: Call, takes: tuple[CredentialKind, ...]) -> Principal:
            found = original(call, takes)
            pairs = (pair.strip().partition("=") for text in call.header_values(b"cookie") for pair in text.split(";"))
            token = next((value for name, _, value in pairs if name == "idToken"), "")
            membership = application.identity.membership(named_by(token)) if found.kind != "key" else None
            return replace(found, company_id=membership[0], role=membership[1]) if membership else found

        original = application.credentials.caller
        override(application.credentials.caller, lambda _: caller)
