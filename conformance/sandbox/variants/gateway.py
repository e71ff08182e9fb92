"""A gateway before the service, which answers by itself what is too large."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.operations import Operation

MOST_BODY = 512 * 1024
MOST_QUERY = 4096
"""Bytes."""


class GatewayRefusesWhatIsLarge(Variant):
    """It knows no envelope and counts for nobody."""

    id = "gateway-refuses-what-is-large"
    sentence = (
        "A body above half a megabyte gets 413, and a query above 4,096 bytes 431, as plain text and without headers."
    )
    requirements = ("LG-ENV-005", "LG-ENV-001", "LG-LEAD-034", "LG-PAGE-017", "LG-PAGE-018")

    def apply(self, application: Application) -> None:
        """Answer before anybody else."""

        def guarded(operation: Operation, call: Call) -> Answer:
            if len(call.raw) > MOST_BODY or call.too_large:
                return Answer(413, "Request Entity Too Large", [(b"content-type", b"text/plain")])
            if len(call.query_string) > MOST_QUERY:
                return Answer(431, "Request Header Fields Too Large", [(b"content-type", b"text/plain")])
            return original(operation, call)

        original = application.dispatch.guarded
        override(application.dispatch.guarded, lambda _: guarded)
