"""Secrets of webhooks that guard nothing."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.fields import missing
from conformance.sandbox.records import Record
from conformance.sandbox.resources.webhooks import Webhooks
from conformance.sandbox.resources.webhooks_events import WebhookEvents
from conformance.sandbox.values import Object


class WebhookAnySecretTaken(Defect):
    """The secret must be there, and nobody looks at it."""

    id = "webhook-wrong-secret-taken"
    sentence = "An event with a wrong secret is answered 200 and counted."
    faults = ("F57",)
    operations = ("createWebhook", "listWebhooks")
    requirement = "LG-HOOK-008"
    advisory = True

    def apply(self, application: Application) -> None:
        """Ask for any text."""
        override(
            application.resource(WebhookEvents).secret_holds,
            lambda _: lambda secret, digest: bool(secret),  # noqa: ARG005  # as the original
        )


class WebhookMissingSecretTaken(Defect):
    """The check runs only where there is something to check."""

    id = "webhook-missing-secret-taken"
    sentence = "An event without a secret is answered 200 and counted; a wrong secret is refused."
    faults = ("F57",)
    operations = ("createWebhook", "listWebhooks")
    requirement = "LG-HOOK-008"
    advisory = True

    def apply(self, application: Application) -> None:
        """Let an empty secret pass."""
        override(
            application.resource(WebhookEvents).secret_holds,
            lambda original: lambda secret, digest: not secret or original(secret, digest),
        )


class WebhookSecretCutShort(Defect):
    """Only the beginning is compared."""

    id = "webhook-secret-cut-short"
    sentence = "An event whose secret differs in the last character is answered 200 and counted."
    faults = ("F57",)
    operations = ("createWebhook", "listWebhooks")
    requirement = "LG-HOOK-007"
    advisory = True

    def apply(self, application: Application) -> None:
        """Store and compare all but the last character."""
        urls = application.resource(Webhooks).urls
        override(urls.digest, lambda original: lambda secret: original(secret[:-1]))


class WebhookSecretGuessable(Defect):
    """One secret for all webhooks."""

    id = "webhook-secret-guessable"
    sentence = "The URLs of all webhooks hold the same secret."
    faults = ("F57",)
    operations = ("createWebhook",)
    requirement = "LG-HOOK-005"
    advisory = True

    def apply(self, application: Application) -> None:
        """Draw nothing."""
        override(application.resource(Webhooks).new_secret, lambda _: lambda: "leadgenius-webhook-secret")


class WebhookSecretShort(Defect):
    """As long as one can remember."""

    id = "webhook-secret-short"
    sentence = "The secret in a webhook's URL has eight characters."
    faults = ("F57",)
    operations = ("createWebhook",)
    requirement = "LG-HOOK-005"
    advisory = True

    def apply(self, application: Application) -> None:
        """Cut it."""
        override(application.resource(Webhooks).new_secret, lambda original: lambda: original()[:8])


class WebhookMissingSecretIs400(Defect):
    """A parameter like any other."""

    id = "webhook-missing-secret-is-400"
    sentence = "An event without a secret is answered 400 instead of 401."
    faults = ("F06", "F57")
    operations = ("createWebhook",)
    requirement = "LG-HOOK-007"
    advisory = True

    def apply(self, application: Application) -> None:
        """Ask for the parameter before the secret is judged."""
        events = application.resource(WebhookEvents)

        def meant(call: Call) -> Record:
            if not application.resource(Webhooks).urls.secret(call):
                raise missing("secret")
            return original(call)

        original = events.meant
        override(events.meant, lambda _: meant)


class WebhookSecretListed(Defect):
    """What is told once is told at every list."""

    id = "webhook-secret-listed"
    sentence = "GET /webhook-workbench shows each webhook's secret."
    faults = ("F54",)
    operations = ("listWebhooks",)
    requirement = "LG-ENV-012"
    advisory = True

    def apply(self, application: Application) -> None:
        """Keep the secret in clear beside the other fields."""

        def stored(call: Call, id: str, secret: str, fields: Object) -> Record:
            return original(call, id, secret, {**fields, "secret": secret})

        original = application.resource(Webhooks).stored
        override(application.resource(Webhooks).stored, lambda _: stored)
