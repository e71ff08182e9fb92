"""Rate headers and refusals that do not say, or do not do, what is so."""

import math

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.choices import SECURED
from conformance.sandbox.defects.limits_budgets import RATED
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import ApiError, RateLimitExceeded
from conformance.sandbox.limits import Allowance
from conformance.sandbox.operations import Operation
from conformance.sandbox.values import Headers

ANY = ("listClients", "listLeads", "createClient")
WRITES = ("createClient", "updateClient", "deleteClient", "createLeads", "updateLeads", "deleteLeads")


class RetryAfterMissing(Defect):
    """A refusal without a time."""

    id = "retry-after-missing"
    sentence = "A 429 carries no Retry-After."
    faults = ("F49",)
    operations = ANY
    requirement = "LG-RATE-010"
    advisory = True

    def apply(self, application: Application) -> None:
        """Take the header off."""
        _refusals(application, [])


class RetryAfterTooShort(Defect):
    """A refusal that invites to the next refusal."""

    id = "retry-after-too-short"
    sentence = "Retry-After always says 1 second, however long the window lasts."
    faults = ("F49",)
    operations = ANY
    requirement = "LG-RATE-011"
    advisory = True

    def apply(self, application: Application) -> None:
        """Say one second."""
        _refusals(application, [(b"retry-after", b"1")])


class RemainingStandsStill(Defect):
    """The header is a constant."""

    id = "remaining-stands-still"
    sentence = "X-RateLimit-Remaining of {operation} is always the whole budget."
    faults = ("F49",)
    choices = RATED
    requirement = "LG-RATE-016"
    advisory = True

    def apply(self, application: Application) -> None:
        """Show the budget as if nothing had been used."""
        override(
            application.limits.headers,
            lambda original: lambda allowance: original(Allowance(allowance.limit, 0, allowance.reset)),
        )


class RateHeadersMissing(Defect):
    """Nobody learns where the budget stands."""

    id = "rate-headers-missing"
    sentence = "Answers of {operation} carry no X-RateLimit headers."
    faults = ("F49",)
    choices = SECURED
    requirement = "LG-RATE-014"
    advisory = True

    def apply(self, application: Application) -> None:
        """Send none."""
        override(application.limits.headers, lambda _: lambda allowance: [])  # noqa: ARG005  # as the original


class LimitHeaderOfOtherTier(Defect):
    """Every user is told the larger tier's number."""

    id = "limit-header-of-other-tier"
    sentence = "X-RateLimit-Limit is the Premium number for Standard users too."
    faults = ("F46", "F49")
    operations = ANY
    requirement = "LG-RATE-015"
    advisory = True

    def apply(self, application: Application) -> None:
        """Show one number; Remaining and Reset stay."""
        premium = b"%d" % application.limits.rates["premium"]

        def headers(allowance: Allowance) -> Headers:
            return [(n, premium if n == b"x-ratelimit-limit" else value) for n, value in original(allowance)]

        original = application.limits.headers
        override(application.limits.headers, lambda _: headers)


class ResetIsADuration(Defect):
    """Seconds to go instead of a moment."""

    id = "reset-is-a-duration"
    sentence = "X-RateLimit-Reset holds the seconds that are left instead of epoch seconds."
    faults = ("F46", "F49")
    operations = ANY
    requirement = "LG-RATE-017"
    advisory = True

    def apply(self, application: Application) -> None:
        """Subtract the present."""

        def headers(allowance: Allowance) -> Headers:
            left = b"%d" % math.ceil(allowance.reset - application.clock())
            return [(n, left if n == b"x-ratelimit-reset" else value) for n, value in original(allowance)]

        original = application.limits.headers
        override(application.limits.headers, lambda _: headers)


class RefusedWriteHappens(Defect):
    """The request is carried out before it is counted."""

    id = "refused-write-happens"
    sentence = "{operation} that is answered 429 happens all the same."
    faults = ("F50", "F30")
    choices = WRITES
    requirement = "LG-RATE-013"

    def apply(self, application: Application) -> None:
        """Carry out what was refused, and keep the refusal as the answer."""
        dispatch = application.dispatch

        def guarded(operation: Operation, call: Call) -> Answer:
            answer = original(operation, call)
            if answer.status == 429 and call.method in ("POST", "PUT", "DELETE"):
                try:
                    with application.store.savepoint():
                        dispatch.permitted(operation, call)
                except ApiError:
                    return answer
            return answer

        original = dispatch.guarded
        override(dispatch.guarded, lambda _: guarded)


class NoRecovery(Defect):
    """Who was refused once stays out for another window."""

    id = "no-recovery"
    sentence = "A user who was refused is refused through the whole next window too."
    faults = ("F50",)
    operations = ANY
    requirement = "LG-RATE-012"

    def apply(self, application: Application) -> None:
        """Remember the refusal beyond its window."""
        out: dict[str, float] = {}
        limits = application.limits

        def enforce(call: Call, allowance: Allowance) -> None:
            budget = limits.budget(call)
            if allowance.exceeded:
                out[budget] = allowance.reset + limits.window
            blocked = not allowance.exceeded and out.get(budget, 0) > call.now
            original(call, Allowance(allowance.limit, allowance.limit + 1, allowance.reset) if blocked else allowance)

        original = limits.enforce
        override(limits.enforce, lambda _: enforce)


def _refusals(application: Application, headers: Headers) -> None:
    """Let refusals carry these headers instead of theirs."""

    def enforce(call: Call, allowance: Allowance) -> None:
        try:
            original(call, allowance)
        except RateLimitExceeded as error:
            error.headers = list(headers)
            raise

    original = application.limits.enforce
    override(application.limits.enforce, lambda _: enforce)
