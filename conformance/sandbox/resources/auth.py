"""Logging in and renewing tokens."""

from typing import TYPE_CHECKING

from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.errors import Unauthenticated
from conformance.sandbox.fields import Field, FieldTable
from conformance.sandbox.identity import User
from conformance.sandbox.operations import OPEN, operation
from conformance.sandbox.resource import Resource
from conformance.sandbox.values import Object

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

LOGIN = FieldTable(Field("username", required=True), Field("password", required=True, trim=False))
REFRESH = FieldTable(Field("refreshToken", required=True, trim=False))


class Auth(Resource):
    """`/auth`: open to everybody, deaf to credentials, outside the limits."""

    def __init__(self, application: "Application") -> None:
        super().__init__(application)
        self.tokens = application.tokens

    @operation("login", "POST", "/api/auth", takes=OPEN)
    def login(self, call: Call) -> Answer:
        """Tokens for a username (or e-mail address) and password."""
        sent = LOGIN.for_create(call.body)
        user = self.identity.logged_in(str(sent["username"]), str(sent["password"]))
        if user is None:
            raise Unauthenticated("The username or the password is wrong.")
        return ok(tokens=self.issued(user, call.now), user={"sub": user.sub, "email": user.email})

    @operation("refreshTokens", "POST", "/api/auth/refresh", takes=OPEN)
    def refresh(self, call: Call) -> Answer:
        """New tokens for a refresh token, which is used up by this."""
        sent = REFRESH.for_create(call.body)
        owner = self.tokens.redeem(str(sent["refreshToken"]), call.now)
        user = self.identity.user_of(owner) if owner else None
        if user is None:
            raise Unauthenticated("The refresh token is not valid, or was used before.")
        return ok(tokens=self.issued(user, call.now))

    @operation("jwks", "GET", "/.well-known/jwks.json", takes=OPEN, documented=False)
    def jwks(self, _call: Call) -> Answer:
        """The public key that access tokens are signed with."""
        return Answer(200, {"keys": [self.tokens.key.jwk()]})

    def issued(self, user: User, now: float) -> Object:
        """A fresh set of tokens."""
        access = self.tokens.access_claims(user.sub, user.username, platform_admin=user.platform_admin, now=now)
        return {
            "accessToken": self.tokens.signed(access),
            "idToken": self.tokens.signed(self.tokens.id_claims(user.sub, user.username, user.email, now=now)),
            "refreshToken": self.tokens.new_refresh_token(user.sub, now),
            "expiresIn": self.tokens.seconds,
        }
