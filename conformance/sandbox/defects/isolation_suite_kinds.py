"""Kinds of credentials that open, or do not open, other operations than they should."""

from conformance.sandbox.application import Application
from conformance.sandbox.around_callers import Kinds, before_callers, id_token_person, take_keys_too, unknown_callers
from conformance.sandbox.call import Call, Principal
from conformance.sandbox.choices import OF_KEYS_ALONE, OF_TOKENS_ALONE, TOKENED
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import NoValidCredentials, Unauthenticated
from conformance.sandbox.filters import Filter
from conformance.sandbox.resources.find_lead import FindLead


class KeyFindsNothing(Defect):
    """What the search may read is looked up for tokens alone."""

    id = "key-finds-nothing"
    sentence = "GET /find-lead with an API key answers 200 with no leads."
    faults = ("F06", "F10")
    operations = ("findLead",)
    requirement = "LG-AUTH-014"
    advisory = True

    def apply(self, application: Application) -> None:
        """Narrow the search to nothing for keys."""
        find = application.resource(FindLead)

        def readable(call: Call) -> Filter:
            return original(call).where("0") if call.principal.kind == "key" else original(call)

        original = find.readable
        override(find.readable, lambda _: readable)


class BulkRefusesKeys(Defect):
    """A key alone does not open a bulk list."""

    id = "bulk-refuses-keys"
    sentence = "{operation} refuses an API key that comes without a bearer token."
    faults = ("F06",)
    choices = OF_KEYS_ALONE
    requirement = "LG-AUTH-015"

    def apply(self, application: Application) -> None:
        """Ask for a token as well."""
        credentials = application.credentials

        def check(call: Call, takes: Kinds) -> None:
            if takes == ("key",) and not credentials.bearer_token(call):
                raise NoValidCredentials("Send a bearer token.")

        before_callers(application, check)


class KeysOpen(Defect):
    """A key counts where only tokens should; on PUT /settings/sdr-ai that is `sdr-settings-put-takes-key`."""

    id = "keys-open"
    sentence = "{operation} takes an API key."
    faults = ("F11",)
    choices = tuple(each for each in OF_TOKENS_ALONE if each != "updateSdrSettings")
    requirement = "LG-AUTH-017"

    def apply(self, application: Application) -> None:
        """Add the third kind."""
        take_keys_too(application)


class AnySchemeTaken(Defect):
    """The Authorization header is read from its last word."""

    id = "any-scheme-taken"
    sentence = "{operation} takes an access token under another Authorization scheme than Bearer."
    faults = ("F11",)
    choices = TOKENED
    requirement = "LG-AUTH-025"
    advisory = True

    def apply(self, application: Application) -> None:
        """Forget the scheme."""
        override(
            application.credentials.bearer_token,
            lambda _: lambda call: (call.header(b"authorization") or "").partition(" ")[2].strip() or None,
        )


class IdTokenCookieTaken(Defect):
    """The session's other cookie is as good."""

    id = "id-token-cookie-taken"
    sentence = "{operation} takes an idToken cookie for its person where no credential holds."
    faults = ("F11",)
    choices = TOKENED
    requirement = "LG-AUTH-026"
    advisory = True

    def apply(self, application: Application) -> None:
        """Read it where there is nothing else."""
        identity = application.identity

        def named(call: Call, takes: Kinds, _refusal: Unauthenticated) -> Principal | None:
            if "cookie" not in takes:
                return None
            return identity.principal(id_token_person(application, call), "cookie", platform_admin=False)

        unknown_callers(application, named)
