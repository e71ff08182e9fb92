"""Several credentials in one request, of which more than the highest is heard."""

from conformance.sandbox.application import Application
from conformance.sandbox.around_callers import (
    Kinds,
    before_callers,
    callers,
    callers_beside_bearers,
    id_token_person,
    in_company_of,
)
from conformance.sandbox.call import Call, Principal
from conformance.sandbox.choices import SHOWING, SHOWING_OF_KEYS
from conformance.sandbox.deviation import Defect
from conformance.sandbox.errors import InvalidValue, NoValidCredentials


class TwoCredentialsRefused(Defect):
    """What is said twice is held to be a contradiction."""

    id = "two-credentials-refused"
    sentence = "{operation} with a cookie and a bearer token, both valid, is answered 400."
    faults = ("F07", "F08")
    choices = SHOWING
    requirement = "LG-PRIO-008"

    def apply(self, application: Application) -> None:
        """Refuse where two of them hold."""

        def refused(_cookie: Principal, _bearer: Principal) -> Principal:
            raise InvalidValue("Send one credential.")

        callers_beside_bearers(application, refused)


class BadKeyNamesCaller(Defect):
    """A token lets the request in, the header beside a key says who it is."""

    id = "bad-key-names-caller"
    sentence = "An invalid API key with another's x-user-id beside a valid token makes {operation} act as that user."
    faults = ("F08",)
    choices = SHOWING_OF_KEYS
    requirement = "LG-PRIO-006"

    def apply(self, application: Application) -> None:
        """Believe the header wherever a key comes along."""
        credentials, identity = application.credentials, application.identity

        def named(call: Call, found: Principal) -> Principal:
            key = credentials.api_key(call)
            if found.kind == "key" or not key or identity.key_owner(key) is not None:
                return found
            return identity.principal(call.header(b"x-user-id") or "", found.kind, platform_admin=False) or found

        callers(application, named)


class IdTokenCookieNamesOwner(Defect):
    """The session's other cookie says who it is."""

    id = "id-token-cookie-names-owner"
    sentence = "An idToken cookie of another user beside a valid access token decides who acts on {operation}."
    faults = ("F10",)
    choices = SHOWING
    requirement = "LG-PRIO-011"

    def apply(self, application: Application) -> None:
        """Read the identity from the ID token, once an access token has been verified."""
        identity = application.identity

        def named(call: Call, found: Principal) -> Principal:
            if found.kind == "key":
                return found
            person = id_token_person(application, call)
            return identity.principal(person, found.kind, platform_admin=found.platform_admin) or found

        callers(application, named)


class UserIdNamesCompany(Defect):
    """The company is that of the user whom the header names."""

    id = "user-id-names-company"
    sentence = "An x-user-id of another user beside a valid token decides the company on {operation}."
    faults = ("F10",)
    choices = SHOWING
    requirement = "LG-PRIO-015"

    def apply(self, application: Application) -> None:
        """Look the membership up for the header."""
        credentials = application.credentials

        def placed(call: Call, found: Principal) -> Principal:
            named = call.header(b"x-user-id")
            if found.kind == "key" or credentials.api_key(call) or not named:
                return found
            return in_company_of(application, found, named)

        callers(application, placed)


class OtherSchemeRefused(Defect):
    """A header that is not understood is a bad credential."""

    id = "other-scheme-refused"
    sentence = "An Authorization header of another scheme beside a valid cookie makes {operation} fail with 401."
    faults = ("F08",)
    choices = SHOWING
    requirement = "LG-PRIO-014"
    advisory = True

    def apply(self, application: Application) -> None:
        """Refuse it before anything else is read."""

        def check(call: Call, _takes: Kinds) -> None:
            scheme = (call.header(b"authorization") or "Bearer").partition(" ")[0]
            if scheme.lower() != "bearer":
                raise NoValidCredentials("The Authorization header is of no known scheme.")

        before_callers(application, check)
