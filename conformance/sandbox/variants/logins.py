"""Other ways to hand out tokens, and to refuse them."""

import secrets

from conformance.sandbox.application import Application
from conformance.sandbox.around import refuse_instead
from conformance.sandbox.call import Answer, Call, CredentialKind, Principal
from conformance.sandbox.credentials import AMPLIFY
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import MissingRequiredField, NoValidCredentials
from conformance.sandbox.operations import Handler, Operation
from conformance.sandbox.values import Object
from conformance.sandbox.variants._answers import every_answer, is_success


class RefreshDoesNotRotate(Variant):
    """One refresh token for the whole session."""

    id = "refresh-does-not-rotate"
    sentence = "POST /auth/refresh answers with the refresh token that was sent, which goes on working."
    requirements = ("LG-AUTH-035", "LG-AUTH-036", "LG-AUTH-038")

    def apply(self, application: Application) -> None:
        """Use nothing up, and hand the same one out again."""
        tokens = application.tokens

        def redeem(token: str, now: float) -> str | None:  # noqa: ARG001  # as the original
            row = tokens.store.one(
                "SELECT owner FROM refresh_tokens WHERE digest = ? AND rotated_at IS NULL", (tokens.digest(token),)
            )
            return str(row[0]) if row else None

        def same(handler: Handler) -> Handler:
            def refresh(call: Call) -> Answer:
                answer = handler(call)
                if isinstance(answer.body, dict) and isinstance(issued := answer.body.get("tokens"), dict):
                    issued["refreshToken"] = call.body["refreshToken"]
                return answer

            return refresh

        override(tokens.redeem, lambda _: redeem)
        application.wrap("refreshTokens", same)


class OneRefreshTokenAPerson(Variant):
    """The session outlives the login that began it."""

    id = "one-refresh-token-a-person"
    sentence = "POST /auth and POST /auth/refresh give the same refresh token to a person every time."
    requirements = ("LG-AUTH-038", "LG-AUTH-035", "LG-AUTH-036", "LG-AUTH-039", "LG-ENV-014")

    def apply(self, application: Application) -> None:
        """Draw it at the first login, and use it up never."""
        tokens = application.tokens
        given: dict[str, str] = {}

        def new(owner: str, now: float) -> str:
            return given.setdefault(owner, original(owner, now))

        original = tokens.new_refresh_token
        override(tokens.new_refresh_token, lambda _: new)
        override(tokens.use_up, lambda _: lambda *_: None)


class RefreshTokensHaveFiveParts(Variant):
    """An encrypted JWT, as Cognito makes them."""

    id = "refresh-tokens-have-five-parts"
    sentence = "Refresh tokens are long texts of five parts with dots between them."
    requirements = ("LG-AUTH-009", "LG-AUTH-027", "LG-AUTH-035", "LG-AUTH-036", "LG-AUTH-037", "LG-AUTH-038")

    def apply(self, application: Application) -> None:
        """Put the form of one around the token."""
        tokens = application.tokens

        def new(owner: str, now: float) -> str:
            parts = ("eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ", *(secrets.token_urlsafe(90) for _ in range(3)))
            return ".".join((*parts, original(owner, now)))

        original = tokens.new_refresh_token
        override(tokens.new_refresh_token, lambda _: new)
        override(tokens.digest, lambda digest: lambda token: digest(token.rpartition(".")[2]))


class LoginWithoutFieldsIs401(Variant):
    """Nothing sent is nothing right."""

    id = "login-without-fields-is-401"
    sentence = "POST /auth and POST /auth/refresh answer 401 where a field is missing or empty."
    requirements = ("LG-AUTH-032", "LG-AUTH-034")

    def apply(self, application: Application) -> None:
        """Take what is missing for what is wrong."""
        for name in ("login", "refreshTokens"):
            refuse_instead(
                application, name, MissingRequiredField, lambda _: NoValidCredentials("The credentials are not valid.")
            )


class LoginSetsAmplifyCookies(Variant):
    """A session for the web application too."""

    id = "login-sets-amplify-cookies"
    sentence = "POST /auth sets the cookies of Amplify: both tokens and the LastAuthUser."
    requirements = ("LG-AUTH-027", "LG-AUTH-039", "LG-PRIO-012", "LG-PRIO-013", "LG-ENV-012")

    def apply(self, application: Application) -> None:
        """Name them after the application and the user."""
        base = f"{AMPLIFY}{application.tokens.audience}"

        def with_cookies(handler: Handler) -> Handler:
            def login(call: Call) -> Answer:
                answer = handler(call)
                issued = answer.body.get("tokens") if isinstance(answer.body, dict) else None
                if isinstance(issued, dict):
                    user = str(call.body["username"])
                    values = {f"{user}.{name}": str(issued[name]) for name in ("accessToken", "idToken")}
                    answer.headers += [
                        (b"set-cookie", f"{base}.{name}={value}; Path=/; Secure".encode())
                        for name, value in {**values, "LastAuthUser": user}.items()
                    ]
                return answer

            return login

        application.wrap("login", with_cookies)


class EveryAnswerSetsCookies(Variant):
    """The session is kept alive by using it."""

    id = "every-answer-sets-cookies"
    sentence = "Every success with a token sets the cookie accessToken to a fresh token of the same person."
    requirements = ("LG-PRIO-001", "LG-PRIO-005", "LG-PRIO-008", "LG-AUTH-011", "LG-AUTH-012", "LG-ISO-003")

    def apply(self, application: Application) -> None:
        """Sign one for whoever was let in by a token."""
        tokens, identity = application.tokens, application.identity

        def add(operation: Operation, call: Call, answer: Answer) -> None:
            if not operation.takes or not is_success(answer) or call.principal.kind == "key":
                return
            if user := identity.user_of(call.principal.owner):
                token = tokens.signed(
                    tokens.access_claims(user.sub, user.username, platform_admin=user.platform_admin, now=call.now)
                )
                answer.headers.append((b"set-cookie", f"accessToken={token}; Path=/; HttpOnly".encode()))

        every_answer(application, add)


class PlatformAdminIsACustomClaim(Variant):
    """Another claim says who runs the platform."""

    id = "platform-admin-is-a-custom-claim"
    sentence = "Platform admins have the claim custom:platform_role in their tokens instead of a group."
    requirements = ("LG-ADM-001", "LG-ADM-002", "LG-ADM-003", "LG-ADM-004", "LG-AUTH-003")

    def apply(self, application: Application) -> None:
        """Write and read that claim."""
        tokens, credentials, identity = application.tokens, application.credentials, application.identity

        def signed(owner: str, username: str, *, platform_admin: bool, now: float) -> Object:
            role: Object = {"custom:platform_role": "admin"} if platform_admin else {}
            return {**original(owner, username, platform_admin=False, now=now), **role}

        def by_token(call: Call, token: str, kind: CredentialKind) -> Principal:
            found = judged(call, token, kind)
            admin = tokens.claims(token, call.now).get("custom:platform_role") == "admin"
            return identity.principal(found.owner, kind, platform_admin=admin) or found

        original, judged = tokens.access_claims, credentials.by_token
        override(tokens.access_claims, lambda _: signed)
        override(credentials.by_token, lambda _: by_token)


class LoginHasItsOwnLimit(Variant):
    """Guessing passwords takes long."""

    id = "login-has-its-own-limit"
    sentence = "POST /auth carries rate headers of a budget of its own: 300 good logins a window for each user name."
    requirements = ("LG-RATE-020", "LG-AUTH-027", "LG-AUTH-032")

    def apply(self, application: Application) -> None:
        """Count by user name, apart from all else."""
        limits = application.limits

        def counting(handler: Handler) -> Handler:
            def login(call: Call) -> Answer:
                # A refused request keeps nothing, so only good logins count.
                allowance = limits.spend(f"login {call.body.get('username')}", 300, call.now)
                limits.enforce(call, allowance)
                answer = handler(call)
                answer.headers += limits.headers(allowance)
                return answer

            return login

        application.wrap("login", counting)
