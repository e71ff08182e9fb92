"""Limits as several instances keep them, and other ways to say when to come back."""

from dataclasses import replace
from email.utils import formatdate
from typing import ClassVar

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import RateLimitExceeded
from conformance.sandbox.limits import Allowance
from conformance.sandbox.values import Headers

SEEN = ("LG-RATE-001", "LG-RATE-002", "LG-RATE-005", "LG-RATE-006", "LG-RATE-008", "LG-RATE-013", "LG-RATE-016")


class _ServesMore(Variant):
    """Serves a few more than the tier's number. `more`: how many."""

    requirements = SEEN
    more: ClassVar[int]

    def apply(self, application: Application) -> None:
        """Refuse later than the number says."""

        def enforce(call: Call, allowance: Allowance) -> None:
            if allowance.used > allowance.limit + self.more:
                original(call, allowance)

        original = application.limits.enforce
        override(application.limits.enforce, lambda _: enforce)


class OneMoreIsServed(_ServesMore):
    """Two instances, one of them late."""

    id = "one-more-is-served"
    sentence = "A window serves one request more than the tier's number."
    more = 1


class TwoMoreAreServed(_ServesMore):
    """Three instances, two of them late."""

    id = "two-more-are-served"
    sentence = "A window serves two requests more than the tier's number."
    more = 2


class RetryAfterIsADate(Variant):
    """The other form of the header."""

    id = "retry-after-is-a-date"
    sentence = "A 429 says when to come back as an HTTP date instead of seconds."
    requirements = ("LG-RATE-009", "LG-RATE-010", "LG-RATE-011", "LG-RATE-012")

    def apply(self, application: Application) -> None:
        """Name the end of the window."""

        def enforce(call: Call, allowance: Allowance) -> None:
            try:
                original(call, allowance)
            except RateLimitExceeded as error:
                # Dates have no fractions: the second after the end is the first that is surely free.
                moment = formatdate(int(allowance.reset) + 1, usegmt=True).encode()
                error.headers = [(b"retry-after", moment)]
                raise

        original = application.limits.enforce
        override(application.limits.enforce, lambda _: enforce)


class ResetIsRoundedDown(Variant):
    """The second in which the window ends."""

    id = "reset-is-rounded-down"
    sentence = "X-RateLimit-Reset names the last whole second before the window's end instead of the first behind it."
    requirements = ("LG-RATE-010", "LG-RATE-011", "LG-RATE-012", "LG-RATE-017")

    def apply(self, application: Application) -> None:
        """Cut the fraction off; Retry-After stays as it is."""

        def headers(allowance: Allowance) -> Headers:
            return original(replace(allowance, reset=float(int(allowance.reset))))

        original = application.limits.headers
        override(application.limits.headers, lambda _: headers)
