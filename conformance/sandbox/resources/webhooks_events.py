"""Events that outside platforms post to a webhook's URL."""

import uuid
from typing import TYPE_CHECKING, ClassVar

import orjson

from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.errors import InvalidFormat, Unauthenticated
from conformance.sandbox.operations import OPEN, operation
from conformance.sandbox.records import Record
from conformance.sandbox.resource import Resource
from conformance.sandbox.resources.webhooks import WEBHOOKS, Webhooks
from conformance.sandbox.values import iso
from conformance.sandbox.webhook_urls import PATH

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

NOBODY = "0" * 64
"""No secret has this digest: an unknown id is judged like a known one, and always fails."""


class WrongSecret(Unauthenticated):
    """The URL names no webhook, or not with its secret; which of the two is not told."""

    recommendation: ClassVar[str] = "Post to the URL exactly as it was given when the webhook was made."


class WebhookEvents(Resource):
    """The inbound URL: open to whoever knows the secret, outside the limits, not one of the documented operations."""

    def __init__(self, application: "Application") -> None:
        super().__init__(application)
        self.webhooks = self.records(WEBHOOKS)

    # The body is read here and not by the frame: a wrong secret counts before a wrong body, and an event is any JSON.
    @operation("receiveWebhookEvent", "POST", PATH, takes=OPEN, body="none", documented=False)
    def receive(self, call: Call) -> Answer:
        """Take one event: count it, and give it an id."""
        record = self.meant(call)
        self.check_body(call)
        self.counted(record, call.now)
        return ok(eventId=str(uuid.uuid4()))

    def meant(self, call: Call) -> Record:
        """The webhook that the URL names with its secret. Raises WrongSecret for any other URL."""
        urls = self.application.resource(Webhooks).urls
        record = self.webhooks.get(urls.id(call))
        known = str(record.columns["secret_digest"]) if record else NOBODY
        if not self.secret_holds(urls.secret(call), known) or record is None:
            raise WrongSecret("There is no webhook at this URL, or the secret is wrong.")
        return record

    def secret_holds(self, secret: str, digest: str) -> bool:
        """Whether the secret sent is the webhook's."""
        return self.application.resource(Webhooks).urls.holds(secret, digest)

    def check_body(self, call: Call) -> None:
        """Raise UnsupportedMediaType or InvalidFormat for what is not JSON."""
        self.application.parsing.check_media_type(call)
        try:
            orjson.loads(call.raw)
        except orjson.JSONDecodeError as error:
            raise InvalidFormat("The event is not valid JSON.", str(error)) from error

    def counted(self, record: Record, now: float) -> None:
        """Count one more event of the webhook."""
        number = record.columns["event_count"]
        count = number + 1 if isinstance(number, int) else 1
        self.webhooks.update(record, {}, event_count=count, last_event_at=iso(now))
