"""Budgets that one route among all keeps otherwise."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import answers
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.choices import SECURED
from conformance.sandbox.defects.limits_budgets import RATED
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.limits import Allowance


class OperationIsNotCounted(Defect):
    """The counter is asked, and not moved."""

    id = "operation-is-not-counted"
    sentence = "{operation} is served within the limit, and not counted."
    faults = ("F45",)
    choices = RATED
    requirement = "LG-RATE-016"
    advisory = True

    def apply(self, application: Application) -> None:
        """Give back what was taken."""
        limits = application.limits

        def count(call: Call) -> Allowance:
            allowance = original(call)
            if allowance.exceeded or allowance.used < 1:
                return allowance
            application.store.execute("UPDATE windows SET used = used - 1 WHERE budget = ?", (limits.budget(call),))
            return Allowance(allowance.limit, allowance.used - 1, allowance.reset)

        original = limits.count
        override(limits.count, lambda _: count)


class ErrorsWithoutRateHeaders(Defect):
    """The error handler begins with new headers."""

    id = "errors-without-rate-headers"
    sentence = "Errors of {operation} carry no X-RateLimit headers."
    faults = ("F49",)
    choices = SECURED
    requirement = "LG-RATE-014"
    advisory = True

    def apply(self, application: Application) -> None:
        """Drop them."""

        def bare(_call: Call, answer: Answer) -> Answer:
            if answer.status >= 400:
                answer.headers = [each for each in answer.headers if not each[0].startswith(b"x-ratelimit")]
            return answer

        answers(application, bare)
