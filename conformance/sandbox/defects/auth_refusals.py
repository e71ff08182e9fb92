"""Logins, renewals and keys that are refused in the wrong words, or answered for the wrong person."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import refuse_instead
from conformance.sandbox.call import Answer, Call, Principal, ok
from conformance.sandbox.choices import OF_KEYS
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import (
    ApiError,
    BadRequest,
    InsufficientPermissions,
    NoValidCredentials,
    Unauthenticated,
)
from conformance.sandbox.operations import JWT, Handler
from conformance.sandbox.resources.auth import Auth


class KeyOfAnotherIs403(Defect):
    """The key is known, so is the user; they do not go together."""

    id = "key-of-another-is-403"
    sentence = "A valid API key with another x-user-id than its user's is answered 403 by {operation}."
    faults = ("F05", "F06")
    choices = OF_KEYS
    requirement = "LG-AUTH-021"
    advisory = True

    def apply(self, application: Application) -> None:
        """Choose the other class of error where both are known."""
        credentials = application.credentials

        def by_key(call: Call, key: str) -> Principal:
            try:
                return original(call, key)
            except NoValidCredentials as error:
                if application.identity.key_owner(key) is None or not call.header(b"x-user-id"):
                    raise
                raise InsufficientPermissions("This key is somebody else's.") from error

        original = credentials.by_key
        override(credentials.by_key, lambda _: by_key)


class _WrongPasswordError(Unauthenticated):
    """401, under a type of its own."""

    error_type = "not_authorized_exception"


class WrongPasswordNamedByProvider(Defect):
    """The identity provider's own word comes through."""

    id = "wrong-password-named-by-provider"
    sentence = "A wrong password is answered 401 with errorType not_authorized_exception."
    faults = ("F06",)
    operations = ("login",)
    requirement = "LG-AUTH-033"
    advisory = True

    def apply(self, application: Application) -> None:
        """Pass it on."""
        refuse_instead(application, "login", Unauthenticated, lambda error: _WrongPasswordError(error.error))


class _UnprocessableError(BadRequest):
    """422: what some frameworks say to a missing field."""

    status = 422


class LoginLackingIs422(Defect):
    """The framework's own validation answers."""

    id = "login-lacking-is-422"
    sentence = "{operation} without a field that it needs is answered 422."
    faults = ("F52",)
    choices = ("login", "refreshTokens")
    requirement = "LG-AUTH-034"
    advisory = True

    def apply(self, application: Application) -> None:
        """Raise the other error."""
        for name in self.operations:
            refuse_instead(application, name, BadRequest, lambda error: _UnprocessableError(error.error))


class WrongRefreshTokenIs403(Defect):
    """Whoever brings a wrong token is forbidden."""

    id = "wrong-refresh-token-is-403"
    sentence = "POST /auth/refresh with a token that is no refresh token of ours is answered 403."
    faults = ("F06",)
    operations = ("refreshTokens",)
    requirement = "LG-AUTH-037"
    advisory = True

    def apply(self, application: Application) -> None:
        """Choose the other class of error."""
        refuse_instead(
            application, "refreshTokens", Unauthenticated, lambda error: InsufficientPermissions(error.error)
        )


class LoginAnswersForSession(Defect):
    """Who is logged in already stays who they are."""

    id = "login-answers-for-session"
    sentence = "{operation} with somebody else's cookie or bearer token hands out that person's tokens."
    faults = ("F08",)
    choices = ("login", "refreshTokens")
    requirement = "LG-AUTH-039"
    advisory = True

    def apply(self, application: Application) -> None:
        """Renew the session that is there."""
        auth = application.resource(Auth)

        def around(handler: Handler) -> Handler:
            def answered(call: Call) -> Answer:
                answer = handler(call)
                try:
                    present = application.credentials.caller(call, JWT)
                except ApiError:
                    return answer
                user = application.identity.user_of(present.owner)
                return ok(tokens=auth.issued(user, call.now)) if user else answer

            return answered

        application.wrap(self.operation, around)
