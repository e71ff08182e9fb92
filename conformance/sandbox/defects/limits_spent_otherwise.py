"""Budgets that are spent otherwise, or begin anew too early."""

import math

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.identity import User
from conformance.sandbox.limits import Allowance
from conformance.sandbox.operations import Handler, Operation
from conformance.sandbox.values import Headers


class FailedRequestsAreFree(Defect):
    """Only what was served is counted."""

    id = "failed-requests-are-free"
    sentence = "Requests that are answered 4xx are taken back from the count, and served however many there are."
    faults = ("F45",)
    operations = ("listClients", "getEnrichLead", "createLeads")
    requirement = "LG-RATE-005"

    def apply(self, application: Application) -> None:
        """Give the request back."""

        def guarded(operation: Operation, call: Call) -> Answer:
            answer = original(operation, call)
            if operation.takes and 400 <= answer.status < 500 and answer.status not in (401, 429):
                budget = application.limits.budget(call)
                application.store.execute("UPDATE windows SET used = used - 1 WHERE budget = ?", (budget,))
            return answer

        original = application.dispatch.guarded
        override(application.dispatch.guarded, lambda _: guarded)


class BatchCostsOnePerRow(Defect):
    """A batch is as much work as its rows."""

    id = "batch-costs-one-per-row"
    sentence = "A batch of /leads spends one request of the budget for each of its rows."
    faults = ("F46", "F49")
    operations = ("createLeads", "updateLeads")
    requirement = "LG-RATE-016"
    advisory = True

    def apply(self, application: Application) -> None:
        """Count the further rows too."""

        def around(handler: Handler) -> Handler:
            def answered(call: Call) -> Answer:
                answer, sent = handler(call), call.body.get("leads")
                more = len(sent) - 1 if isinstance(sent, list) else 0
                budget = application.limits.budget(call)
                application.store.execute("UPDATE windows SET used = used + ? WHERE budget = ?", (more, budget))
                return answer

            return answered

        for operation in self.operations:
            application.wrap(operation, around)


class LoginRenewsBudget(Defect):
    """A new session has a budget of its own."""

    id = "login-renews-budget"
    sentence = "POST /auth starts a new window for its user."
    faults = ("F45", "F47")
    operations = ("login", "listClients")
    requirement = "LG-RATE-002"

    def apply(self, application: Application) -> None:
        """Forget the window."""

        def logged_in(name: str, password: str) -> User | None:
            user = original(name, password)
            if user:
                application.store.execute("DELETE FROM windows WHERE budget = ?", (user.sub,))
            return user

        original = application.identity.logged_in
        override(application.identity.logged_in, lambda _: logged_in)


class ResetMovesWithRequests(Defect):
    """The end of a window is computed where it is told."""

    id = "reset-moves-with-requests"
    sentence = "X-RateLimit-Reset is the moment of each request and the length of the window."
    faults = ("F49",)
    operations = ("listClients", "listLeads")
    requirement = "LG-RATE-017"
    advisory = True

    def apply(self, application: Application) -> None:
        """Add the window to the time of day."""
        limits = application.limits

        def headers(allowance: Allowance) -> Headers:
            reset = math.ceil(application.clock() + limits.window)
            return original(Allowance(allowance.limit, allowance.used, reset))

        original = limits.headers
        override(limits.headers, lambda _: headers)
