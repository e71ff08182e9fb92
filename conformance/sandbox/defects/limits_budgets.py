"""Budgets that are not one per user, or not of the tier's size."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.limits import Allowance

ANY = ("listClients", "listLeads", "createClient")
RATED = ("createLeads", "deleteLeads", "findLead", "getEnrichLead", "listClients", "listLeads", "updateLeads")


class FiveTooMany(Defect):
    """The limit is a suggestion."""

    id = "five-too-many"
    sentence = "Five requests more than the tier allows are served in a window."
    faults = ("F45",)
    operations = ANY
    requirement = "LG-RATE-002"

    def apply(self, application: Application) -> None:
        """Refuse later than the headers say."""

        def enforce(call: Call, allowance: Allowance) -> None:
            if allowance.used > allowance.limit + 5:
                original(call, allowance)

        original = application.limits.enforce
        override(application.limits.enforce, lambda _: enforce)


class OperationIsUnlimited(Defect):
    """One route stands outside."""

    id = "operation-is-unlimited"
    sentence = "{operation} is served however many requests were made."
    faults = ("F45",)
    choices = RATED
    requirement = "LG-RATE-005"

    def apply(self, application: Application) -> None:
        """Enforce nothing."""
        override(application.limits.enforce, lambda _: lambda call, allowance: None)  # noqa: ARG005  # as the original


class KeysAreUnlimited(Defect):
    """Machines are never told to wait."""

    id = "keys-are-unlimited"
    sentence = "Requests with an API key are served however many were made."
    faults = ("F45",)
    operations = (*ANY, "bulkEnrichLeads")
    requirement = "LG-RATE-006"

    def apply(self, application: Application) -> None:
        """Ask for the credential first."""

        def enforce(call: Call, allowance: Allowance) -> None:
            if call.principal.kind != "key":
                original(call, allowance)

        original = application.limits.enforce
        override(application.limits.enforce, lambda _: enforce)


class StandardIsNinety(Defect):
    """A tier is smaller than it says."""

    id = "standard-is-ninety"
    sentence = "A Standard user is refused after nine tenths of the requests that the headers promise."
    faults = ("F46",)
    operations = ANY
    requirement = "LG-RATE-001"

    def apply(self, application: Application) -> None:
        """Refuse earlier than the headers say."""

        def enforce(call: Call, allowance: Allowance) -> None:
            early = call.principal.tier == "standard" and allowance.used > allowance.limit * 9 // 10
            original(call, Allowance(allowance.limit, allowance.limit + 1, allowance.reset) if early else allowance)

        original = application.limits.enforce
        override(application.limits.enforce, lambda _: enforce)


class BudgetPerCredential(Defect):
    """Who logs in once more may do once more."""

    id = "budget-per-credential"
    sentence = "A user has one budget by cookie, one by bearer token and one by API key."
    faults = ("F47", "F45")
    operations = ANY
    requirement = "LG-RATE-007"
    advisory = True

    def apply(self, application: Application) -> None:
        """Count by kind."""
        override(application.limits.budget, lambda original: lambda call: f"{original(call)} by {call.principal.kind}")


class ColleaguesShareBudget(Defect):
    """The company is counted, not the user."""

    id = "colleagues-share-budget"
    sentence = "The users of one company share one budget."
    faults = ("F47",)
    operations = ANY
    requirement = "LG-RATE-018"
    advisory = True

    def apply(self, application: Application) -> None:
        """Count by company."""
        override(
            application.limits.budget,
            lambda original: lambda call: call.principal.company_id or original(call),
        )


class TenantsShareBudget(Defect):
    """The tier is counted, not the user."""

    id = "tenants-share-budget"
    sentence = "The Standard users of all companies share one budget."
    faults = ("F47",)
    operations = ANY
    requirement = "LG-RATE-019"
    advisory = True

    def apply(self, application: Application) -> None:
        """Count the smaller tier as one; the larger one would drown in its own noise."""
        override(
            application.limits.budget,
            lambda original: lambda call: "standard" if call.principal.tier == "standard" else original(call),
        )


class ForwardedForRenewsBudget(Defect):
    """The address is counted, and the caller says which it is."""

    id = "forwarded-for-renews-budget"
    sentence = "Each new X-Forwarded-For brings a new budget."
    faults = ("F48",)
    operations = ANY
    requirement = "LG-RATE-008"

    def apply(self, application: Application) -> None:
        """Count by user and address."""
        override(
            application.limits.budget,
            lambda original: lambda call: f"{original(call)}{call.header(b'x-forwarded-for') or ''}",
        )
