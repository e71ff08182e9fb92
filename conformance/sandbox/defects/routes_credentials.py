"""Credentials that one route among all reads otherwise."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import before
from conformance.sandbox.around_callers import (
    Kinds,
    anonymous_callers,
    refuse_kind,
    refused_callers,
    take_keys_too,
    unknown_callers,
)
from conformance.sandbox.call import Call, Principal
from conformance.sandbox.choices import OPENING_TO_TOKENS, SECURED, TOKENED
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import (
    InternalError,
    InvalidValue,
    NotFound,
    NoValidTokens,
    Unauthenticated,
)
from conformance.sandbox.unverified import payload
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
        refuse_kind(application, self.operation, "cookie")


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
            claims = payload(token)
            if claims is None:
                raise NoValidTokens("The token is not one of this API.")
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

        def broken(call: Call, _takes: Kinds, refusal: Unauthenticated) -> Principal | None:
            if credentials.bearer_token(call) or credentials.cookie_tokens(call):
                raise InternalError("Something went wrong on our side.") from refusal
            return None

        unknown_callers(application, broken)


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
        anonymous_callers(application, lambda: NotFound("There is nothing at this path."))


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
        refused_callers(application, lambda refusal: _Unauthorized(refusal.error))


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

        original = application.credentials.by_key
        override(application.credentials.by_key, lambda _: by_key)
        take_keys_too(application)


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
