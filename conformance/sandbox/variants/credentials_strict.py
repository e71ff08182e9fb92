"""Servers that are stricter about credentials than they need to be."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call, CredentialKind, Principal
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import InsufficientPermissions, NoValidCredentials, Unauthenticated
from conformance.sandbox.operations import ANY

KEYS_ARE_STATED = ("/api/leads", "/api/search-history", "/api/webhook-workbench")


class FirstBadCredentialStops(Variant):
    """No second chance: a bad credential is refused, whatever stands below it."""

    id = "first-bad-credential-stops"
    sentence = "A credential that is present but not valid gets 401, even above a valid one."
    requirements = ("LG-PRIO-006", "LG-PRIO-007", "LG-PRIO-009", "LG-PRIO-010", "LG-PRIO-014", "LG-AUTH-010")

    def apply(self, application: Application) -> None:
        """Try the highest one alone."""
        credentials = application.credentials

        def caller(call: Call, takes: tuple[CredentialKind, ...]) -> Principal:
            for attempt in credentials.attempts(call, takes):
                return attempt()
            raise NoValidCredentials("The request carries no credentials that this operation takes.")

        override(credentials.caller, lambda _: caller)


class KindNotTakenIs403(Variant):
    """Known, but by the wrong kind of credential."""

    id = "kind-not-taken-is-403"
    sentence = "A valid credential of a kind that the operation does not take gets 403 insufficient_permissions."
    requirements = ("LG-AUTH-010", "LG-AUTH-016", "LG-AUTH-017", "LG-AUTH-018", "LG-PRIO-010", "LG-ADM-003")

    def apply(self, application: Application) -> None:
        """Look at the other kinds once none that counts is there."""
        credentials = application.credentials

        def caller(call: Call, takes: tuple[CredentialKind, ...]) -> Principal:
            try:
                return original(call, takes)
            except NoValidCredentials as error:
                others = [attempt for attempt in credentials.attempts(call, ANY) if takes]
                if not others or any(True for _ in credentials.attempts(call, takes)):
                    raise
                others[0]()
                raise InsufficientPermissions("This operation takes another kind of credential.") from error

        original = credentials.caller
        override(credentials.caller, lambda _: caller)


class KeysOnlyWhereStated(Variant):
    """Keys for leads, webhooks and the making of searches; tokens for all else."""

    id = "keys-only-where-stated"
    sentence = "An API key opens leads, webhooks, POST /search-history and the bulk lists alone; elsewhere it gets 401."
    requirements = (
        "LG-AUTH-013",
        "LG-AUTH-014",
        "LG-AUTH-020",
        "LG-AUTH-030",
        "LG-ENV-023",
        "LG-INT-016",
        "LG-RATE-006",
        "LG-RATE-007",
    )

    def apply(self, application: Application) -> None:
        """Take keys off the other operations."""
        for operation in application.operations.values():
            if operation.takes == ANY and operation.path not in KEYS_ARE_STATED:
                operation.takes = ("cookie", "bearer")


class KeysOnlyWhereStatedElse403(Variant):
    """A key is known, and may not."""

    id = "keys-only-where-stated-else-403"
    sentence = "An API key opens leads, webhooks, POST /search-history and the bulk lists alone; elsewhere it gets 403."
    requirements = (
        "LG-AUTH-010",
        "LG-AUTH-014",
        "LG-AUTH-020",
        "LG-ENV-023",
        "LG-INT-016",
        "LG-RATE-006",
        "LG-PRIO-010",
    )

    def apply(self, application: Application) -> None:
        """Take keys off the other operations, and know them all the same."""
        KeysOnlyWhereStated().apply(application)
        KindNotTakenIs403().apply(application)


class LastRefusalCounts(Variant):
    """What was tried last is what is told."""

    id = "last-refusal-counts"
    sentence = "Where no credential holds, the errorType is that of the lowest one present."
    requirements = ("LG-AUTH-010", "LG-PRIO-009")

    def apply(self, application: Application) -> None:
        """Keep the last error instead of the first."""
        credentials = application.credentials

        def caller(call: Call, takes: tuple[CredentialKind, ...]) -> Principal:
            refusal: Unauthenticated = NoValidCredentials(
                "The request carries no credentials that this operation takes."
            )
            for attempt in credentials.attempts(call, takes):
                try:
                    return attempt()
                except Unauthenticated as error:
                    refusal = error
            raise refusal

        override(credentials.caller, lambda _: caller)
