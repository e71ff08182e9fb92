"""Events of webhooks that are miscounted, and webhooks that are not kept."""

import uuid

from conformance.sandbox.application import Application
from conformance.sandbox.around import keep_refused
from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.webhooks import Webhooks
from conformance.sandbox.resources.webhooks_events import WebhookEvents, WrongSecret
from conformance.sandbox.values import Object


class WebhookEventLost(Defect):
    """Taken and forgotten."""

    id = "webhook-event-lost"
    sentence = "An event is answered 200 with an eventId, and eventCount does not grow."
    faults = ("F57",)
    operations = ("listWebhooks",)
    requirement = "LG-HOOK-006"
    advisory = True

    def apply(self, application: Application) -> None:
        """Count nothing."""
        override(
            application.resource(WebhookEvents).counted,
            lambda _: lambda record, now: None,  # noqa: ARG005  # as the original
        )


class WebhookEventDoubled(Defect):
    """Delivered at least once, counted at every delivery."""

    id = "webhook-event-doubled"
    sentence = "One event raises eventCount by two."
    faults = ("F57",)
    operations = ("listWebhooks",)
    requirement = "LG-HOOK-006"
    advisory = True

    def apply(self, application: Application) -> None:
        """Count twice."""
        events = application.resource(WebhookEvents)

        def counted(record: Record, now: float) -> None:
            original(record, now)
            original(events.webhooks.get(record.id) or record, now)

        original = events.counted
        override(events.counted, lambda _: counted)


class WebhookEventDeduplicated(Defect):
    """What looks the same is taken for a repetition."""

    id = "webhook-event-deduplicated"
    sentence = "A second event with the same body is answered 200 with another eventId and not counted."
    faults = ("F57",)
    operations = ("listWebhooks",)
    requirement = "LG-HOOK-006"
    advisory = True

    def apply(self, application: Application) -> None:
        """Remember what each webhook was sent."""
        events = application.resource(WebhookEvents)
        sent: set[tuple[str, bytes]] = set()

        def receive(handler: Handler) -> Handler:
            def once(call: Call) -> Answer:
                body = (call.path, call.raw)
                if body in sent:
                    events.meant(call)
                    return ok(eventId=str(uuid.uuid4()))
                answer = handler(call)
                sent.add(body)
                return answer

            return once

        application.wrap("receiveWebhookEvent", receive)


class WebhookEventCountedForAll(Defect):
    """The count is the user's, not the webhook's."""

    id = "webhook-event-counted-for-all"
    sentence = "An event raises the eventCount of all webhooks of its owner."
    faults = ("F57",)
    operations = ("listWebhooks",)
    requirement = "LG-HOOK-006"
    advisory = True

    def apply(self, application: Application) -> None:
        """Count for every webhook of the owner."""
        events = application.resource(WebhookEvents)

        def counted(record: Record, now: float) -> None:
            for other in events.webhooks.select(Filter().equals("owner", record.owner), at_once=True):
                original(other, now)

        original = events.counted
        override(events.counted, lambda _: counted)


class WebhookRefusedEventCounted(Defect):
    """Counted first, judged afterwards."""

    id = "webhook-refused-event-counted"
    sentence = "An event with a wrong secret is answered 401 and counted all the same."
    faults = ("F30", "F57")
    operations = ("listWebhooks",)
    requirement = "LG-HOOK-008"
    advisory = True

    def apply(self, application: Application) -> None:
        """Count, and refuse with an answer that undoes nothing."""
        events = application.resource(WebhookEvents)

        def keep(call: Call) -> None:
            record = events.webhooks.get(application.resource(Webhooks).urls.id(call))
            if record:
                events.counted(record, call.now)

        keep_refused(application, "receiveWebhookEvent", keep, WrongSecret)


class WebhookConfigDropped(Defect):
    """The platform's configuration is not stored."""

    id = "webhook-config-dropped"
    sentence = "POST /webhook-workbench does not store platformConfig."
    faults = ("F25",)
    operations = ("createWebhook",)
    requirement = "LG-HOOK-002"

    def apply(self, application: Application) -> None:
        """Store all but the configuration."""

        def stored(call: Call, id: str, secret: str, fields: Object) -> Record:
            return original(call, id, secret, {name: fields[name] for name in fields if name != "platformConfig"})

        original = application.resource(Webhooks).stored
        override(application.resource(Webhooks).stored, lambda _: stored)
