"""Rate headers spelled in title case."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.operations import Operation

SPELLINGS = {
    b"x-ratelimit-limit": b"X-RateLimit-Limit",
    b"x-ratelimit-remaining": b"X-RateLimit-Remaining",
    b"x-ratelimit-reset": b"X-RateLimit-Reset",
    b"retry-after": b"Retry-After",
}


class HeaderCasing(Variant):
    """Header names mean the same in any case."""

    id = "header-casing"
    sentence = "The rate headers and Retry-After are spelled in title case instead of lower case."
    requirements = ("LG-RATE-014", "LG-RATE-015", "LG-RATE-010")

    def apply(self, application: Application) -> None:
        """Spell them as they leave."""

        def guarded(operation: Operation, call: Call) -> Answer:
            answer = original(operation, call)
            answer.headers = [(SPELLINGS.get(name, name), value) for name, value in answer.headers]
            return answer

        original = application.dispatch.guarded
        override(application.dispatch.guarded, lambda _: guarded)
