"""Views that show more or less of one row than others."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import Handler
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.values import Json, Object

TIMES = ("createdAt", "updatedAt")
LONG = ("notes", "enrichment", "copyright", "message")
"""How the names of a lead's long texts begin."""


class ListsShowLess(Variant):
    """A row of a list is a projection of the row by its id."""

    id = "lists-show-less"
    sentence = "GET /clients, /leads and /find-lead show rows without their times, leads without long texts too."
    requirements = ("LG-CLI-006", "LG-LEAD-021", "LG-LEAD-026", "LG-LEAD-037", "LG-LEAD-055", "LG-LEAD-056")

    def apply(self, application: Application) -> None:
        """Cut every row of the answer."""

        def cutting(handler: Handler) -> Handler:
            def listed(call: Call) -> Answer:
                answer = handler(call)
                for key in ("clients", "leads"):
                    for row in rows(answer, key):
                        for name in [name for name in row if is_extra(name)]:
                            del row[name]
                return answer

            return listed

        for operation in ("listClients", "listLeads", "findLead"):
            application.wrap(operation, cutting)


class ReadsShowMore(Variant):
    """Who asks for one record is told all of it."""

    id = "reads-show-more"
    sentence = "A lead by its id has a history, and a client by its id the number of its leads; no other answer has."
    requirements = ("LG-CLI-007", "LG-LEAD-026", "LG-LEAD-029")

    def apply(self, application: Application) -> None:
        """Add to the answers about one record."""
        leads, _ = application.resource(Clients).leads

        def with_history(handler: Handler) -> Handler:
            def read(call: Call) -> Answer:
                answer = handler(call)
                if isinstance(answer.body, dict) and isinstance(lead := answer.body.get("lead"), dict):
                    lead["history"] = []
                return answer

            return read

        def with_number(handler: Handler) -> Handler:
            def listed(call: Call) -> Answer:
                answer = handler(call)
                for client in rows(answer, "clients") if call.query.get("clientId") else []:
                    own = Filter().equals("company_id", call.company_id)
                    client["leadCount"] = leads.count(own.equals("client_id", str(client["client_id"])))
                return answer

            return listed

        application.wrap("getEnrichLead", with_history)
        application.wrap("listClients", with_number)


def is_extra(name: str) -> bool:
    """Whether a list can do without a field."""
    return name in TIMES or name.startswith(LONG)


def rows(answer: Answer, key: str) -> list[Object]:
    """The rows under a key of an answer."""
    found: Json = answer.body.get(key) if isinstance(answer.body, dict) else None
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
