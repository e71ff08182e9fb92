"""Whose request it is: cookies, then the bearer token, then the API key; the first that holds wins."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

from conformance.sandbox.call import Call, CredentialKind, Principal
from conformance.sandbox.errors import NoValidCredentials, NoValidTokens, Unauthenticated
from conformance.sandbox.identity import Identity
from conformance.sandbox.tokens import ADMIN_GROUP, Tokens

Attempt: TypeAlias = Callable[[], Principal]
AMPLIFY = "CognitoIdentityServiceProvider."


class Credentials:
    """Reads the credentials of a request and finds the caller."""

    def __init__(self, tokens: Tokens, identity: Identity) -> None:
        self.tokens = tokens
        self.identity = identity

    def caller(self, call: Call, takes: tuple[CredentialKind, ...]) -> Principal:
        """The caller by the highest credential that holds, among the kinds that the operation takes.

        Raises the 401 error of the highest one present where none holds.
        """
        refusal: Unauthenticated | None = None
        for attempt in self.attempts(call, takes):
            try:
                return attempt()
            except Unauthenticated as error:
                refusal = refusal or error
        raise refusal or NoValidCredentials("The request carries no credentials that this operation takes.")

    def attempts(self, call: Call, takes: tuple[CredentialKind, ...]) -> Iterator[Attempt]:
        """One attempt for each credential present, the highest first."""
        if "cookie" in takes:
            for token in self.cookie_tokens(call):
                yield partial(self.by_token, call, token, "cookie")
        if "bearer" in takes and (bearer := self.bearer_token(call)):
            yield partial(self.by_token, call, bearer, "bearer")
        if "key" in takes and (key := self.api_key(call)):
            yield partial(self.by_key, call, key)

    def cookie_tokens(self, call: Call) -> list[str]:
        """The access tokens in the cookies: the plain one first, then Amplify's. An ID token counts for nothing."""
        return self.plain_cookies(call) + self.amplify_cookies(call)

    def plain_cookies(self, call: Call) -> list[str]:
        """The access tokens in cookies of that name."""
        return [value for name, value in _cookies(call) if name == "accessToken"]

    def amplify_cookies(self, call: Call) -> list[str]:
        """The access tokens in cookies as the Amplify libraries name them."""
        found = ((name.startswith(AMPLIFY) and name.endswith(".accessToken"), value) for name, value in _cookies(call))
        return [value for named, value in found if named]

    def bearer_token(self, call: Call) -> str | None:
        """The token of the Authorization header; other schemes count as not sent."""
        scheme, _, token = (call.header(b"authorization") or "").partition(" ")
        return token.strip() or None if scheme.lower() == "bearer" else None

    def api_key(self, call: Call) -> str | None:
        """The API key sent, if any."""
        return call.header(b"x-api-key") or None

    def by_token(self, call: Call, token: str, kind: CredentialKind) -> Principal:
        """The caller whom an access token names. Raises a 401 error if it does not hold."""
        claims = self.tokens.claims(token, call.now)
        groups = claims.get("cognito:groups")
        admin = isinstance(groups, list) and ADMIN_GROUP in groups
        principal = self.identity.principal(str(claims.get("sub")), kind, platform_admin=admin)
        if principal is None:
            raise NoValidTokens("The token names nobody here.")
        return principal

    def by_key(self, call: Call, key: str) -> Principal:
        """The caller whom an API key names together with `x-user-id`. Raises NoValidCredentials if they disagree."""
        owner = self.identity.key_owner(key)
        if owner is None or not self.key_is_for(owner, call.header(b"x-user-id")):
            raise NoValidCredentials("The API key is unknown, or x-user-id does not go with it.")
        principal = self.identity.principal(owner, "key", platform_admin=False)
        if principal is None:
            raise NoValidCredentials("The API key names nobody here.")
        return principal

    def key_is_for(self, owner: str, user_id: str | None) -> bool:
        """Whether `x-user-id` names the key's owner."""
        return user_id == owner


def _cookies(call: Call) -> Iterator[tuple[str, str]]:
    """The cookies of a call that are not empty, by name."""
    for header in call.header_values(b"cookie"):
        for pair in header.split(";"):
            name, _, value = pair.partition("=")
            if told := value.strip().strip('"'):
                yield name.strip(), told
