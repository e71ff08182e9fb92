"""Requests that are counted and should not be, that are not and should be, and refusals in other words."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import RateLimitExceeded
from conformance.sandbox.identity import User
from conformance.sandbox.limits import Allowance
from conformance.sandbox.records import Record
from conformance.sandbox.resources.auth import Auth
from conformance.sandbox.resources.webhooks_events import WebhookEvents
from conformance.sandbox.values import Object

ANY = ("listClients", "listLeads", "createClient")


class KeysAreNotCounted(Defect):
    """Machines are told of a budget, and never spend it."""

    id = "keys-are-not-counted"
    sentence = "Requests with an API key are not counted, though they are refused where others have spent the budget."
    faults = ("F45",)
    operations = (*ANY, "bulkEnrichLeads")
    requirement = "LG-RATE-006"

    def apply(self, application: Application) -> None:
        """Take the request back that was just counted."""

        def count(call: Call) -> Allowance:
            allowance = original(call)
            if call.principal.kind != "key":
                return allowance
            budget = application.limits.budget(call)
            application.store.execute("UPDATE windows SET used = used - 1 WHERE budget = ?", (budget,))
            return Allowance(allowance.limit, allowance.used, allowance.reset)

        original = application.limits.count
        override(application.limits.count, lambda _: count)


class PremiumIsNinety(Defect):
    """A tier is smaller than it says."""

    id = "premium-is-ninety"
    sentence = "A Premium user is refused after nine tenths of the requests that the headers promise."
    faults = ("F46",)
    operations = ("listClients",)
    requirement = "LG-RATE-003"

    def apply(self, application: Application) -> None:
        """Refuse earlier than the headers say."""

        def enforce(call: Call, allowance: Allowance) -> None:
            early = call.principal.tier == "premium" and allowance.used > allowance.limit * 9 // 10
            original(call, Allowance(allowance.limit, allowance.limit + 1, allowance.reset) if early else allowance)

        original = application.limits.enforce
        override(application.limits.enforce, lambda _: enforce)


class PremiumIsUnlimited(Defect):
    """Who pays is never told to wait."""

    id = "premium-is-unlimited"
    sentence = "Premium users are served however many requests they made."
    faults = ("F45", "F46")
    operations = ("listClients",)
    requirement = "LG-RATE-004"

    def apply(self, application: Application) -> None:
        """Ask for the tier first."""

        def enforce(call: Call, allowance: Allowance) -> None:
            if call.principal.tier != "premium":
                original(call, allowance)

        original = application.limits.enforce
        override(application.limits.enforce, lambda _: enforce)


class RefusalIs503(Defect):
    """The gateway's word for it."""

    id = "refusal-is-503"
    sentence = "{operation} beyond the limit is answered 503."
    faults = ("F49", "F53")
    choices = ("createClient", "listClients")
    requirement = "LG-RATE-009"
    advisory = True

    def apply(self, application: Application) -> None:
        """Raise the other error."""

        def enforce(call: Call, allowance: Allowance) -> None:
            try:
                original(call, allowance)
            except RateLimitExceeded as error:
                raise _UnavailableError(error.error, error.details, error.headers) from error

        original = application.limits.enforce
        override(application.limits.enforce, lambda _: enforce)


class _UnavailableError(RateLimitExceeded):
    """503: what some gateways say to too many requests."""

    status = 503


class LoginsCount(Defect):
    """Whoever logs in has begun to use the API."""

    id = "logins-count"
    sentence = "{operation} lowers the user's Remaining."
    faults = ("F49",)
    choices = ("login", "refreshTokens")
    requirement = "LG-RATE-020"
    advisory = True

    def apply(self, application: Application) -> None:
        """Spend one where tokens are issued."""

        def issued(user: User, now: float) -> Object:
            application.limits.spend(user.sub, 0, now)
            return original(user, now)

        original = application.resource(Auth).issued
        override(application.resource(Auth).issued, lambda _: issued)


class EventsCount(Defect):
    """The owner of a webhook pays for what comes in."""

    id = "events-count"
    sentence = "An event that is posted to a webhook's URL lowers its owner's Remaining."
    faults = ("F49",)
    operations = ("createWebhook",)
    requirement = "LG-RATE-021"
    advisory = True

    def apply(self, application: Application) -> None:
        """Spend one where an event is counted."""

        def counted(record: Record, now: float) -> None:
            application.limits.spend(record.owner, 0, now)
            original(record, now)

        original = application.resource(WebhookEvents).counted
        override(application.resource(WebhookEvents).counted, lambda _: counted)
