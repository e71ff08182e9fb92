"""Searches that are shown to, or changed by, somebody else."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.records import Record
from conformance.sandbox.resources.search_history import SearchHistory


class SearchOfStrangerListed(Defect):
    """A search that no filter narrows leaves out the tenant."""

    id = "search-of-stranger-listed"
    sentence = "GET /search-history lists the newest search of another company too."
    faults = ("F15", "F23")
    operations = ("listSearchHistory",)
    requirement = "LG-ISO-018"

    def apply(self, application: Application) -> None:
        """Widen the condition of the list."""

        def readable(call: Call) -> Filter:
            newest_foreign = "SELECT max(seq) FROM searches WHERE company_id <> ?"
            return Filter().where(f"owner = ? OR seq = ({newest_foreign})", call.principal.owner, call.company_id)

        override(application.resource(SearchHistory).readable, lambda _: readable)


class SearchOfStrangerFiltered(Defect):
    """With a filter, the filter is all that counts."""

    id = "search-of-stranger-found-by-status"
    sentence = "GET /search-history with status lists the searches of all companies that have it."
    faults = ("F15", "F12")
    operations = ("listSearchHistory",)
    requirement = "LG-ISO-018"

    def apply(self, application: Application) -> None:
        """Forget the owner where a status is asked for."""
        history = application.resource(SearchHistory)

        def readable(call: Call) -> Filter:
            return Filter() if call.query.get("status") else original(call)

        original = history.readable
        override(history.readable, lambda _: readable)


class SearchOfStrangerChanged(Defect):
    """Whoever knows the id changes the search."""

    id = "search-of-stranger-changed"
    sentence = "PUT /search-history changes a search of another company."
    faults = ("F13",)
    operations = ("updateSearchHistory",)
    requirement = "LG-ISO-018"

    def apply(self, application: Application) -> None:
        """Look the id up without the company."""
        history = application.resource(SearchHistory)

        def to_change(call: Call, id: str) -> Record:
            return history.searches.get(id) or original(call, id)

        original = history.to_change
        override(history.to_change, lambda _: to_change)
