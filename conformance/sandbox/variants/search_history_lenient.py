"""A search history that keeps and asks for what it does not know."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import InvalidValue
from conformance.sandbox.filters import Filter
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.search_history import SearchHistory


class SearchClientIsText(Variant):
    """A `client_id` is a label of the search; it links to nothing."""

    id = "search-client-is-text"
    sentence = "POST /search-history keeps a client_id that is unknown or another company's as mere text."
    requirements = ("LG-ISO-014", "LG-ISO-028", "LG-SRCH-002")

    def apply(self, application: Application) -> None:
        """Look nothing up."""
        override(
            application.resource(SearchHistory).check_client,
            lambda _: lambda call, fields: None,  # noqa: ARG005  # as the original
        )


class SearchUnknownStatusEmpty(Variant):
    """No search has such a status."""

    id = "search-unknown-status-lists-nothing"
    sentence = "GET /search-history with an unknown status answers an empty list instead of 400."
    requirements = ("LG-SRCH-005", "LG-SRCH-010")

    def apply(self, application: Application) -> None:
        """Select nothing."""
        history = application.resource(SearchHistory)

        def wanted(call: Call) -> Filter:
            try:
                return original(call)
            except InvalidValue:
                return Filter().where("0")

        original = history.wanted
        override(history.wanted, lambda _: wanted)


class SearchUnknownClientIs404(Variant):
    """No such client, no such searches."""

    id = "search-unknown-client-is-404"
    sentence = "GET /search-history with a client_id that names none of the caller's clients answers 404."
    requirements = ("LG-ISO-018", "LG-ISO-028", "LG-SRCH-005")

    def apply(self, application: Application) -> None:
        """Look for the client that is asked for."""
        history = application.resource(SearchHistory)

        def wanted(call: Call) -> Filter:
            client_id = call.query.get("client_id")
            if client_id:
                application.resource(Clients).required(call, client_id)
            return original(call)

        original = history.wanted
        override(history.wanted, lambda _: wanted)
