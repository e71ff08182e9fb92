"""Several credentials in one request, read by other rules than their order."""

from collections.abc import Iterator

from conformance.sandbox.application import Application
from conformance.sandbox.around_callers import Kinds, before_callers, callers, unknown_callers
from conformance.sandbox.call import Call, CredentialKind, Principal
from conformance.sandbox.choices import OF_KEYS_ALONE, OPENING_TO_TOKENS, SHOWING
from conformance.sandbox.credentials import Attempt
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import InvalidValue, NoValidCredentials, Unauthenticated
from conformance.sandbox.operations import JWT
from conformance.sandbox.unverified import named_by


class BadTokenStopsRequest(Defect):
    """A token that does not hold is taken for a mistake of the client."""

    id = "bad-token-stops-request"
    sentence = "{operation} with an invalid token above a valid credential is answered 400."
    faults = ("F08", "F06")
    choices = SHOWING
    requirement = "LG-PRIO-007"
    advisory = True

    def apply(self, application: Application) -> None:
        """Refuse at the first that does not hold, where another follows."""
        credentials = application.credentials

        def attempts(call: Call, takes: tuple[CredentialKind, ...]) -> Iterator[Attempt]:
            found = list(original(call, takes))
            for attempt in found[:-1]:
                try:
                    attempt()
                except Unauthenticated as error:
                    raise InvalidValue("One of the credentials is not valid.") from error
            yield from found

        original = credentials.attempts
        override(credentials.attempts, lambda _: attempts)


class SeveralBadTokensCount(Defect):
    """Several tokens are held to prove each other."""

    id = "several-bad-tokens-count"
    sentence = "{operation} with several tokens, none of them valid, takes the user that the last one names."
    faults = ("F02", "F08")
    choices = (*OPENING_TO_TOKENS, "listAdminCompanies", "listAdminUsers")  # the bulk lists read no token
    requirement = "LG-PRIO-009"

    def apply(self, application: Application) -> None:
        """Believe the last where there are several."""
        credentials, identity = application.credentials, application.identity

        def last(call: Call, _takes: Kinds, _refusal: Unauthenticated) -> Principal | None:
            bearer = credentials.bearer_token(call)
            tokens = [*credentials.cookie_tokens(call), *([bearer] if bearer else [])]
            several = len(tokens) > 1
            return identity.principal(named_by(tokens[-1]), "bearer", platform_admin=True) if several else None

        unknown_callers(application, last)


class TokenBesideKeyInBulk(Defect):
    """A bulk list acts as the token's user, once a key has let the request in."""

    id = "token-beside-key-in-bulk"
    sentence = "{operation} acts as the user of a token beside a valid API key."
    faults = ("F07", "F11")
    choices = OF_KEYS_ALONE
    requirement = "LG-PRIO-010"

    def apply(self, application: Application) -> None:
        """Look at the token where only keys are taken."""
        credentials = application.credentials

        def caller(call: Call, takes: tuple[CredentialKind, ...]) -> Principal:
            found = original(call, takes)
            if takes != ("key",):
                return found
            try:
                return original(call, JWT)
            except Unauthenticated:
                return found

        original = credentials.caller
        override(credentials.caller, lambda _: caller)


class AmplifyCookieUnknown(Defect):
    """Only the plain cookie is known."""

    id = "amplify-cookie-unknown"
    sentence = "{operation} does not take an access token in Amplify's cookie."
    faults = ("F06",)
    choices = SHOWING
    requirement = "LG-PRIO-012"
    advisory = True

    def apply(self, application: Application) -> None:
        """Read the plain cookie alone."""
        override(application.credentials.amplify_cookies, lambda original: lambda call: original(call)[:0])


class AmplifyCookieFirst(Defect):
    """Amplify's cookie wins over the plain one."""

    id = "amplify-cookie-first"
    sentence = "Of a plain and an Amplify cookie of two users, Amplify's counts on {operation}."
    faults = ("F07",)
    choices = SHOWING
    requirement = "LG-PRIO-013"
    advisory = True

    def apply(self, application: Application) -> None:
        """Try them in the other order."""
        override(application.credentials.cookie_tokens, lambda original: lambda call: original(call)[::-1])


class EmptyCookieRefused(Defect):
    """An empty cookie is a bad one."""

    id = "empty-cookie-refused"
    sentence = "An empty accessToken cookie beside a valid bearer token makes {operation} fail with 401."
    faults = ("F08", "F06")
    choices = SHOWING
    requirement = "LG-PRIO-014"
    advisory = True

    def apply(self, application: Application) -> None:
        """Refuse it before anything else is read."""

        def check(call: Call, _takes: Kinds) -> None:
            pairs = (pair.strip() for text in call.header_values(b"cookie") for pair in text.split(";"))
            if "accessToken=" in pairs:
                raise NoValidCredentials("The session cookie is empty.")

        before_callers(application, check)


class UserIdWithoutKeyRefused(Defect):
    """`x-user-id` is held to be half a credential."""

    id = "user-id-without-key-refused"
    sentence = "An x-user-id beside a valid token, without an API key, makes {operation} fail with 401."
    faults = ("F08", "F06")
    choices = SHOWING
    requirement = "LG-PRIO-016"
    advisory = True

    def apply(self, application: Application) -> None:
        """Ask for the other half."""
        credentials = application.credentials

        def checked(call: Call, found: Principal) -> Principal:
            if call.header(b"x-user-id") and not credentials.api_key(call):
                raise NoValidCredentials("x-user-id needs an API key.")
            return found

        callers(application, checked)
