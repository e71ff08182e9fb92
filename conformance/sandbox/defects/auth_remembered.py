"""Tokens, passwords and keys that are judged too lightly, or lose something on their way."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.around_callers import Kinds, before_callers
from conformance.sandbox.call import Call, CredentialKind, Principal
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.identity import User
from conformance.sandbox.records import Record
from conformance.sandbox.unverified import payload
from conformance.sandbox.values import Object

SIGNIFICANT = 8
"""Signs of a password that an old hash function looks at."""


class TokenCachedWithoutSignature(Defect):
    """The cache's key is what the signature was made over."""

    id = "token-cached-without-signature"
    sentence = "A token whose payload was verified before is taken again with any signature."
    faults = ("F02",)
    operations = ("listClients", "listLeads", "getCompany")
    requirement = "LG-AUTH-002"

    def apply(self, application: Application) -> None:
        """Remember header and payload of each good token, and take it for all tokens that share them."""
        good: dict[str, str] = {}

        def claims(token: str, now: float) -> Object:
            unsigned = token.rpartition(".")[0]
            found = original(good.get(unsigned, token), now)
            good.setdefault(unsigned, token)
            return found

        original = application.tokens.claims
        override(application.tokens.claims, lambda _: claims)


class CookieTokenNotVerified(Defect):
    """A cookie was set by ourselves, so it is only decoded."""

    id = "cookie-token-not-verified"
    sentence = "A forged access token is taken from the cookie, and refused as a bearer token."
    faults = ("F02",)
    operations = ("listClients", "createClient", "getCompany")
    requirement = "LG-AUTH-002"

    def apply(self, application: Application) -> None:
        """Check what a cookie's token claims, and not who signed it."""
        credentials, tokens = application.credentials, application.tokens
        trusting = False

        def by_token(call: Call, token: str, kind: CredentialKind) -> Principal:
            nonlocal trusting
            trusting = kind == "cookie"
            return find(call, token, kind)

        def claims(token: str, now: float) -> Object:
            claimed = payload(token) if trusting else None
            if claimed is None:
                return check(token, now)
            problem = tokens.problem(claimed, now)
            if problem is not None:
                raise problem
            return claimed

        find, check = credentials.by_token, tokens.claims
        override(credentials.by_token, lambda _: by_token)
        override(tokens.claims, lambda _: claims)


class RecentRunsTakeExpiredTokens(Defect):
    """A page that polls all day must not be logged out."""

    id = "recent-runs-take-expired-tokens"
    sentence = "GET /trigger-recent-runs takes a token whose time is over."
    faults = ("F03",)
    operations = ("listRecentRuns",)
    requirement = "LG-AUTH-005"

    def apply(self, application: Application) -> None:
        """Do not look at the time there."""
        polled = False

        def see(call: Call, _takes: Kinds) -> None:
            nonlocal polled
            polled = call.path.endswith("/trigger-recent-runs")

        before_callers(application, see)
        override(application.tokens.lives, lambda original: lambda claims, now: polled or original(claims, now))


class PasswordFirstEightCount(Defect):
    """An old hash function that reads eight characters."""

    id = "password-first-eight-count"
    sentence = "POST /auth compares the first eight characters of the password alone."
    faults = ("F01",)
    operations = ("login",)
    requirement = "LG-AUTH-032"

    def apply(self, application: Application) -> None:
        """Compare the beginnings."""
        passwords = {actor.user_id: actor.password for actor in application.seeding.actors.values()}

        def password_matches(record: Record, password: str) -> bool:
            known = passwords.get(record.id, "")
            return original(record, password) or (bool(known) and password[:SIGNIFICANT] == known[:SIGNIFICANT])

        original = application.identity.password_matches
        override(application.identity.password_matches, lambda _: password_matches)


class RefreshForgetsAdminClaim(Defect):
    """The groups are asked for where somebody logs in, and not where tokens are renewed."""

    id = "refresh-forgets-admin-claim"
    sentence = "The access token of POST /auth/refresh is no platform admin's any more."
    faults = ("F04", "F22")
    operations = ("refreshTokens", "listAdminCompanies", "listAdminUsers")
    requirement = "LG-AUTH-035"

    def apply(self, application: Application) -> None:
        """Find the user of a refresh token without the groups."""

        def user_of(sub: str) -> User | None:
            user = original(sub)
            return replace(user, platform_admin=False) if user else None

        original = application.identity.user_of
        override(application.identity.user_of, lambda _: user_of)


class KeyActsForColleagues(Defect):
    """The key is judged by its company, and `x-user-id` says who of it acts."""

    id = "key-acts-for-colleagues"
    sentence = "An API key with the x-user-id of another member of the company acts as that member."
    faults = ("F05",)
    operations = ("listClients", "createClient", "createLeads")
    requirement = "LG-AUTH-020"

    def apply(self, application: Application) -> None:
        """Compare the memberships instead of the users."""
        credentials, identity = application.credentials, application.identity

        def by_key(call: Call, key: str) -> Principal:
            owner, named = identity.key_owner(key), call.header(b"x-user-id")
            if owner and named and owner != named:
                mine, theirs = identity.membership(owner), identity.membership(named)
                colleague = identity.principal(named, "key", platform_admin=False)
                if mine and theirs and mine[0] == theirs[0] and colleague:
                    return colleague
            return original(call, key)

        original = credentials.by_key
        override(credentials.by_key, lambda _: by_key)
