"""Credentials that are not seen, come in another order, or open what they must not."""

from collections.abc import Iterator
from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.around_callers import callers_beside_bearers
from conformance.sandbox.call import Call, CredentialKind, Principal
from conformance.sandbox.credentials import Attempt
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.operations import ANY


class SecondCookieNotSeen(Defect):
    """The header is split at each semicolon, and the blank behind it is left in the name."""

    id = "second-cookie-not-seen"
    sentence = "An accessToken cookie that is not the first cookie of its header counts as not sent."
    faults = ("F07",)
    operations = ("listClients", "getCompany")
    requirement = "LG-PRIO-001"
    because = (
        "Browsers send several cookies, so most logins by cookie meet it, and every rule on cookies is tried with one."
    )

    def apply(self, application: Application) -> None:
        """Keep the tokens that stand first."""
        credentials = application.credentials

        def cookie_tokens(call: Call) -> list[str]:
            pairs = (header.partition(";")[0].partition("=") for header in call.header_values(b"cookie"))
            first = {value.strip().strip('"') for _, _, value in pairs}
            return [token for token in original(call) if token in first]

        original = credentials.cookie_tokens
        override(credentials.cookie_tokens, lambda _: cookie_tokens)


class TwoWayRoutesPreferKey(Defect):
    """The routes for people and machines have a middleware of their own, which asks for the key first."""

    id = "two-way-routes-prefer-key"
    sentence = (
        "POST /search-history and both operations of /webhook-workbench act as the API key's user "
        "beside a token of another."
    )
    faults = ("F09", "F07")
    operations = ("createSearchHistory", "listWebhooks", "createWebhook")
    requirement = "LG-PRIO-004"

    def apply(self, application: Application) -> None:
        """Try the key first there."""
        credentials = application.credentials

        def attempts(call: Call, takes: tuple[CredentialKind, ...]) -> Iterator[Attempt]:
            found = [*original(call, takes)]
            two_way = call.path.endswith(("/search-history", "/webhook-workbench"))
            if two_way and "key" in takes and credentials.api_key(call):
                found = [found[-1], *found[:-1]]
            return iter(found)

        original = credentials.attempts
        override(credentials.attempts, lambda _: attempts)


class AdminClaimOfAnyToken(Defect):
    """The guard of the admin pages looks through all tokens of the request."""

    id = "admin-claim-of-any-token"
    sentence = "GET /admin/companies and /admin/users open to a user's cookie beside a platform admin's bearer token."
    faults = ("F10", "F22")
    operations = ("listAdminCompanies", "listAdminUsers")
    requirement = "LG-PRIO-017"

    def apply(self, application: Application) -> None:
        """Take the claim from the bearer token where the caller lacks it."""

        def claiming(cookie: Principal, bearer: Principal) -> Principal:
            return replace(cookie, platform_admin=cookie.platform_admin or bearer.platform_admin)

        callers_beside_bearers(application, claiming)


class SdrSettingsPutTakesKey(Defect):
    """One route of six was registered with the usual guard."""

    id = "sdr-settings-put-takes-key"
    sentence = "PUT /settings/sdr-ai takes an API key, which GET and POST of the same path do not."
    faults = ("F11", "F09")
    operations = ("updateSdrSettings",)
    requirement = "LG-AUTH-017"

    def apply(self, application: Application) -> None:
        """Take any kind of credential."""
        application.operations["updateSdrSettings"].takes = ANY
