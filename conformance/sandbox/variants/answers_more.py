"""Answers that say more than is documented."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant
from conformance.sandbox.operations import Operation
from conformance.sandbox.variants._answers import every_answer, is_success, records

FREE_FORM = ("output", "details")
"""Keys whose objects are somebody else's."""


class ExtraFieldsEverywhere(Variant):
    """A server of a later version."""

    id = "extra-fields-everywhere"
    sentence = (
        "Every success has a requestId and a meta object, every record a type, links, and the moment it was read."
    )
    requirements = (
        *("LG-ENV-006", "LG-ENV-007", "LG-CLI-002", "LG-LEAD-002", "LG-LEAD-026", "LG-BULK-009", "LG-SET-003"),
        "LG-COMP-013",
    )

    def apply(self, application: Application) -> None:
        """Add them to what is shown."""

        def add(operation: Operation, call: Call, answer: Answer) -> None:
            if not is_success(answer) or not isinstance(answer.body, dict):
                return
            projected = operation.id.startswith("bulk")
            for record in [] if projected else list(records(answer)):
                if not any(answer.body.get(name) is record for name in FREE_FORM):
                    record |= {"recordType": "record", "links": {"self": operation.path}, "readAt": call.now}
            answer.body |= {"requestId": f"req-{call.now}", "meta": {"version": "2026-01", "warnings": []}}

        every_answer(application, add)


class ErrorsSayMore(Variant):
    """Where to read on, and what to tell support."""

    id = "errors-say-more"
    sentence = "Every error has a requestId, a timestamp and a link to its documentation beside the five fields."
    requirements = ("LG-ENV-001", "LG-ENV-002", "LG-AUTH-010", "LG-CLI-017")

    def apply(self, application: Application) -> None:
        """Add them to the envelope."""

        def add(operation: Operation, call: Call, answer: Answer) -> None:
            if not is_success(answer) and isinstance(answer.body, dict) and operation.documented:
                answer.body |= {"requestId": "req-000017", "timestamp": int(call.now), "docs": "/docs/errors"}

        every_answer(application, add)


class FurtherHeaders(Variant):
    """What frames, proxies and browsers like to see."""

    id = "further-headers"
    sentence = (
        "Answers carry CORS, cache and request-id headers, the rate headers of the draft standard, and a charset."
    )
    requirements = ("LG-ENV-009", "LG-RATE-014", "LG-ENV-013", "LG-RATE-015", "LG-CLI-005")

    def apply(self, application: Application) -> None:
        """Add them to every answer."""

        def add(_operation: Operation, _call: Call, answer: Answer) -> None:
            answer.headers += [
                (b"content-type", b"application/json; charset=UTF-8"),
                (b"access-control-allow-origin", b"*"),
                (b"cache-control", b"no-store"),
                (b"x-amzn-requestid", b"4d1b2c9e-0000-4000-8000-17c2f3a8b6d1"),
                (b"ratelimit-policy", b"1000;w=60"),
                (b"vary", b"Origin"),
            ]

        every_answer(application, add)


class ConnectionsClose(Variant):
    """One request a connection."""

    id = "connections-close"
    sentence = "The server closes the connection after every answer."
    requirements = ("LG-ENV-009", "LG-LEAD-041")

    def apply(self, application: Application) -> None:
        """Say so, and the server does."""

        def add(_operation: Operation, _call: Call, answer: Answer) -> None:
            answer.headers.append((b"connection", b"close"))

        every_answer(application, add)
