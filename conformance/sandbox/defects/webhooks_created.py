"""Webhooks that are made otherwise than asked for, or against the rules."""

import uuid
from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.around import keep_refused
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import MissingRequiredField
from conformance.sandbox.fields import Field, FieldTable
from conformance.sandbox.records import Record
from conformance.sandbox.resources.webhooks import FIELDS, PLATFORMS, Webhooks
from conformance.sandbox.values import Object


def _sent(application: Application, **changed: Field) -> None:
    """Read a body by other fields of these names."""
    table = FieldTable(*(changed.get(field.name, field) for field in FIELDS.fields))
    override(application.resource(Webhooks).sent, lambda _: lambda call: table.for_create(call.body))


NAME, PLATFORM = FIELDS.fields[:2]


class WebhookUrlRelative(Defect):
    """Whoever renders the page knows the origin."""

    id = "webhook-url-relative"
    sentence = "POST /webhook-workbench gives a webhookUrl without scheme and host."
    faults = ("F53",)
    operations = ("createWebhook",)
    requirement = "LG-HOOK-001"

    def apply(self, application: Application) -> None:
        """Begin with the path."""
        urls = application.resource(Webhooks).urls

        def url(call: Call, id: str, secret: str) -> str:
            return original(call, id, secret).removeprefix(f"http://{call.header(b'host') or 'localhost'}")

        original = urls.url
        override(urls.url, lambda _: url)


class WebhookPlatformRefused(Defect):
    """One platform was forgotten."""

    id = "webhook-platform-refused"
    sentence = "POST /webhook-workbench answers 400 to the platform `woodpecker`."
    faults = ("F52",)
    operations = ("createWebhook",)
    requirement = "LG-HOOK-003"

    def apply(self, application: Application) -> None:
        """Leave it out of the enumeration."""
        known = tuple(platform for platform in PLATFORMS if platform != "woodpecker")
        _sent(application, platform=replace(PLATFORM, choices=known))


class WebhookPlatformUnchecked(Defect):
    """The enumeration is the documentation's alone."""

    id = "webhook-unknown-platform-taken"
    sentence = "POST /webhook-workbench stores a webhook of a platform that is none of the four."
    faults = ("F52",)
    operations = ("createWebhook",)
    requirement = "LG-HOOK-004"
    advisory = True

    def apply(self, application: Application) -> None:
        """Take any text."""
        _sent(application, platform=replace(PLATFORM, choices=None))


class WebhookNamelessTaken(Defect):
    """Nobody asks for the name."""

    id = "webhook-nameless-taken"
    sentence = "POST /webhook-workbench stores a webhook without a name."
    faults = ("F52",)
    operations = ("createWebhook",)
    requirement = "LG-HOOK-004"
    advisory = True

    def apply(self, application: Application) -> None:
        """Take it as optional."""
        _sent(application, name=replace(NAME, required=False))


class WebhookRefusedKept(Defect):
    """Stored first, judged afterwards."""

    id = "webhook-refused-kept"
    sentence = (
        "POST /webhook-workbench answers 400 to a body without name or platform and stores the webhook all the same."
    )
    faults = ("F30",)
    operations = ("createWebhook", "listWebhooks")
    requirement = "LG-HOOK-004"
    advisory = True

    def apply(self, application: Application) -> None:
        """Store what is there, and refuse with an answer that undoes nothing."""
        webhooks = application.resource(Webhooks)

        def keep(call: Call) -> None:
            kept: Object = {name: call.body[name] for name in FIELDS.names if name in call.body}
            webhooks.stored(call, str(uuid.uuid4()), "", {**kept, "isActive": True})

        keep_refused(application, "createWebhook", keep, MissingRequiredField)


class WebhookClientDropped(Defect):
    """The answer echoes what is not stored."""

    id = "webhook-client-dropped"
    sentence = "POST /webhook-workbench answers with the client_id and does not store it."
    faults = ("F25",)
    operations = ("createWebhook",)
    requirement = "LG-HOOK-002"

    def apply(self, application: Application) -> None:
        """Store all but the client."""
        webhooks = application.resource(Webhooks)

        def stored(call: Call, id: str, secret: str, fields: Object) -> Record:
            kept: Object = {name: value for name, value in fields.items() if name != "client_id"}
            return replace(original(call, id, secret, kept), fields=fields)

        original = webhooks.stored
        override(webhooks.stored, lambda _: stored)


class WebhookNotStored(Defect):
    """Created and forgotten."""

    id = "webhook-not-stored"
    sentence = "POST /webhook-workbench answers 201 with a webhook that is never listed."
    faults = ("F24",)
    operations = ("createWebhook",)
    requirement = "LG-HOOK-002"

    def apply(self, application: Application) -> None:
        """Answer with a row that is gone."""
        webhooks = application.resource(Webhooks)

        def stored(call: Call, id: str, secret: str, fields: Object) -> Record:
            record = original(call, id, secret, fields)
            webhooks.webhooks.delete(record)
            return record

        original = webhooks.stored
        override(webhooks.stored, lambda _: stored)
