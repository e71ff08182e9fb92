"""Requests that act as somebody whom none of their credentials makes them."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.around import in_body, successes
from conformance.sandbox.around_callers import callers, callers_beside_bearers, id_token_person, in_company_of
from conformance.sandbox.call import Call, CredentialKind, Principal
from conformance.sandbox.choices import SHOWING
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import NoValidCredentials, Unauthenticated
from conformance.sandbox.unverified import named_by
from conformance.sandbox.values import Object


class OwnerAndCompanyMixed(Defect):
    """One part of the identity comes from each credential."""

    id = "owner-and-company-mixed"
    sentence = "With cookie and bearer token of two users, {operation} takes one's owner and the other's company."
    faults = ("F10", "F07")
    # Reads and updates go by the company alone and write no owner: rows-shown-as-other-callers is their mistake.
    choices = ("createClient", "createLeads")
    requirement = "LG-PRIO-005"

    def apply(self, application: Application) -> None:
        """Look the company up before the last credential has been read."""

        def mixed(cookie: Principal, bearer: Principal) -> Principal:
            return replace(bearer, company_id=cookie.company_id, role=cookie.role)

        callers_beside_bearers(application, mixed)


class RowsShownAsOtherCallers(Defect):
    """The rows are found by one credential, and whose they are is told by the other."""

    id = "rows-shown-as-other-callers"
    sentence = "With cookie and bearer token of two users, {operation} shows the one's rows with the other as owner."
    faults = ("F10",)
    choices = ("getCompany", "getEnrichLead", "listClients", "listLeads", "updateClient", "updateLeads")
    requirement = "LG-PRIO-005"

    def apply(self, application: Application) -> None:
        """Name the owner of whatever is shown by the last credential that was read."""
        credentials = application.credentials

        def shown(call: Call, body: Object) -> Object:
            if call.principal.kind != "cookie":
                return body
            try:
                other = credentials.caller(call, ("bearer",))
            except Unauthenticated:
                return body
            return in_body(body, lambda name, value: other.owner if name == "owner" else value)

        successes(application, shown)


class RefusedTokenNamesCaller(Defect):
    """A good credential lets the request in, a bad one above it says who it is."""

    id = "refused-token-names-caller"
    sentence = "An invalid token beside a valid credential of another user makes {operation} act as its own sub."
    faults = ("F08",)
    choices = SHOWING
    requirement = "LG-PRIO-006"

    def apply(self, application: Application) -> None:
        """Read the identity from the first token present, once anything has been verified."""
        credentials, identity = application.credentials, application.identity

        def caller(call: Call, takes: tuple[CredentialKind, ...]) -> Principal:
            found = original(call, takes)
            above = credentials.cookie_tokens(call) if "cookie" in takes and found.kind != "cookie" else []
            bearer = credentials.bearer_token(call) if "bearer" in takes and found.kind == "key" else None
            for token in (*above, *([bearer] if bearer else [])):
                claimed = identity.principal(named_by(token), found.kind, platform_admin=False)
                if claimed:
                    return claimed
            return found

        original = credentials.caller
        override(credentials.caller, lambda _: caller)


class LowerCredentialRefused(Defect):
    """A credential that is not needed is judged as well."""

    id = "lower-credential-refused"
    sentence = "An invalid API key beside a valid token makes {operation} fail with 401."
    faults = ("F08",)
    choices = SHOWING
    requirement = "LG-PRIO-008"

    def apply(self, application: Application) -> None:
        """Check the key whoever has been found already."""
        credentials, identity = application.credentials, application.identity

        def checked(call: Call, found: Principal) -> Principal:
            key = credentials.api_key(call)
            if found.kind != "key" and key and identity.key_owner(key) is None:
                raise NoValidCredentials("The API key is unknown.")
            return found

        callers(application, checked)


class UserIdBesideTokenActs(Defect):
    """`x-user-id` says who acts, whatever let the request in."""

    id = "user-id-beside-token-acts"
    sentence = "An x-user-id of another user beside a valid token makes {operation} act as that user."
    faults = ("F10",)
    choices = SHOWING
    requirement = "LG-PRIO-015"

    def apply(self, application: Application) -> None:
        """Prefer the header over the token's `sub`."""
        credentials, identity = application.credentials, application.identity

        def named(call: Call, found: Principal) -> Principal:
            user = call.header(b"x-user-id")
            if found.kind == "key" or credentials.api_key(call) or not user:
                return found
            return identity.principal(user, found.kind, platform_admin=found.platform_admin) or found

        callers(application, named)


class IdTokenCookieNamesCompany(Defect):
    """The company is that of the ID token's person."""

    id = "id-token-cookie-names-company"
    sentence = "An idToken cookie of another user beside a valid access token decides the company on {operation}."
    faults = ("F10",)
    choices = SHOWING
    requirement = "LG-PRIO-011"

    def apply(self, application: Application) -> None:
        """Look the membership up for the other token's `sub`."""

        def placed(call: Call, found: Principal) -> Principal:
            if found.kind == "key":
                return found
            return in_company_of(application, found, id_token_person(application, call))

        callers(application, placed)
