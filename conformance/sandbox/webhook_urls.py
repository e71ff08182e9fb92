"""Where the URL of a webhook holds its id and its secret, and how a secret is judged."""

import hashlib
import hmac

from conformance.sandbox.call import Call

PATH = "/api/webhook/{id}"


class WebhookUrls:
    """`<origin>/api/webhook/<id>?secret=<secret>`: written when a webhook is made, read at each event."""

    def url(self, call: Call, id: str, secret: str) -> str:
        """The URL to tell the caller, at the origin under which the caller reached us."""
        return f"http://{call.header(b'host') or 'localhost'}/api/webhook/{id}?secret={secret}"

    def id(self, call: Call) -> str:
        """The webhook's id in the URL of an event."""
        return call.path_parameters["id"]

    def secret(self, call: Call) -> str:
        """The secret in the URL of an event; an empty text where there is none."""
        return call.query.get("secret", "")

    def digest(self, secret: str) -> str:
        """What is stored of a secret."""
        return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()

    def holds(self, secret: str, digest: str) -> bool:
        """Whether a secret is that of a digest, found out in the same time for right and wrong ones."""
        return hmac.compare_digest(self.digest(secret), digest)
