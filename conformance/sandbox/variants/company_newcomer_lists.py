"""Empty lists for users without a company."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.operations import Operation

LISTS = {
    "listClients": "clients",
    "listSearchHistory": "searchHistories",
    "listWebhooks": "webhooks",
    "listCampaigns": "campaigns",
    "listBugs": "bugs",
    "listEnhancements": "enhancements",
    "listUnipileAccounts": "accounts",
}
"""operationId → the key of its rows."""


class NewcomerListsAreEmpty(Variant):
    """Who belongs to no company has nothing to see, and may look."""

    id = "newcomer-lists-are-empty"
    sentence = "Lists answer 200 without rows, instead of 403, to a user without a company."
    requirements = ("LG-COMP-016", "LG-COMP-017")

    def apply(self, application: Application) -> None:
        """Answer before the permission is asked for."""

        def permitted(operation: Operation, call: Call) -> Answer:
            if operation.id in LISTS and call.principal.company_id is None:
                return ok({LISTS[operation.id]: []})
            return original(operation, call)

        original = application.dispatch.permitted
        override(application.dispatch.permitted, lambda _: permitted)
