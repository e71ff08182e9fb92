"""API keys that open more than they should."""

from conformance.sandbox.application import Application
from conformance.sandbox.around_callers import Kinds, unknown_callers
from conformance.sandbox.call import Call, CredentialKind, Principal
from conformance.sandbox.choices import OF_KEYS, OF_KEYS_ALONE, OPENING
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import Unauthenticated
from conformance.sandbox.identity import KEY_PREFIX

BEGINNING = 12
"""Characters of a key that are held to be enough."""


class KeyActsAsAnyone(Defect):
    """`x-user-id` is believed, once the key is one of ours."""

    id = "key-acts-as-anyone"
    sentence = "A valid API key acts on {operation} as whomever x-user-id names."
    faults = ("F05", "F10")
    choices = tuple(each for each in OF_KEYS if each != "bulkSourceLeads")  # nobody's scraped leads are known
    requirement = "LG-AUTH-020"

    def apply(self, application: Application) -> None:
        """Take the identity from the header."""
        credentials, identity = application.credentials, application.identity

        def by_key(call: Call, key: str) -> Principal:
            named = identity.principal(call.header(b"x-user-id") or "", "key", platform_admin=False)
            return named if named and identity.key_owner(key) else matched(call, key)

        matched = credentials.by_key
        override(credentials.by_key, lambda _: by_key)


class KeyNeedsNoUserId(Defect):
    """A key without `x-user-id` is enough."""

    id = "key-needs-no-user-id"
    sentence = "{operation} takes an API key without x-user-id."
    faults = ("F05",)
    choices = OF_KEYS
    requirement = "LG-AUTH-019"

    def apply(self, application: Application) -> None:
        """Compare the header only where there is one."""
        override(
            application.credentials.key_is_for,
            lambda original: lambda owner, user_id: user_id is None or original(owner, user_id),
        )


class KeyInAnyCase(Defect):
    """Keys are compared without regard to letter case."""

    id = "key-in-any-case"
    sentence = "{operation} takes an API key whose letter case was changed."
    faults = ("F05",)
    choices = OF_KEYS
    requirement = "LG-AUTH-022"

    def apply(self, application: Application) -> None:
        """Fold the case before the look-up."""
        override(application.identity.key_owner, lambda original: lambda key: original(key.lower()))


class KeyAsBearerTaken(Defect):
    """A key counts wherever a token may stand."""

    id = "key-as-bearer-taken"
    sentence = "{operation} takes an API key with its x-user-id as a bearer token."
    faults = ("F05", "F11")
    choices = tuple(each for each in OF_KEYS if each not in OF_KEYS_ALONE)
    requirement = "LG-AUTH-023"
    advisory = True

    def apply(self, application: Application) -> None:
        """Tell keys by their prefix."""
        credentials = application.credentials

        def by_token(call: Call, token: str, kind: CredentialKind) -> Principal:
            return credentials.by_key(call, token) if token.startswith(KEY_PREFIX) else original(call, token, kind)

        original = credentials.by_token
        override(credentials.by_token, lambda _: by_token)


class UserIdAloneTaken(Defect):
    """Who says who it is, is it."""

    id = "user-id-alone-taken"
    sentence = "{operation} takes an x-user-id without a key for that user, where no credential holds."
    faults = ("F01", "F05")
    choices = OPENING
    requirement = "LG-AUTH-024"

    def apply(self, application: Application) -> None:
        """Fall back on the header where nothing else holds."""
        credentials, identity = application.credentials, application.identity

        def named(call: Call, _takes: Kinds, _refusal: Unauthenticated) -> Principal | None:
            user = identity.user_of(call.header(b"x-user-id") or "")
            if user is None or credentials.api_key(call):
                return None
            return identity.principal(user.sub, "key", platform_admin=user.platform_admin)

        unknown_callers(application, named)


class KeyBeginningTaken(Defect):
    """A key is looked up by its visible beginning."""

    id = "key-beginning-taken"
    sentence = "{operation} compares the first twelve characters of an API key alone."
    faults = ("F05",)
    choices = OF_KEYS
    requirement = "LG-AUTH-022"

    def apply(self, application: Application) -> None:
        """Let a key that begins like the named user's be theirs."""
        actors = application.seeding.actors.values()
        known = {actor.api_key[:BEGINNING]: actor.user_id for actor in actors if actor.api_key}

        def key_owner(key: str) -> str | None:
            return original(key) or known.get(key[:BEGINNING])

        original = application.identity.key_owner
        override(application.identity.key_owner, lambda _: key_owner)
