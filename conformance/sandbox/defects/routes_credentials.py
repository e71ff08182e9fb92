"""Credentials that one route among all reads otherwise."""

import jwt

from conformance.sandbox.application import Application
from conformance.sandbox.around import before
from conformance.sandbox.call import Call, CredentialKind, Principal
from conformance.sandbox.choices import OPENING_TO_TOKENS, SECURED, TOKENED
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import (
    InternalError,
    InvalidValue,
    NotFound,
    NoValidTokens,
    Unauthenticated,
)
from conformance.sandbox.values import Object


class CookieRefused(Defect):
    """The route was made for programs, and nobody thought of browsers."""

    id = "cookie-refused"
    sentence = "{operation} refuses a cookie and takes bearer tokens alone."
    faults = ("F06",)
    choices = TOKENED
    requirement = "LG-AUTH-012"

    def apply(self, application: Application) -> None:
        """Leave one kind out of the table of operations."""
        operation = application.operations[self.operation]
        operation.takes = tuple(kind for kind in operation.takes if kind != "cookie")


class UnverifiedTokenTaken(Defect):
    """`decode` in the place of `verify`."""

    id = "unverified-token-taken"
    sentence = "{operation} decodes a token without verifying it."
    faults = ("F02",)
    choices = OPENING_TO_TOKENS
    requirement = "LG-AUTH-002"

    def apply(self, application: Application) -> None:
        """Read the payload alone."""

        def verified_payload(token: str) -> Object:
            try:
                claims: Object = jwt.decode(token, options={"verify_signature": False})
            except jwt.PyJWTError as error:
                raise NoValidTokens("The token is not one of this API.") from error
            return claims

        override(application.tokens.verified_payload, lambda _: verified_payload)


class BadTokenBreaksServer(Defect):
    """The verifier's exception is nobody's."""

    id = "bad-token-breaks-server"
    sentence = "{operation} with a token that does not hold is answered 500."
    faults = ("F06", "F51")
    choices = TOKENED
    requirement = "LG-AUTH-010"
    advisory = True

    def apply(self, application: Application) -> None:
        """Let the error through where nothing else holds."""
        credentials = application.credentials

        def caller(call: Call, takes: tuple[CredentialKind, ...]) -> Principal:
            try:
                return original(call, takes)
            except Unauthenticated as error:
                if credentials.bearer_token(call) or credentials.cookie_tokens(call):
                    raise InternalError("Something went wrong on our side.") from error
                raise

        original = credentials.caller
        override(credentials.caller, lambda _: caller)


class AnonymousIs404(Defect):
    """What nobody may see is not there."""

    id = "anonymous-is-404"
    sentence = "{operation} without credentials is answered 404."
    faults = ("F06",)
    choices = SECURED
    requirement = "LG-AUTH-010"
    advisory = True

    def apply(self, application: Application) -> None:
        """Hide the route."""
        credentials = application.credentials

        def caller(call: Call, takes: tuple[CredentialKind, ...]) -> Principal:
            if not any(True for _ in credentials.attempts(call, takes)):
                raise NotFound("There is nothing at this path.")
            return original(call, takes)

        original = credentials.caller
        override(credentials.caller, lambda _: caller)


class _Unauthorized(Unauthenticated):
    """401, under the name of the status."""

    error_type = "unauthorized"


class RefusalOfNoGroup(Defect):
    """The status's own name for it."""

    id = "refusal-of-no-group"
    sentence = "{operation} without valid credentials is answered 401 with errorType unauthorized."
    faults = ("F06",)
    choices = SECURED
    requirement = "LG-AUTH-010"
    advisory = True

    def apply(self, application: Application) -> None:
        """Raise the other error."""

        def caller(call: Call, takes: tuple[CredentialKind, ...]) -> Principal:
            try:
                return original(call, takes)
            except Unauthenticated as error:
                raise _Unauthorized(error.error) from error

        original = application.credentials.caller
        override(application.credentials.caller, lambda _: caller)


class KeysOpenWhatIsKept(Defect):
    """A key counts where only tokens should, and as much as they do."""

    id = "keys-open-what-is-kept"
    sentence = "{operation} takes an API key."
    faults = ("F11",)
    choices = ("createApiKey", "listAdminCompanies", "listAdminUsers")
    requirement = "LG-AUTH-018"

    def apply(self, application: Application) -> None:
        """Add the third kind, with all that its user may do."""
        identity = application.identity

        def by_key(call: Call, key: str) -> Principal:
            found = original(call, key)
            user = identity.user_of(found.owner)
            admin = user is not None and user.platform_admin
            return identity.principal(found.owner, "key", platform_admin=admin) or found

        def caller(call: Call, takes: tuple[CredentialKind, ...]) -> Principal:
            return known(call, (*takes, "key"))

        original, known = application.credentials.by_key, application.credentials.caller
        override(application.credentials.by_key, lambda _: by_key)
        override(application.credentials.caller, lambda _: caller)


class SessionAtLoginRefused(Defect):
    """Who is logged in need not log in."""

    id = "session-at-login-refused"
    sentence = "{operation} beside somebody's cookie or bearer token is answered 400."
    faults = ("F08",)
    choices = ("login", "refreshTokens")
    requirement = "LG-AUTH-039"
    advisory = True

    def apply(self, application: Application) -> None:
        """Refuse who brings a token."""
        credentials = application.credentials

        def around(call: Call) -> None:
            if credentials.bearer_token(call) or credentials.cookie_tokens(call):
                raise InvalidValue("You are logged in already.")

        before(application, around)
