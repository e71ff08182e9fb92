"""Valid credentials that open less than they should."""

from collections.abc import Iterator
from functools import partial

from conformance.sandbox.application import Application
from conformance.sandbox.around_callers import refuse_kind
from conformance.sandbox.call import Call, CredentialKind
from conformance.sandbox.choices import OF_KEYS, OF_KEYS_ALONE, TOKENED
from conformance.sandbox.credentials import Attempt
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.operations import JWT


class ForBrowsersAlone(Defect):
    """The page's own calls bring cookies, and nobody thought of others."""

    id = "for-browsers-alone"
    sentence = "{operation} refuses a bearer token."
    faults = ("F06",)
    choices = TOKENED
    requirement = "LG-AUTH-011"

    def apply(self, application: Application) -> None:
        """Leave one kind out of the table of operations."""
        refuse_kind(application, self.operation, "bearer")


class CookieUnderOtherName(Defect):
    """The cookie is spelled as other libraries spell it."""

    id = "cookie-under-other-name"
    sentence = "{operation} reads the access token from the cookie access_token, and not from accessToken."
    faults = ("F06",)
    choices = TOKENED
    requirement = "LG-AUTH-012"

    def apply(self, application: Application) -> None:
        """Look for the other name; Amplify's cookies are found as before."""
        credentials = application.credentials

        def attempts(call: Call, takes: tuple[CredentialKind, ...]) -> Iterator[Attempt]:
            if "cookie" in takes:
                for token in tokens(call):
                    yield partial(credentials.by_token, call, token, "cookie")
            yield from original(call, tuple(kind for kind in takes if kind != "cookie"))

        def tokens(call: Call) -> list[str]:
            pairs = [pair.strip() for header in call.header_values(b"cookie") for pair in header.split(";")]
            plain = {pair.partition("=")[2].strip('"') for pair in pairs if pair.startswith("accessToken=")}
            named = [pair.partition("=")[2].strip('"') for pair in pairs if pair.startswith("access_token=")]
            return [*named, *(token for token in credentials.cookie_tokens(call) if token not in plain)]

        original = credentials.attempts
        override(credentials.attempts, lambda _: attempts)


class KeysRefused(Defect):
    """One route was left behind when keys came."""

    id = "keys-refused"
    sentence = "{operation} refuses an API key."
    faults = ("F06",)
    choices = tuple(each for each in OF_KEYS if each not in OF_KEYS_ALONE)
    requirement = "LG-AUTH-013"

    def apply(self, application: Application) -> None:
        """Take tokens alone."""
        application.operations[self.operation].takes = JWT
