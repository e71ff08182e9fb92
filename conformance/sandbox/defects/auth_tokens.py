"""Tokens that are not what a login or a renewal promises."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.rewriting import rewrite
from conformance.sandbox.values import Object

DAY = 86_400


class LoginWithoutRefreshToken(Defect):
    """The app client was set up without that flow."""

    id = "login-without-refresh-token"
    sentence = "POST /auth answers with no refreshToken among its tokens."
    faults = ("F53",)
    operations = ("login",)
    requirement = "LG-AUTH-027"

    def apply(self, application: Application) -> None:
        """Hand out two."""

        def two(_call: Call, body: Object) -> Object:
            tokens = body["tokens"]
            assert isinstance(tokens, dict)  # noqa: S101  # what the handler always answers
            return {**body, "tokens": {name: each for name, each in tokens.items() if name != "refreshToken"}}

        rewrite(application, "login", two)


class TokensLiveForADay(Defect):
    """The pool was set to a day, the answer says what it said before."""

    id = "tokens-live-for-a-day"
    sentence = "The access tokens of {operation} hold for 24 hours, though expiresIn says 3600."
    faults = ("F03",)
    choices = ("login", "refreshTokens")
    requirement = "LG-AUTH-028"

    def apply(self, application: Application) -> None:
        """Put `exp` off."""
        tokens = application.tokens

        def access_claims(owner: str, username: str, *, platform_admin: bool, now: float) -> Object:
            return {**original(owner, username, platform_admin=platform_admin, now=now), "exp": int(now) + DAY}

        original = tokens.access_claims
        override(tokens.access_claims, lambda _: access_claims)


class ExpiresInMilliseconds(Defect):
    """The front end counts in another unit."""

    id = "expires-in-milliseconds"
    sentence = "expiresIn of the tokens of {operation} is 3600000."
    faults = ("F53",)
    choices = ("login", "refreshTokens")
    requirement = "LG-AUTH-028"

    def apply(self, application: Application) -> None:
        """Multiply."""

        def longer(_call: Call, body: Object) -> Object:
            tokens = body["tokens"]
            assert isinstance(tokens, dict)  # noqa: S101  # what the handler always answers
            return {**body, "tokens": {**tokens, "expiresIn": application.tokens.seconds * 1000}}

        for name in self.operations:
            rewrite(application, name, longer)


class IdTokenNamesUser(Defect):
    """The name in place of the subject."""

    id = "id-token-names-user"
    sentence = "The sub of an ID token of {operation} is the user name, and that of the access token the user's UUID."
    faults = ("F53",)
    choices = ("login", "refreshTokens")
    requirement = "LG-AUTH-029"

    def apply(self, application: Application) -> None:
        """Fill `sub` from the wrong column."""
        tokens = application.tokens

        def id_claims(owner: str, username: str, email: str, *, now: float) -> Object:
            return {**original(owner, username, email, now=now), "sub": username}

        original = tokens.id_claims
        override(tokens.id_claims, lambda _: id_claims)


class RefreshGivesIdToken(Defect):
    """Two tokens, and the wrong one in the first place."""

    id = "refresh-gives-id-token"
    sentence = "POST /auth/refresh hands out an ID token as accessToken, which opens nothing."
    faults = ("F53",)
    operations = ("refreshTokens",)
    requirement = "LG-AUTH-035"

    def apply(self, application: Application) -> None:
        """Take the one for the other."""

        def mistaken(_call: Call, body: Object) -> Object:
            tokens = body["tokens"]
            assert isinstance(tokens, dict)  # noqa: S101  # what the handler always answers
            return {**body, "tokens": {**tokens, "accessToken": tokens["idToken"]}}

        rewrite(application, "refreshTokens", mistaken)
