"""Empty lists, and searches without a hit, for users without a company."""

from collections.abc import Callable, Collection

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import NotFound
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
        instead(application, LISTS, lambda operation: ok({LISTS[operation.id]: []}))


class NewcomerFindsNull(Variant):
    """The one lead that is sought is not there."""

    id = "newcomer-finds-null"
    sentence = "GET /find-lead answers 200 with lead: null, instead of 403, to a user without a company."
    requirements = ("LG-COMP-016", "LG-COMP-017")

    def apply(self, application: Application) -> None:
        """Answer before the permission is asked for."""
        instead(application, ("findLead",), lambda _: ok(lead=None))


class NewcomerFindsNothing(Variant):
    """Who belongs to no company seeks in vain."""

    id = "newcomer-finds-nothing"
    sentence = "GET /find-lead answers 404, instead of 403, to a user without a company."
    requirements = ("LG-COMP-016", "LG-COMP-017")

    def apply(self, application: Application) -> None:
        """Answer before the permission is asked for."""

        def nothing(_: Operation) -> Answer:
            raise NotFound("There is no such lead.")

        instead(application, ("findLead",), nothing)


def instead(application: Application, names: Collection[str], answer: Callable[[Operation], Answer]) -> None:
    """Answer these operations so to users without a company."""

    def permitted(operation: Operation, call: Call) -> Answer:
        if operation.id in names and call.principal.company_id is None:
            return answer(operation)
        return original(operation, call)

    original = application.dispatch.permitted
    override(application.dispatch.permitted, lambda _: permitted)
