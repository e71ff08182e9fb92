"""Webhooks shown otherwise."""

import orjson

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.records import Record
from conformance.sandbox.resources.webhooks import Webhooks
from conformance.sandbox.values import Object


class WebhookConfigRewritten(Variant):
    """The configuration is stored as JSON and written anew."""

    id = "webhook-config-rewritten"
    sentence = "platformConfig comes back as a string of equal JSON, without its blanks."
    requirements = ("LG-HOOK-002",)

    def apply(self, application: Application) -> None:
        """Read it and write it."""

        def shown(record: Record) -> Object:
            webhook = original(record)
            config = webhook.get("platformConfig")
            if isinstance(config, str):
                webhook["platformConfig"] = orjson.dumps(orjson.loads(config)).decode()
            return webhook

        original = application.resource(Webhooks).shown
        override(application.resource(Webhooks).shown, lambda _: shown)


class WebhookSecretMasked(Variant):
    """The place of the secret is shown, the secret is not."""

    id = "webhook-secret-masked"
    sentence = "GET /webhook-workbench shows the secret and the URL of each webhook masked."
    requirements = ("LG-HOOK-002", "LG-HOOK-005", "LG-ENV-012")

    def apply(self, application: Application) -> None:
        """Add the two, masked."""
        webhooks = application.resource(Webhooks)
        masked: Object = {"secret": "••••••••", "webhookUrl": "/api/webhook/••••••••"}
        override(webhooks.shown, lambda original: lambda record: {**original(record), **masked})
