"""Other places for a webhook's secret, and another refusal."""

from urllib.parse import urlsplit

from conformance.sandbox.application import Application
from conformance.sandbox.around import refuse_instead
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import ApiError, InsufficientPermissions, NotFound
from conformance.sandbox.resources.webhooks import Webhooks
from conformance.sandbox.resources.webhooks_events import WrongSecret
from conformance.sandbox.webhook_urls import PATH


class WebhookSecretInPath(Variant):
    """The last segment of the path is the secret; query values mean nothing."""

    id = "webhook-secret-in-path"
    sentence = "A webhook's URL ends in its secret, and its query carries the name of the platform."
    requirements = ("LG-HOOK-005", "LG-HOOK-006", "LG-HOOK-007", "LG-HOOK-008", "LG-RATE-021")

    def apply(self, application: Application) -> None:
        """Write and read it there; without it there is nothing at the path."""
        urls = application.resource(Webhooks).urls

        def url(call: Call, id: str, secret: str) -> str:
            return f"{original(call, id, secret).partition('?')[0]}/{secret}?source=leadgenius"

        original = urls.url
        override(urls.url, lambda _: url)
        override(urls.secret, lambda _: lambda call: call.path_parameters["secret"])
        application.operations["receiveWebhookEvent"].path = f"{PATH}/{{secret}}"


class WebhooksLiveElsewhere(Variant):
    """Events are another service's business."""

    id = "webhooks-live-elsewhere"
    sentence = "A webhook's URL lies at another origin than the API."
    requirements = ("LG-HOOK-001", "LG-HOOK-005", "LG-HOOK-006", "LG-HOOK-007", "LG-HOOK-008", "LG-RATE-021")

    def apply(self, application: Application) -> None:
        """Name a host that nobody has."""

        def url(call: Call, id: str, secret: str) -> str:
            parts = urlsplit(original(call, id, secret))
            return parts._replace(scheme="https", netloc="hooks.sandbox.invalid").geturl()

        urls = application.resource(Webhooks).urls
        original = urls.url
        override(urls.url, lambda _: url)


class _WrongSecret(Variant):
    """Refuses an event with another error."""

    requirements = ("LG-HOOK-007", "LG-HOOK-008")

    def apply(self, application: Application) -> None:
        """Refuse with the other error."""
        refuse_instead(application, "receiveWebhookEvent", WrongSecret, lambda _: self.error())

    def error(self) -> ApiError:
        """What is said."""
        raise NotImplementedError


class WebhookWrongSecret404(_WrongSecret):
    """Without its secret a webhook does not exist."""

    id = "webhook-wrong-secret-is-404"
    sentence = "An event with a wrong secret or none is answered 404 instead of 401."

    def error(self) -> ApiError:
        """Nothing there."""
        return NotFound("There is no such webhook.")


class WebhookWrongSecret403(_WrongSecret):
    """Whoever has no secret is not allowed."""

    id = "webhook-wrong-secret-is-403"
    sentence = "An event with a wrong secret or none is answered 403 instead of 401."

    def error(self) -> ApiError:
        """Not allowed."""
        return InsufficientPermissions("The secret is wrong.")
