"""Logins and renewals that hand out tokens to anybody, and refusals of the wrong class."""

from conformance.sandbox.application import Application
from conformance.sandbox.around_callers import refused_callers
from conformance.sandbox.choices import OF_KEYS_ALONE, SECURED
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import ApiError, InsufficientPermissions
from conformance.sandbox.operations import ANY
from conformance.sandbox.values import Object


class AnyPasswordTaken(Defect):
    """The password is not compared."""

    id = "any-password-taken"
    sentence = "POST /auth hands out tokens for a known user and any password."
    faults = ("F01",)
    operations = ("login",)
    requirement = "LG-AUTH-032"

    def apply(self, application: Application) -> None:
        """Let every password match."""
        override(
            application.identity.password_matches,
            lambda _: lambda record, password: True,  # noqa: ARG005  # as the original
        )


class RefreshTokenStaysGood(Defect):
    """A refresh token that was replaced goes on working."""

    id = "refresh-token-stays-good"
    sentence = "A refresh token can be redeemed again after it was replaced."
    faults = ("F04",)
    operations = ("refreshTokens",)
    requirement = "LG-AUTH-038"
    advisory = True

    def apply(self, application: Application) -> None:
        """Use nothing up."""
        override(application.tokens.use_up, lambda _: lambda digest, now: None)  # noqa: ARG005  # as the original


class AccessTokenRefreshes(Defect):
    """Any token of ours renews the session."""

    id = "access-token-refreshes"
    sentence = "POST /auth/refresh takes an access token."
    faults = ("F04",)
    operations = ("refreshTokens",)
    requirement = "LG-AUTH-036"

    def apply(self, application: Application) -> None:
        """Fall back on the token's `sub`."""
        tokens = application.tokens

        def redeem(token: str, now: float) -> str | None:
            owner = original(token, now)
            if owner is not None:
                return owner
            try:
                claims: Object = tokens.claims(token, now)
            except ApiError:
                return None
            return str(claims.get("sub"))

        original = tokens.redeem
        override(tokens.redeem, lambda _: redeem)


class UnauthenticatedIs403(Defect):
    """Whoever is unknown is forbidden."""

    id = "unauthenticated-is-403"
    sentence = "{operation} without valid credentials is answered 403 insufficient_permissions."
    faults = ("F06",)
    choices = SECURED
    requirement = "LG-AUTH-010"
    advisory = True

    def apply(self, application: Application) -> None:
        """Choose the other class of error."""
        refused_callers(application, lambda _: InsufficientPermissions("You may not do this."))


class BulkTakesTokens(Defect):
    """The bulk lists open to every kind of credential."""

    id = "bulk-takes-tokens"
    sentence = "{operation} takes a cookie or a bearer token as well."
    faults = ("F11",)
    choices = OF_KEYS_ALONE
    requirement = "LG-AUTH-016"

    def apply(self, application: Application) -> None:
        """Forget the exception in the table of operations."""
        for name in self.operations:
            application.operations[name].takes = ANY
