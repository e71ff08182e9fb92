"""Webhooks that are shown in another form or to others, or take another's secret."""

import orjson

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.resources.webhooks import Webhooks
from conformance.sandbox.resources.webhooks_events import WebhookEvents
from conformance.sandbox.rewriting import rewrite
from conformance.sandbox.values import Json, Object


class PlatformConfigListedParsed(Defect):
    """The list makes it ready for the page that shows it."""

    id = "platform-config-listed-parsed"
    sentence = "GET /webhook-workbench shows platformConfig as an object and not as the string that was sent."
    faults = ("F25", "F53")
    operations = ("listWebhooks",)
    requirement = "LG-HOOK-002"

    def apply(self, application: Application) -> None:
        """Read the JSON in it."""

        def parsed(row: Json) -> Json:
            if not isinstance(row, dict) or not isinstance(config := row.get("platformConfig"), str):
                return row
            return {**row, "platformConfig": orjson.loads(config)}

        def changed(_: Call, body: Object) -> Object:
            rows = body["webhooks"]
            return {**body, "webhooks": [parsed(row) for row in rows] if isinstance(rows, list) else rows}

        rewrite(application, "listWebhooks", changed)


class WebhookTakesSiblingSecret(Defect):
    """The secret is looked up, and nobody asks whose it is."""

    id = "webhook-takes-sibling-secret"
    sentence = "An event at one webhook's URL with the secret of another webhook is answered 200 and counted."
    faults = ("F57",)
    operations = ("createWebhook", "listWebhooks")
    requirement = "LG-HOOK-007"
    advisory = True

    def apply(self, application: Application) -> None:
        """Take any secret that is one."""
        events, webhooks = application.resource(WebhookEvents), application.resource(Webhooks)

        def secret_holds(secret: str, digest: str) -> bool:
            known = webhooks.webhooks.find(Filter().equals("secret_digest", webhooks.urls.digest(secret)))
            return known is not None or original(secret, digest)

        original = events.secret_holds
        override(events.secret_holds, lambda _: secret_holds)


class WebhooksOfCompanyByKey(Defect):
    """A machine works for the company."""

    id = "webhooks-of-company-by-key"
    sentence = "GET /webhook-workbench with an API key lists the webhooks of all members of the company."
    faults = ("F15", "F22")
    operations = ("listWebhooks",)
    requirement = "LG-ISO-038"
    advisory = True

    def apply(self, application: Application) -> None:
        """Leave the owner out of the condition."""
        webhooks = application.resource(Webhooks)

        def listed(call: Call) -> Filter:
            return application.access.readable(call) if call.principal.kind == "key" else original(call)

        original = webhooks.listed
        override(webhooks.listed, lambda _: listed)
